// The shape of a query: what the parser makes and the compiler reads. Types only.

import type { Value } from './value.ts'

/** A step of a path. Unquoted names match in any case. */
export type Step =
  | { readonly kind: 'name', readonly name: string, readonly exact: boolean }
  | { readonly kind: 'index', readonly index: number }
  /** All elements of a list, or all members of a structure. */
  | { readonly kind: 'each', readonly of: 'list' | 'struct' }

export type DatePart = 'year' | 'month' | 'day' | 'hour' | 'minute' | 'second' | 'timezone_hour' | 'timezone_minute'

export type TypeName = 'bool' | 'int' | 'string' | 'float' | 'decimal' | 'timestamp'

export type AggregateName = 'avg' | 'count' | 'max' | 'min' | 'sum'

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '||' | '=' | '<>' | '<' | '<=' | '>' | '>='

export type Expression =
  | { readonly kind: 'literal', readonly value: Value }
  | { readonly kind: 'path', readonly steps: readonly Step[] }
  | { readonly kind: 'negate', readonly operand: Expression }
  | { readonly kind: 'not', readonly operand: Expression }
  | { readonly kind: 'and' | 'or', readonly left: Expression, readonly right: Expression }
  | { readonly kind: 'binary', readonly operator: BinaryOperator, readonly left: Expression, readonly right: Expression }
  | { readonly kind: 'between', readonly operand: Expression, readonly low: Expression, readonly high: Expression }
  | { readonly kind: 'in', readonly operand: Expression, readonly list: readonly Expression[] }
  | { readonly kind: 'like', readonly operand: Expression, readonly pattern: Expression, readonly escape?: Expression }
  | { readonly kind: 'is', readonly operand: Expression, readonly what: 'null' | 'missing' }
  | { readonly kind: 'case', readonly operand?: Expression, readonly otherwise?: Expression,
    readonly branches: readonly { readonly when: Expression, readonly then: Expression }[] }
  | { readonly kind: 'cast', readonly operand: Expression, readonly type: TypeName }
  /** `part` of a date, where the function takes one; `side` of TRIM. */
  | { readonly kind: 'call', readonly name: string, readonly operands: readonly Expression[], readonly part?: DatePart,
    readonly side?: 'leading' | 'trailing' | 'both' }
  /** Without an operand: COUNT(*). */
  | { readonly kind: 'aggregate', readonly name: AggregateName, readonly operand?: Expression }

export interface Projection { readonly expression: Expression, readonly name: string }

export interface Query {
  /** Absent for `*`. */
  readonly projections?: readonly Projection[]
  /** From each root value on. */
  readonly from: readonly Step[]
  /** What the row is called. */
  readonly alias: string
  readonly where?: Expression
  readonly limit?: bigint
}
