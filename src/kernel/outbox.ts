// What leaves the cloud for people and devices: e-mail, text messages, push notifications. Nothing is really sent; it lies here, in the
// cell that sent it, to be read at `GET /_orrery/outbox`. Invariant: a letter is there exactly when the transaction that wrote it is.

import { key, keyParts, prefixOf } from '../std/key.ts'
import type { Cell, Store, Table } from './store/face.ts'

export interface Letter {
  readonly channel: 'email' | 'sms' | 'push'
  /** An address, a number, a device's token. */
  readonly to: string
  readonly from?: string
  readonly subject?: string
  readonly body: string
}

export interface SentLetter extends Letter {
  readonly sequence: number
  readonly sentAt: number
  readonly service: string
  readonly account: string
  readonly region: string
}

interface StoredLetter extends Letter { readonly sentAt: number, readonly service: string }

/** Inside a transaction. @param sequence later ones have greater numbers */
export function postLetter(cell: Cell, sequence: number, letter: StoredLetter): void {
  lettersOf(cell).put(key(sequence), letter)
}

/** Of all cells, oldest first. @param after only what has a greater number */
export function lettersIn(store: Store, { after = 0, limit }: { readonly after?: number, readonly limit: number }): SentLetter[] {
  const found: SentLetter[] = []
  for (const cellId of store.cellIds()) {
    const [account = '', region = ''] = cellId.split('/')
    for (const [at, letter] of lettersOf(store.cell(cellId)).scan({ after: `${prefixOf(after)}\xff` })) {
      found.push({ sequence: Number(keyParts(at)[0]), account, region, ...letter })
    }
  }
  return found.sort((one, other) => one.sequence - other.sequence).slice(0, limit)
}

function lettersOf(cell: Cell): Table<StoredLetter> {
  return cell.table('outbox')
}
