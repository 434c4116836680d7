// Expressions come to values: of a row, and of a group where aggregates have theirs already.

import { functionNamed } from './function.ts'
import type { QueryContext } from './function.ts'
import { ceilTo, floorTo } from './period.ts'
import { fieldOf } from './row.ts'
import type { Discovered, Row } from './row.ts'
import type { BinaryOperator, Expression } from './syntax.ts'
import { areEqual, compared, isTrue, itemAt, numberOf, textOf, Time } from './value.ts'
import type { Value } from './value.ts'

export interface Surroundings {
  readonly context: QueryContext
  readonly discovered: Discovered
  /** What the aggregates of a group come to. */
  readonly aggregates?: ReadonlyMap<Expression, Value>
}

export function valueOf(expression: Expression, row: Row, around: Surroundings): Value {
  switch (expression.kind) {
    case 'constant': return expression.value
    case 'period': return null
    case 'field': return fieldOf(row, expression.path, around.discovered)
    case 'item': return itemAt(valueOf(expression.of, row, around), expression.path)
    case 'unary': return unary(expression.operator, valueOf(expression.operand, row, around))
    case 'binary': return binary(expression.operator, expression.left, expression.right, row, around)
    case 'like': return isLike(valueOf(expression.operand, row, around), expression.pattern)
    case 'in': {
      const value = valueOf(expression.operand, row, around)
      return expression.list.some(item => areEqual(value, valueOf(item, row, around)))
    }
    case 'aggregate': return around.aggregates?.get(expression) ?? null
    case 'call': return called(expression.name, expression.parameters, row, around)
  }
}

function unary(operator: '-' | 'not', value: Value): Value {
  if (operator === 'not') return !isTrue(value)
  const number = numberOf(value)
  return number === null ? null : -number
}

function isLike(value: Value, pattern: string | RegExp): boolean {
  const text = textOf(value)
  return text !== null && (typeof pattern === 'string' ? text.includes(pattern) : pattern.test(text))
}

function binary(operator: BinaryOperator, left: Expression, right: Expression, row: Row, around: Surroundings): Value {
  const a = valueOf(left, row, around)
  if (operator === 'and') return isTrue(a) && isTrue(valueOf(right, row, around))
  if (operator === 'or') return isTrue(a) || isTrue(valueOf(right, row, around))
  const b = valueOf(right, row, around)
  switch (operator) {
    case '=': return areEqual(a, b)
    case '!=': return !areEqual(a, b)
    case '<': case '<=': case '>': case '>=': return ordered(operator, compared(a, b))
    default: return computed(operator, numberOf(a), numberOf(b))
  }
}

function ordered(operator: '<' | '<=' | '>' | '>=', order: number | undefined): boolean {
  if (order === undefined) return false
  if (operator === '<') return order < 0
  if (operator === '<=') return order <= 0
  return operator === '>' ? order > 0 : order >= 0
}

function computed(operator: '+' | '-' | '*' | '/' | '%' | '^', a: number | null, b: number | null): Value {
  if (a === null || b === null) return null
  const result = { '+': a + b, '-': a - b, '*': a * b, '/': a / b, '%': a % b, '^': a ** b }[operator]
  return Number.isFinite(result) ? result : null
}

function called(name: string, parameters: readonly Expression[], row: Row, around: Surroundings): Value {
  if (name === 'bin' || name === 'datefloor' || name === 'dateceil') {
    const period = parameters.at(-1)!
    const at = name === 'bin' ? row.event?.at ?? null : numberOf(valueOf(parameters[0]!, row, around))
    if (period.kind !== 'period' || at === null) return null
    const round = name === 'dateceil' ? ceilTo : floorTo
    return new Time(round(at, period.count, period.unit))
  }
  return functionNamed(name)!.apply(parameters.map(parameter => valueOf(parameter, row, around)), around.context)
}
