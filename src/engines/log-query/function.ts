// Functions of single values, by their names in lower case. What is not there, and structures where a text or a number is awaited, make
// nothing of them. Source: "Boolean, comparison, numeric, datetime, and other functions", CloudWatch Logs User Guide.

import { addressFunctions } from './address-function.ts'
import { dateFunctions } from './date-function.ts'
import { jsonFunctions } from './json-function.ts'
import { stringFunctions } from './string-function.ts'
import { isTrue, numberOf, textOf } from './value.ts'
import type { Value } from './value.ts'

/** What a query knows beside its events; times are epoch ms. */
export interface QueryContext { readonly startedAt: number, readonly fromAt: number, readonly toAt: number }

export interface QueryFunction {
  /** Least and most parameters. */
  readonly counts: readonly [least: number, most: number]
  apply(parameters: readonly Value[], context: QueryContext): Value
}

export type FunctionTable = Readonly<Record<string, QueryFunction>>

/** Of numbers: null where one of them is none. */
export function ofNumbers(count: number, most: number, compute: (...numbers: number[]) => number): QueryFunction {
  return {
    counts: [count, most],
    apply(parameters) {
      const numbers = parameters.map(numberOf)
      if (numbers.includes(null)) return null
      const result = compute(...numbers as number[])
      return Number.isFinite(result) ? result : null
    },
  }
}

const radians = (degrees: number) => degrees * Math.PI / 180
const earthKm = 6371

function haversine(lat1: number, lon1: number, lat2: number, lon2: number): number {
  const part = (a: number, b: number) => Math.sin(radians(b - a) / 2) ** 2
  const root = part(lat1, lat2) + Math.cos(radians(lat1)) * Math.cos(radians(lat2)) * part(lon1, lon2)
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(root)))
}

const whole = (bits: number) => ofNumbers(1, 1, a => Number(BigInt.asIntN(bits, BigInt(Math.trunc(a)))))
const number: QueryFunction = { counts: [1, 1], apply: ([value]) => numberOf(value ?? null) }

const numbers: FunctionTable = {
  abs: ofNumbers(1, 1, Math.abs), ceil: ofNumbers(1, 1, Math.ceil), floor: ofNumbers(1, 1, Math.floor), log: ofNumbers(1, 1, Math.log),
  sqrt: ofNumbers(1, 1, Math.sqrt), greatest: ofNumbers(1, 99, Math.max), least: ofNumbers(1, 99, Math.min),
  round: ofNumbers(1, 2, (a, digits = 0) => Math.round(a * 10 ** digits) / 10 ** digits),
  haversine: ofNumbers(4, 4, haversine),
  tonumber: number, todouble: number, toint: whole(32), tolong: whole(64),
}

const general: FunctionTable = {
  ispresent: { counts: [1, 1], apply: ([value]) => value !== null },
  coalesce: { counts: [1, 99], apply: values => values.find(value => value !== null) ?? null },
  if: { counts: [3, 3], apply: ([condition, yes, no]) => (isTrue(condition!) ? yes! : no!) },
  case: { counts: [2, 21], apply: chosen },
  isnumeric: { counts: [1, 1], apply: ([value]) => typeof value !== 'boolean' && numberOf(value!) !== null },
  messagesize: { counts: [1, 1],
    apply: ([value]) => { const text = textOf(value!); return text === null ? null : Buffer.byteLength(text) } },
  querystarttime: { counts: [0, 0], apply: (_, { fromAt }) => fromAt },
  queryendtime: { counts: [0, 0], apply: (_, { toAt }) => toAt },
  querytimerange: { counts: [0, 0], apply: (_, { fromAt, toAt }) => toAt - fromAt },
  now: { counts: [0, 0], apply: (_, { startedAt }) => Math.floor(startedAt / 1000) },
}

/** Conditions and what they stand for, in order, and what stands for none of them. */
function chosen(parameters: readonly Value[]): Value {
  for (let i = 0; i + 1 < parameters.length; i += 2) if (isTrue(parameters[i]!)) return parameters[i + 1]!
  return parameters.length % 2 === 1 ? parameters.at(-1)! : null
}

const tables: readonly FunctionTable[] = [numbers, general, stringFunctions, dateFunctions, addressFunctions, jsonFunctions]

export function functionNamed(name: string): QueryFunction | undefined {
  return tables.find(table => Object.hasOwn(table, name))?.[name]
}
