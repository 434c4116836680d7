// Reads a raw API model (see `raw.ts`) into the linked, immutable shapes of `shape.ts`. It decides no wire format: that is the codecs'.
// Shapes are linked on first use, so recursive models are safe and one operation costs only what it touches.
// Invariant: a named shape without traits of its reference is one object, however often it is reached.

import type { ServiceDerivation } from './derived.ts'
import type { RawMetadata, RawModel, RawOperation, RawPagination, RawShape, RawSource } from './raw.ts'
import type { Member, OperationModel, Pagination, ProtocolName, ServiceModel, Shape, StructureShape, XmlRoot } from './shape.ts'
import { ShapeLinker, flagged, namespaceOf } from './linker.ts'

/**
 * A whole raw model in memory → its service.
 * @throws Error when a shape is referred to that the model does not hold, at the moment it is reached.
 */
export function readModel(raw: RawModel): ServiceModel {
  return linkService(sourceOf(raw))
}

/** A raw model that is fetched piece by piece → its service; operations are read on first use. */
export function linkService(source: RawSource): ServiceModel {
  return new LinkedService(source)
}

function sourceOf(raw: RawModel): RawSource {
  return {
    metadata: raw.metadata,
    operationNames: Object.keys(raw.operations),
    errorNames: Object.keys(raw.shapes).filter(name => isError(raw.shapes[name])),
    operation: name => {
      const operation = own(raw.operations, name)
      const pagination = own(raw.pagination ?? {}, name)
      return operation !== undefined && pagination !== undefined ? { ...operation, pagination } : operation
    },
    shape: name => own(raw.shapes, name),
  }
}

function own<T>(table: Readonly<Record<string, T>>, name: string): T | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined
}

function isError(shape: RawShape | undefined): boolean {
  return shape?.exception === true || shape?.error !== undefined
}

const jsonByVersion: Readonly<Record<string, ProtocolName>> = { '1.0': 'json-1.0', '1.1': 'json-1.1' }

/** The names that model metadata has for protocols; `json` is told apart by `jsonVersion`. */
const protocolByRawName: Readonly<Record<string, ProtocolName>> = {
  query: 'query', ec2: 'ec2', 'rest-json': 'rest-json', 'rest-xml': 'rest-xml', 'smithy-rpc-v2-cbor': 'cbor',
  'json-1.0': 'json-1.0', 'json-1.1': 'json-1.1', cbor: 'cbor',
}

/** The protocols that a model's metadata names, its default one first. */
export function protocolsOf(metadata: RawMetadata): readonly ProtocolName[] {
  const names = metadata.protocolNames ?? [metadata.protocol ?? 'json', ...metadata.protocols ?? []]
  const protocols = names.map(name => name === 'json' ? jsonByVersion[metadata.jsonVersion ?? '1.0'] : protocolByRawName[name])
  return [...new Set(protocols.filter(name => name !== undefined))]
}

/**
 * The service's Smithy name. Where the metadata has none it is the target prefix, without the package that some put before it
 * (`com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101`); today's clients send the bare name as their target, too.
 */
export function shapeNameOf({ shapeName, targetPrefix }: RawMetadata): string | undefined {
  return shapeName ?? targetPrefix?.slice(targetPrefix.lastIndexOf('.') + 1)
}

class LinkedService implements ServiceModel {
  readonly id: string
  readonly apiVersion: string
  readonly protocols: readonly ProtocolName[]
  readonly endpointPrefix: string
  readonly signingName: string
  readonly targetPrefix?: string
  readonly serviceId: string
  readonly fullName: string
  readonly shapeName?: string
  readonly xmlNamespace?: string
  readonly errorNamespace?: string
  readonly queryCompatible?: boolean
  readonly globalEndpoint?: string
  readonly unwrappedXmlErrors?: boolean
  readonly operationNames: readonly string[]
  readonly derivation?: ServiceDerivation
  readonly #source: RawSource
  readonly #linker: ShapeLinker
  readonly #operations = new Map<string, OperationModel>()
  readonly #errorNames: ReadonlySet<string>

