// The parts of a query: commands in a line, and the expressions in them.

import type { PeriodUnit } from './period.ts'

export type Path = readonly (string | number)[]

export type Expression =
  | { readonly kind: 'constant', readonly value: string | number | boolean | null }
  | { readonly kind: 'period', readonly count: number, readonly unit: PeriodUnit }
  | { readonly kind: 'field', readonly path: Path }
  /** Of a value that is no field. */
  | { readonly kind: 'item', readonly of: Expression, readonly path: Path }
  | { readonly kind: 'unary', readonly operator: '-' | 'not', readonly operand: Expression }
  | { readonly kind: 'binary', readonly operator: BinaryOperator, readonly left: Expression, readonly right: Expression }
  | { readonly kind: 'like', readonly operand: Expression, readonly pattern: string | RegExp }
  | { readonly kind: 'in', readonly operand: Expression, readonly list: readonly Expression[] }
  | { readonly kind: 'call', readonly name: string, readonly parameters: readonly Expression[] }
  /** An aggregate function of `stats`; `*` has no parameters. */
  | { readonly kind: 'aggregate', readonly name: string, readonly parameters: readonly Expression[] }

export type BinaryOperator = 'and' | 'or' | '=' | '!=' | '<' | '<=' | '>' | '>=' | '+' | '-' | '*' | '/' | '%' | '^'

/** An expression and the name of its column. */
export interface Column { readonly name: string, readonly expression: Expression }

export type Command =
  | { readonly kind: 'fields', readonly columns: readonly Column[] }
  | { readonly kind: 'display', readonly columns: readonly Column[] }
  | { readonly kind: 'filter', readonly condition: Expression }
  | { readonly kind: 'stats', readonly columns: readonly Column[], readonly by: readonly Column[] }
  | { readonly kind: 'sort', readonly keys: readonly { readonly expression: Expression, readonly descending: boolean }[] }
  | { readonly kind: 'limit', readonly count: number }
  | { readonly kind: 'parse', readonly source: Expression, readonly pattern: RegExp, readonly names: readonly string[] }
  | { readonly kind: 'dedup', readonly keys: readonly Expression[] }
  | { readonly kind: 'unnest', readonly source: Expression, readonly name: string }

export interface Query { readonly commands: readonly Command[], readonly unmasks: boolean }
