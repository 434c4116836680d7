// What updates do: all right-hand sides are read from the item as it was, all indexes count in lists as they were, and what an update does
// not touch is shared with the old item. Conditions are not its matter. Invariant: an item is never changed in place.
// Source: Developer Guide, "Using update expressions in DynamoDB"; API Reference, UpdateItem.

import { Invalid, invalidParameter } from '../invalid.ts'
import { addNumbers, compareNumbers, subtractNumbers } from '../number.ts'
import { checkDepth } from '../value-check.ts'
import {
  attributeOf, compareStrings, equalBytes, setAttribute, typeOf, type Attributes, type AttributeValue, type Item, type TypeName,
} from '../value.ts'
import { checkOperandType, constantOf, valueAt, type Values } from './operand.ts'
import { pathTree, projectItem, type PathTree } from './path-tree.ts'
import type { CallNode, Operand, SumNode, UpdateAction } from './syntax.ts'

export interface Update {
  readonly actions: readonly UpdateAction[]
  /** Gives the new item. @throws Invalid: a path that does not fit the item, an operand that is missing or of another type */
  readonly apply: (item: Item, values: Values) => Item
  /** Of the item before: what the update touches (`UPDATED_OLD`). */
  readonly updatedOld: (item: Item) => Item
  /** Of the item after: what the update has set (`UPDATED_NEW`). */
  readonly updatedNew: (item: Item) => Item
}

/** What becomes of the value at the end of a path; undefined takes it away. */
type Change = (old: AttributeValue | undefined, item: Item, values: Values) => AttributeValue | undefined

type Evaluate = (item: Item, values: Values) => AttributeValue

/** What an operand of the item that has the wrong type is refused with. */
export const wrongOperandType = 'An operand in the update expression has an incorrect data type'

const numeric: ReadonlySet<TypeName> = new Set(['N'])
const lists: ReadonlySet<TypeName> = new Set(['L'])
const sets: ReadonlySet<TypeName> = new Set(['SS', 'NS', 'BS'])
const addable: ReadonlySet<TypeName> = new Set(['N', 'SS', 'NS', 'BS'])

const longTypeNames: Readonly<Record<TypeName, string>> = {
  S: 'STRING', N: 'NUMBER', B: 'BINARY', BOOL: 'BOOLEAN', NULL: 'NULL', L: 'LIST', M: 'MAP',
  SS: 'STRING_SET', NS: 'NUMBER_SET', BS: 'BINARY_SET',
}

/** The actions' paths must be free of conflicts. */
export function compileUpdate(actions: readonly UpdateAction[]): Update {
  const tree = pathTree(actions.map(action => [action.path, compileChange(action)] as const))
  const kept = pathTree(actions.filter(({ section }) => section !== 'REMOVE').map(({ path }) => [path, true] as const))
  return {
    actions,
    apply: (item, values) => changeMembers(item, tree, { item, values }),
    updatedOld: item => projectItem(item, tree),
    updatedNew: item => projectItem(item, kept),
  }
}

/** Refuses values that a section or operator cannot take. @throws Invalid, without the expression's name before it */
export function checkUpdate(actions: readonly UpdateAction[], values: Values): void {
  for (const { section, operand } of actions) {
    if (operand === undefined) continue
    if (section === 'SET') {
      checkSet(operand, values)
      continue
    }
    const type = typeOf(constantOf(operand, values)!)
    if ((section === 'ADD' ? addable : sets).has(type)) continue
    throw new Invalid('Incorrect operand type for operator or function; '
      + `operator: ${section}, operand type: ${longTypeNames[type]}, typeSet: ALLOWED_FOR_${section}_OPERAND`)
  }
}

/** Refuses updates of the key. @throws Invalid */
export function checkKeyUntouched(actions: readonly UpdateAction[], keyNames: readonly string[]): void {
  for (const { path: [name] } of actions) {
    if (keyNames.includes(name as string)) throw invalidParameter(`Cannot update attribute ${name}. This attribute is part of the key`)
  }
}

function checkSet(operand: Operand, values: Values): void {
  if (operand.kind === 'sum') {
    for (const side of [operand.left, operand.right]) {
      checkSet(side, values)
      checkOperandType(operand.operator, side, values, numeric)
    }
  } else if (operand.kind === 'call') {
    for (const inner of operand.operands) {
      checkSet(inner, values)
      if (operand.name === 'list_append') checkOperandType(operand.name, inner, values, lists)
    }
  }
}

interface Source { readonly item: Item, readonly values: Values }

function changeMembers(attributes: Item, place: PathTree<Change>, source: Source): Attributes {
  const result = { ...attributes }
  for (const [name, inner] of place.members) {
    const changed = changeValue(attributeOf(attributes, name), inner, source)
    if (changed === undefined) delete result[name]
    else setAttribute(result, name, changed)
  }
  return result
}

