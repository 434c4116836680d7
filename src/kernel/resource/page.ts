// Pages of list operations, cut once for all services. A list operation yields its items; the first scan it makes is the one a page
// resumes, so a token holds the key it stopped at, and entries that come or go elsewhere neither repeat nor hide others. Invariant: a token
// opens only for the same operation, account and region, and input (limit aside) that it was made for.

import { createHash } from 'node:crypto'
import type { OperationModel, Pagination } from '../../model/shape.ts'
import type { Key } from '../store/face.ts'
import type { Values } from '../../wire/protocol.ts'

/** Where a page begins: after a key of the resumed scan; where the one before ended within a record's items, after so many of those. */
interface Position { readonly after?: Key, readonly within?: Key, readonly skip: number }

interface PageToken extends Position { readonly query: string }

export interface TokenSeal {
  seal(purpose: string, value: unknown): string
  open(purpose: string, token: string): unknown
}

export class Pager {
  #claimed = false
  #current: Key | undefined
  readonly #position: Position

  constructor(position: Position) {
    this.#position = position
  }

  /** The first scan of the operation gets the cursor, later ones nothing. */
  claim(): ScanCursor | undefined {
    if (this.#claimed) return undefined
    this.#claimed = true
    return { after: this.#position.after, reached: at => { this.#current = at } }
  }

  get current(): Key | undefined {
    return this.#current
  }

  get after(): Key | undefined {
    return this.#position.after
  }

  /** Items of the present record that the page before has given. */
  given(): number {
    return this.#current === this.#position.within ? this.#position.skip : 0
  }
}

export interface ScanCursor { readonly after: Key | undefined, reached(at: Key): void }

export interface Page { readonly items: unknown[], readonly token: string | undefined, readonly rest: unknown }

export function beginPage(
  operation: OperationModel, pagination: Pagination, input: Values, cellId: string, seal: TokenSeal,
): Pager | 'invalid' {
  const token = input[pagination.inputTokens[0]!]
  if (token === undefined || token === '') return new Pager({ skip: 0 })
  if (typeof token !== 'string') return 'invalid'
  const opened = seal.open('page', token) as PageToken | undefined
  if (opened === undefined || opened.query !== queryOf(operation, pagination, input, cellId)) return 'invalid'
  return new Pager(opened)
}

/**
 * Takes items until the page is full and one more is known. Items are told apart by the record they came from; where one record yields
 * several and the page ends among them, the next page begins with that record again and skips those given.
 * @param limit items on a page
 */
export function cutPage(
  operation: OperationModel, pagination: Pagination, input: Values, cellId: string, seal: TokenSeal,
  pager: Pager, yielded: Iterator<unknown, unknown>, limit: number,
): Page {
  const items: unknown[] = []
  let lastKey: Key | undefined = pager.after
  let keyBefore: Key | undefined = pager.after
  let ofLastKey = 0
  let next = yielded.next()
  for (; !next.done; next = yielded.next()) {
    if (pager.current !== lastKey) {
      keyBefore = lastKey
      lastKey = pager.current
      ofLastKey = 0
    }
    const isGiven = ofLastKey < pager.given()
    if (!isGiven && items.length === limit) {
      const position: Position = { ...(keyBefore !== undefined && { after: keyBefore }), ...(ofLastKey > 0 && { within: lastKey }),
        skip: ofLastKey }
      const query = queryOf(operation, pagination, input, cellId)
      yielded.return?.()
      return { items, token: seal.seal('page', { ...position, query } satisfies PageToken), rest: undefined }
    }
    ofLastKey += 1
    if (!isGiven) items.push(next.value)
  }
  return { items, token: undefined, rest: next.value }
}

/** A digest of what the list was asked for, apart from token and limit. */
function queryOf(operation: OperationModel, pagination: Pagination, input: Values, cellId: string): string {
  const asked = Object.entries(input)
    .filter(([name]) => !pagination.inputTokens.includes(name) && name !== pagination.limitKey)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const text = JSON.stringify([cellId, operation.service.id, operation.name, asked], (_, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value)
  return createHash('sha256').update(text).digest('base64url').slice(0, 22)
}
