// What a query asks of the key: equality on every hash attribute, and at most one condition on each range attribute, from the first on, of
// which only the last may be other than equality. It reads the condition tree in two steps: shape first, then, once the table is known,
// against its schema. Source: Developer Guide, "Key condition expressions for the Query operation".

import { Invalid, invalidParameter } from '../invalid.ts'
import { emptyKeyValue, emptyKind, type KeyAttribute, type KeySchema, type SortCondition, type SortOperator } from '../key.ts'
import { typeOf, type Attributes, type AttributeValue, setAttribute } from '../value.ts'
import { constantOf, type Values } from './operand.ts'
import type { Comparator, Condition, Operand } from './syntax.ts'

/** One condition on one attribute. */
export interface KeyTerm {
  readonly name: string
  readonly operator: Exclude<Comparator, '<>'> | 'BETWEEN' | 'begins_with'
  readonly operands: readonly Operand[]
}

export interface KeyCondition {
  /** The values of the hash attributes, as `keyOfPartition` takes them. */
  readonly hash: Attributes
  readonly sort: SortCondition
}

/** At most this many terms make sense: the attributes of an index's key. */
const mirrored: Readonly<Record<Comparator, Comparator>> = { '=': '=', '<>': '<>', '<': '>', '<=': '>=', '>': '<', '>=': '<=' }

/** The terms that AND joins. @throws Invalid: operators and operands that no key condition has */
export function keyTerms(condition: Condition): KeyTerm[] {
  const terms: KeyTerm[] = []
  collect(condition, terms)
  const names = terms.map(({ name }) => name)
  if (new Set(names).size < names.length) throw new Invalid('KeyConditionExpressions must only contain one condition per key')
  return terms
}

/** The terms against a table's or index's schema. @throws Invalid */
export function resolveKeyTerms(terms: readonly KeyTerm[], values: Values, schema: KeySchema): KeyCondition {
  const attributes = [...schema.hash, ...schema.range]
  const hash: Attributes = {}
  for (const attribute of schema.hash) {
    const term = terms.find(({ name }) => name === attribute.name)
    if (term === undefined) throw missing(attribute)
    if (term.operator !== '=') throw new Invalid('Query key condition not supported')
    setAttribute(hash, attribute.name, keyValue(term.operands[0]!, values, attribute))
  }
  const equal: AttributeValue[] = []
  let then: SortCondition['then']
  let used = schema.hash.length
  for (const attribute of schema.range) {
    const term = terms.find(({ name }) => name === attribute.name)
    if (term === undefined) break
    used++
    const operands = term.operands.map(operand => keyValue(operand, values, attribute))
    if (term.operator !== '=') {
      then = { operator: term.operator as SortOperator, operands }
      break
    }
    equal.push(operands[0]!)
  }
  if (used < terms.length) {
    const unmet = attributes.find(({ name }) => !terms.some(term => term.name === name))
    throw unmet === undefined || terms.length > attributes.length ? new Invalid('Query key condition not supported') : missing(unmet)
  }
  return { hash, sort: then === undefined ? { equal } : { equal, then } }
}

function collect(condition: Condition, terms: KeyTerm[]): void {
  switch (condition.kind) {
    case 'and':
      collect(condition.left, terms)
      return collect(condition.right, terms)
    case 'or': throw invalidOperator('OR')
    case 'not': throw invalidOperator('NOT')
    case 'in': throw invalidOperator('IN')
    case 'call':
      if (condition.name !== 'begins_with') throw invalidOperator(condition.name)
      return void terms.push(term('begins_with', condition.operands))
    case 'between': return void terms.push(term('BETWEEN', [condition.operand, condition.low, condition.high]))
    case 'compare': {
      const { operator, left, right } = condition
      if (operator === '<>') throw invalidOperator(operator)
      const isMirrored = left.kind === 'slot' && right.kind === 'path'
      const direct = isMirrored ? mirrored[operator] : operator
      terms.push(term(direct as KeyTerm['operator'], isMirrored ? [right, left] : [left, right]))
    }
  }
}

function term(operator: KeyTerm['operator'], operands: readonly Operand[]): KeyTerm {
  if (operands.some(({ kind }) => kind === 'call')) throw invalidOperator('size')
  const paths = operands.filter(operand => operand.kind === 'path')
  if (paths.length > 1) throw invalidCondition('Multiple attribute names used in one condition')
  const [path] = paths
  if (path === undefined) throw invalidCondition('No key attribute specified')
  if (path !== operands[0]) throw invalidCondition(`${operator} operator must have the key attribute as its first operand`)
  if (path.path.length > 1) throw new Invalid('KeyConditionExpressions cannot have conditions on nested attributes')
  return { name: path.path[0] as string, operator, operands: operands.slice(1) }
}

function keyValue(operand: Operand, values: Values, { name, type }: KeyAttribute): AttributeValue {
  const value = constantOf(operand, values)!
  if (typeOf(value) !== type) throw invalidParameter('Condition parameter type does not match schema type')
  const empty = emptyKind(value)
  if (empty !== undefined) throw emptyKeyValue(empty, name)
  return value
}

function missing({ name }: KeyAttribute): Invalid {
  return new Invalid(`Query condition missed key schema element: ${name}`)
}

function invalidOperator(operator: string): Invalid {
  return new Invalid(`Invalid operator used in KeyConditionExpression: ${operator}`)
}

function invalidCondition(detail: string): Invalid {
  return new Invalid(`Invalid condition in KeyConditionExpression: ${detail}`)
}
