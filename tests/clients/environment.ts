// The environment of clients that run as processes of their own: nothing of the user's AWS settings reaches them, only what a test gives.

import { devNull } from 'node:os'

/** The present environment without AWS's variables, and with no files of settings and keys. */
export function bareEnvironment(): Record<string, string | undefined> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')))
  return { ...own, AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' }
}
