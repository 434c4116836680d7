// CBOR documents ⇄ values of shapes, for the RPC v2 protocol and its event payloads: scalar readers for the shared `ShapeReader`, and one
// writer closure per shape (https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2.html#serialization). It knows no HTTP.

import type { ListShape, MapShape, Member, Shape, SimpleShape, StructureShape } from '../model/shape.ts'
import { CborDecimal, CborTimestamp, CborWriter, decodeCbor } from './cbor.ts'
import type { EventBody } from './event-values.ts'
import { readJsonValue } from './json-shape.ts'
import { writeJson } from './json-text.ts'
import type { Values } from './protocol.ts'
import { carriesJson, isWholeKind, wholeNumber } from './scalar.ts'
import type { Read, Strictness } from './shape-reader.ts'
import { ShapeReader, readDocument, refuse } from './shape-reader.ts'
import { timestampOfSeconds } from './timestamp.ts'

type Write = (writer: CborWriter, value: unknown) => void

interface Field { readonly name: string, readonly wireName: string, readonly write: Write }

export class CborBody implements EventBody {
  readonly contentType = 'application/cbor'
  readonly #reader: ShapeReader
  readonly #writers = new WeakMap<Shape, Write>()
  readonly #roots = new WeakMap<readonly Member[], readonly Field[]>()

  constructor(strictness: Strictness) {
    this.#reader = new ShapeReader(strictness, scalarReader)
  }

  /** Nothing at all is an empty structure. @throws MalformedRequest */
  decodeStructure(_shape: StructureShape, members: readonly Member[], bytes: Uint8Array): Values {
    return bytes.length === 0 ? {} : this.#reader.members(members, decodeCbor(bytes))
  }

  /** The same from a document that is parsed already. */
  valuesOf(members: readonly Member[], document: unknown): Values {
    return this.#reader.members(members, document)
  }

  /** `leading` are text members that come before those of the shape: the envelope of an error. */
  encodeStructure(
    _shape: StructureShape | undefined, members: readonly Member[], values: Values, leading: Record<string, string> = {},
  ): Uint8Array {
    let fields = this.#roots.get(members)
    if (fields === undefined) {
      fields = this.#fields(members)
      this.#roots.set(members, fields)
    }
    const writer = new CborWriter()
    writeFields(writer, fields, values, leading)
    return writer.bytes()
  }

  decodePayload(member: Member, bytes: Uint8Array): unknown {
    return this.#reader.value(member, decodeCbor(bytes))
  }

  encodePayload(member: Member, value: unknown): Uint8Array {
    const writer = new CborWriter()
    this.#writer(member)(writer, value)
    return writer.bytes()
  }

  #writer(member: Member): Write {
    const shape = member.shape
    switch (shape.kind) {
      case 'structure': return this.#cached(shape, () => this.#structureWriter(shape))
      case 'list': return this.#cached(shape, () => this.#listWriter(shape))
      case 'map': return this.#cached(shape, () => this.#mapWriter(shape))
      default: return scalarWriter(member, shape)
    }
  }

  #cached(shape: Shape, compile: () => Write): Write {
    let writer = this.#writers.get(shape)
    if (writer === undefined) {
      writer = compile()
      this.#writers.set(shape, writer)
    }
    return writer
  }

  /** Shapes may contain themselves, so a member's writer is looked up when it is first needed. */
  #lazy(member: Member): Write {
    let write: Write | undefined
    return (writer, value) => (write ??= this.#writer(member))(writer, value)
  }

  #fields(members: readonly Member[]): readonly Field[] {
    return members.map(member => ({ name: member.name, wireName: member.wireName, write: this.#lazy(member) }))
  }

  #structureWriter(shape: StructureShape): Write {
    const fields = this.#fields(shape.members)
    return (writer, value) => writeFields(writer, fields, value as Values, {})
  }

  #listWriter(shape: ListShape): Write {
    const write = this.#lazy(shape.element)
    const keepsNulls = shape.sparse === true
    return (writer, value) => {
      const elements = [...value as Iterable<unknown>].filter(element => keepsNulls || isSet(element))
      writer.array(elements.length)
      for (const element of elements) {
        if (isSet(element)) write(writer, element)
        else writer.nothing()
      }
    }
  }

  #mapWriter(shape: MapShape): Write {
    const write = this.#lazy(shape.value)
    const keepsNulls = shape.sparse === true
    return (writer, value) => {
      const entries = Object.entries(value as Record<string, unknown>).filter(([, element]) => keepsNulls || isSet(element))
      writer.map(entries.length)
      for (const [key, element] of entries) {
        writer.text(key)
        if (isSet(element)) write(writer, element)
        else writer.nothing()
      }
    }
  }
}

