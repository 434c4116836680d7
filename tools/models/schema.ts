// Reads the schemas that an installed AWS SDK for JavaScript v3 client carries (arrays, see `StaticSchema` in @smithy/types) into a draft.
// They know the newest operations, members and errors; they do not know bounds, pagination, or which number is an integer.

import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import type { DraftOperation, DraftShape } from './draft.ts'

/** What a v3 client says of its service. */
export interface Schema {
  readonly serviceId: string
  readonly apiVersion: string
  /** Our name of the protocol it speaks. */
  readonly protocol: string
  readonly serviceTarget: string | undefined
  readonly queryCompatible: boolean
  readonly signingName: string
  readonly endpointPrefix: string
  readonly operations: Readonly<Record<string, DraftOperation>>
  readonly shapes: Readonly<Record<string, DraftShape>>
}

type Traits = Readonly<Record<string, unknown>>
type Static = readonly [kind: number, namespace: string, name: string, traits: Traits | number, ...rest: unknown[]]

const protocolByClass: Readonly<Record<string, string>> = {
  AwsJson1_0Protocol: 'json-1.0', AwsJson1_1Protocol: 'json-1.1', AwsQueryProtocol: 'query', AwsEc2QueryProtocol: 'ec2',
  AwsRestJsonProtocol: 'rest-json', AwsRestXmlProtocol: 'rest-xml', S3RestXmlProtocol: 'rest-xml', AwsSmithyRpcV2CborProtocol: 'cbor',
  SmithyRpcV2CborProtocol: 'cbor',
}

/** The bits of a number in the place of traits, in their order (`translateTraits` in @smithy/core/schema). */
const traitBits = [
  'httpLabel', 'idempotent', 'idempotencyToken', 'sensitive', 'httpPayload', 'httpResponseCode', 'httpQueryParams',
] as const

/** Scalars by number; any number (1) is a double, since that takes an integer too. */
const scalarByNumber: Readonly<Record<number, DraftShape>> = {
  0: { type: 'string' }, 1: { type: 'double' }, 2: { type: 'boolean' }, 4: { type: 'timestamp' },
  5: { type: 'timestamp', timestampFormat: 'iso8601' }, 6: { type: 'timestamp', timestampFormat: 'rfc822' },
  7: { type: 'timestamp', timestampFormat: 'unixTimestamp' }, 15: { type: 'structure', members: {}, document: true },
  17: { type: 'biginteger' }, 19: { type: 'bigdecimal' }, 21: { type: 'blob' }, 42: { type: 'blob', streaming: true },
}

/** Names of the v3 clients installed in a project. */
export function installedClients(projectDirectory: string): readonly string[] {
  const scope = join(projectDirectory, 'node_modules', '@aws-sdk')
  return existsSync(scope) ? readdirSync(scope).filter(name => name.startsWith('client-')).sort() : []
}

/** What the service of an installed client is called; undefined where the client does not say it in the known way. */
export function clientServiceId(projectDirectory: string, client: string): string | undefined {
  return serviceIdIn(settingsOf(resolve(projectDirectory, 'node_modules', '@aws-sdk', client)))
}

function serviceIdIn(settings: string): string | undefined {
  return settingIn(settings, /serviceId: config\?\.serviceId \?\? "([^"]+)"/)
}

function settingsOf(directory: string): string {
  return readFileSync(join(directory, 'dist-es', 'runtimeConfig.shared.js'), 'utf8')
}

/** The schema of one installed client; undefined where the client is of a version that carries none. */
export function readSchema(projectDirectory: string, client: string): Schema | undefined {
  const directory = resolve(projectDirectory, 'node_modules', '@aws-sdk', client)
  const exported = createRequire(join(directory, 'package.json'))(directory) as Record<string, unknown>
  const schemas = Object.entries(exported).filter(([name]) => name.endsWith('$')).map(([, value]) => value).filter(isStatic)
  if (schemas.length === 0) return undefined
  const settings = settingsOf(directory)
  const serviceId = serviceIdIn(settings)
  const protocol = protocolByClass[settingIn(settings, /protocol: config\?\.protocol \?\? (\w+)/) ?? '']
  if (serviceId === undefined || protocol === undefined) throw new Error(`assert: ${client} configures itself in an unknown way`)
  const reading = new SchemaReading(protocol)
  for (const schema of schemas) reading.read(schema)
  for (const [name, operation] of Object.entries(reading.operations)) operation.errors = errorsOf(directory, name, reading.shapes)
  return {
    serviceId,
    apiVersion: settingIn(settings, /apiVersion: "([^"]+)"/) ?? '',
    protocol,
    serviceTarget: settingIn(settings, /serviceTarget: "([^"]+)"/),
    ...endpointOf(directory),
    queryCompatible: /awsQueryCompatible: true/.test(settings),
    operations: reading.operations,
    shapes: reading.shapes,
  }
}

