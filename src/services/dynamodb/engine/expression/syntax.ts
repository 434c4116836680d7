// The syntax trees that expressions, legacy parameters and PartiQL share: paths, operands, conditions. Types only.
// Invariant: names in paths are attribute names already, never placeholders; a value is a slot of the request's values or a literal.

import type { AttributeValue } from '../value.ts'

/** The parameter an expression came in, as error texts name it. */
export type ExpressionKind =
  'ConditionExpression' | 'FilterExpression' | 'KeyConditionExpression' | 'ProjectionExpression' | 'UpdateExpression'

/** Attribute name and then names of map members and indexes of lists. */
export type Path = readonly (string | number)[]

export interface PathNode { readonly kind: 'path', readonly path: Path }
export interface SlotNode { readonly kind: 'slot', readonly slot: number }
export interface LiteralNode { readonly kind: 'literal', readonly value: AttributeValue }
export interface CallNode { readonly kind: 'call', readonly name: string, readonly operands: readonly Operand[] }
/** `+` or `-` of an update. */
export interface SumNode { readonly kind: 'sum', readonly operator: '+' | '-', readonly left: Operand, readonly right: Operand }

export type Operand = PathNode | SlotNode | LiteralNode | CallNode | SumNode

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>='

export interface CompareNode { readonly kind: 'compare', readonly operator: Comparator, readonly left: Operand, readonly right: Operand }
export interface BetweenNode { readonly kind: 'between', readonly operand: Operand, readonly low: Operand, readonly high: Operand }
export interface InNode { readonly kind: 'in', readonly operand: Operand, readonly candidates: readonly Operand[] }
export interface JunctionNode { readonly kind: 'and' | 'or', readonly left: Condition, readonly right: Condition }
export interface NotNode { readonly kind: 'not', readonly condition: Condition }

export type Condition = CompareNode | BetweenNode | InNode | CallNode | JunctionNode | NotNode

/** One target of an update. `SET` has any operand, `ADD` and `DELETE` a value, `REMOVE` none. */
export interface UpdateAction {
  readonly section: 'SET' | 'REMOVE' | 'ADD' | 'DELETE'
  readonly path: Path
  readonly operand?: Operand
}
