// What a request says in expressions or in the parameters before them: read once, in DynamoDB's order, into conditions, updates and
// projections that no longer show which of the two they came from.

import type { Call } from '../../kernel/service.ts'
import type { BoundCondition, BoundProjection, BoundUpdate } from './engine/expression/bound.ts'
import { Expressions } from './engine/expression/expressions.ts'
import type { BoundExpressions, ExpressionInput } from './engine/expression/expressions.ts'
import type { ExpressionKind } from './engine/expression/syntax.ts'
import { expectedCondition } from './engine/legacy/condition.ts'
import type { LegacyExpectation } from './engine/legacy/condition.ts'
import { checkUnmixed, legacyProjection, legacyUpdate } from './engine/legacy/update.ts'
import type { LegacyUpdate } from './engine/legacy/update.ts'

export interface WriteInput extends ExpressionInput {
  readonly Expected?: Readonly<Record<string, LegacyExpectation>>
  readonly ConditionalOperator?: string
  readonly AttributeUpdates?: Readonly<Record<string, LegacyUpdate>>
}

export interface ReadInput extends ExpressionInput {
  readonly AttributesToGet?: readonly string[]
}

/** Expressions compiled before, kept with the cloud. */
export function expressionsOf(call: Call): Expressions {
  return call.cache('expressions', () => new Expressions())
}

/** The condition of a write. @throws Invalid */
export function readCondition(input: WriteInput, call: Call): BoundCondition | undefined {
  if (!hasExpressions(input) && !isLegacyWrite(input)) return undefined
  checkUnmixed(input)
  return conditionOf(input, expressionsOf(call).read(input, conditionOnly))
}

/** The update and condition of UpdateItem. @throws Invalid */
export function readUpdate(input: WriteInput, call: Call): { readonly update?: BoundUpdate, readonly condition?: BoundCondition } {
  checkUnmixed(input)
  const legacy = input.AttributeUpdates === undefined ? undefined : legacyUpdate(input.AttributeUpdates)
  const bound = expressionsOf(call).read(input, updateAndCondition)
  const update = bound.update ?? legacy
  const condition = conditionOf(input, bound)
  return { ...(update !== undefined && { update }), ...(condition !== undefined && { condition }) }
}

/** What a read of single items shows of them; undefined for all. @throws Invalid */
export function readProjection(input: ReadInput, call: Call): BoundProjection | undefined {
  if (!hasExpressions(input)) return input.AttributesToGet === undefined ? undefined : legacyProjection(input.AttributesToGet)
  checkUnmixed(input)
  return expressionsOf(call).read(input, projectionOnly).projection
}

const conditionOnly: readonly ExpressionKind[] = ['ConditionExpression']
const updateAndCondition: readonly ExpressionKind[] = ['UpdateExpression', 'ConditionExpression']
const projectionOnly: readonly ExpressionKind[] = ['ProjectionExpression']

function conditionOf({ Expected: expected, ConditionalOperator: operator }: WriteInput,
  bound: BoundExpressions): BoundCondition | undefined {
  return bound.condition ?? expectedCondition(expected, operator)
}

function hasExpressions(input: ExpressionInput): boolean {
  return input.ConditionExpression !== undefined || input.ProjectionExpression !== undefined || input.ExpressionAttributeNames !== undefined
    || input.ExpressionAttributeValues !== undefined
}

function isLegacyWrite({ Expected: expected, ConditionalOperator: operator }: WriteInput): boolean {
  return expected !== undefined || operator !== undefined
}
