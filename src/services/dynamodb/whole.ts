// Answers that show items whole: they are joined from the texts that the items are stored as, without taking them apart. A caller from
// inside the process gets values instead. Invariant: both say the same.

import type { Call } from '../../kernel/service.ts'
import { packedJson, packItem } from './engine/packed.ts'
import type { Item } from './engine/value.ts'
import type { Page } from './reading.ts'
import type { Selection } from './selection.ts'

/**
 * An answer of one member that holds items, and others that hold plain JSON.
 * @param values gives the member as values, `text` as JSON; one of them is asked
 */
export function answerWhole<Name extends string, T, Rest extends object>(
  name: Name, values: () => T, text: () => string, rest: Rest, call: Call,
): { [N in Name]?: T } & Rest {
  if (call.request === undefined) return { [name]: values(), ...rest } as { [N in Name]?: T } & Rest
  const others = JSON.stringify(rest)
  call.respond({ body: Buffer.from(`{"${name}":${text()}${others === '{}' ? '}' : `,${others.slice(1)}`}`) })
  return rest as { [N in Name]?: T } & Rest
}

/** A page of a query or scan. */
export function answerPage(page: Page, selection: Selection, capacity: object, call: Call) {
  const { items, wholes, count, scannedCount, last } = page
  const rest = { Count: count, ScannedCount: scannedCount, ...(last !== undefined && { LastEvaluatedKey: last }), ...capacity }
  if (!selection.items) return rest
  if (!selection.whole) return { Items: items, ...rest }
  const wire = last === undefined ? rest : { ...rest, LastEvaluatedKey: wireValue(last) }
  if (call.request === undefined) return { Items: wholes.map(({ item }) => item), ...rest }
  return answerWhole('Items', () => wholes.map(({ item }) => item), () => `[${wholes.map(({ record }) => packedJson(record.packed)).join(',')}]`, wire, call)
}

/** Attributes as JSON shows them. */
function wireValue(attributes: Item): Item {
  return JSON.parse(packedJson(packItem(attributes))) as Item
}
