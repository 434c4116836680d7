// The journal as an operation reads it: newest first, resumed where the page before ended.

import type { Journal, JournalFace } from './journal.ts'
import type { Pager } from './resource/page.ts'

export function newestFirst(journal: Journal, pager: Pager | undefined): JournalFace {
  return {
    * newest() {
      const cursor = pager?.claim()
      for (const entry of journal.newest(cursor?.after === undefined ? undefined : Number(cursor.after))) {
        cursor?.reached(String(entry.sequence))
        yield entry
      }
    },
  }
}
