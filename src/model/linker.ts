// Links raw shapes into the graph of `shape.ts`: one object per named shape, members bound to their shapes on first use.
// It belongs to one service model; `reader.ts` makes it. Nothing here knows how a value is written on the wire, only what the model says.

import type { RawError, RawShape, RawSource, RawXmlNamespace } from './raw.ts'
import type {
  Constraints, ErrorTrait, ListShape, Location, MapShape, Member, ProtocolName, Shape, SimpleKind, SimpleShape, StructureShape,
  TimestampFormat, XmlNamespace,
} from './shape.ts'

const kindByRawType: Readonly<Record<string, SimpleKind>> = {
  string: 'string', character: 'string', boolean: 'boolean', byte: 'byte', short: 'short', integer: 'integer', long: 'long', float: 'float',
  double: 'double', biginteger: 'bigInteger', bigInteger: 'bigInteger', bigdecimal: 'bigDecimal', bigDecimal: 'bigDecimal', blob: 'blob',
  timestamp: 'timestamp', document: 'document',
}

const timestampByRawFormat: Readonly<Record<string, TimestampFormat>> = {
  iso8601: 'date-time', rfc822: 'http-date', unixTimestamp: 'epoch-seconds',
}

/** Traits that a reference may carry although they belong to the scalar it refers to. */
const scalarTraits = ['streaming', 'sensitive', 'requiresLength', 'jsonvalue', 'min', 'max', 'pattern', 'enum'] as const

const nothing: RawShape = { type: 'structure', members: {} }

export class ShapeLinker {
  readonly #source: RawSource
  readonly #shapes = new Map<string, Shape>()
  /** In the XML-like protocols a flattened list's elements bear the name of its member. */
  readonly #namesElements: boolean
  readonly #namesEc2: boolean

  constructor(source: RawSource, protocols: readonly ProtocolName[]) {
    this.#source = source
    this.#namesElements = protocols.some(name => name === 'query' || name === 'ec2' || name === 'rest-xml')
    this.#namesEc2 = protocols.includes('ec2')
  }

  /** The shape a raw member, element or root stands for. */
  link(raw: RawShape): Shape {
    if (raw.shape === undefined) return this.#build(raw, raw.name ?? '')
    const target = this.#target(raw.shape)
    if (scalarTraits.some(trait => raw[trait] !== undefined) && isScalar(target)) return this.#build({ ...target, ...raw }, raw.shape)
    const known = this.#shapes.get(raw.shape)
    if (known !== undefined) return known
    const shape = this.#build(target, raw.shape)
    this.#shapes.set(raw.shape, shape)
    return shape
  }

  /** A root: always a structure, an empty one where the model has none. */
  structure(raw: RawShape | undefined): StructureShape {
    const shape = raw === undefined ? this.#build(nothing, '') : this.link(raw)
    if (shape.kind !== 'structure') throw new Error(`assert: the model's ${shape.name} is a ${shape.kind}, not a structure`)
    return shape
  }