function writeFields(writer: CborWriter, fields: readonly Field[], values: Values, leading: Record<string, string>): void {
  const set = fields.filter(field => isSet(values[field.name]))
  const texts = Object.entries(leading)
  writer.map(set.length + texts.length)
  for (const [key, text] of texts) {
    writer.text(key)
    writer.text(text)
  }
  for (const field of set) {
    writer.text(field.wireName)
    field.write(writer, values[field.name])
  }
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null
}

function scalarReader(member: Member, shape: SimpleShape, _strictness: Strictness): Read {
  const { kind } = shape
  if (isWholeKind(kind)) return value => wholeNumber(value, kind) ?? refuse(value, shape)
  switch (kind) {
    case 'string': return carriesJson(member, shape) ? readJsonValue : value => typeof value === 'string' ? value : refuse(value, shape)
    case 'boolean': return value => typeof value === 'boolean' ? value : refuse(value, shape)
    case 'blob': return value => value instanceof Uint8Array ? value : refuse(value, shape)
    case 'timestamp': return value => readTimestamp(value) ?? refuse(value, shape)
    case 'bigDecimal': return value => value instanceof CborDecimal ? value.text : isNumber(value) ? String(value) : refuse(value, shape)
    case 'document': return readDocument
    default: return value => isNumber(value) ? Number(value) : refuse(value, shape)
  }
}

function readTimestamp(value: unknown): number | undefined {
  return value instanceof CborTimestamp ? timestampOfSeconds(value.seconds) : undefined
}

function isNumber(value: unknown): value is number | bigint {
  return typeof value === 'number' || typeof value === 'bigint'
}

function scalarWriter(member: Member, shape: SimpleShape): Write {
  if (isWholeKind(shape.kind)) return (writer, value) => writer.integer(value as number | bigint)
  switch (shape.kind) {
    case 'boolean': return (writer, value) => writer.boolean(value as boolean)
    case 'blob': return (writer, value) => writer.blob(value as Uint8Array)
    case 'timestamp': return writeTimestamp
    case 'float': return (writer, value) => writer.float(value as number)
    case 'double': return (writer, value) => writer.double(value as number)
    case 'bigDecimal': return (writer, value) => writer.decimal(String(value))
    case 'document': return writeDocument
    default: return carriesJson(member, shape)
      ? (writer, value) => writer.text(writeJson(value))
      : (writer, value) => writer.text(String(value))
  }
}

function writeTimestamp(writer: CborWriter, at: unknown): void {
  writer.tag(1)
  writer.double(at as number / 1000)
}

function writeDocument(writer: CborWriter, value: unknown): void {
  if (value === null || value === undefined) writer.nothing()
  else if (typeof value === 'boolean') writer.boolean(value)
  else if (typeof value === 'bigint' || Number.isSafeInteger(value)) writer.integer(value as number | bigint)
  else if (typeof value === 'number') writer.double(value)
  else if (typeof value === 'string') writer.text(value)
  else if (Array.isArray(value)) {
    writer.array(value.length)
    for (const element of value) writeDocument(writer, element)
  } else {
    const entries = Object.entries(value)
    writer.map(entries.length)
    for (const [key, element] of entries) {
      writer.text(key)
      writeDocument(writer, element)
    }
  }
}
