// Items as Amazon Ion, as tables are exported to and imported from it: one struct `{Item: {…}}` for each, types that Ion lacks as
// annotations. Text is written; text and binary are read. Source: "DynamoDB table export output format" and "Amazon S3 import formats for
// DynamoDB", Developer Guide. The library is loaded with the first item.

import type { dom, Writer } from 'ion-js'
import { Invalid } from '../invalid.ts'
import { setAttribute } from '../value.ts'
import type { Attributes, AttributeValue, Item } from '../value.ts'

type Library = typeof import('ion-js')

/** Writes and reads values of one kind of set. */
const setMarks = { SS: '$dynamodb_SS', NS: '$dynamodb_NS', BS: '$dynamodb_BS' } as const

export class IonText {
  readonly #ion: Library

  private constructor(ion: Library) {
    this.#ion = ion
  }

  static async load(): Promise<IonText> {
    const { default: ion } = await import('ion-js') as unknown as { readonly default: Library }
    return new IonText(ion)
  }

  /** One line. The members are attributes by name, and are named themselves: `{Item: {…}}`. */
  write(members: Readonly<Record<string, Item>>): string {
    const writer = this.#ion.makeTextWriter()
    writer.stepIn(this.#ion.IonTypes.STRUCT)
    for (const [name, item] of Object.entries(members)) {
      writer.writeFieldName(name)
      this.#writeAttributes(writer, item)
    }
    writer.stepOut()
    writer.close()
    return `$ion_1_0 ${Buffer.from(writer.getBytes()).toString()}`
  }

  #writeAttributes(writer: Writer, attributes: Item): void {
    writer.stepIn(this.#ion.IonTypes.STRUCT)
    for (const [name, value] of Object.entries(attributes)) {
      writer.writeFieldName(name)
      this.#writeValue(writer, value)
    }
    writer.stepOut()
  }

  #writeValue(writer: Writer, value: AttributeValue): void {
    const { IonTypes: types } = this.#ion
    if (value.S !== undefined) return writer.writeString(value.S)
    if (value.N !== undefined) return this.#writeNumber(writer, value.N)
    if (value.B !== undefined) return writer.writeBlob(value.B)
    if (value.BOOL !== undefined) return writer.writeBoolean(value.BOOL)
    if (value.M !== undefined) return this.#writeAttributes(writer, value.M)
    if (value.NULL !== undefined) return writer.writeNull(types.NULL)
    const { SS: texts, NS: numbers, BS: blobs } = value
    writer.setAnnotations(texts ? [setMarks.SS] : numbers ? [setMarks.NS] : blobs ? [setMarks.BS] : [])
    writer.stepIn(types.LIST)
    for (const text of texts ?? []) writer.writeString(text)
    for (const number of numbers ?? []) this.#writeNumber(writer, number)
    for (const bytes of blobs ?? []) writer.writeBlob(bytes)
    for (const element of value.L ?? []) this.#writeValue(writer, element)
    writer.stepOut()
  }

  #writeNumber(writer: Writer, text: string): void {
    writer.writeDecimal(new this.#ion.Decimal(text))
  }

  /** The `Item` of every value of a document, or why it is none. @throws Invalid for what is no Ion */
  * read(bytes: Uint8Array): IterableIterator<Item | Invalid> {
    let values: dom.Value[]
    try {
      values = this.#ion.loadAll(bytes)
    } catch (error) {
      throw new Invalid(`The file is not in Amazon Ion format: ${(error as Error).message}`)
    }
    for (const value of values) {
      const item = value.getType() === this.#ion.IonTypes.STRUCT ? value.get('Item') : null
      try {
        if (item === null || item.getType() !== this.#ion.IonTypes.STRUCT) throw new Invalid('An Ion value has no struct Item')
        yield this.#attributesOf(item)
      } catch (error) {
        if (!(error instanceof Invalid)) throw error
        yield error
      }
    }
  }

  #attributesOf(struct: dom.Value): Attributes {
    const attributes: Attributes = {}
    for (const [name, value] of struct.fields()) setAttribute(attributes, name, this.#valueOf(value))
    return attributes
  }

  #valueOf(value: dom.Value): AttributeValue {
    const { IonTypes: types } = this.#ion
    if (value.isNull()) return { NULL: true }
    switch (value.getType()) {
      case types.STRING: case types.SYMBOL: case types.CLOB: return { S: value.stringValue() ?? '' }
      case types.INT: return { N: String(value.bigIntValue()) }
      case types.DECIMAL: return { N: String(value.decimalValue()).replace(/d/i, 'E') }
      case types.FLOAT: return { N: String(value.numberValue()) }
      case types.TIMESTAMP: return { S: String(value.timestampValue()) }
      case types.BLOB: return { B: new Uint8Array(value.uInt8ArrayValue()!) }
      case types.BOOL: return { BOOL: value.booleanValue() === true }
      case types.STRUCT: return { M: this.#attributesOf(value) }
      case types.LIST: case types.SEXP: return this.#listOf(value)
      default: throw new Invalid('An Ion value has a type that DynamoDB does not know')
    }
  }

  #listOf(value: dom.Value): AttributeValue {
    const elements = value.elements().map(element => this.#valueOf(element))
    const [mark] = value.getAnnotations()
    if (mark === setMarks.SS) return { SS: elements.map(({ S: text = '' }) => text) }
    if (mark === setMarks.NS) return { NS: elements.map(({ N: number = '' }) => number) }
    if (mark === setMarks.BS) return { BS: elements.map(({ B: bytes = new Uint8Array() }) => bytes) }
    return { L: elements }
  }
}
