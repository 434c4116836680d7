// From JSON to the values of columns: what a value is made of where its column wants another type, and times as they are written.
// Source: "Convert input data format in Amazon Data Firehose", Developer Guide: which forms of times the two deserializers read.

import type { Field, HiveType } from './hive-type.ts'

/** Reads a text or a number as a time; undefined for what is none. */
export type TimeReader = (value: string | number) => Date | undefined

export interface Reading {
  readonly time: TimeReader
  /** The member of an object that holds a column or field. */
  readonly member: (object: Readonly<Record<string, unknown>>, name: string) => unknown
}

/** @throws Error that says what does not fit */
export function columnValue(value: unknown, type: HiveType, reading: Reading): unknown {
  if (value === null || value === undefined) return null
  switch (type.kind) {
    case 'struct': return structOf(objectOf(value, type), type.fields, reading)
    case 'map': return new Map(Object.entries(objectOf(value, type)).map(([name, each]) =>
      [columnValue(name, type.key, reading), columnValue(each, type.value, reading)]))
    case 'array':
      if (!Array.isArray(value)) throw misfit(value, type)
      return value.map(each => columnValue(each, type.element, reading))
    case 'boolean': return booleanOf(value, type)
    case 'tinyint': case 'smallint': case 'int': return wholeNumber(value, type)
    case 'bigint': return BigInt(wholeText(value, type))
    case 'float': case 'double': return numberOf(value, type)
    case 'decimal': return scaled(decimalText(value, type), type.scale)
    case 'date': return dateOf(value, type)
    case 'timestamp': return timeOf(value, type, reading)
    case 'binary': return new Uint8Array(Buffer.from(textOf(value)))
    default: return textOf(value)
  }
}

export function structOf(object: Readonly<Record<string, unknown>>, fields: readonly Field[], reading: Reading): Record<string, unknown> {
  return Object.fromEntries(fields.map(({ name, type }) => [name, columnValue(reading.member(object, name), type, reading)]))
}

function misfit(value: unknown, { kind }: HiveType): Error {
  return new Error(`${JSON.stringify(value).slice(0, 100)} is no ${kind}`)
}

function objectOf(value: unknown, type: HiveType): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw misfit(value, type)
  return value as Readonly<Record<string, unknown>>
}

function booleanOf(value: unknown, type: HiveType): boolean {
  if (typeof value === 'boolean') return value
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return value.toLowerCase() === 'true'
  throw misfit(value, type)
}

const widths: Readonly<Record<string, number>> = { tinyint: 8, smallint: 16, int: 32 }

function wholeNumber(value: unknown, type: HiveType): number {
  const number = Number(wholeText(value, type))
  const most = 2 ** (widths[type.kind]! - 1)
  if (number < -most || number >= most) throw misfit(value, type)
  return number
}

function wholeText(value: unknown, type: HiveType): string {
  const text = typeof value === 'number'
    ? BigInt.asIntN(64, BigInt(Number.isInteger(value) ? value : Math.trunc(numberOf(value, type)))).toString()
    : value
  if (typeof text !== 'string' || !/^[+-]?\d+$/.test(text)) throw misfit(value, type)
  return text.replace('+', '')
}

function numberOf(value: unknown, type: HiveType): number {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || Number.isNaN(number)) throw misfit(value, type)
  return number
}

function decimalText(value: unknown, type: HiveType): string {
  const text = typeof value === 'number' ? String(value) : value
  if (typeof text !== 'string' || !/^[+-]?\d+(?:\.\d+)?$/.test(text)) throw misfit(value, type)
  return text
}

/** The number without its point; digits beyond the scale are cut. */
function scaled(text: string, scale: number): bigint {
  const [whole = '0', fraction = ''] = text.replace('+', '').split('.')
  return BigInt(`${whole}${fraction.slice(0, scale).padEnd(scale, '0')}`)
}

function dateOf(value: unknown, type: HiveType): Date {
  const at = typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) ? new Date(`${value}T00:00:00Z`) : undefined
  if (at === undefined || Number.isNaN(at.getTime())) throw misfit(value, type)
  return at
}

function timeOf(value: unknown, type: HiveType, { time }: Reading): Date {
  const at = typeof value === 'string' || typeof value === 'number' ? time(value) : undefined
  if (at === undefined) throw misfit(value, type)
  return at
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

/** Seconds and milliseconds do not meet within the years that data have. */
const firstMillis = 1e11
const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/

/** OpenX reads ISO 8601 and times since 1970, in seconds or milliseconds, fractions too. */
export const openTime: TimeReader = value => {
  if (typeof value === 'number' || /^[+-]?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(value)) {
    const number = Number(value)
    return new Date(Math.abs(number) < firstMillis ? Math.round(number * 1000) : Math.round(number))
  }
  const found = isoTime.exec(value)
  if (found === null) return undefined
  const [, day, time, fraction = '', zone = 'Z'] = found
  return validDate(`${day!}T${time!}.${fraction.slice(0, 3).padEnd(3, '0')}${zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`)
}

/** Without formats Hive reads `2017-02-07 15:13:01.123`; `millis` stands for milliseconds since 1970. */
export function hiveTime(formats: readonly string[]): TimeReader {
  const readers = formats.map(format => format === 'millis' ? millisTime : patternTime(format))
  return value => {
    for (const read of readers) {
      const found = read(value)
      if (found !== undefined) return found
    }
    return formats.length === 0 && typeof value === 'string' && value.charAt(10) === ' ' ? openTime(value) : undefined
  }
}

const millisTime: TimeReader = value => /^-?\d+$/.test(String(value)) ? new Date(Number(value)) : undefined

function validDate(text: string): Date | undefined {
  const at = new Date(text)
  return Number.isNaN(at.getTime()) ? undefined : at
}

const letters: Readonly<Record<string, readonly [group: string, digits: string]>> = {
  y: ['year', '\\d{4}'], M: ['month', '\\d{1,2}'], d: ['day', '\\d{1,2}'], H: ['hour', '\\d{1,2}'], m: ['minute', '\\d{1,2}'],
  s: ['second', '\\d{1,2}'], S: ['fraction', '\\d{1,9}'], Z: ['zone', 'Z|[+-]\\d\\d:?\\d\\d'],
}

/** A pattern of Joda-Time's DateTimeFormat, of the letters above. @throws Error for another letter */
export function patternTime(pattern: string): TimeReader {
  const parts = pattern.match(/'[^']*'|([a-zA-Z])\1*|./g) ?? []
  const source = parts.map(part => {
    if (part.startsWith('\'')) return escaped(part === '\'\'' ? '\'' : part.slice(1, -1))
    if (!/^[a-zA-Z]/.test(part)) return escaped(part)
    const letter = letters[part.charAt(0)]
    if (letter === undefined) throw new Error(`times by '${part}' are not read here`)
    return `(?<${letter[0]}>${letter[1]})`
  }).join('')
  const expression = new RegExp(`^${source}$`)
  return value => {
    const { year = '1970', month = '1', day = '1', hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z' }
      = expression.exec(String(value))?.groups ?? {}
    if (!expression.test(String(value))) return undefined
    const two = (text: string) => text.padStart(2, '0')
    const time = `${two(hour)}:${two(minute)}:${two(second)}.${fraction.slice(0, 3).padEnd(3, '0')}`
    return validDate(`${year}-${two(month)}-${two(day)}T${time}${zone.replace(/(\d\d):?(\d\d)$/, '$1:$2')}`)
  }
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
