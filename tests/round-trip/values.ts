// Makes inputs and outputs out of shapes: all kinds, unions, recursion that ends, empty collections where the protocol can tell them from
// absent ones. The first values of a service visit each of its members once; it remembers which, so that large models cost what they hold.
// Streams are plain here, bytes and arrays of events; `streams.ts` brings them to life.

import type { ListShape, Location, MapShape, Member, ProtocolName, Shape, StructureShape } from '../../src/model/shape.ts'
import { Chance } from './chance.ts'
import type { Place, Travel } from './scalars.ts'
import { scalar } from './scalars.ts'

export type Values = Record<string, unknown>
export type Side = 'request' | 'response'

/** `all` sets every top member and visits what is new below; `few` sets required members and some others. */
export type Fill = 'all' | 'few'

export interface Making {
  readonly protocol: ProtocolName
  readonly side: Side
  readonly fill: Fill
  readonly isScriptClient?: boolean
  /** A value that stands in for one that would be made; an undefined one leaves the member out. */
  readonly instead?: (member: Member, parent: StructureShape) => { readonly value: unknown } | undefined
}

const deepest = 14
const shallow = 3

export class ValueMaker {
  readonly #chance: Chance
  readonly #visited = new Set<Member>()

  constructor(seed: number) {
    this.#chance = new Chance(seed)
  }

  /** How many members have been given a value so far. */
  get visitedCount(): number {
    return this.#visited.size
  }

  /** Values for a whole input, output or error. */
  root(shape: StructureShape, making: Making, except: (member: Member) => boolean = () => false): Values {
    const values: Values = {}
    for (const member of shape.members) {
      if (except(member)) continue
      const isPayload = shape.payload === member || isEvents(member.shape)
      const place = placeOf(member, making, isPayload, shape)
      const wanted = making.fill === 'all' || member.required || isPayload || isAlwaysThere(member, place)
        || making.instead?.(member, shape) !== undefined || this.#chance.holds(0.3)
      if (place !== undefined && wanted) this.#set(values, member, making, place, shape)
    }
    return values
  }

  #set(values: Values, member: Member, making: Making, place: Place, parent: StructureShape, depth = 0): void {
    const substitute = making.instead?.(member, parent)
    const value = substitute === undefined ? this.#value(member, making, place, depth) : substitute.value
    if (value === undefined) return
    this.#visited.add(member)
    Object.defineProperty(values, member.name, { value, enumerable: true, writable: true, configurable: true })
  }

  /** Undefined where nothing can be made that would arrive. */
  #value(member: Member, making: Making, place: Place, depth: number): unknown {
    const { shape } = member
    switch (shape.kind) {
      case 'structure': return isEvents(shape) ? this.#events(shape, making) : this.#structure(shape, making, depth)
      case 'list': return this.#list(member, shape, making, place, depth)
      case 'map': return this.#map(member, shape, making, place, depth)
      default: return scalar(this.#chance, member, shape, this.#travel(making, place))
    }
  }

  #travel({ protocol, isScriptClient = false }: Making, place: Place): Travel {
    return { protocol, place, isScriptClient }
  }

  #structure(shape: StructureShape, making: Making, depth: number): Values | undefined {
    if (shape.union === true) return this.#union(shape, making, depth)
    const values: Values = {}
    for (const member of shape.members) if (this.#enters(member, making, depth)) this.#set(values, member, making, 'body', shape, depth + 1)
    return Object.keys(values).length > 0 || keepsEmpty(making, 'structure', false) ? values : undefined
  }

  /** Unvisited members always, others while the value is shallow. */
  #enters(member: Member, { fill }: Making, depth: number): boolean {
    if (depth >= deepest) return isScalar(member.shape)
    if (fill === 'all' && !this.#visited.has(member)) return true
    return isScalar(member.shape) ? this.#chance.holds(0.5) : depth < shallow && this.#chance.holds(fill === 'all' ? 0.3 : 0.2)
  }

  #union(shape: StructureShape, making: Making, depth: number): Values | undefined {
    const fitting = depth < deepest ? shape.members : shape.members.filter(member => isScalar(member.shape))
    if (fitting.length === 0) return undefined
    const unvisited = fitting.filter(member => !this.#visited.has(member))
    const values: Values = {}
    const member = this.#chance.of(unvisited.length > 0 ? unvisited : fitting)
    this.#set(values, member, making, 'body', shape, depth + 1)
    return Object.keys(values).length === 1 ? values : undefined
  }

  #list(member: Member, shape: ListShape, making: Making, place: Place, depth: number): unknown[] | undefined {
    const list: unknown[] = []
    const mayBeEmpty = place === 'body' && keepsEmpty(making, 'list', member.flattened === true)
    const length = depth >= deepest ? 0 : this.#length(making, mayBeEmpty, shape.element)
    for (let at = 0; at < length; at++) {
      const element = this.#element(shape.element, making, place, depth + 1)
      if (element !== undefined) list.push(element)
    }
    if (shape.sparse === true && place === 'body' && isDocument(making)) list.push(null)
    return list.length > 0 || mayBeEmpty ? list : undefined
  }

  #map(member: Member, shape: MapShape, making: Making, place: Place, depth: number): Values | undefined {
    const map: Values = {}
    const mayBeEmpty = place === 'body' && keepsEmpty(making, 'map', member.flattened === true)
    const length = depth >= deepest ? 0 : this.#length(making, mayBeEmpty, shape.value)
    const keyPlace = place === 'headers' ? 'host' : place === 'querystring' ? 'uri' : 'map-key'
    for (let at = 0; at < length; at++) {
      const key = scalar(this.#chance, shape.key, shape.key.shape as never, this.#travel(making, keyPlace)) as string
      const value = this.#element(shape.value, making, place, depth + 1)
      if (value !== undefined) Object.defineProperty(map, key, { value, enumerable: true, writable: true, configurable: true })
    }
    if (shape.sparse === true && place === 'body' && isDocument(making)) map['nothing'] = null
    return Object.keys(map).length > 0 || mayBeEmpty ? map : undefined
  }

  #element(member: Member, making: Making, place: Place, depth: number): unknown {
    this.#visited.add(member)
    return this.#value(member, making, place, depth)
  }

  #length({ fill }: Making, mayBeEmpty: boolean, element: Member): number {
    if (fill === 'all' && !this.#visited.has(element)) return 1
    return this.#chance.below(3) + (mayBeEmpty ? 0 : 1)
  }

  /** One event of each kind, and at the end of an answer one exception. */
  #events(union: StructureShape, making: Making): Values[] {
    const isException = (member: Member): boolean => member.shape.kind === 'structure' && member.shape.error !== undefined
    const exceptions = making.side === 'response' && making.isScriptClient !== true ? union.members.filter(isException).slice(0, 1) : []
    return [...union.members.filter(member => !isException(member)), ...exceptions].map(member => {
      this.#visited.add(member)
      const values: Values = {}
      const event = member.shape as StructureShape
      for (const part of event.members) {
        const place = part.eventHeader === true ? 'event-header' : part.eventPayload === true && isScalar(part.shape) ? 'payload' : 'body'
        this.#set(values, part, making, place, event, 1)
      }
      return { [member.name]: values }
    })
  }
}

