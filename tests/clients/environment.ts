// The environment of clients: nothing of the user's AWS settings reaches them, only what a test gives.

import { devNull } from 'node:os'

/** The present environment without AWS's variables, and with no files of settings and keys. */
export function bareEnvironment(): Record<string, string | undefined> {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('AWS_')))
  return { ...own, AWS_CONFIG_FILE: devNull, AWS_SHARED_CREDENTIALS_FILE: devNull, AWS_EC2_METADATA_DISABLED: 'true', AWS_PAGER: '' }
}

/** Makes this process's environment a bare one, with these variables besides. */
export function becomeBare(variables: Readonly<Record<string, string>>): void {
  for (const name of Object.keys(process.env)) if (name.startsWith('AWS_')) delete process.env[name]
  Object.assign(process.env, bareEnvironment(), variables)
}
