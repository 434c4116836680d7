// CAST from each type to each other that makes sense. Source: "CAST", SQL reference for Amazon S3 Select.

import { Decimal } from './decimal.ts'
import { SelectRefusal } from './refusal.ts'
import type { TypeName } from './syntax.ts'
import { Timestamp } from './timestamp.ts'
import { asNumber, integer, isAbsent, isNumber, textOf, toDecimal, toFloat } from './value.ts'
import type { Value } from './value.ts'

/** NULL and MISSING stay what they are. @throws SelectRefusal CastFailed, IntegerOverflow */
export function cast(value: Value, type: TypeName): Value {
  if (isAbsent(value)) return value
  switch (type) {
    case 'bool': return toBoolean(value)
    case 'int': return toInteger(value)
    case 'float': return toFloat(numberOf(value))
    case 'decimal': return toDecimal(numberOf(value))
    case 'string': return textOf(value)
    case 'timestamp': return toTimestamp(value)
  }
}

function failed(value: Value): SelectRefusal {
  return new SelectRefusal('CastFailed', JSON.stringify(textOf(value).slice(0, 100)))
}

function numberOf(value: Value) {
  const number = typeof value === 'boolean' ? BigInt(value) : asNumber(value)
  if (number === undefined) throw failed(value)
  return number
}

function toInteger(value: Value): bigint {
  const number = numberOf(value)
  if (typeof number === 'bigint') return number
  if (number instanceof Decimal) return integer(number.truncated())
  if (!Number.isFinite(number)) throw failed(value)
  return integer(BigInt(Math.trunc(number)))
}

function toBoolean(value: Value): boolean {
  if (typeof value === 'boolean') return value
  if (isNumber(value)) return toFloat(value) !== 0
  const text = typeof value === 'string' ? value.trim().toLowerCase() : ''
  if (text !== 'true' && text !== 'false') throw failed(value)
  return text === 'true'
}

function toTimestamp(value: Value): Timestamp {
  const found = value instanceof Timestamp ? value : typeof value === 'string' ? Timestamp.parse(value.trim()) : undefined
  if (found === undefined) throw failed(value)
  return found
}
