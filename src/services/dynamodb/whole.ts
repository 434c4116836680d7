// Answers that show items whole: they are joined from the texts that the items are stored as, without taking them apart. A caller from
// inside the process gets values instead. Invariant: both say the same.

import type { Call } from '../../kernel/service.ts'
import { packedJson, packItem } from './engine/packed.ts'
import type { Item } from './engine/value.ts'
import type { Page } from './reading.ts'
import type { Selection } from './selection.ts'
import type { StoredItem } from './stored-item.ts'

/**
 * An answer of one member that holds items, beside members of any kind.
 * @param values gives the member as values, `text` as JSON; one of them is asked
 */
export function answerWhole(name: 'Item' | 'Items' | 'Responses', values: () => unknown, text: () => string, rest: object,
  call: Call): object {
  if (call.request === undefined) return { [name]: values(), ...rest }
  const others = JSON.stringify(rest)
  call.respond({ body: Buffer.from(`{"${name}":${text()}${others === '{}' ? '}' : `,${others.slice(1)}`}`) })
  return {}
}

/** A list of items as JSON. */
export function textOf(items: readonly StoredItem[]): string {
  return `[${items.map(({ packed }) => packedJson(packed)).join(',')}]`
}

/** A page of a query or scan. */
export function answerPage(page: Page, selection: Selection, capacity: object, call: Call): object {
  const { items, wholes, count, scannedCount, last } = page
  const rest = { Count: count, ScannedCount: scannedCount, ...capacity }
  const paged = last === undefined ? rest : { ...rest, LastEvaluatedKey: last }
  if (!selection.items) return paged
  if (!selection.whole || call.request === undefined) return { Items: selection.whole ? wholes.map(({ item }) => item) : items, ...paged }
  const onWire = last === undefined ? rest : { ...rest, LastEvaluatedKey: JSON.parse(packedJson(packItem(last))) as Item }
  return answerWhole('Items', () => [], () => textOf(wholes), onWire, call)
}
