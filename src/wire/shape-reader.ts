// Parsed documents (of JSON or CBOR) → values of shapes: one reader closure per shape, compiled on first use and kept by the object that
// made it. How a scalar is written differs by format and is given from outside. It knows no text, no bytes and no HTTP.
// Invariant: what a reader returns holds only members of the model, and a document of any depth or key cannot break the process.

import type { ListShape, MapShape, Member, Shape, SimpleShape, StructureShape } from '../model/shape.ts'
import { depthLimit, setOwn } from './json-text.ts'
import { MalformedRequest } from './message.ts'
import type { Values } from './protocol.ts'
import { wrongType } from './scalar.ts'

/** A server refuses what a client reads with good will: nulls in dense collections, unions with unknown members, offsets in date-times. */
export type Strictness = 'server' | 'client'

export type Read = (value: unknown, depth: number) => unknown

/** The reader of a scalar in one format: whatever is no value of that shape it refuses with a MalformedRequest. */
export type ScalarReader = (member: Member, shape: SimpleShape, strictness: Strictness) => Read

interface Field { readonly name: string, readonly read: Read }

export class ShapeReader {
  readonly #strictness: Strictness
  readonly #scalar: ScalarReader
  readonly #readers = new WeakMap<Shape, Read>()
  readonly #roots = new WeakMap<readonly Member[], ReadonlyMap<string, Field>>()

  constructor(strictness: Strictness, scalar: ScalarReader) {
    this.#strictness = strictness
    this.#scalar = scalar
  }

  /** An object with these members. @throws MalformedRequest */
  members(members: readonly Member[], document: unknown): Values {
    if (!isObject(document)) throw wrongStructure(document)
    let fields = this.#roots.get(members)
    if (fields === undefined) {
      fields = this.#fields(members)
      this.#roots.set(members, fields)
    }
    return readObject(fields, document, 0)
  }

  /** A value by itself. @throws MalformedRequest */
  value(member: Member, document: unknown): unknown {
    return this.#reader(member)(document, 0)
  }

  #reader(member: Member): Read {
    const shape = member.shape
    switch (shape.kind) {
      case 'structure': return this.#cached(shape, () => this.#structureReader(shape))
      case 'list': return this.#cached(shape, () => this.#listReader(shape))
      case 'map': return this.#cached(shape, () => this.#mapReader(shape))
      default: return this.#scalar(member, shape, this.#strictness)
    }
  }

  #cached(shape: Shape, compile: () => Read): Read {
    let reader = this.#readers.get(shape)
    if (reader === undefined) {
      reader = compile()
      this.#readers.set(shape, reader)
    }
    return reader
  }

  #fields(members: readonly Member[]): ReadonlyMap<string, Field> {
    return new Map(members.map(member => [member.wireName, { name: member.name, read: this.#lazy(member) }]))
  }

  /** Shapes may contain themselves, so a member's reader is looked up when it is first needed. */
  #lazy(member: Member): Read {
    let read: Read | undefined
    return (value, depth) => (read ??= this.#reader(member))(value, depth)
  }

  #structureReader(shape: StructureShape): Read {
    const fields = this.#fields(shape.members)
    const strictUnion = shape.union === true && this.#strictness === 'server'
    return (value, depth) => {
      if (!isObject(value)) throw wrongStructure(value)
      if (depth >= depthLimit) throw tooDeep()
      if (strictUnion) checkUnion(fields, value)
      return readObject(fields, value, depth + 1)
    }
  }

  #listReader(shape: ListShape): Read {
    const read = this.#lazy(shape.element)
    const keepsNulls = shape.sparse === true
    const strict = this.#strictness === 'server'
    return (value, depth) => {
      if (!Array.isArray(value)) throw wrongCollection(value)
      if (depth >= depthLimit) throw tooDeep()
      const list: unknown[] = []
      for (const element of value) {
        if (element !== null) list.push(read(element, depth + 1))
        else if (keepsNulls) list.push(null)
        else if (strict) throw nullElement()
      }
      return list
    }
  }

  #mapReader(shape: MapShape): Read {
    const read = this.#lazy(shape.value)
    const keepsNulls = shape.sparse === true
    const strict = this.#strictness === 'server'
    return (value, depth) => {
      if (!isObject(value)) throw wrongCollection(value)
      if (depth >= depthLimit) throw tooDeep()
      const map: Record<string, unknown> = {}
      for (const key in value) {
        const element = value[key]
        if (element !== null) setOwn(map, key, read(element, depth + 1))
        else if (keepsNulls) setOwn(map, key, null)
        else if (strict) throw nullElement()
      }
      return map
    }
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function readObject(fields: ReadonlyMap<string, Field>, source: Readonly<Record<string, unknown>>, depth: number): Values {
  const values: Values = {}
  for (const key in source) {
    const field = fields.get(key)
    if (field === undefined) continue
    const value = source[key]
    if (value !== null) values[field.name] = field.read(value, depth)
  }
  return values
}

/** One known member and nothing beside it; a `__type` tells a document's shape and is no member. */
function checkUnion(fields: ReadonlyMap<string, Field>, value: Readonly<Record<string, unknown>>): void {
  let known = 0
  for (const key in value) {
    if (key === '__type' || value[key] === null) continue
    known += fields.has(key) ? 1 : 2
  }
  if (known !== 1) throw new MalformedRequest('Unions must have exactly one member set')
}

/** A document is kept as it came, so its depth is checked here: whoever writes it again may recurse. */
export function readDocument(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (depth >= depthLimit) throw tooDeep()
  for (const element of Object.values(value)) readDocument(element, depth + 1)
  return value
}

/** @throws MalformedRequest with Coral's text for a value of another type. */
export function refuse(value: unknown, shape: SimpleShape): never {
  throw wrongType(value, shape.kind)
}

function wrongStructure(value: unknown): MalformedRequest {
  return new MalformedRequest(Array.isArray(value) ? 'Unrecognized collection type class java.util.ArrayList' : 'Unexpected field type')
}

function wrongCollection(value: unknown): MalformedRequest {
  return new MalformedRequest(isObject(value) ? 'Start of structure or map found where not expected.' : 'Unexpected field type')
}

function nullElement(): MalformedRequest {
  return new MalformedRequest('NULL_VALUE can not be an element of a list or map')
}

function tooDeep(): MalformedRequest {
  return new MalformedRequest(`The document nests deeper than ${depthLimit} levels`)
}
