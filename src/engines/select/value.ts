// What expressions work with: SQL's values over data that has no schema. MISSING (undefined) is what is not there, NULL what is there and
// unknown. Numbers are whole (bigint, 64 bits), decimal or floating. Text that reads as a number is taken for one where it meets a number,
// because a CSV file holds nothing but text. Source: "Data types", SQL reference for Amazon S3 Select.

import { Decimal } from './decimal.ts'
import { SelectRefusal } from './refusal.ts'
import { Timestamp } from './timestamp.ts'

export type Value = undefined | null | boolean | bigint | number | Decimal | string | Timestamp | Struct | readonly Value[]

export type NumberValue = bigint | number | Decimal

/** Named values in order. Rows of one file share their `names`, so whoever looks one up often may remember where it stands. */
export class Struct {
  readonly names: readonly string[]
  readonly values: readonly Value[]
  /** Its values can be called `_1`, `_2` and so on. */
  readonly positional: boolean

  constructor(names: readonly string[], values: readonly Value[], positional = false) {
    this.names = names
    this.values = values
    this.positional = positional
  }
}

const largestInteger = 2n ** 63n - 1n
const smallestInteger = -(2n ** 63n)

export function isNumber(value: Value): value is NumberValue {
  return typeof value === 'bigint' || typeof value === 'number' || value instanceof Decimal
}

export function isAbsent(value: Value): value is null | undefined {
  return value === null || value === undefined
}

/** @throws SelectRefusal IntegerOverflow */
export function integer(value: bigint): bigint {
  if (value > largestInteger || value < smallestInteger) throw new SelectRefusal('IntegerOverflow')
  return value
}

/** `12` is whole, `1.5` decimal, `1e3` floating; undefined for what is no number. */
export function numberFrom(text: string): NumberValue | undefined {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,4})?$/.test(text)) return undefined
  if (/^[+-]?\d+$/.test(text)) {
    const whole = BigInt(text)
    return whole <= largestInteger && whole >= smallestInteger ? whole : Decimal.of(whole)
  }
  return /[eE]/.test(text) ? Number(text) : Decimal.parse(text)
}

/** A number as it is, or a text that reads as one. */
export function asNumber(value: Value): NumberValue | undefined {
  return isNumber(value) ? value : typeof value === 'string' ? numberFrom(value.trim()) : undefined
}

export function toDecimal(value: NumberValue): Decimal {
  if (value instanceof Decimal) return value
  return typeof value === 'bigint' ? Decimal.of(value) : Decimal.parse(String(value)) ?? Decimal.of(0n)
}

export function toFloat(value: NumberValue): number {
  return value instanceof Decimal ? value.toNumber() : Number(value)
}

/** Negative, zero or positive; undefined for values between which there is no order. Neither is NULL or MISSING. */
export function compare(a: Value, b: Value): number | undefined {
  if (isNumber(a) || isNumber(b)) {
    const [x, y] = [asNumber(a), asNumber(b)]
    return x === undefined || y === undefined ? undefined : compareNumbers(x, y)
  }
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(a), Buffer.from(b))
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Timestamp && b instanceof Timestamp) return a.compare(b)
  return isSame(a, b) ? 0 : undefined
}

function compareNumbers(a: NumberValue, b: NumberValue): number {
  if (typeof a === 'number' || typeof b === 'number') return toFloat(a) - toFloat(b)
  if (typeof a === 'bigint' && typeof b === 'bigint') return a < b ? -1 : a > b ? 1 : 0
  return toDecimal(a).compare(toDecimal(b))
}

/** Lists and structures are the same when what they hold is. */
function isSame(a: Value, b: Value): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((each: Value, i) => isAlike(each, b[i] as Value))
  if (a instanceof Struct && b instanceof Struct) {
    return a.names.length === b.names.length && a.names.every((name, i) => name === b.names[i] && isAlike(a.values[i], b.values[i]))
  }
  return false
}

function isAlike(a: Value, b: Value): boolean {
  return isAbsent(a) || isAbsent(b) ? a === b : compare(a, b) === 0
}

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%'

/** @throws SelectRefusal IntegerOverflow, EvaluatorInvalidArguments for a division by zero */
export function arithmetic(operator: ArithmeticOperator, a: NumberValue, b: NumberValue): NumberValue {
  if (typeof a === 'number' || typeof b === 'number') return floating(operator, toFloat(a), toFloat(b))
  const divides = operator === '/' || operator === '%'
  if (typeof a === 'bigint' && typeof b === 'bigint') {
    if (divides && b === 0n) throw new SelectRefusal('EvaluatorInvalidArguments', 'division by zero')
    return integer(operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : operator === '/' ? a / b : a % b)
  }
  const [x, y] = [toDecimal(a), toDecimal(b)]
  if (divides && y.isZero) throw new SelectRefusal('EvaluatorInvalidArguments', 'division by zero')
  switch (operator) {
    case '+': return x.plus(y)
    case '-': return x.minus(y)
    case '*': return x.times(y)
    case '/': return x.dividedBy(y)
    case '%': return x.remainder(y)
  }
}

function floating(operator: ArithmeticOperator, a: number, b: number): number {
  switch (operator) {
    case '+': return a + b
    case '-': return a - b
    case '*': return a * b
    case '/': return a / b
    case '%': return a % b
  }
}

/** As a text: what CSV output and CAST write. */
export function textOf(value: Value): string {
  return value === null || value === undefined ? '' : typeof value === 'object' && !(value instanceof Decimal)
    && !(value instanceof Timestamp) ? jsonOf(value) : String(value)
}

/** As JSON; what is missing from a structure is left out. */
export function jsonOf(value: Value): string {
  if (isAbsent(value)) return 'null'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value instanceof Timestamp) return JSON.stringify(value.toString())
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : 'null'
  if (value instanceof Struct) {
    const members: string[] = []
    for (const [i, name] of value.names.entries()) {
      const member = value.values[i]
      if (member !== undefined) members.push(`${JSON.stringify(name)}:${jsonOf(member)}`)
    }
    return `{${members.join(',')}}`
  }
  return Array.isArray(value) ? `[${(value as readonly Value[]).map(jsonOf).join(',')}]` : String(value)
}
