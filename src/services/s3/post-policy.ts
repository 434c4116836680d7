// The policy of a form that a browser posts: until when it holds, and what each field of the form may say. Pure.
// Source: "POST Policy" (sigv4-HTTPPOSTConstructPolicy), Amazon S3 API Reference; texts as S3 sends them.

import { s3Fault } from './fault.ts'

/** How long the file may be. */
export interface LengthRange { readonly leastBytes: number, readonly mostBytes: number }

export interface PostPolicy {
  /** Epoch ms. */
  readonly expiresAt: number
  readonly conditions: readonly Condition[]
}

interface Condition {
  readonly match: 'eq' | 'starts-with' | 'content-length-range'
  /** Lower case, without its `$`; empty for a range. */
  readonly field: string
  readonly value: string
  readonly range?: LengthRange
  /** As S3 shows it. */
  readonly text: string
}

/** @param encoded Base64 @throws InvalidPolicyDocument */
export function readPostPolicy(encoded: string): PostPolicy {
  const policy = parsed(Buffer.from(encoded, 'base64').toString('utf8'))
  const { expiration, conditions } = policy
  if (expiration === undefined) throw invalid('Policy missing expiration.')
  if (!Array.isArray(conditions)) throw invalid('Policy missing conditions.')
  const expiresAt = typeof expiration === 'string' && /^\d{4}-\d\d-\d\dT.*Z$/.test(expiration) ? Date.parse(expiration) : NaN
  if (Number.isNaN(expiresAt)) throw invalid(`Invalid 'expiration' value: '${String(expiration)}'`)
  return { expiresAt, conditions: conditions.map(conditionOf) }
}

function parsed(text: string): { readonly expiration?: unknown, readonly conditions?: unknown } {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  throw invalid('Invalid JSON.')
}

function conditionOf(said: unknown): Condition {
  const text = JSON.stringify(said)
  if (Array.isArray(said)) return listed(said, text)
  const entries = typeof said === 'object' && said !== null ? Object.entries(said) : []
  if (entries.length !== 1) throw invalid(`Invalid Simple-Condition: Simple-Conditions must have exactly one property specified.`)
  const [name, value] = entries[0]!
  if (typeof value !== 'string') throw invalid('Invalid Simple-Condition: value must be a string.')
  return { match: 'eq', field: name.toLowerCase(), value, text: JSON.stringify(['eq', `$${name}`, value]) }
}

function listed(said: readonly unknown[], text: string): Condition {
  const [operation, first, second] = said
  const match = String(operation).toLowerCase()
  if (said.length !== 3) throw invalid(`Invalid Condition: wrong number of arguments: ${text}`)
  if (match === 'content-length-range') {
    const [leastBytes, mostBytes] = [Number(first), Number(second)]
    if (!Number.isSafeInteger(leastBytes) || !Number.isSafeInteger(mostBytes) || leastBytes < 0) throw invalid(`Invalid Condition: ${text}`)
    return { match, field: '', value: '', range: { leastBytes, mostBytes }, text }
  }
  if (match !== 'eq' && match !== 'starts-with') throw invalid(`Invalid Condition: unknown operation '${String(operation)}'.`)
  if (typeof first !== 'string' || !first.startsWith('$') || typeof second !== 'string') throw invalid(`Invalid Condition: ${text}`)
  return { match, field: first.slice(1).toLowerCase(), value: second, text }
}

/** Fields that need no condition. */
const free: ReadonlySet<string> = new Set(['awsaccesskeyid', 'signature', 'x-amz-signature', 'policy', 'file', 'bucket'])

/**
 * @param fields by their names in lower case, the bucket among them
 * @returns how long the file may be, where the policy says so
 * @throws AccessDenied
 */
export function checkForm({ conditions }: PostPolicy, fields: ReadonlyMap<string, string>): LengthRange | undefined {
  const failed = conditions.find(condition => !meets(condition, fields.get(condition.field) ?? ''))
  if (failed !== undefined) throw s3Fault('AccessDenied', {}, `Invalid according to Policy: Policy Condition failed: ${failed.text}`)
  const known = new Set(conditions.map(({ field }) => field))
  const extra = [...fields.keys()].filter(name => !known.has(name) && !free.has(name) && !name.startsWith('x-ignore-'))
  if (extra.length > 0) throw s3Fault('AccessDenied', {}, `Invalid according to Policy: Extra input fields: ${extra.join(', ')}`)
  return conditions.findLast(({ range }) => range !== undefined)?.range
}

function meets({ match, field, value }: Condition, given: string): boolean {
  if (match === 'content-length-range') return true
  if (match === 'eq') return given === value
  // A list of types meets it where each of them does.
  return field === 'content-type' ? given.split(',').every(type => type.trim().startsWith(value)) : given.startsWith(value)
}

function invalid(detail: string): Error {
  return s3Fault('InvalidPolicyDocument', {}, `Invalid Policy: ${detail}`)
}