function changeValue(old: AttributeValue | undefined, place: PathTree<Change>, source: Source): AttributeValue | undefined {
  if (place.end !== undefined) return place.end(old, source.item, source.values)
  if (place.members.size > 0 && old?.M !== undefined) return { M: changeMembers(old.M, place, source) }
  if (place.elements.size > 0 && old?.L !== undefined) return { L: changeElements(old.L, place, source) }
  throw new Invalid('The document path provided in the update expression is invalid for update')
}

/** Indexes past the end append, in their order; elements that go leave no gap once all are done. */
function changeElements(list: readonly AttributeValue[], place: PathTree<Change>, source: Source): AttributeValue[] {
  const result: (AttributeValue | undefined)[] = [...list]
  for (const [index, inner] of place.elements) {
    const changed = changeValue(list[index], inner, source)
    if (index < list.length) result[index] = changed
    else if (changed !== undefined) result.push(changed)
  }
  return result.filter(element => element !== undefined)
}

function compileChange({ section, path, operand }: UpdateAction): Change {
  if (section === 'REMOVE') return () => undefined
  if (section === 'SET') {
    const evaluate = compileEvaluate(operand!)
    if (path.length === 1) return (_, item, values) => evaluate(item, values)
    return (_, item, values) => {
      const value = evaluate(item, values)
      checkDepth(value, path.length)
      return value
    }
  }
  const combine = section === 'ADD' ? added : deleted
  return (old, _, values) => combine(old, constantOf(operand!, values)!)
}

function compileEvaluate(operand: Operand): Evaluate {
  switch (operand.kind) {
    case 'slot': return (_, values) => values[operand.slot]!
    case 'literal': return () => operand.value
    case 'path': return item => {
      const value = valueAt(item, operand.path)
      if (value === undefined) throw new Invalid('The provided expression refers to an attribute that does not exist in the item')
      return value
    }
    case 'sum': return compileSum(operand)
    case 'call': return compileCall(operand)
  }
}

function compileSum({ operator, left, right }: SumNode): Evaluate {
  const evaluateLeft = compileEvaluate(left)
  const evaluateRight = compileEvaluate(right)
  const compute = operator === '+' ? addNumbers : subtractNumbers
  return (item, values) => {
    const a = evaluateLeft(item, values).N
    const b = evaluateRight(item, values).N
    if (a === undefined || b === undefined) throw wrongType()
    return { N: compute(a, b) }
  }
}

function compileCall({ name, operands: [first, second] }: CallNode): Evaluate {
  const evaluate = compileEvaluate(second!)
  if (name === 'if_not_exists') {
    const { path } = first as Extract<Operand, { kind: 'path' }>
    return (item, values) => valueAt(item, path) ?? evaluate(item, values)
  }
  const evaluateFirst = compileEvaluate(first!)
  return (item, values) => {
    const head = evaluateFirst(item, values).L
    const tail = evaluate(item, values).L
    if (head === undefined || tail === undefined) throw wrongType()
    return { L: [...head, ...tail] }
  }
}

function wrongType(): Invalid {
  return new Invalid(wrongOperandType)
}

/** `ADD`: a sum, a union, or the value itself where there was none; for legacy updates lists are joined. */
function added(old: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (old === undefined) return value
  if (old.N !== undefined && value.N !== undefined) return { N: addNumbers(old.N, value.N) }
  if (old.SS !== undefined && value.SS !== undefined) return { SS: union(old.SS, value.SS).sort(compareStrings) }
  if (old.NS !== undefined && value.NS !== undefined) return { NS: union(old.NS, value.NS).sort(compareNumbers) }
  if (old.BS !== undefined && value.BS !== undefined) {
    const kept = old.BS.filter(member => !hasBytes(value.BS!, member))
    return { BS: [...kept, ...value.BS].sort(Buffer.compare) }
  }
  if (old.L !== undefined && value.L !== undefined) return { L: [...old.L, ...value.L] }
  throw wrongType()
}

/** `DELETE`: the set without these members; a set that would be empty goes. */
function deleted(old: AttributeValue | undefined, value: AttributeValue): AttributeValue | undefined {
  if (old === undefined) return undefined
  if (old.SS !== undefined && value.SS !== undefined) {
    const left = old.SS.filter(member => !value.SS!.includes(member))
    return left.length === 0 ? undefined : { SS: left }
  }
  if (old.NS !== undefined && value.NS !== undefined) {
    const left = old.NS.filter(member => !value.NS!.includes(member))
    return left.length === 0 ? undefined : { NS: left }
  }
  if (old.BS !== undefined && value.BS !== undefined) {
    const left = old.BS.filter(member => !hasBytes(value.BS!, member))
    return left.length === 0 ? undefined : { BS: left }
  }
  throw wrongType()
}

function union(a: readonly string[], b: readonly string[]): string[] {
  return [...new Set([...a, ...b])]
}

function hasBytes(set: readonly Uint8Array[], bytes: Uint8Array): boolean {
  return set.some(member => equalBytes(member, bytes))
}
