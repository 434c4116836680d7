// Expressions made ready to run: each becomes a function of the row. Logic has three values; a comparison with what is absent is NULL.
// Source: "Operators" and "Conditional functions", SQL reference for Amazon S3 Select.

import { builtinOf } from './builtin.ts'
import { cast } from './cast.ts'
import { likeness } from './like.ts'
import { lookFrom } from './path.ts'
import type { Aggregate } from './parser.ts'
import { SelectRefusal } from './refusal.ts'
import type { BinaryOperator, Expression } from './syntax.ts'
import type { Timestamp } from './timestamp.ts'
import { arithmetic, asNumber, compare, isAbsent, textOf } from './value.ts'
import type { Value } from './value.ts'

export type Evaluate = (row: Value) => Value

export interface Setting {
  /** What the row is called. */
  readonly alias: string
  /** The time of UTCNOW. */
  readonly now: Timestamp
  /** What an aggregate has come to. */
  readonly aggregate: (node: Aggregate) => Evaluate
}

/** @throws SelectRefusal, here for what is wrong in itself, when it runs for what a row makes wrong */
export function compiled(expression: Expression, setting: Setting): Evaluate {
  const of = (inner: Expression): Evaluate => compiled(inner, setting)
  switch (expression.kind) {
    case 'literal': {
      const { value } = expression
      return () => value
    }
    case 'path': return lookFrom(expression.steps, setting.alias)
    case 'negate': {
      const operand = of(expression.operand)
      return row => calculated('-', 0n, operand(row))
    }
    case 'not': {
      const operand = of(expression.operand)
      return row => not(truthOf(operand(row)))
    }
    case 'and': return both(of(expression.left), of(expression.right), false)
    case 'or': return both(of(expression.left), of(expression.right), true)
    case 'binary': return binary(expression.operator, of(expression.left), of(expression.right))
    case 'between': return between(of(expression.operand), of(expression.low), of(expression.high))
    case 'in': return within(of(expression.operand), expression.list.map(of))
    case 'like': return like(of(expression.operand), of(expression.pattern), expression.escape && of(expression.escape))
    case 'is': {
      const operand = of(expression.operand)
      return expression.what === 'missing' ? row => operand(row) === undefined : row => isAbsent(operand(row))
    }
    case 'case': return casing(expression, of)
    case 'cast': {
      const operand = of(expression.operand)
      return row => cast(operand(row), expression.type)
    }
    case 'call': {
      const builtin = builtinOf(expression)
      const operands = expression.operands.map(of)
      return row => builtin(operands.map(operand => operand(row)), setting.now)
    }
    case 'aggregate': return setting.aggregate(expression)
  }
}

type Truth = boolean | null

function truthOf(value: Value): Truth {
  if (isAbsent(value)) return null
  if (typeof value === 'boolean') return value
  throw new SelectRefusal('UnsupportedSqlOperation', 'a truth value is wanted')
}

function not(truth: Truth): Truth {
  return truth === null ? null : !truth
}

/** AND and OR: what one side decides, the other cannot change. @param decides false for AND, true for OR */
function both(left: Evaluate, right: Evaluate, decides: boolean): Evaluate {
  return row => {
    const first = truthOf(left(row))
    if (first === decides) return decides
    const second = truthOf(right(row))
    if (second === decides) return decides
    return first === null || second === null ? null : !decides
  }
}

function binary(operator: BinaryOperator, left: Evaluate, right: Evaluate): Evaluate {
  switch (operator) {
    case '+': case '-': case '*': case '/': case '%': return row => calculated(operator, left(row), right(row))
    case '||': return row => joined(left(row), right(row))
    default: return row => compared(operator, left(row), right(row))
  }
}

function calculated(operator: '+' | '-' | '*' | '/' | '%', a: Value, b: Value): Value {
  if (isAbsent(a) || isAbsent(b)) return null
  const [x, y] = [asNumber(a), asNumber(b)]
  if (x === undefined || y === undefined) throw new SelectRefusal('UnsupportedSqlOperation', `${operator} takes numbers`)
  return arithmetic(operator, x, y)
}

function joined(a: Value, b: Value): Value {
  return isAbsent(a) || isAbsent(b) ? null : textOf(a) + textOf(b)
}

/** Values between which there is no order differ; neither is the greater one. */
function compared(operator: '=' | '<>' | '<' | '<=' | '>' | '>=', a: Value, b: Value): Truth {
  if (isAbsent(a) || isAbsent(b)) return null
  const order = compare(a, b)
  if (order === undefined || Number.isNaN(order)) return operator === '=' ? false : operator === '<>' ? true : null
  switch (operator) {
    case '=': return order === 0
    case '<>': return order !== 0
    case '<': return order < 0
    case '<=': return order <= 0
    case '>': return order > 0
    case '>=': return order >= 0
  }
}

function between(operand: Evaluate, low: Evaluate, high: Evaluate): Evaluate {
  return row => {
    const value = operand(row)
    const above = compared('>=', value, low(row))
    if (above === false) return false
    const below = compared('<=', value, high(row))
    return below === false ? false : above === null || below === null ? null : true
  }
}

/** NULL among those that differ leaves it open. */
function within(operand: Evaluate, list: readonly Evaluate[]): Evaluate {
  return row => {
    const value = operand(row)
    let isOpen = false
    for (const each of list) {
      const truth = compared('=', value, each(row))
      if (truth === true) return true
      isOpen ||= truth === null
    }
    return isOpen ? null : false
  }
}

/** The latest pattern stays ready: as a rule there is only one. */
function like(operand: Evaluate, pattern: Evaluate, escape: Evaluate | undefined): Evaluate {
  let known: { readonly pattern: string, readonly escape: string | undefined, readonly isLike: (text: string) => boolean } | undefined
  return row => {
    const [value, shape, sign] = [operand(row), pattern(row), escape?.(row)]
    if (isAbsent(value) || isAbsent(shape) || (escape !== undefined && isAbsent(sign))) return null
    if (typeof value !== 'string' || typeof shape !== 'string' || (sign !== undefined && typeof sign !== 'string')) {
      throw new SelectRefusal('LikeInvalidInputs')
    }
    if (known === undefined || known.pattern !== shape || known.escape !== sign) {
      known = { pattern: shape, escape: sign, isLike: likeness(shape, sign) }
    }
    return known.isLike(value)
  }
}

function casing(
  { operand, branches, otherwise }: Extract<Expression, { kind: 'case' }>, of: (inner: Expression) => Evaluate,
): Evaluate {
  const subject = operand && of(operand)
  const ready = branches.map(({ when, then }) => ({ when: of(when), then: of(then) }))
  const last = otherwise && of(otherwise)
  return row => {
    const value = subject?.(row)
    const branch = ready.find(({ when }) => subject === undefined ? truthOf(when(row)) === true : compared('=', value, when(row)) === true)
    return branch === undefined ? last === undefined ? null : last(row) : branch.then(row)
  }
}
