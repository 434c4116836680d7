// Reads the API definitions of the npm package aws-sdk (v2): `apis/<stem>-<version>.min.json` with `.paginators.json` beside it.
// The newest version of each API is taken; what these models lack (errors, bounds, names) comes from elsewhere.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { RawPagination } from '../../src/model/raw.ts'
import type { Draft, DraftOperation, DraftShape } from './draft.ts'
import { childrenOf } from './draft.ts'
import { identityOf } from './service-ids.ts'

/** Newest model file of each service id, in the order of ids. */
export function legacyFiles(apiDirectory: string): ReadonlyMap<string, string> {
  const newest = new Map<string, { apiVersion: string, fileName: string }>()
  for (const fileName of readdirSync(apiDirectory)) {
    const identity = identityOf(fileName)
    if (identity === undefined) continue
    const known = newest.get(identity.id)
    const { id, apiVersion } = identity
    if (known === undefined || known.apiVersion < apiVersion) newest.set(id, { apiVersion, fileName })
  }
  return new Map([...newest].sort(([a], [b]) => a < b ? -1 : 1).map(([id, { fileName }]) => [id, fileName]))
}

/** One model with its pagination. */
export function readLegacy(apiDirectory: string, id: string, fileName: string): Draft {
  const raw = readJson(join(apiDirectory, fileName)) as Pick<Draft, 'metadata' | 'operations'> & { shapes?: Record<string, DraftShape> }
  const draft: Draft = { id, metadata: raw.metadata, operations: raw.operations, shapes: {} }
  for (const { input, output } of Object.values(draft.operations)) {
    for (const root of [input, output]) if (root !== undefined) numberReferences(root)
  }
  for (const [number, shape] of Object.entries(raw.shapes ?? {})) {
    numberReferences(shape)
    draft.shapes[numbered(number)] = shape
  }
  const paginators = join(apiDirectory, fileName.replace('.min.json', '.paginators.json'))
  if (existsSync(paginators)) {
    const { pagination } = readJson(paginators) as { pagination: Record<string, RawPagination> }
    for (const [name, rule] of Object.entries(pagination)) {
      const operation: DraftOperation | undefined = draft.operations[name]
      if (operation !== undefined) operation.pagination = rule
    }
  }
  return draft
}

/** aws-sdk v2 numbers its shapes (`S3`, `S1a`); the mark keeps the number from meeting a shape that AWS named so. */
function numbered(number: string): string {
  return `~${number}`
}

function numberReferences(shape: DraftShape): void {
  if (shape.shape !== undefined) shape.shape = numbered(shape.shape)
  for (const child of childrenOf(shape)) numberReferences(child)
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'))
}
