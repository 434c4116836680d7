// Types of columns in Hive's words, as tables of Glue have them (`struct<a:int,b:array<string>>`), and what each is in Parquet.
// Source: "LanguageManual Types", Apache Hive; "Logical Types", Apache Parquet.

import type { SchemaElement } from 'hyparquet'

export type HiveType =
  | { readonly kind: Primitive }
  | { readonly kind: 'decimal', readonly precision: number, readonly scale: number }
  | { readonly kind: 'array', readonly element: HiveType }
  | { readonly kind: 'map', readonly key: HiveType, readonly value: HiveType }
  | { readonly kind: 'struct', readonly fields: readonly Field[] }

export interface Field { readonly name: string, readonly type: HiveType }

type Primitive = keyof typeof primitives

const primitives = {
  boolean: { type: 'BOOLEAN' },
  tinyint: { type: 'INT32', converted_type: 'INT_8' },
  smallint: { type: 'INT32', converted_type: 'INT_16' },
  int: { type: 'INT32' },
  bigint: { type: 'INT64' },
  float: { type: 'FLOAT' },
  double: { type: 'DOUBLE' },
  string: { type: 'BYTE_ARRAY', converted_type: 'UTF8' },
  binary: { type: 'BYTE_ARRAY' },
  date: { type: 'INT32', converted_type: 'DATE' },
  timestamp: { type: 'INT64', converted_type: 'TIMESTAMP_MILLIS' },
} as const

const synonyms: Readonly<Record<string, Primitive>> = { integer: 'int', char: 'string', varchar: 'string' }

/** @throws Error that says what is no type */
export function readHiveType(text: string): HiveType {
  const reader = new TypeReader(text.replace(/\s+/g, ''))
  const type = reader.type()
  reader.end()
  return type
}

class TypeReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  type(): HiveType {
    const word = this.#match(/[a-z_]+/iy).toLowerCase()
    switch (word) {
      case 'array': return { kind: 'array', element: this.#within(() => this.type()) }
      case 'map': return this.#within(() => ({ kind: 'map', key: this.type(), value: (this.#match(/,/y), this.type()) }))
      case 'struct': return { kind: 'struct', fields: this.#within(() => this.#fields()) }
      case 'decimal': return this.#decimal()
    }
    const name = synonyms[word] ?? word
    if (!Object.hasOwn(primitives, name)) throw new Error(`'${word}' is no type of a column`)
    if (word === 'char' || word === 'varchar') this.#match(/\(\d+\)|/y)
    return { kind: name as Primitive }
  }

  end(): void {
    if (this.#at < this.#text.length) throw new Error(`'${this.#text.slice(this.#at)}' follows a type`)
  }

  #within<T>(read: () => T): T {
    this.#match(/</y)
    const found = read()
    this.#match(/>/y)
    return found
  }

  #fields(): Field[] {
    const fields: Field[] = []
    do {
      const name = this.#match(/`[^`]+`|[^:`<>,]+/y).replaceAll('`', '')
      this.#match(/:/y)
      fields.push({ name, type: this.type() })
    } while (this.#match(/,|/y) === ',')
    return fields
  }

  #decimal(): HiveType {
    const [, precision = '10', scale = '0'] = /\((\d+)(?:,(\d+))?\)/.exec(this.#match(/\(\d+(?:,\d+)?\)|/y)) ?? []
    return { kind: 'decimal', precision: Number(precision), scale: Number(scale) }
  }

  #match(pattern: RegExp): string {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)
    if (found === null) throw new Error(`'${this.#text}' is no type of a column: see '${this.#text.slice(this.#at)}'`)
    this.#at += found[0].length
    return found[0]
  }
}

/** Elements of a file's schema, in order, the children after their parent. Everything may be null. */
export function schemaElements({ name, type }: Field, repetition: 'OPTIONAL' | 'REQUIRED' = 'OPTIONAL'): SchemaElement[] {
  const head = { name, repetition_type: repetition }
  const repeated = (inner: string, count: number): SchemaElement => ({ name: inner, repetition_type: 'REPEATED', num_children: count })
  switch (type.kind) {
    case 'struct': return [{ ...head, num_children: type.fields.length }, ...type.fields.flatMap(field => schemaElements(field))]
    case 'array':
      return [{ ...head, num_children: 1, converted_type: 'LIST' }, repeated('list', 1),
        ...schemaElements({ name: 'element', type: type.element })]
    case 'map':
      return [{ ...head, num_children: 1, converted_type: 'MAP' }, repeated('key_value', 2),
        ...schemaElements({ name: 'key', type: type.key }, 'REQUIRED'), ...schemaElements({ name: 'value', type: type.value })]
    case 'decimal': {
      const { precision, scale } = type
      const holder = precision <= 9 ? { type: 'INT32' as const } : precision <= 18 ? { type: 'INT64' as const }
        : { type: 'FIXED_LEN_BYTE_ARRAY' as const, type_length: 16 }
      return [{ ...head, ...holder, converted_type: 'DECIMAL', precision, scale }]
    }
    default: return [{ ...head, ...primitives[type.kind] }]
  }
}
