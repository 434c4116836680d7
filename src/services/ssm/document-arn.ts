// ARNs of documents, one's own and Amazon's, by their names.

import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Document } from './document.ts'

/** Amazon's have no account in their ARNs. */
export function documentArn(name: string, call: Call): string {
  if (parseArn(name) !== undefined) return name
  const own = Document.arnOf(call, { name })
  return /^(?:AWS|Amazon)/.test(name) ? own.replace(`:${call.account}:`, '::') : own
}
