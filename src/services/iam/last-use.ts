// When something was last used, as the journal remembers it: keys, roles, services. AWS looks back 400 days; this cloud as far as its
// journal does. Source: GetAccessKeyLastUsed and RoleLastUsed, IAM API Reference.

import type { Call, JournalEntry } from '../../kernel/service.ts'

/** The newest call of the account's own that is meant, its time to the second. */
export function lastUseOf(isMeant: (entry: JournalEntry) => boolean, call: Call): JournalEntry | undefined {
  for (const entry of call.journal.newest()) {
    if (entry.principal.account === call.account && isMeant(entry)) {
      return { ...entry, at: Math.floor(entry.at / 1000) * 1000 }
    }
  }
  return undefined
}
