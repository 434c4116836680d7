// The functions of one row, by name: strings, dates, COALESCE and NULLIF. NULL or MISSING among the operands makes NULL, unless a function
// is there for just that. Source: "SQL functions", SQL reference for Amazon S3 Select.

import { dateAdd, dateDiff, extract } from './date-function.ts'
import { SelectRefusal } from './refusal.ts'
import type { DatePart, Expression } from './syntax.ts'
import { formatted } from './timestamp-pattern.ts'
import { Timestamp } from './timestamp.ts'
import { asNumber, compare, isAbsent, toDecimal } from './value.ts'
import type { Value } from './value.ts'

type Call = Extract<Expression, { kind: 'call' }>

/** What a function does with operands of which none is absent. */
type Act = (operands: readonly Value[], call: Call, now: Timestamp) => Value

interface Builtin { readonly least: number, readonly most: number, readonly act: Act }

const builtins: Readonly<Record<string, Builtin>> = {
  char_length: { least: 1, most: 1, act: ([text]) => BigInt([...stringOf(text)].length) },
  character_length: { least: 1, most: 1, act: ([text]) => BigInt([...stringOf(text)].length) },
  lower: { least: 1, most: 1, act: ([text]) => stringOf(text).toLowerCase() },
  upper: { least: 1, most: 1, act: ([text]) => stringOf(text).toUpperCase() },
  substring: { least: 2, most: 3, act: ([text, from, count]) => substring(stringOf(text), integerOf(from),
    count === undefined ? undefined : integerOf(count)) },
  trim: { least: 1, most: 2, act: ([text, characters], { side }) => trim(stringOf(text),
    characters === undefined ? ' ' : stringOf(characters), side) },
  date_add: { least: 2, most: 2, act: ([count, at], { part }) => dateAdd(part as DatePart, BigInt(integerOf(count)), timestampOf(at)) },
  date_diff: { least: 2, most: 2, act: ([from, to], { part }) => dateDiff(part as DatePart, timestampOf(from), timestampOf(to)) },
  extract: { least: 1, most: 1, act: ([at], { part }) => extract(part as DatePart, timestampOf(at)) },
  to_string: { least: 2, most: 2, act: ([at, pattern]) => formatted(timestampOf(at), stringOf(pattern)) },
  to_timestamp: { least: 1, most: 1, act: ([text]) => parsedTimestamp(stringOf(text)) },
  utcnow: { least: 0, most: 0, act: (_operands, _call, now) => now },
}

/** The function of a call, with its operands counted. @throws SelectRefusal UnsupportedFunction, EvaluatorInvalidArguments */
export function builtinOf(call: Call): (operands: readonly Value[], now: Timestamp) => Value {
  const { name, operands: { length } } = call
  if (name === 'coalesce') {
    if (length === 0) throw new SelectRefusal('EvaluatorInvalidArguments', 'COALESCE')
    return operands => operands.find(value => !isAbsent(value)) ?? null
  }
  if (name === 'nullif') {
    if (length !== 2) throw new SelectRefusal('EvaluatorInvalidArguments', 'NULLIF')
    return ([a, b]) => !isAbsent(a) && !isAbsent(b) && compare(a, b) === 0 ? null : a
  }
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined
  if (builtin === undefined) throw new SelectRefusal('UnsupportedFunction', name.toUpperCase())
  if (length < builtin.least || length > builtin.most) throw new SelectRefusal('EvaluatorInvalidArguments', name.toUpperCase())
  return (operands, now) => operands.some(isAbsent) ? null : builtin.act(operands, call, now)
}

function badType(): SelectRefusal {
  return new SelectRefusal('IncorrectSqlFunctionArgumentType')
}

function stringOf(value: Value): string {
  if (typeof value !== 'string') throw badType()
  return value
}

function integerOf(value: Value): number {
  const number = asNumber(value)
  if (number === undefined) throw badType()
  return Number(toDecimal(number).truncated())
}

function timestampOf(value: Value): Timestamp {
  const found = value instanceof Timestamp ? value : typeof value === 'string' ? Timestamp.parse(value.trim()) : undefined
  if (found === undefined) throw badType()
  return found
}

function parsedTimestamp(text: string): Timestamp {
  const found = Timestamp.parse(text.trim())
  if (found === undefined) throw new SelectRefusal('ValueParseFailure', JSON.stringify(text.slice(0, 100)))
  return found
}

/** Counted from one; what stands before the first character counts too, as SQL has it. */
function substring(text: string, from: number, count: number | undefined): string {
  if (count !== undefined && count < 0) throw new SelectRefusal('EvaluatorInvalidArguments', 'SUBSTRING')
  const end = count === undefined ? undefined : Math.max(from - 1 + count, 0)
  return [...text].slice(Math.max(from - 1, 0), end).join('')
}

function trim(text: string, characters: string, side: Call['side']): string {
  const set = new Set(characters)
  const all = [...text]
  let [from, to] = [0, all.length]
  if (side !== 'trailing') while (from < to && set.has(all[from]!)) from += 1
  if (side !== 'leading') while (to > from && set.has(all[to - 1]!)) to -= 1
  return all.slice(from, to).join('')
}
