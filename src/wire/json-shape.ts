// JSON documents ⇄ values of shapes, for the awsJson protocols, rest-json and JSON event payloads. The writing side compiles one closure
// per shape that builds the plain object, which JSON.stringify then writes: that measured faster than writing the text piece by piece.
// It knows no HTTP and no error envelope.

import { isUtf8 } from 'node:buffer'
import type { ListShape, MapShape, Member, Shape, SimpleShape, StructureShape } from '../model/shape.ts'
import { parseJson, setOwn, writeJson } from './json-text.ts'
import { MalformedRequest } from './message.ts'
import type { Values } from './protocol.ts'
import type { BodyFormat } from './rest.ts'
import {
  base64, carriesJson, isWholeKind, laxBase64, numberByWord, strictBase64, timestampFormatOf, wholeNumber, wordOfNumber, wrongType,
} from './scalar.ts'
import type { Read, Strictness } from './shape-reader.ts'
import { ShapeReader, readDocument, refuse } from './shape-reader.ts'
import { formatTimestamp, parseTimestamp, timestampOfSeconds } from './timestamp.ts'

type Write = (value: unknown) => unknown

interface Field { readonly name: string, readonly wireName: string, readonly write: Write }

/** JSON as a body: of requests and answers of rest-json, and of events in any protocol that writes JSON. */
export class JsonBody implements BodyFormat {
  readonly contentType = 'application/json'
  // The AWS SDK for Java 1.x names rest-json bodies so.
  readonly acceptedContentTypes = ['application/json', 'application/x-amz-json-1.1', 'application/x-amz-json-1.0']
  readonly #reader: ShapeReader
  readonly #writers = new WeakMap<Shape, Write>()
  readonly #roots = new WeakMap<readonly Member[], readonly Field[]>()

  constructor(strictness: Strictness) {
    this.#reader = new ShapeReader(strictness, scalarReader)
  }

  /** Nothing at all is an empty structure. @throws MalformedRequest */
  decodeStructure(_shape: StructureShape, members: readonly Member[], bytes: Uint8Array): Values {
    return bytes.length === 0 ? {} : this.#reader.members(members, documentOf(bytes))
  }

  /** The same from a document that is parsed already. */
  valuesOf(members: readonly Member[], document: unknown): Values {
    return this.#reader.members(members, document)
  }

  encodeStructure(_shape: StructureShape, members: readonly Member[], values: Values): Uint8Array {
    return Buffer.from(writeJson(this.plain(members, values)))
  }

  decodePayload(member: Member, bytes: Uint8Array): unknown {
    return this.#reader.value(member, documentOf(bytes))
  }

  encodePayload(member: Member, value: unknown): Uint8Array {
    return Buffer.from(writeJson(this.#writer(member)(value)))
  }

  /** Members → a plain object that JSON can write. */
  plain(members: readonly Member[], values: Values): Record<string, unknown> {
    let fields = this.#roots.get(members)
    if (fields === undefined) {
      fields = this.#fields(members)
      this.#roots.set(members, fields)
    }
    return plainObject(fields, values)
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

  #lazy(member: Member): Write {
    let write: Write | undefined
    return value => (write ??= this.#writer(member))(value)
  }

  #fields(members: readonly Member[]): readonly Field[] {
    return members.map(member => ({ name: member.name, wireName: member.wireName, write: this.#lazy(member) }))
  }

  #structureWriter(shape: StructureShape): Write {
    const fields = this.#fields(shape.members)
    return value => plainObject(fields, value as Values)
  }

  #listWriter(shape: ListShape): Write {
    const write = this.#lazy(shape.element)
    const keepsNulls = shape.sparse === true
    return value => {
      const list: unknown[] = []
      for (const element of value as Iterable<unknown>) {
        if (element !== null && element !== undefined) list.push(write(element))
        else if (keepsNulls) list.push(null)
      }
      return list
    }
  }

  #mapWriter(shape: MapShape): Write {
    const write = this.#lazy(shape.value)
    const keepsNulls = shape.sparse === true
    return value => {
      const map: Record<string, unknown> = {}
      const source = value as Record<string, unknown>
      for (const key of Object.keys(source)) {
        const element = source[key]
        if (element !== null && element !== undefined) setOwn(map, key, write(element))
        else if (keepsNulls) setOwn(map, key, null)
      }
      return map
    }
  }
}

/** Bytes → the document they hold. @throws MalformedRequest */
export function documentOf(bytes: Uint8Array): unknown {
  if (!isUtf8(bytes)) throw new MalformedRequest('Could not parse request body into json')
  try {
    return parseJson(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'))
  } catch (error) {
    if (error instanceof SyntaxError) throw new MalformedRequest('Could not parse request body into json')
    throw error
  }
}

function plainObject(fields: readonly Field[], values: Values): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  for (const field of fields) {
    const value = values[field.name]
    if (value !== undefined && value !== null) plain[field.wireName] = field.write(value)
  }
  return plain
}

function scalarReader(member: Member, shape: SimpleShape, strictness: Strictness): Read {
  const strict = strictness === 'server'
  const { kind } = shape
  if (isWholeKind(kind)) return value => wholeNumber(value, kind) ?? refuse(value, shape)
  switch (kind) {
    case 'string': return carriesJson(member, shape) ? readJsonValue : value => readString(value, shape)
    case 'boolean': return value => typeof value === 'boolean' ? value : refuse(value, shape)
    case 'blob': return strict ? value => readBlob(value, shape) : value => laxBase64(readString(value, shape))
    case 'timestamp': return timestampReader(member, shape, !strict)
    case 'document': return readDocument
    case 'bigDecimal': return value => typeof value === 'number' || typeof value === 'bigint' ? String(value) : refuse(value, shape)
    default: return value => readFloat(value, shape)
  }
}

function readString(value: unknown, shape: SimpleShape): string {
  return typeof value === 'string' ? value : refuse(value, shape)
}

function readBlob(value: unknown, shape: SimpleShape): Uint8Array {
  const bytes = strictBase64(readString(value, shape))
  if (bytes === undefined) throw new MalformedRequest('The value is not valid Base64')
  return bytes
}

function readFloat(value: unknown, shape: SimpleShape): number {
  if (typeof value === 'number') return value
  if (typeof value === 'bigint') return Number(value)
  return (typeof value === 'string' ? numberByWord.get(value) : undefined) ?? refuse(value, shape)
}

/** A string that carries JSON → what it carries. @throws MalformedRequest */
export function readJsonValue(value: unknown): unknown {
  if (typeof value !== 'string') throw wrongType(value, 'string')
  return documentOf(Buffer.from(value))
}

function timestampReader(member: Member, shape: SimpleShape, offsets: boolean): Read {
  const format = timestampFormatOf(member, 'epoch-seconds')
  return value => {
    const at = format === 'epoch-seconds'
      ? typeof value === 'number' ? timestampOfSeconds(value) : undefined
      : typeof value === 'string' ? parseTimestamp(value, format, offsets) : undefined
    return at ?? refuse(value, shape)
  }
}

function scalarWriter(member: Member, shape: SimpleShape): Write {
  switch (shape.kind) {
    case 'blob': return value => base64(value as Uint8Array)
    case 'timestamp': {
      const format = timestampFormatOf(member, 'epoch-seconds')
      return format === 'epoch-seconds' ? value => (value as number) / 1000 : value => formatTimestamp(value as number, format)
    }
    case 'float':
    case 'double': return value => wordOfNumber(value as number)
    case 'bigDecimal': return value => Number(value)
    case 'string': return carriesJson(member, shape) ? writeJson : value => value
    default: return value => value
  }
}
