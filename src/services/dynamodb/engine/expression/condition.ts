// What conditions mean: compiles a tree to a function of item and values, and checks the values it is used with beforehand.
// Comparisons of an attribute that is not there are false, but for `<>`, which is true. Types never compare across.
// Source: Developer Guide, "Condition and filter expressions, operators, and functions".

import { Invalid } from '../invalid.ts'
import { compareValues, equalBytes, equalValues, typeOf, type AttributeValue, type Item, type TypeName } from '../value.ts'
import { checkOperandType, compileRead, constantOf, type Values } from './operand.ts'
import type { BetweenNode, CallNode, Comparator, CompareNode, Condition, InNode } from './syntax.ts'

export type Test = (item: Item, values: Values) => boolean

const ordered: ReadonlySet<TypeName> = new Set(['S', 'N', 'B'])
const prefixed: ReadonlySet<TypeName> = new Set(['S', 'B'])
const containing: ReadonlySet<TypeName> = new Set(['S', 'B', 'SS', 'NS', 'BS', 'L'])
const sized: ReadonlySet<TypeName> = new Set(['S', 'B', 'SS', 'NS', 'BS', 'L', 'M'])
const naming: ReadonlySet<TypeName> = new Set(['S'])

const typeNames = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M']

export function compileCondition(condition: Condition): Test {
  switch (condition.kind) {
    case 'compare': return compileCompare(condition)
    case 'between': return compileBetween(condition)
    case 'in': return compileIn(condition)
    case 'call': return compileCall(condition)
    case 'not': {
      const test = compileCondition(condition.condition)
      return (item, values) => !test(item, values)
    }
    default: {
      const left = compileCondition(condition.left)
      const right = compileCondition(condition.right)
      return condition.kind === 'and'
        ? (item, values) => left(item, values) && right(item, values)
        : (item, values) => left(item, values) || right(item, values)
    }
  }
}

/** Refuses values that an operator cannot take, in order of the text. @throws Invalid, without the expression's name before it */
export function checkCondition(condition: Condition, values: Values): void {
  switch (condition.kind) {
    case 'and': case 'or':
      checkCondition(condition.left, values)
      return checkCondition(condition.right, values)
    case 'not': return checkCondition(condition.condition, values)
    case 'call': return checkCall(condition, values)
    case 'between': return checkBetween(condition, values)
    case 'in': return condition.candidates.forEach(candidate => checkNested(candidate, values))
    case 'compare':
      checkNested(condition.left, values)
      checkNested(condition.right, values)
      if (condition.operator === '=' || condition.operator === '<>') return
      checkOperandType(condition.operator, condition.left, values, ordered)
      checkOperandType(condition.operator, condition.right, values, ordered)
  }
}

function checkNested(operand: CompareNode['left'], values: Values): void {
  if (operand.kind === 'call') checkOperandType(operand.name, operand.operands[0]!, values, sized)
}

function checkCall({ name, operands }: CallNode, values: Values): void {
  for (const operand of operands) checkNested(operand, values)
  if (name === 'begins_with') operands.forEach(operand => checkOperandType(name, operand, values, prefixed))
  else if (name === 'contains') checkOperandType(name, operands[0]!, values, containing)
  else if (name === 'attribute_type') {
    checkOperandType(name, operands[1]!, values, naming)
    const type = constantOf(operands[1]!, values)?.S
    if (type !== undefined && !typeNames.includes(type)) {
      throw new Invalid(`Invalid attribute type name found; type: ${type}, valid types: {${typeNames.join(',')}}`)
    }
  }
}

function checkBetween({ operand, low, high }: BetweenNode, values: Values): void {
  for (const each of [operand, low, high]) {
    checkNested(each, values)
    checkOperandType('BETWEEN', each, values, ordered)
  }
  const lowest = constantOf(low, values)
  const highest = constantOf(high, values)
  if (lowest === undefined || highest === undefined) return
  const order = compareValues(lowest, highest)
  if (order !== undefined && order <= 0) return
  const wanted = order === undefined ? 'same data type for lower and upper bounds'
    : 'upper bound to be greater than or equal to lower bound'
  throw new Invalid(`The BETWEEN operator requires ${wanted}; `
    + `lower bound operand: AttributeValue: ${boundText(lowest)}, upper bound operand: AttributeValue: ${boundText(highest)}`)
}