  /** The input of an operation, its members marked that take the rest of the path (`{Key+}`). */
  input(raw: RawShape | undefined, uri: string): StructureShape {
    const labels = [...uri.matchAll(/\{([^}]+)\+\}/g)].map(match => match[1])
    if (raw === undefined || labels.length === 0) return this.structure(raw)
    const target = this.#resolved(raw)
    const members = Object.entries(target.members ?? {}).map(([name, member]) => {
      return [name, labels.includes(member.locationName ?? name) ? { ...member, greedy: true } : member] as const
    })
    return this.structure({ ...target, name: raw.shape ?? raw.name ?? '', members: Object.fromEntries(members) })
  }

  /** Whether the body of this root is a stream of bytes or events. */
  streams(raw: RawShape | undefined): boolean {
    if (raw === undefined) return false
    return Object.values(this.#resolved(raw).members ?? {}).some(member => {
      const { streaming, eventstream } = { ...this.#resolved(member), ...member }
      return streaming === true || eventstream === true
    })
  }

  #target(name: string): RawShape {
    const target = this.#source.shape(name)
    if (target === undefined) throw new Error(`assert: the model refers to shape ${name} and does not hold it`)
    return target
  }

  #resolved(raw: RawShape): RawShape {
    return raw.shape === undefined ? raw : this.#target(raw.shape)
  }

  #build(raw: RawShape, name: string): Shape {
    const type = raw.type ?? typeByContent(raw)
    if (raw.document === true && type === 'structure') return this.#simple(raw, 'document', name)
    if (type === 'structure') return this.#structure(raw, name)
    if (type === 'list') return this.#list(raw, name)
    if (type === 'map') return this.#map(raw, name)
    const kind = kindByRawType[type]
    if (kind === undefined) throw new Error(`assert: the model has a shape ${name} of unknown type ${type}`)
    return this.#simple(raw, kind, name)
  }

  #simple(raw: RawShape, kind: SimpleKind, name: string): SimpleShape {
    const format = raw.timestampFormat === undefined ? undefined : timestampByRawFormat[raw.timestampFormat]
    return {
      name,
      kind,
      ...traitsOf(raw),
      ...(format !== undefined && { timestampFormat: format }),
      ...flagged('streaming', raw.streaming),
      ...flagged('requiresLength', raw.requiresLength),
      ...flagged('jsonValue', raw.jsonvalue),
      ...(raw.mediaType !== undefined && { mediaType: raw.mediaType }),
    }
  }

  #list(raw: RawShape, name: string): ListShape {
    const element = this.#member('member', raw.member ?? {}, true)
    return { name, kind: 'list', ...traitsOf(raw), element, ...flagged('sparse', raw.sparse) }
  }

  #map(raw: RawShape, name: string): MapShape {
    const key = this.#member('key', raw.key ?? {}, true)
    const value = this.#member('value', raw.value ?? {}, true)
    return { name, kind: 'map', ...traitsOf(raw), key, value, ...flagged('sparse', raw.sparse) }
  }

  #structure(raw: RawShape, name: string): StructureShape {
    const required = new Set(raw.required)
    const members = inOrder(raw).map(([memberName, member]) => this.#member(memberName, member, required.has(memberName)))
    const memberByName = new Map(members.map(member => [member.name, member]))
    const payload = raw.payload === undefined ? undefined : memberByName.get(raw.payload)
    const error = errorOf(raw)
    const xmlName = raw.xmlName ?? (raw.shape === undefined ? raw.locationName : undefined)
    return {
      name,
      kind: 'structure',
      ...traitsOf(raw),
      members,
      memberByName,
      ...flagged('union', raw.union),
      ...(payload !== undefined && { payload }),
      ...flagged('eventStream', raw.eventstream),
      ...(xmlName !== undefined && { xmlName }),
      ...(raw.xmlNamespace !== undefined && { xmlNamespace: namespaceOf(raw.xmlNamespace) }),
      ...(error !== undefined && { error }),
    }
  }

  #member(name: string, raw: RawShape, required: boolean): Member {
    const target = this.#namesElements ? this.#resolved(raw) : raw
    const flattened = raw.flattened ?? target.flattened
    const wireName = raw.locationName ?? (flattened === true ? target.member?.locationName : undefined) ?? name
    const ec2Name = this.#namesEc2 ? raw.queryName ?? capitalised(raw.locationName ?? name) : undefined
    const queryName = this.#namesEc2 ? undefined : raw.queryName
    return new LinkedMember(this, raw, { name, required, wireName, flattened: isTrue(flattened), ec2Name, queryName })
  }
}

interface MemberNames extends Pick<Member, 'name' | 'required' | 'wireName'> {
  readonly flattened: true | undefined
  readonly ec2Name: string | undefined
  readonly queryName: string | undefined
}