  constructor(source: RawSource) {
    const { metadata } = source
    this.endpointPrefix = metadata.endpointPrefix ?? ''
    this.id = metadata.id ?? this.endpointPrefix
    this.apiVersion = metadata.apiVersion ?? ''
    this.protocols = protocolsOf(metadata)
    this.signingName = metadata.signingName ?? this.endpointPrefix
    this.serviceId = metadata.serviceId ?? this.id
    this.fullName = metadata.serviceFullName ?? this.serviceId
    const shapeName = shapeNameOf(metadata)
    if (metadata.targetPrefix !== undefined) this.targetPrefix = metadata.targetPrefix
    if (shapeName !== undefined) this.shapeName = shapeName
    if (metadata.xmlNamespace !== undefined) this.xmlNamespace = namespaceOf(metadata.xmlNamespace).uri
    if (metadata.errorNamespace !== undefined) this.errorNamespace = metadata.errorNamespace
    if (metadata.awsQueryCompatible !== undefined) this.queryCompatible = true
    if (metadata.globalEndpoint !== undefined) this.globalEndpoint = metadata.globalEndpoint
    if (metadata.unwrappedXmlErrors === true) this.unwrappedXmlErrors = true
    this.operationNames = source.operationNames
    if (source.derivation !== undefined) this.derivation = source.derivation
    this.#source = source
    this.#linker = new ShapeLinker(source, this.protocols)
    this.#errorNames = new Set(source.errorNames)
  }

  operation(name: string): OperationModel | undefined {
    const known = this.#operations.get(name)
    if (known !== undefined) return known
    const raw = this.#source.operation(name)
    if (raw === undefined) return undefined
    const operation = linkOperation(this, name, raw, this.#linker)
    this.#operations.set(name, operation)
    return operation
  }

  errorShape(name: string): StructureShape | undefined {
    return this.#errorNames.has(name) ? this.#linker.structure({ shape: name }) : undefined
  }
}

function linkOperation(service: ServiceModel, name: string, raw: RawOperation, linker: ShapeLinker): OperationModel {
  const input = linker.input(raw.input, raw.http?.requestUri ?? '/')
  const output = linker.structure(raw.output)
  const idempotencyToken = input.members.find(member => member.idempotencyToken === true)
  return {
    service,
    name,
    http: { method: raw.http?.method ?? 'POST', uri: raw.http?.requestUri ?? '/', status: raw.http?.responseCode ?? 200 },
    input,
    output,
    errors: (raw.errors ?? []).map(error => linker.structure(error)),
    streamsInput: linker.streams(raw.input),
    streamsOutput: linker.streams(raw.output),
    ...(raw.output?.resultWrapper !== undefined && { resultWrapper: raw.output.resultWrapper }),
    ...(raw.input?.locationName !== undefined && { requestRoot: rootOf(raw.input, raw.input.locationName) }),
    ...flagged('unwrappedOutput', raw.unwrappedOutput),
    ...flagged('anonymous', raw.authtype === 'none' || raw.auth?.includes('smithy.api#noAuth') === true),
    ...(raw.endpoint?.hostPrefix !== undefined && { hostPrefix: raw.endpoint.hostPrefix }),
    ...(raw.pagination?.input_token !== undefined && { pagination: paginationOf(raw.pagination) }),
    ...(idempotencyToken !== undefined && { idempotencyToken }),
    ...flagged('checksumRequired', raw.httpChecksumRequired === true || raw.httpChecksum?.requestChecksumRequired === true),
    ...flagged('deprecated', raw.deprecated === true),
  }
}

function rootOf(input: RawShape, name: string): XmlRoot {
  return input.xmlNamespace === undefined ? { name } : { name, namespace: namespaceOf(input.xmlNamespace) }
}

function paginationOf(raw: RawPagination): Pagination {
  return {
    inputTokens: listOf(raw.input_token),
    outputTokens: listOf(raw.output_token),
    resultKeys: listOf(raw.result_key),
    ...(raw.limit_key !== undefined && { limitKey: raw.limit_key }),
    ...(raw.more_results !== undefined && { moreResults: raw.more_results }),
  }
}

function listOf(value: string | readonly string[] | undefined): readonly string[] {
  if (value === undefined) return []
  return typeof value === 'string' ? [value] : value
}

/** Every shape reachable from the roots, each once: for tests, types and coverage, not for the path of a call. */
export function* shapesWithin(...roots: readonly Shape[]): Generator<Shape> {
  const seen = new Set<Shape>(roots)
  for (const shape of seen) {
    yield shape
    for (const member of placesOf(shape)) seen.add(member.shape)
  }
}

function placesOf(shape: Shape): readonly Member[] {
  switch (shape.kind) {
    case 'structure': return shape.members
    case 'list': return [shape.element]
    case 'map': return [shape.key, shape.value]
    default: return []
  }
}
