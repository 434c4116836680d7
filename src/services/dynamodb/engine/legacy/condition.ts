// The parameters that expressions have replaced, as conditions: Expected, QueryFilter, ScanFilter and KeyConditions, with their own checks.
// Each becomes the tree that an expression would have become. Invariant: values in the trees are checked literals.
// Source: Developer Guide, "Legacy DynamoDB conditional parameters"; API Reference, Condition and ExpectedAttributeValue.

import { Invalid, invalidParameter } from '../invalid.ts'
import { checkValue } from '../value-check.ts'
import { compareValues, typeOf, type AttributeValue, type TypeName } from '../value.ts'
import { boundCondition, boundKeyCondition, type BoundCondition, type BoundKeyCondition } from '../expression/bound.ts'
import type { KeyTerm } from '../expression/key-condition.ts'
import type { Comparator, Condition, Operand } from '../expression/syntax.ts'

export interface LegacyCondition {
  readonly ComparisonOperator?: string
  readonly AttributeValueList?: readonly AttributeValue[]
}

export interface LegacyExpectation extends LegacyCondition {
  readonly Value?: AttributeValue
  readonly Exists?: boolean
}

export type ConditionalOperator = 'AND' | 'OR' | (string & {})

const comparators: Readonly<Record<string, Comparator>> = { EQ: '=', NE: '<>', LE: '<=', LT: '<', GE: '>=', GT: '>' }
const counts: Readonly<Record<string, number>> = { NULL: 0, NOT_NULL: 0, BETWEEN: 2 }
const scalars: ReadonlySet<TypeName> = new Set(['S', 'N', 'B'])
const operandTypes: Readonly<Record<string, ReadonlySet<TypeName>>> = {
  LE: scalars, LT: scalars, GE: scalars, GT: scalars, BETWEEN: scalars, IN: scalars, CONTAINS: scalars, NOT_CONTAINS: scalars,
  BEGINS_WITH: new Set<TypeName>(['S', 'B']),
}
const indexable: ReadonlySet<string> = new Set(['EQ', 'LE', 'LT', 'GE', 'GT', 'BEGINS_WITH', 'BETWEEN'])

/** `Expected` of a write; undefined where it is empty. @throws Invalid */
export function expectedCondition(
  expected: Readonly<Record<string, LegacyExpectation>> | undefined, operator?: ConditionalOperator,
): BoundCondition | undefined {
  return joined(expected, operator, expectation)
}

/** `QueryFilter` or `ScanFilter`; undefined where it is empty. @throws Invalid */
export function filterCondition(
  filter: Readonly<Record<string, LegacyCondition>> | undefined, operator?: ConditionalOperator,
): BoundCondition | undefined {
  return joined(filter, operator, (name, condition) => conditionOf(name, condition.ComparisonOperator!, checkedList(condition)))
}

/** `KeyConditions` of a query. @throws Invalid */
export function legacyKeyCondition(conditions: Readonly<Record<string, LegacyCondition>>): BoundKeyCondition {
  const entries = Object.entries(conditions)
  const terms = entries.map(([name, condition]) => keyTerm(name, condition.ComparisonOperator!, checkedList(condition)))
  if (entries.length < 1 || entries.length > 2) throw new Invalid('Conditions can be of length 1 or 2 only')
  return boundKeyCondition(terms)
}

function joined<T>(
  conditions: Readonly<Record<string, T>> | undefined, operator: ConditionalOperator | undefined,
  translate: (name: string, condition: T) => Condition,
): BoundCondition | undefined {
  const entries = Object.entries(conditions ?? {})
  const nodes = entries.map(([name, condition]) => translate(name, condition))
  if (operator !== undefined && conditions === undefined) throw new Invalid('ConditionalOperator cannot be used without Filter or Expected')
  if (operator !== undefined && entries.length < 2) {
    throw new Invalid('ConditionalOperator can only be used when Filter or Expected has two or more elements')
  }
  const kind = operator === 'OR' ? 'or' : 'and'
  const [first, ...others] = nodes
  return first && boundCondition(others.reduce<Condition>((left, right) => ({ kind, left, right }), first))
}

