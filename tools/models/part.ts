// One part of all API models, compiled: some services' definitions with all that is laid over them. Parts know nothing of one another, so
// each can be compiled in a thread of its own; what belongs together (a service's old definition and its newer schemas) is in one part.

import { closeSync, existsSync, openSync, readFileSync, readSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { ServiceEntry } from '../../src/model/catalogue-face.ts'
import type { ServiceDerivation } from '../../src/model/derived.ts'
import { protocolsOf, shapeNameOf } from '../../src/model/reader.ts'
import { bundled } from './bundle.ts'
import { readCorrections } from './corrections.ts'
import type { Draft } from './draft.ts'
import { withFacts } from './facts.ts'
import { readFacts } from './facts-text.ts'
import { legacyFiles, readLegacy } from './legacy.ts'
import { nameShapes } from './naming.ts'
import { addNewer, danglingNames, draftOf } from './newer.ts'
import { applyNotes } from './notes.ts'
import { openRegistry } from './registry.ts'
import { clientServiceId, installedClients, readSchema } from './schema.ts'
import { readWithheld } from './withheld.ts'

const apiDirectory = join('node_modules', 'aws-sdk', 'apis')
const formerDirectory = join('node_modules', 'aws-sdk-2020', 'apis')
const withheldPath = join('tools', 'models', 'withheld.tsv')
/** A model's metadata stand at its head. */
const headBytes = 4096

/** A model of aws-sdk v2, and where it lies. */
interface LegacyFile { readonly id: string, readonly directory: string, readonly fileName: string }

/** What a part is made of. */
export interface Part {
  readonly files: readonly LegacyFile[]
  /** v3 clients. */
  readonly clients: readonly string[]
}

export interface CompiledService {
  readonly entry: ServiceEntry
  /** The file of `dist/models`. */
  readonly model: string
}

/** All sources, dealt out to `count` parts of about one size. */
export function parts(count: number): Part[] {
  const dealt = Array.from({ length: count }, () => ({ files: [] as LegacyFile[], clients: [] as string[], sizeBytes: 0 }))
  for (const { files, clients, sizeBytes } of sourcesByService()) {
    const least = dealt.reduce((best, part) => part.sizeBytes < best.sizeBytes ? part : best)
    least.files.push(...files)
    least.clients.push(...clients)
    least.sizeBytes += sizeBytes
  }
  return dealt
}

/** What makes these services and no more, but for such as v3 clients alone make. */
export function partOf(ids: ReadonlySet<string>): Part {
  const wanted = sourcesByService().filter(({ files }) => files.length === 0 || files.some(({ id }) => ids.has(id)))
  return { files: wanted.flatMap(({ files }) => files), clients: wanted.flatMap(({ clients }) => clients) }
}

interface Sources { readonly files: LegacyFile[], readonly clients: string[], sizeBytes: number }

/** What makes one service, the largest first. */
function sourcesByService(): Sources[] {
  const byService = new Map<string, Sources>()
  const of = (serviceId: string): Sources => {
    const known = byService.get(serviceId) ?? { files: [], clients: [], sizeBytes: 0 }
    byService.set(serviceId, known)
    return known
  }
  for (const file of allLegacyFiles()) {
    const path = join(file.directory, file.fileName)
    const sources = of(/"serviceId":\s*"([^"]+)"/.exec(headOf(path))?.[1] ?? file.id)
    sources.files.push(file)
    sources.sizeBytes += statSync(path).size
  }
  for (const client of installedClients('.')) of(clientServiceId('.', client) ?? client).clients.push(client)
  return [...byService.values()].sort((a, b) => b.sizeBytes - a.sizeBytes)
}

/** The file's first bytes; the threads read the rest. */
function headOf(path: string): string {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(headBytes)
    return head.toString('utf8', 0, readSync(file, head))
  } finally {
    closeSync(file)
  }
}

function allLegacyFiles(): LegacyFile[] {
  const [present, former] = [legacyFiles(apiDirectory), legacyFiles(formerDirectory)]
  const files = [...present].map(([id, fileName]) => ({ id, directory: apiDirectory, fileName }))
  // Products that the SDK has dropped since.
  for (const [id, fileName] of former) if (!present.has(id)) files.push({ id, directory: formerDirectory, fileName })
  return files
}

export async function compilePart(part: Part): Promise<CompiledService[]> {
  const drafts = readDrafts(part)
  const withheld = readWithheld(readFileSync(withheldPath, 'utf8'))
  const corrections = await readCorrections(drafts.map(({ id }) => id))
  const registry = openRegistry()
  return drafts.map(draft => {
    const { id } = draft
    const { derivation, text } = bundled(draft, {
      registered: registry.of(draft), withheld: withheld[id] ?? {}, corrections: corrections[id] ?? {},
    })
    return { entry: entryOf(draft, derivation), model: text }
  })
}

/** Every service's model, out of all its sources. */
export function readDrafts({ files, clients }: Part): Draft[] {
  const drafts = files.map(({ directory, id, fileName }) => {
    const legacy = readLegacy(directory, id, fileName)
    const factsPath = join('facts', `${id}.tsv`)
    return existsSync(factsPath) ? withFacts(legacy, readFacts(readFileSync(factsPath, 'utf8'))) : legacy
  })
  for (const client of clients) {
    const schema = readSchema('.', client)
    const draft = drafts.find(({ metadata }) => metadata.serviceId === schema?.serviceId)
    if (schema === undefined) console.warn(`${client} is left out, as it carries no schemas`)
    else if (draft === undefined) drafts.push(draftOf(client, schema))
    else addNewer(draft, schema)
  }
  for (const draft of drafts) {
    nameShapes(draft)
    applyNotes(draft)
    const dangling = danglingNames(draft)
    if (dangling.length > 0) throw new Error(`assert: the model of ${draft.id} refers to shapes it does not hold: ${dangling.join(', ')}`)
  }
  return drafts
}

function entryOf({ id, metadata, operations }: Draft, { resources }: ServiceDerivation): ServiceEntry {
  const types = resources.flatMap(({ noun, cloudFormation }) => cloudFormation === undefined ? [] : [[cloudFormation.type, noun]])
  const shapeName = shapeNameOf(metadata)
  return {
    id,
    apiVersion: metadata.apiVersion ?? '',
    protocols: protocolsOf(metadata),
    endpointPrefix: metadata.endpointPrefix ?? id,
    signingName: metadata.signingName ?? metadata.endpointPrefix ?? id,
    ...(metadata.targetPrefix !== undefined && { targetPrefix: metadata.targetPrefix }),
    serviceId: metadata.serviceId ?? id,
    ...(shapeName !== undefined && { shapeName }),
    ...(metadata.globalEndpoint !== undefined && { globalEndpoint: metadata.globalEndpoint }),
    operationCount: Object.keys(operations).length,
    ...(resources.some(({ arn }) => arn !== undefined) && { derives: true as const }),
    ...(types.length > 0 && { derivedTypes: Object.fromEntries(types) as Record<string, string> }),
  }
}