export function isEvents(shape: Shape): shape is StructureShape {
  return shape.kind === 'structure' && shape.eventStream === true
}

/** A member that is bound to the header of the error's code. */
export function isCode(member: Member): boolean {
  return member.location === 'header' && member.wireName.toLowerCase() === 'x-amzn-errortype'
}

function isScalar(shape: Shape): boolean {
  return shape.kind !== 'structure' && shape.kind !== 'list' && shape.kind !== 'map'
}

function isRest({ protocol }: Making): boolean {
  return protocol === 'rest-json' || protocol === 'rest-xml'
}

function isDocument({ protocol }: Making): boolean {
  return protocol !== 'query' && protocol !== 'ec2' && protocol !== 'rest-xml'
}

/** What every message of the kind has: a path, a status, the type of its content. */
function isAlwaysThere(member: Member, place: Place | undefined): boolean {
  return place === 'uri' || place === 'statusCode' || (place === 'header' && member.wireName.toLowerCase() === 'content-type')
}

/** Undefined where the message has no place for the member: it is not in the payload, and the payload is the whole body. */
function placeOf(member: Member, making: Making, isPayload: boolean, shape: StructureShape): Place | undefined {
  if (!isRest(making)) return 'body'
  if (isPayload) return isScalar(member.shape) ? 'payload' : 'body'
  const { location } = member
  if (location !== undefined && locations[making.side].has(location)) return member.hostLabel === true ? 'host' : location
  const hasPayload = shape.payload !== undefined || shape.members.some(other => isEvents(other.shape))
  return hasPayload ? undefined : 'body'
}

const locations: Readonly<Record<Side, ReadonlySet<Location>>> = {
  request: new Set(['uri', 'querystring', 'header', 'headers']),
  response: new Set(['statusCode', 'header', 'headers']),
}

/** Whether the body tells an empty collection or structure from an absent one. */
function keepsEmpty(making: Making, kind: 'structure' | 'list' | 'map', flattened: boolean): boolean {
  if (isDocument(making)) return true
  if (making.protocol === 'rest-xml' || making.side === 'response') return !flattened
  return making.protocol === 'query' && kind === 'list'
}
