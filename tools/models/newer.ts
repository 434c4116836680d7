// Lays the schema of a v3 client over a model: what newer SDKs know must not be refused. Operations, members, shapes and errors that the
// model lacks are added; required members, error statuses and query names are v3's; bounds and bindings, which v3 lacks or writes
// otherwise, stay.

import { protocolsOf } from '../../src/model/reader.ts'
import type { Draft, DraftShape } from './draft.ts'
import { childrenOf, kindOf, withPlaces } from './draft.ts'
import type { Schema } from './schema.ts'

/** Adds to the model, in place, what the schema knows beyond it. */
export function addNewer(draft: Draft, schema: Schema): void {
  new Addition(draft, schema).run()
}

/** The model of a service that only v3 knows, named by its package: `@aws-sdk/client-transcribe-streaming` → `transcribe-streaming`. */
export function draftOf(client: string, schema: Schema): Draft {
  const { apiVersion, endpointPrefix, protocol, serviceId, serviceTarget, signingName } = schema
  const isJson = protocol === 'json-1.0' || protocol === 'json-1.1'
  const draft: Draft = {
    id: client.replace('client-', ''),
    metadata: {
      apiVersion, endpointPrefix, signingName, serviceId, serviceFullName: serviceId, protocol,
      ...(isJson && { targetPrefix: serviceTarget }),
    },
    operations: {},
    shapes: {},
  }
  addNewer(draft, schema)
  return draft
}

class Addition {
  readonly #draft: Draft
  readonly #schema: Schema
  /** Name in the schema → name in the model, of shapes that are met. */
  readonly #nameBySchemaName = new Map<string, string>()

  constructor(draft: Draft, schema: Schema) {
    this.#draft = draft
    this.#schema = schema
  }

  run(): void {
    this.#addMetadata()
    const entries = Object.entries(this.#schema.operations)
    for (const [name, operation] of entries) {
      const known = this.#draft.operations[name]
      for (const root of ['input', 'output'] as const) {
        const [newer, older] = [operation[root], known?.[root]]
        if (newer?.shape !== undefined && older !== undefined) this.#meet(newer, older)
      }
    }
    for (const [name, operation] of entries) {
      const known = this.#draft.operations[name] ??= { ...(operation.http !== undefined && { http: operation.http }) }
      for (const root of ['input', 'output'] as const) {
        const newer = operation[root]
        if (newer !== undefined && known[root] === undefined) known[root] = this.#copied(newer)
      }
      const listed = new Set(known.errors?.map(error => error.shape))
      const further = operation.errors?.filter(error => !listed.has(error.shape)) ?? []
      if (further.length > 0) known.errors = [...known.errors ?? [], ...further]
    }
    for (const [name, shape] of Object.entries(this.#schema.shapes)) if (shape.exception === true) this.#addError(name, shape)
  }

  #addMetadata(): void {
    const { metadata } = this.#draft
    const { protocol, serviceTarget, queryCompatible } = this.#schema
    const protocols = protocolsOf(metadata)
    metadata.protocolNames = [...new Set([...protocols, protocol])]
    if (serviceTarget !== undefined) metadata.shapeName = serviceTarget
    if (queryCompatible) metadata.awsQueryCompatible = {}
  }

  /** Codes of the query protocol mean nothing to a service that never spoke it. */
  get #answersQuery(): boolean {
    const { metadata } = this.#draft
    return metadata.awsQueryCompatible !== undefined || protocolsOf(metadata).includes('query')
  }

  /** Two places known to hold the same shape: members that the older one lacks are added to it. */
  #meet(newer: DraftShape, older: DraftShape): void {
    if (newer.queryName !== undefined) older.queryName ??= newer.queryName
    const from = this.#newerShape(newer)
    if (kindOf(from) !== kindOf(this.#olderShape(older))) return
    if (newer.shape !== undefined) {
      if (this.#nameBySchemaName.has(newer.shape)) return
      if (older.shape !== undefined) this.#nameBySchemaName.set(newer.shape, older.shape)
      else this.#nameBySchemaName.set(newer.shape, this.#nameInPlace(older, newer.shape))
    }
    const to = this.#olderShape(older)
    if (from.members !== undefined) this.#meetMembers(from, from.members, to)
    for (const part of ['member', 'key', 'value'] as const) {
      const [fromPart, toPart] = [from[part], to[part]]
      if (fromPart !== undefined && toPart !== undefined) this.#meet(fromPart, toPart)
    }
  }

  #meetMembers(from: DraftShape, members: Record<string, DraftShape>, to: DraftShape): void {
    const known = to.members ??= {}
    for (const [name, place] of Object.entries(members)) {
      const older = known[name]
      if (older !== undefined) this.#meet(place, older)
      else if (to.document !== true) known[name] = this.#copied(place)
    }
    if (from.union === true) to.union = true
    if (from.required !== undefined) to.required = from.required
  }

  /** A shape written in place gets the name by which the schema knows it, so that new places can refer to it. */
  #nameInPlace(older: DraftShape, name: string): string {
    const free = this.#draft.shapes[name] === undefined ? name : `${name}InPlace`
    const { location, locationName, queryName, flattened, resultWrapper, xmlNamespace, name: _, ...shape } = older
    const traits = { location, locationName, queryName, flattened, resultWrapper, xmlNamespace }
    this.#draft.shapes[free] = shape
    for (const key of Object.keys(older)) delete older[key as keyof DraftShape]
    for (const [key, value] of Object.entries(traits)) if (value !== undefined) Object.assign(older, { [key]: value })
    older.shape = free
    return free
  }

  /** A place of the schema, with all that it leads to, in the model. */
  #copied(place: DraftShape): DraftShape {
    const copy = withPlaces(place, child => this.#copied(child))
    if (place.shape !== undefined) copy.shape = this.#copiedShape(place.shape)
    return copy
  }

  #copiedShape(name: string): string {
    const known = this.#nameBySchemaName.get(name)
    if (known !== undefined) return known
    const shape = this.#schema.shapes[name] ?? {}
    const existing = this.#draft.shapes[name]
    if (existing !== undefined && kindOf(existing) === kindOf(shape)) return name
    const free = existing === undefined ? name : `${name}Newer`
    this.#nameBySchemaName.set(name, free)
    this.#draft.shapes[free] = this.#copied(shape)
    return free
  }

  #addError(name: string, shape: DraftShape): void {
    const known = this.#draft.shapes[this.#copiedShape(name)]
    if (known === undefined) return
    const { code, ...error } = { ...known.error, ...shape.error }
    known.exception = true
    known.error = code === undefined || code === name || !this.#answersQuery ? error : { ...error, code }
    this.#meetMembers(shape, shape.members ?? {}, known)
  }

  #newerShape(place: DraftShape): DraftShape {
    return place.shape === undefined ? place : this.#schema.shapes[place.shape] ?? {}
  }

  #olderShape(place: DraftShape): DraftShape {
    return place.shape === undefined ? place : this.#draft.shapes[place.shape] ?? {}
  }
}

/** Names of shapes that a model refers to and does not hold: none, or the sources disagree. */
export function danglingNames(draft: Draft): readonly string[] {
  const missing = new Set<string>()
  const visit = (place: DraftShape): void => {
    if (place.shape !== undefined && !Object.hasOwn(draft.shapes, place.shape)) missing.add(place.shape)
    childrenOf(place).forEach(visit)
  }
  for (const { input, output, errors } of Object.values(draft.operations)) {
    for (const place of [input, output, ...errors ?? []]) if (place !== undefined) visit(place)
  }
  Object.values(draft.shapes).forEach(visit)
  return [...missing]
}
