// Reads botocore's `service-2.json` and `paginators-1.json` into a draft, without documentation and without what only clients need.
// Scalars that say nothing but their type lose their name, as a name is worth keeping only where it carries a fact.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { RawPagination } from '../../src/model/raw.ts'
import type { Draft, DraftOperation, DraftShape } from './draft.ts'
import { isComposite, kindOf, reachable, reachedFrom, withPlaces } from './draft.ts'
import { pick, placeTraits, plainTypes, shapeTraits } from './facts.ts'

const operationTraits = ['http', 'authtype', 'auth', 'endpoint', 'httpChecksumRequired', 'httpChecksum', 'deprecated'] as const
const paginationKeys = ['input_token', 'output_token', 'limit_key', 'result_key', 'more_results'] as const

/** The newest version of a service in botocore's data directory; undefined where botocore has none. */
export function newestBotocore(dataDirectory: string, id: string): Draft | undefined {
  const directory = join(dataDirectory, id)
  if (!existsSync(directory)) return undefined
  const [version, path] = readdirSync(directory).sort().flatMap(name => ['service-2.json.gz', 'service-2.json']
    .map(file => [name, join(directory, name, file)] as const)).filter(([, each]) => existsSync(each)).at(-1) ?? []
  if (version === undefined || path === undefined) return undefined
  const bytes = readFileSync(path)
  // Versions before 1.31 are not compressed.
  const raw = JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()) as Draft
  const draft: Draft = { id, metadata: raw.metadata, operations: {}, shapes: {} }
  for (const [name, operation] of Object.entries(raw.operations)) draft.operations[name] = operationOf(operation, raw.shapes)
  const inputs = reachedFrom(Object.values(raw.operations).map(operation => operation.input), raw.shapes)
  for (const [name, shape] of Object.entries(raw.shapes)) dropIdleBounds(name, shape, inputs.has(name))
  for (const [name, shape] of Object.entries(raw.shapes)) if (!isPlain(shape)) draft.shapes[unambiguous(name)] = shapeOf(shape, raw.shapes)
  addPagination(draft, join(directory, version, 'paginators-1.json'))
  return reachable(draft)
}

/** Data Pipeline has constrained shapes called `string` and `id`; the name of a type must mean the type. */
function unambiguous(name: string): string {
  return plainTypes.has(name) ? `${name}Value` : name
}

function addPagination(draft: Draft, path: string): void {
  if (!existsSync(path)) return
  const { pagination } = JSON.parse(readFileSync(path, 'utf8')) as { pagination: Record<string, RawPagination> }
  for (const [name, rule] of Object.entries(pagination)) {
    const operation = draft.operations[name]
    if (operation !== undefined) operation.pagination = pick(rule, paginationKeys)
  }
}

function operationOf(raw: DraftOperation, shapes: Record<string, DraftShape>): DraftOperation {
  const operation: DraftOperation = pick(raw, operationTraits)
  if (raw.input !== undefined) operation.input = placeOf(raw.input, shapes)
  if (raw.output !== undefined) operation.output = placeOf(raw.output, shapes)
  if (raw.errors !== undefined) operation.errors = raw.errors.map(error => placeOf(error, shapes))
  return operation
}

function shapeOf(raw: DraftShape, shapes: Record<string, DraftShape>): DraftShape {
  const { members, member, key, value } = raw
  const places = { ...(members && { members }), ...(member && { member }), ...(key && { key }), ...(value && { value }) }
  const traits = { type: kindOf(raw), ...pick(raw, shapeTraits), ...pick(raw, ['locationName', 'xmlNamespace']) }
  return withPlaces({ ...traits, ...places }, place => placeOf(place, shapes))
}

function placeOf(raw: DraftShape, shapes: Record<string, DraftShape>): DraftShape {
  const target = shapes[raw.shape ?? '']
  const traits = { ...pick(target ?? {}, ['flattened']), ...pick(raw, placeTraits), ...pick(raw, ['streaming', 'timestampFormat']) }
  if (target === undefined || !isPlain(target)) return { ...traits, shape: unambiguous(raw.shape ?? '') }
  return { ...traits, type: kindOf(target), ...pick(target, ['min', 'max']) }
}

/**
 * Bounds judge what a caller sends, so those of answers go, but for the enumerations of states, which a lifecycle needs.
 * A length of at least nothing, or of up to 2^31 - 1, bounds nothing.
 */
function dropIdleBounds(name: string, shape: DraftShape, isSent: boolean): void {
  const kind = kindOf(shape)
  const hasLength = kind === 'string' || kind === 'blob' || kind === 'list' || kind === 'map'
  if (!isSent || (hasLength && shape.min === 0)) delete shape.min
  if (!isSent || (hasLength && shape.max !== undefined && shape.max >= 2 ** 31 - 1)) delete shape.max
  if (!isSent && !/stat(e|us)$/i.test(name)) delete shape.enum
  if (!isSent || shape.pattern === '.*' || shape.pattern === '^.*$') delete shape.pattern
}

/** A scalar with no fact but its type and bounds, which its places state as well. */
function isPlain(shape: DraftShape): boolean {
  const traits = Object.keys({ ...pick(shape, shapeTraits), ...pick(shape, placeTraits) })
  return !isComposite(shape) && traits.every(trait => trait === 'min' || trait === 'max')
}
