// Comparisons of a condition's value with a value of the request, one for each operator: texts, numbers, times, truth, bytes, addresses and
// ARNs. A value that is not of the operator's kind equals nothing. Pure.
// Source: "IAM JSON policy elements: Condition operators", IAM User Guide.

import { BlockList, isIP } from 'node:net'
import { compile, cutAtColons, matches, matchesArn } from './pattern.ts'
import type { ArnPattern, Piece } from './pattern.ts'
import { readTokens, template } from './template.ts'
import type { Lookup, Template, Token } from './template.ts'

/** Whether a value of the request fits; undefined where the condition's value names a key that the request lacks. */
export type Comparison = (value: string, lookup: Lookup) => boolean | undefined

export interface Operator {
  readonly name: string
  /** Holds where nothing fits, and where there is nothing to compare. */
  readonly negated: boolean
  /** @param text the condition's value @param variables whether the policy's version knows them */
  readonly compile: (text: string, variables: boolean) => Comparison
}

function ordered(read: (text: string) => number | undefined, holds: (value: number, limit: number) => boolean): Operator['compile'] {
  return text => {
    const limit = read(text)
    return given => {
      const value = read(given)
      return limit !== undefined && value !== undefined && holds(value, limit)
    }
  }
}

/** Variables may stand in texts and ARNs only. */
function filledIn<T>(
  wildcards: boolean, make: (tokens: readonly Token[]) => Template<T>, fits: (wanted: T, value: string) => boolean,
): Operator['compile'] {
  return (text, variables) => {
    const wanted = make(readTokens(text, { variables, wildcards }))
    return (value, lookup) => {
      const made = wanted(lookup)
      return made === undefined ? undefined : fits(made, value)
    }
  }
}

const joined = (tokens: readonly Token[]): Template<string> => template(tokens, pieces => pieces.join(''))
const equal = filledIn(false, joined, (wanted, value) => wanted === value)
const equalIgnoringCase = filledIn(false, joined, (wanted, value) => wanted.toLowerCase() === value.toLowerCase())
const like = filledIn(true, tokens => template(tokens, compile), matches)
const arnLike = filledIn(true, arnTemplate, matchesArn)

/** A template of an ARN, cut into its parts before anything is filled in. */
export function arnTemplate(tokens: readonly Token[]): Template<ArnPattern> {
  const parts = cutAtColons(tokens).map(part => template(part, (pieces: readonly Piece[]) => compile(pieces)))
  return lookup => {
    const patterns = parts.map(part => part(lookup))
    return patterns.includes(undefined) ? undefined : patterns as ArnPattern
  }
}

function bool(text: string): Comparison {
  const wanted = text.toLowerCase()
  return value => (wanted === 'true' || wanted === 'false') && value.toLowerCase() === wanted
}

/** One address or a range in CIDR notation, of IPv4 or IPv6; an IPv4 address written as IPv6 is the IPv4 address. */
function withinAddresses(text: string): Comparison {
  const [address = '', length] = text.split('/')
  const family = isIP(address)
  const longest = family === 4 ? 32 : 128
  const prefix = length === undefined ? longest : /^\d{1,3}$/.test(length) ? Number(length) : longest + 1
  if (family === 0 || prefix > longest) return () => false
  const range = new BlockList()
  range.addSubnet(address, prefix, family === 4 ? 'ipv4' : 'ipv6')
  return value => {
    const given = isIP(value)
    return given !== 0 && range.check(value, given === 4 ? 'ipv4' : 'ipv6')
  }
}

function numberOf(text: string): number | undefined {
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i.test(text) ? Number(text) : undefined
}

const timeForm = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2}))?$/

/** Epoch ms of a W3C date-time, or of seconds since 1970. */
function timeOf(text: string): number | undefined {
  if (/^-?\d{1,12}(\.\d+)?$/.test(text)) return Number(text) * 1000
  const at = timeForm.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

const relations = {
  Equals: (value: number, limit: number) => value === limit,
  LessThan: (value: number, limit: number) => value < limit,
  LessThanEquals: (value: number, limit: number) => value <= limit,
  GreaterThan: (value: number, limit: number) => value > limit,
  GreaterThanEquals: (value: number, limit: number) => value >= limit,
}

const all: readonly Operator[] = [
  ...pair('StringEquals', 'StringNotEquals', equal),
  ...pair('StringEqualsIgnoreCase', 'StringNotEqualsIgnoreCase', equalIgnoringCase),
  ...pair('StringLike', 'StringNotLike', like),
  ...pair('ArnEquals', 'ArnNotEquals', arnLike),
  ...pair('ArnLike', 'ArnNotLike', arnLike),
  ...pair('IpAddress', 'NotIpAddress', withinAddresses),
  ...Object.entries(relations).flatMap(([relation, holds]) => [
    { name: `Numeric${relation}`, negated: false, compile: ordered(numberOf, holds) },
    { name: `Date${relation}`, negated: false, compile: ordered(timeOf, holds) },
  ]),
  { name: 'NumericNotEquals', negated: true, compile: ordered(numberOf, relations.Equals) },
  { name: 'DateNotEquals', negated: true, compile: ordered(timeOf, relations.Equals) },
  { name: 'Bool', negated: false, compile: bool },
  // Base64 of equal bytes is equal text.
  { name: 'BinaryEquals', negated: false, compile: wanted => value => value === wanted },
]

function pair(name: string, negation: string, compiled: Operator['compile']): Operator[] {
  return [{ name, negated: false, compile: compiled }, { name: negation, negated: true, compile: compiled }]
}

/** Every operator but `Null`, by its name in lower case. */
export const operators: ReadonlyMap<string, Operator> = new Map(all.map(operator => [operator.name.toLowerCase(), operator]))
