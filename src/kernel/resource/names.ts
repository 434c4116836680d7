// Names that only one account of a partition can hold, whatever the region (buckets): who holds each. One cell per partition, beside those
// of accounts, so that a service can find whose cell a name leads to before the call is there.

import { key, keyParts, keyPrefix } from '../../std/key.ts'
import type { Store, Table } from '../store/face.ts'

export interface NameHolder { readonly account: string, readonly region: string }

/** A name that stands for another, and what it is called itself, where it has a name besides. */
export interface FurtherName { readonly leadsTo?: string, readonly by?: string }

/** With when it was claimed, epoch ms. */
export interface Claim extends NameHolder, FurtherName { readonly claimedAt: number }

const cellPrefix = 'names/'

/** Where it is kept who holds what in a partition. */
export function holdersCellId(partition: string): string {
  return `${cellPrefix}${partition}`
}

export class Names {
  readonly #table: Table<Claim>
  readonly #service: string

  /** @param service id of the service whose names they are */
  constructor(store: Store, partition: string, service: string) {
    this.#table = store.cell(holdersCellId(partition)).table('name')
    this.#service = service
  }

  holder(name: string): Claim | undefined {
    return this.#table.get(key(this.#service, name))
  }

  /** Inside a transaction. */
  claim(name: string, holder: Claim): void {
    this.#table.put(key(this.#service, name), holder)
  }

  /** Names in order, whoever holds them: those that begin with `prefix`, after one of them. */
  * claims(prefix: string, after?: string): IterableIterator<Claim & { readonly name: string }> {
    const range = { prefix: keyPrefix(this.#service, prefix), ...(after !== undefined && { after: key(this.#service, after) }) }
    for (const [at, claim] of this.#table.scan(range)) yield { ...claim, name: String(keyParts(at)[1]) }
  }

  /** Those of one account. */
  * held(account: string, prefix: string, after?: string): IterableIterator<Claim & { readonly name: string }> {
    for (const claim of this.claims(prefix, after)) if (claim.account === account) yield claim
  }

  /** Inside a transaction. */
  release(name: string): void {
    this.#table.delete(key(this.#service, name))
  }
}

/** Frees the names of holders that are no more, and what they had set above accounts (`policy/controls.ts`). */
export function dropNames(store: Store, isGone: (holder: NameHolder) => boolean): void {
  store.transact(() => {
    for (const cellId of store.cellIds().filter(id => id.startsWith(cellPrefix))) {
      for (const kind of ['name', 'above']) {
        const table = store.cell(cellId).table<NameHolder>(kind)
        for (const [name, holder] of table.scan()) if (isGone(holder)) table.delete(name)
      }
    }
  })
}