function expectation(name: string, { Value, Exists, ComparisonOperator, AttributeValueList }: LegacyExpectation): Condition {
  const wrong = (detail: string) => invalidParameter(`${detail} for Attribute: ${name}`)
  if (AttributeValueList !== undefined && Value !== undefined) throw wrong('Value and AttributeValueList cannot be used together')
  if (ComparisonOperator !== undefined) {
    if (Exists !== undefined) throw wrong('Exists and ComparisonOperator cannot be used together')
    const list = AttributeValueList ?? (Value === undefined ? undefined : [Value])
    if (list === undefined && counts[ComparisonOperator] !== 0) {
      throw wrong(`Value or AttributeValueList must be used with ComparisonOperator: ${ComparisonOperator}`)
    }
    return conditionOf(name, ComparisonOperator, (list ?? []).map(checkValue))
  }
  if (AttributeValueList !== undefined) throw wrong('AttributeValueList can only be used with a ComparisonOperator')
  if (Exists === false) {
    if (Value !== undefined) throw wrong('Value cannot be used when Exists is false')
    return call('attribute_not_exists', attribute(name))
  }
  if (Value === undefined) throw wrong(`Value must be provided when Exists is ${Exists === undefined ? 'null' : 'true'}`)
  return { kind: 'compare', operator: '=', left: attribute(name), right: literal(checkValue(Value)) }
}

function checkedList({ AttributeValueList = [] }: LegacyCondition): AttributeValue[] {
  return AttributeValueList.map(checkValue)
}

function checkArguments(operator: string, values: readonly AttributeValue[]): void {
  const isCountRight = operator === 'IN' ? values.length > 0 : values.length === (counts[operator] ?? 1)
  if (!isCountRight) throw invalidParameter(`Invalid number of argument(s) for the ${operator} ComparisonOperator`)
  for (const value of values) {
    const type = typeOf(value)
    if (operandTypes[operator]?.has(type) === false) {
      throw invalidParameter(`ComparisonOperator ${operator} is not valid for ${type} AttributeValue type`)
    }
  }
  const [first, second] = values
  if (operator !== 'IN' && operator !== 'BETWEEN') return
  if (values.some(value => typeOf(value) !== typeOf(first!))) {
    throw invalidParameter('AttributeValues inside AttributeValueList must be of same type')
  }
  if (operator === 'BETWEEN' && compareValues(first!, second!)! > 0) {
    throw new Invalid('The BETWEEN condition was provided a range where the lower bound is greater than the upper bound')
  }
}

function conditionOf(name: string, operator: string, values: readonly AttributeValue[]): Condition {
  checkArguments(operator, values)
  const operand = attribute(name)
  const operands = values.map(literal)
  const comparator = comparators[operator]
  if (comparator !== undefined) return { kind: 'compare', operator: comparator, left: operand, right: operands[0]! }
  switch (operator) {
    case 'NULL': return call('attribute_not_exists', operand)
    case 'NOT_NULL': return call('attribute_exists', operand)
    case 'BETWEEN': return { kind: 'between', operand, low: operands[0]!, high: operands[1]! }
    case 'IN': return { kind: 'in', operand, candidates: operands }
    case 'BEGINS_WITH': return call('begins_with', operand, operands[0]!)
    case 'CONTAINS': return call('contains', operand, operands[0]!)
    // Unlike NOT contains(…) of an expression it wants the attribute to be there.
    case 'NOT_CONTAINS': return {
      kind: 'and', left: call('attribute_exists', operand), right: { kind: 'not', condition: call('contains', operand, operands[0]!) },
    }
    default: throw new Error(`assert: ${operator} is no comparison operator of the model`)
  }
}

function keyTerm(name: string, operator: string, values: readonly AttributeValue[]): KeyTerm {
  if (!indexable.has(operator)) throw new Invalid('Attempted conditional constraint is not an indexable operation')
  checkArguments(operator, values)
  const symbol = operator === 'BEGINS_WITH' ? 'begins_with' : operator === 'BETWEEN' ? 'BETWEEN'
    : comparators[operator] as KeyTerm['operator']
  return { name, operator: symbol, operands: values.map(literal) }
}

function attribute(name: string): Operand {
  return { kind: 'path', path: [name] }
}

function literal(value: AttributeValue): Operand {
  return { kind: 'literal', value }
}

function call(name: string, ...operands: Operand[]): Condition {
  return { kind: 'call', name, operands }
}