/** A class, with every field always set, because the codecs read members on each call and one hidden class keeps that fast. */
class LinkedMember implements Member {
  readonly name: string
  readonly required: boolean
  readonly location: Location | undefined
  readonly wireName: string
  readonly ec2Name: string | undefined
  readonly queryName: string | undefined
  readonly flattened: true | undefined
  readonly xmlAttribute: true | undefined
  readonly xmlNamespace: XmlNamespace | undefined
  readonly timestampFormat: TimestampFormat | undefined
  readonly idempotencyToken: true | undefined
  readonly hostLabel: true | undefined
  readonly eventHeader: true | undefined
  readonly eventPayload: true | undefined
  readonly greedy: true | undefined
  readonly jsonValue: true | undefined
  readonly #linker: ShapeLinker
  readonly #raw: RawShape
  #shape: Shape | undefined

  constructor(linker: ShapeLinker, raw: RawShape, names: MemberNames) {
    this.name = names.name
    this.required = names.required
    this.location = raw.location as Location | undefined
    this.wireName = names.wireName
    this.ec2Name = names.ec2Name
    this.queryName = names.queryName
    this.flattened = names.flattened
    this.xmlAttribute = isTrue(raw.xmlAttribute)
    this.xmlNamespace = raw.xmlNamespace === undefined ? undefined : namespaceOf(raw.xmlNamespace)
    this.timestampFormat = raw.timestampFormat === undefined ? undefined : timestampByRawFormat[raw.timestampFormat]
    this.idempotencyToken = isTrue(raw.idempotencyToken)
    this.hostLabel = isTrue(raw.hostLabel)
    this.eventHeader = isTrue(raw.eventheader)
    this.eventPayload = isTrue(raw.eventpayload)
    this.greedy = isTrue(raw.greedy)
    this.jsonValue = isTrue(raw.jsonvalue)
    this.#linker = linker
    this.#raw = raw
  }

  get shape(): Shape {
    return this.#shape ??= this.#linker.link(this.#raw)
  }
}

function isTrue(flag: boolean | undefined): true | undefined {
  return flag === true ? true : undefined
}

/** Members in the order of encoding: the model's, or `xmlOrder` where it has one. */
function inOrder(raw: RawShape): [string, RawShape][] {
  const members = Object.entries(raw.members ?? {})
  if (raw.xmlOrder === undefined) return members
  const place = new Map(raw.xmlOrder.map((name, index) => [name, index]))
  return members.sort(([a], [b]) => (place.get(a) ?? place.size) - (place.get(b) ?? place.size))
}

function typeByContent(raw: RawShape): string {
  if (raw.members !== undefined) return 'structure'
  if (raw.member !== undefined) return 'list'
  return raw.key !== undefined || raw.value !== undefined ? 'map' : 'string'
}

function isScalar(raw: RawShape): boolean {
  const type = raw.type ?? typeByContent(raw)
  return type !== 'structure' && type !== 'list' && type !== 'map'
}

function traitsOf(raw: RawShape): { constraints?: Constraints, sensitive?: boolean } {
  const { min, max, pattern, enum: values, uniqueItems } = raw
  const constrained = min !== undefined || max !== undefined || pattern !== undefined || values !== undefined || uniqueItems === true
  return {
    ...(constrained && {
      constraints: {
        ...(min !== undefined && { min }),
        ...(max !== undefined && { max }),
        ...(pattern !== undefined && { pattern }),
        ...(values !== undefined && { enum: values }),
        ...flagged('uniqueItems', uniqueItems),
      },
    }),
    ...flagged('sensitive', raw.sensitive),
  }
}

function errorOf(raw: RawShape): ErrorTrait | undefined {
  if (raw.exception !== true && raw.error === undefined) return undefined
  const { httpStatusCode, senderFault, code }: RawError = raw.error ?? {}
  const status = httpStatusCode ?? (raw.fault === true ? 500 : 400)
  return { status, sender: senderFault ?? (raw.fault !== true && status < 500), ...(code !== undefined && { code }) }
}

/** A namespace written as its URI, or as an object. */
export function namespaceOf(raw: RawXmlNamespace): XmlNamespace {
  return typeof raw === 'string' ? { uri: raw } : raw
}

/** `{ [name]: true }` when it holds, else nothing: absent traits are absent. */
export function flagged<N extends string>(name: N, holds: boolean | undefined): { [K in N]?: true } {
  return (holds === true ? { [name]: true } : {}) as { [K in N]?: true }
}

function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
