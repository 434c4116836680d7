// AttributeUpdates and AttributesToGet, which update and projection expressions have replaced, and the rule that old and new do not mix.
// Source: Developer Guide, "AttributeUpdates (legacy)" and "AttributesToGet (legacy)".

import { Invalid, invalidParameter } from '../invalid.ts'
import { checkValue } from '../value-check.ts'
import { typeOf, type AttributeValue, type Item, type TypeName } from '../value.ts'
import { boundProjection, boundUpdate, type BoundProjection, type BoundUpdate } from '../expression/bound.ts'
import { projectionOf } from '../expression/projection.ts'
import type { Operand, UpdateAction } from '../expression/syntax.ts'
import { compileUpdate, wrongOperandType } from '../expression/update.ts'

export interface LegacyUpdate {
  readonly Value?: AttributeValue
  /** PUT where it is not said. */
  readonly Action?: 'ADD' | 'DELETE' | 'PUT' | (string & {})
}

const legacyMembers = [
  'AttributesToGet', 'AttributeUpdates', 'ConditionalOperator', 'Expected', 'KeyConditions', 'QueryFilter', 'ScanFilter',
] as const
const expressionMembers = [
  'UpdateExpression', 'ConditionExpression', 'ProjectionExpression', 'FilterExpression', 'KeyConditionExpression',
] as const

const addable: ReadonlySet<TypeName> = new Set(['N', 'SS', 'NS', 'BS', 'L'])
const deletable: ReadonlySet<TypeName> = new Set(['SS', 'NS', 'BS'])

/** Refuses a request that uses both ways of saying. @throws Invalid */
export function checkUnmixed(input: object): void {
  const given = (names: readonly string[]) => names.filter(name => (input as Record<string, unknown>)[name] !== undefined)
  const legacy = given(legacyMembers)
  const modern = legacy.length === 0 ? [] : given(expressionMembers)
  if (modern.length === 0) return
  throw new Invalid('Can not use both expression and non-expression parameters in the same request: '
    + `Non-expression parameters: {${legacy.join(', ')}} Expression parameters: {${modern.join(', ')}}`)
}

/** `AttributeUpdates` as an update. @throws Invalid */
export function legacyUpdate(updates: Readonly<Record<string, LegacyUpdate>>): BoundUpdate {
  const update = boundUpdate(compileUpdate(Object.entries(updates).map(([name, each]) => actionOf(name, each))))
  return { ...update, apply: item => applied(update, item) }
}

/** `AttributesToGet` as a projection. @throws Invalid */
export function legacyProjection(names: readonly string[]): BoundProjection {
  const twice = names.find((name, i) => names.indexOf(name) < i)
  if (twice !== undefined) throw invalidParameter(`Duplicate value in attribute name: ${twice}`)
  return boundProjection(projectionOf(names.map(name => [name])))
}

function applied(update: BoundUpdate, item: Item): Item {
  try {
    return update.apply(item)
  } catch (error) {
    const isType = error instanceof Invalid && error.message === wrongOperandType
    throw isType ? new Invalid('Type mismatch for attribute to update') : error
  }
}

function actionOf(name: string, { Value, Action = 'PUT' }: LegacyUpdate): UpdateAction {
  const path = [name]
  if (Value === undefined) {
    if (Action !== 'DELETE') throw invalidParameter('Only DELETE action is allowed when no attribute value is specified')
    return { section: 'REMOVE', path }
  }
  const value = checkValue(Value)
  const type = typeOf(value)
  const operand: Operand = { kind: 'literal', value }
  if (Action === 'PUT') return { section: 'SET', path, operand }
  if (Action === 'ADD') {
    if (!addable.has(type)) throw invalidParameter(`ADD action is not supported for the type ${type}`)
    return { section: 'ADD', path, operand }
  }
  if (!deletable.has(type)) throw invalidParameter(`DELETE action with value is not supported for the type ${type}`)
  return { section: 'DELETE', path, operand }
}