/** How requests to the service are signed, and the first labels of its host name. */
function endpointOf(directory: string): Pick<Schema, 'signingName' | 'endpointPrefix'> {
  const endpoint = join(directory, 'dist-es', 'endpoint')
  const [parameters, ...rules] = ['EndpointParameters.js', 'ruleset.js', 'bdd.js'].map(name => {
    return existsSync(join(endpoint, name)) ? readFileSync(join(endpoint, name), 'utf8') : ''
  })
  const signingName = settingIn(parameters ?? '', /defaultSigningName: "([^"]+)"/) ?? ''
  const prefix = settingIn(rules.join(''), /https:\/\/([a-z\d.-]+)\.\{Region\}/)?.replace(/-fips$/, '')
  return { signingName, endpointPrefix: prefix ?? signingName }
}

function settingIn(text: string, pattern: RegExp): string | undefined {
  return pattern.exec(text)?.[1]
}

/** The errors that a command's declaration says it throws. */
function errorsOf(directory: string, operation: string, shapes: Readonly<Record<string, DraftShape>>): DraftShape[] {
  const path = join(directory, 'dist-types', 'commands', `${operation}Command.d.ts`)
  if (!existsSync(path)) return []
  const names = [...readFileSync(path, 'utf8').matchAll(/@throws \{@link (\w+)\}/g)].map(match => match[1] ?? '')
  return names.filter(name => shapes[name]?.exception === true).map(shape => ({ shape }))
}

class SchemaReading {
  readonly operations: Record<string, DraftOperation> = {}
  readonly shapes: Record<string, DraftShape> = {}
  /** The trait that names members on the wire. JSON RPC has none; there a name for XML is that of the query protocol it replaced. */
  readonly #nameTrait: string

  constructor(protocol: string) {
    this.#nameTrait = protocol === 'rest-json' ? 'jsonName' : protocol.startsWith('json-') || protocol === 'cbor' ? '' : 'xmlName'
  }

  read(schema: Static): void {
    const [kind, namespace, name, traits, first, second] = schema
    if (namespace.startsWith('smithy.ts.sdk.synthetic')) return
    if (kind === 9) this.operations[name] = this.#operation(traitsOf(traits), first, second)
    else this.#shape(schema)
  }

  #operation({ http }: Traits, input: unknown, output: unknown): DraftOperation {
    const operation: DraftOperation = {}
    const [inputPlace, outputPlace] = [this.#root(input), this.#root(output)]
    if (Array.isArray(http)) operation.http = { method: String(http[0]), requestUri: String(http[1]), responseCode: Number(http[2]) }
    if (inputPlace !== undefined) operation.input = inputPlace
    if (outputPlace !== undefined) operation.output = outputPlace
    return operation
  }

  #root(reference: unknown): DraftShape | undefined {
    const schema = dereferenced(reference)
    return isStatic(schema) ? { shape: this.#shape(schema) } : undefined
  }

