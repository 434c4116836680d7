// Which services exist and how a request finds its service, over the compiled bundle in `dist/models`.
// Opening it reads `index.json` alone; a service's file is read when its model, its operations' names or its HTTP bindings are asked for.

import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { BundleSource } from './bundle.ts'
import { readBundle } from './bundle.ts'
import type { HttpBinding, ModelCatalogue, ServiceEntry } from './catalogue-face.ts'
import { linkService } from './reader.ts'
import type { ServiceModel } from './shape.ts'

/** What `index.json` holds. */
export interface CatalogueIndex { readonly entries: readonly ServiceEntry[] }

const defaultDirectory = fileURLToPath(new URL('../../models', import.meta.url))

/**
 * Opens the compiled models in a directory, by default the one built beside this code (`dist/models`).
 * @throws Error that says how to build them when they are not there.
 */
export function openCatalogue(directory: string = defaultDirectory): ModelCatalogue {
  const path = join(directory, 'index.json')
  if (!existsSync(path)) throw new Error(`The compiled API models are missing (${path}): build them with "npm run build".`)
  return new BundleCatalogue(directory, JSON.parse(readFileSync(path, 'utf8')) as CatalogueIndex)
}

class BundleCatalogue implements ModelCatalogue {
  readonly entries: readonly ServiceEntry[]
  readonly #directory: string
  readonly #entryById: ReadonlyMap<string, ServiceEntry>
  readonly #idsBySigningName: ReadonlyMap<string, readonly string[]>
  readonly #idsByEndpointPrefix: ReadonlyMap<string, readonly string[]>
  readonly #idByTargetPrefix: ReadonlyMap<string, string>
  readonly #idByShapeName: ReadonlyMap<string, string>
  readonly #sources = new Map<string, BundleSource>()
  readonly #services = new Map<string, ServiceModel>()

  constructor(directory: string, { entries }: CatalogueIndex) {
    this.#directory = directory
    this.entries = entries
    this.#entryById = new Map(entries.map(entry => [entry.id, entry]))
    this.#idsBySigningName = idsBy(entries, entry => entry.signingName)
    this.#idsByEndpointPrefix = idsBy(entries, entry => entry.endpointPrefix)
    this.#idByShapeName = new Map(entries.flatMap(({ id, shapeName }) => shapeName === undefined ? [] : [[shapeName, id]]))
    const targets = entries.flatMap(({ id, targetPrefix }): [string, string][] => targetPrefix === undefined ? [] : [[targetPrefix, id]])
    this.#idByTargetPrefix = new Map([...this.#idByShapeName, ...targets])
  }

  entry(id: string): ServiceEntry | undefined {
    return this.#entryById.get(id)
  }

  bySigningName(name: string): readonly string[] {
    return this.#idsBySigningName.get(name) ?? []
  }

  byEndpointPrefix(prefix: string): readonly string[] {
    return this.#idsByEndpointPrefix.get(prefix) ?? []
  }

  byTargetPrefix(prefix: string): string | undefined {
    return this.#idByTargetPrefix.get(prefix)
  }

  byShapeName(name: string): string | undefined {
    return this.#idByShapeName.get(name)
  }

  httpBindings(id: string): readonly HttpBinding[] {
    const operations = this.#source(id)?.operations ?? []
    return operations.flatMap(([operation, , method, uri]) => method === undefined || uri === undefined ? [] : [{ operation, method, uri }])
  }

  operationNames(id: string): readonly string[] {
    return this.#source(id)?.operationNames ?? []
  }

  service(id: string): ServiceModel | undefined {
    const known = this.#services.get(id)
    if (known !== undefined) return known
    const source = this.#source(id)
    if (source === undefined) return undefined
    const service = linkService(source)
    this.#services.set(id, service)
    return service
  }

  #source(id: string): BundleSource | undefined {
    const known = this.#sources.get(id)
    if (known !== undefined || !this.#entryById.has(id)) return known
    const source = readBundle(join(this.#directory, `${id}.jsonl`))
    this.#sources.set(id, source)
    return source
  }
}

function idsBy(entries: readonly ServiceEntry[], keyOf: (entry: ServiceEntry) => string): ReadonlyMap<string, readonly string[]> {
  const ids = new Map<string, string[]>()
  for (const entry of entries) {
    const key = keyOf(entry)
    const known = ids.get(key)
    if (known === undefined) ids.set(key, [entry.id])
    else known.push(entry.id)
  }
  return ids
}