function boundText(value: AttributeValue): string {
  return `{${typeOf(value)}:${value.S ?? value.N ?? Buffer.from(value.B!).toString('base64')}}`
}

function compileCompare({ operator, left, right }: CompareNode): Test {
  const readLeft = compileRead(left)
  const readRight = compileRead(right)
  if (operator === '=' || operator === '<>') {
    const isWanted = operator === '='
    return (item, values) => {
      const a = readLeft(item, values)
      const b = readRight(item, values)
      return (a !== undefined && b !== undefined && equalValues(a, b)) === isWanted
    }
  }
  const holds = orderTest(operator)
  return (item, values) => {
    const a = readLeft(item, values)
    const b = readRight(item, values)
    const order = a === undefined || b === undefined ? undefined : compareValues(a, b)
    return order !== undefined && holds(order)
  }
}

function orderTest(operator: Exclude<Comparator, '=' | '<>'>): (order: number) => boolean {
  switch (operator) {
    case '<': return order => order < 0
    case '<=': return order => order <= 0
    case '>': return order => order > 0
    case '>=': return order => order >= 0
  }
}

function compileBetween({ operand, low, high }: BetweenNode): Test {
  const read = compileRead(operand)
  const readLow = compileRead(low)
  const readHigh = compileRead(high)
  return (item, values) => {
    const value = read(item, values)
    const lowest = readLow(item, values)
    const highest = readHigh(item, values)
    if (value === undefined || lowest === undefined || highest === undefined) return false
    return (compareValues(lowest, value) ?? 1) <= 0 && (compareValues(value, highest) ?? 1) <= 0
  }
}

function compileIn({ operand, candidates }: InNode): Test {
  const read = compileRead(operand)
  const readers = candidates.map(compileRead)
  return (item, values) => {
    const value = read(item, values)
    return value !== undefined && readers.some(readOther => {
      const other = readOther(item, values)
      return other !== undefined && equalValues(value, other)
    })
  }
}

function compileCall({ name, operands }: CallNode): Test {
  const [read, readSecond] = operands.map(compileRead)
  if (name === 'attribute_exists') return (item, values) => read!(item, values) !== undefined
  if (name === 'attribute_not_exists') return (item, values) => read!(item, values) === undefined
  const holds = twoOperandFunctions[name]!
  return (item, values) => {
    const value = read!(item, values)
    const other = readSecond!(item, values)
    return value !== undefined && other !== undefined && holds(value, other)
  }
}

const twoOperandFunctions: Readonly<Record<string, (value: AttributeValue, other: AttributeValue) => boolean>> = {
  attribute_type: (value, other) => typeOf(value) === other.S,
  begins_with: beginsWith,
  contains,
}

export function beginsWith(value: AttributeValue, prefix: AttributeValue): boolean {
  if (value.S !== undefined) return prefix.S !== undefined && value.S.startsWith(prefix.S)
  return value.B !== undefined && prefix.B !== undefined && equalBytes(value.B.subarray(0, prefix.B.length), prefix.B)
}

/** A part of a string or binary, a member of a set, an element of a list. */
export function contains(value: AttributeValue, part: AttributeValue): boolean {
  if (value.S !== undefined) return part.S !== undefined && value.S.includes(part.S)
  if (value.L !== undefined) return value.L.some(element => equalValues(element, part))
  if (value.SS !== undefined) return part.S !== undefined && value.SS.includes(part.S)
  if (value.NS !== undefined) return part.N !== undefined && value.NS.includes(part.N)
  if (value.B !== undefined) return part.B !== undefined && Buffer.from(value.B).includes(Buffer.from(part.B))
  return value.BS !== undefined && part.B !== undefined && value.BS.some(member => equalBytes(member, part.B!))
}