  /** Reads a named schema once; its name. A scalar of its own name is kept, as it may be sensitive or a stream. */
  #shape(schema: Static): string {
    const [kind, , name, rawTraits, ...rest] = schema
    if (Object.hasOwn(this.shapes, name)) return name
    const traits = traitsOf(rawTraits)
    const shape: DraftShape = this.shapes[name] = {}
    if (traits['sensitive'] === 1) shape.sensitive = true
    if (traits['sparse'] === 1) shape.sparse = true
    if (traits['requiresLength'] === 1) shape.requiresLength = true
    if (kind === 0) Object.assign(shape, this.#place(rest[0]))
    else if (kind === 1) Object.assign(shape, { type: 'list', member: this.#place(rest[0]) })
    else if (kind === 2) Object.assign(shape, { type: 'map', key: this.#place(rest[0]), value: this.#place(rest[1]) })
    else this.#structure(shape, kind, traits, rest)
    return name
  }

  #structure(shape: DraftShape, kind: number, traits: Traits, [names, places, requiredCount]: unknown[]): void {
    const memberNames = names as string[]
    shape.type = 'structure'
    shape.members = {}
    for (const [index, name] of memberNames.entries()) {
      const place = (places as unknown[])[index]
      shape.members[name] = this.#place(place, name)
      if (isMember(place) && traitsOf(place[1])['httpPayload'] === 1) shape.payload = name
    }
    if (typeof requiredCount === 'number') shape.required = memberNames.slice(0, requiredCount)
    if (kind === 4) shape.union = true
    if (traits['streaming'] === 1) shape.eventstream = true
    if (typeof traits['xmlName'] === 'string') shape.locationName = traits['xmlName']
    if (kind === -3) {
      const [code] = Array.isArray(traits['awsQueryError']) ? traits['awsQueryError'] as unknown[] : []
      const status = traits['httpError']
      const isClients = traits['error'] === 'client'
      shape.exception = true
      shape.error = {
        ...(typeof status === 'number' && { httpStatusCode: status }),
        ...(isClients && { senderFault: true }),
        ...(typeof code === 'string' && { code }),
      }
      if (!isClients) shape.fault = true
    }
  }

  #place(reference: unknown, memberName?: string): DraftShape {
    const [target, memberTraits] = isMember(reference) ? reference : [reference, 0]
    const traits = traitsOf(memberTraits)
    const place: DraftShape = { ...this.#target(dereferenced(target)) }
    for (const [trait, location] of Object.entries(locationByTrait)) {
      const value = traits[trait]
      if (value === undefined) continue
      place.location = location
      if (typeof value === 'string') place.locationName = value
    }
    const wireName = traits[this.#nameTrait]
    if (typeof wireName === 'string') place.locationName = wireName
    else if (typeof traits['xmlName'] === 'string') place.queryName = traits['xmlName']
    if (place.location === 'uri' && memberName !== undefined) place.locationName = memberName
    if (typeof traits['ec2QueryName'] === 'string') place.queryName = traits['ec2QueryName']
    const namespace: unknown = traits['xmlNamespace']
    if (Array.isArray(namespace)) place.xmlNamespace = { prefix: String(namespace[0]), uri: String(namespace[1]) }
    for (const [trait, flag] of Object.entries(flagByTrait)) if (traits[trait] !== undefined) Object.assign(place, { [flag]: true })
    return place
  }

  #target(schema: unknown): DraftShape {
    if (typeof schema === 'number') {
      if (schema >= 128) return { type: 'map', key: { type: 'string' }, value: scalarOf(schema & 63) }
      return schema >= 64 ? { type: 'list', member: scalarOf(schema & 63) } : scalarOf(schema)
    }
    return isStatic(schema) ? { shape: this.#shape(schema) } : { type: 'structure', members: {} }
  }
}

const locationByTrait: Readonly<Record<string, string>> = {
  httpLabel: 'uri', httpQuery: 'querystring', httpQueryParams: 'querystring', httpHeader: 'header', httpPrefixHeaders: 'headers',
  httpResponseCode: 'statusCode',
}

const flagByTrait: Readonly<Record<string, string>> = {
  xmlFlattened: 'flattened', xmlAttribute: 'xmlAttribute', idempotencyToken: 'idempotencyToken', hostLabel: 'hostLabel',
  eventHeader: 'eventheader', eventPayload: 'eventpayload',
}

function scalarOf(number: number): DraftShape {
  return scalarByNumber[number] ?? { type: 'string' }
}

function isStatic(value: unknown): value is Static {
  return Array.isArray(value) && value.length >= 5
}

function dereferenced(reference: unknown): unknown {
  return typeof reference === 'function' ? dereferenced((reference as () => unknown)()) : reference
}

/** A reference with traits of the member. */
function isMember(reference: unknown): reference is [target: unknown, traits: unknown] {
  return Array.isArray(reference) && reference.length === 2
}

function traitsOf(traits: unknown): Traits {
  if (typeof traits !== 'number') return traits as Traits
  return Object.fromEntries(traitBits.filter((_, bit) => ((traits >> bit) & 1) === 1).map(name => [name, 1]))
}
