// Turns operands into functions that read an item, and asks what is known of them before any item is read.
// Invariant: nothing here changes an item; a path that leads nowhere reads as undefined.

import { Invalid } from '../invalid.ts'
import { valueSizeBytes } from '../size.ts'
import { attributeOf, typeOf, type AttributeValue, type Item, type TypeName } from '../value.ts'
import type { Operand, Path } from './syntax.ts'

/** The values of a request, by slot. */
export type Values = readonly AttributeValue[]

export type Read = (item: Item, values: Values) => AttributeValue | undefined

/** What a path leads to. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value = attributeOf(item, path[0] as string)
  for (let i = 1; value !== undefined && i < path.length; i++) value = memberOf(value, path[i]!)
  return value
}

export function memberOf(value: AttributeValue, step: string | number): AttributeValue | undefined {
  if (typeof step === 'number') return value.L?.[step]
  return value.M === undefined ? undefined : attributeOf(value.M, step)
}

/** Compiles an operand of a condition: a path, a value, or `size` of one. */
export function compileRead(operand: Operand): Read {
  switch (operand.kind) {
    case 'path': {
      const { path } = operand
      const [first] = path as [string]
      return path.length === 1 ? item => attributeOf(item, first) : item => valueAt(item, path)
    }
    case 'slot': {
      const { slot } = operand
      return (_, values) => values[slot]
    }
    case 'literal': return () => operand.value
    case 'call': {
      const read = compileRead(operand.operands[0]!)
      return (item, values) => sizeOf(read(item, values))
    }
    case 'sum': throw new Error('assert: a sum stands in updates only')
  }
}

/** The value that an operand has whatever the item. */
export function constantOf(operand: Operand, values: Values): AttributeValue | undefined {
  return operand.kind === 'slot' ? values[operand.slot] : operand.kind === 'literal' ? operand.value : undefined
}

/** Refuses a value of a type that an operator cannot take. Values in the item are not refused: they do not match. */
export function checkOperandType(operator: string, operand: Operand, values: Values, allowed: ReadonlySet<TypeName>): void {
  const constant = constantOf(operand, values)
  const type = constant !== undefined ? typeOf(constant) : operand.kind === 'call' && operand.name === 'size' ? 'N' : undefined
  if (type === undefined || allowed.has(type)) return
  throw new Invalid(`Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${type}`)
}

/** `size`: bytes of strings and binaries, members of sets, lists and maps. Source: Developer Guide, functions, `size`. */
function sizeOf(value: AttributeValue | undefined): AttributeValue | undefined {
  if (value === undefined) return undefined
  if (value.S !== undefined || value.B !== undefined) return { N: String(valueSizeBytes(value)) }
  if (value.M !== undefined) return { N: String(Object.keys(value.M).length) }
  const members = value.L ?? value.SS ?? value.NS ?? value.BS
  return members === undefined ? undefined : { N: String(members.length) }
}
