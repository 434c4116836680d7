// Reads the public protocol vectors and turns what they hold into our representation of values, so that a test can compare. The vectors
// are data beside the project, in ../shared/vectors, and are never copied into it; a test skips by name where they are absent.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { RawModel, RawOperation, RawShape } from '../model/raw.ts'
import { readModel } from '../model/reader.ts'
import type { Member, OperationModel, Shape, StructureShape } from '../model/shape.ts'
import { parseJson } from './json-text.ts'
import type { Body, Headers, WireRequest } from './message.ts'
import type { Values } from './protocol.ts'
import { parseTimestamp } from './timestamp.ts'

const folder = join(process.cwd(), '..', 'shared', 'vectors')

/** `false`, or why tests of the vectors are skipped. */
export const vectorsMissing: string | false = existsSync(folder) ? false : 'the public vectors are not beside the project'

export interface VectorCase {
  readonly id?: string
  readonly given: RawOperation & { readonly name: string }
  readonly params?: Values
  readonly serialized?: { readonly method?: string, readonly uri?: string, readonly headers?: Headers, readonly body?: string }
  readonly result?: Values
  readonly error?: Values
  readonly errorCode?: string
  readonly errorMessage?: string
  readonly response?: { readonly status_code?: number, readonly headers?: Headers, readonly body?: string }
}

export interface VectorSuite {
  readonly description: string
  readonly metadata: RawModel['metadata']
  readonly shapes: Record<string, RawShape>
  readonly cases: readonly VectorCase[]
}

export interface SmithyCase {
  readonly id: string
  readonly protocol: string
  readonly kind: 'request' | 'response' | 'malformedRequest'
  readonly shape: string | null
  readonly appliesTo?: string
  readonly method?: string
  readonly uri?: string
  readonly queryParams?: readonly string[]
  readonly code?: number
  readonly headers?: Headers
  readonly body?: string
  readonly params?: Values | null
  readonly request?: {
    readonly method: string
    readonly uri: string
    readonly queryParams?: readonly string[]
    readonly headers?: Headers
    readonly body?: string
  }
  readonly response?: {
    readonly code: number
    readonly headers?: Headers
    readonly body?: { readonly assertion: { readonly contents?: string } }
  }
  readonly testParameters?: Record<string, readonly string[]>
}

export function vectorSuites(path: string): VectorSuite[] {
  if (vectorsMissing !== false) return []
  return parseJson(readFileSync(join(folder, 'protocols', path), 'utf8')) as VectorSuite[]
}

export function smithyCases(): SmithyCase[] {
  if (vectorsMissing !== false) return []
  return readFileSync(join(folder, 'smithy-cases.jsonl'), 'utf8').trim().split('\n').map(line => parseJson(line) as SmithyCase)
}

/** One operation as a model of its own. */
export function operationOf(
  metadata: RawModel['metadata'], shapes: RawModel['shapes'], operation: RawOperation & { name: string },
): OperationModel {
  const found = readModel({ metadata, shapes, operations: { [operation.name]: operation } }).operation(operation.name)
  if (found === undefined) throw new Error(`assert: the model has no operation ${operation.name}`)
  return found
}

export function lowerCased(headers: Headers = {}): Headers {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]))
}

export function requestOf(method: string, uri: string, headers: Headers | undefined, body: Body): WireRequest {
  const [path = '/', query = ''] = uri.split('?', 2)
  return { method, path, query, headers: lowerCased(headers), body }
}

/** Values as the vectors write them (blobs as text, timestamps as seconds) → as `settled` shows ours; null members vanish. */
export function expectedValues(shape: StructureShape, given: Values | null | undefined): Values {
  return expected(shape, undefined, given ?? {}) as Values
}

/** Streams read to their end, bytes in a form that prints and compares. */
export async function settled(value: unknown): Promise<unknown> {
  if (value instanceof Uint8Array) return { bytes: Buffer.from(value).toString('latin1') }
  if (value === null || typeof value !== 'object') return value
  if (Symbol.asyncIterator in value) {
    const chunks: unknown[] = []
    for await (const chunk of value as AsyncIterable<unknown>) chunks.push(chunk)
    return settled(chunks.some(chunk => !(chunk instanceof Uint8Array)) ? chunks : Buffer.concat(chunks as Uint8Array[]))
  }
  if (Array.isArray(value)) return Promise.all(value.map(settled))
  return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, member]) => [key, await settled(member)] as const)))
}

export async function bytesOf(body: Body): Promise<Uint8Array> {
  if (body instanceof Uint8Array) return body
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function expected(shape: Shape, member: Member | undefined, given: unknown): unknown {
  if (given === null || given === undefined) return given
  if (shape.kind === 'structure' && shape.eventStream === true && Array.isArray(given)) {
    return given.map(event => expected({ ...shape, eventStream: false }, undefined, event))
  }
  switch (shape.kind) {
    case 'structure': return Object.fromEntries(shape.members
      .filter(each => (given as Values)[each.name] !== undefined && (given as Values)[each.name] !== null)
      .map(each => [each.name, expected(each.shape, each, (given as Values)[each.name])]))
    case 'list': return (given as unknown[]).map(element => expected(shape.element.shape, shape.element, element))
    case 'map': return Object.fromEntries(Object.entries(given).map(([key, value]) =>
      [member?.location === 'headers' ? key.toLowerCase() : key, expected(shape.value.shape, shape.value, value)]))
    case 'timestamp': return typeof given === 'number' ? Math.round(given * 1000) : parseTimestamp(String(given), 'date-time')
    case 'blob': return { bytes: String(given) }
    case 'float':
    case 'double': return Number(given)
    case 'bigDecimal': return String(given)
    case 'string': return (member?.jsonValue === true || shape.jsonValue === true) && typeof given === 'string' ? JSON.parse(given) : given
    default: return typeof given === 'object' && '$bigint' in given ? BigInt(String(given.$bigint)) : given
  }
}
