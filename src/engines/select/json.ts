// JSON in: root values with numbers as exact as they are written. Source: JSONInput, Amazon S3 API Reference; RFC 8259.

import { isUtf8 } from 'node:buffer'
import { isBlank, jsonTextsOf, linesOf } from './record.ts'
import type { Open, ScanRange } from './record.ts'
import { SelectRefusal } from './refusal.ts'
import { numberFrom, Struct } from './value.ts'
import type { Value } from './value.ts'

/** @throws SelectRefusal */
export async function* jsonValues(open: Open, type: 'DOCUMENT' | 'LINES', range: ScanRange | undefined): AsyncGenerator<Value[]> {
  const texts = type === 'LINES' ? linesOf(open, { delimiter: Buffer.from('\n'), ...(range && { range }) }) : jsonTextsOf(open(0))
  for await (const some of texts) {
    const values: Value[] = []
    for (const text of some) {
      if (isBlank(text)) continue
      if (!isUtf8(text)) throw new SelectRefusal('InvalidTextEncoding')
      values.push(...new JsonReader(text.toString()).all())
    }
    if (values.length > 0) yield values
  }
}

const deepest = 512
const space = /[ \t\r\n]*/y
const scalar = /"(?:[^"\\\u0000-\u001f]|\\.)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y

class JsonReader {
  readonly #text: string
  #at = 0
  #depth = 0

  constructor(text: string) {
    this.#text = text
  }

  /** Values one after the other. */
  all(): Value[] {
    const values: Value[] = []
    for (this.#skip(); this.#at < this.#text.length; this.#skip()) values.push(this.#value())
    return values
  }

  #value(): Value {
    this.#skip()
    const character = this.#text[this.#at]
    if (character === '{' || character === '[') {
      this.#depth += 1
      if (this.#depth > deepest) throw new SelectRefusal('JSONParsingError', 'it is nested too deeply')
      this.#at += 1
      const value = character === '{' ? this.#struct() : this.#list()
      this.#depth -= 1
      return value
    }
    const token = this.#scalar()
    if (token.startsWith('"')) return stringOf(token)
    if (token === 'null') return null
    return token === 'true' || token === 'false' ? token === 'true' : numberFrom(token)
  }

  #struct(): Struct {
    const names: string[] = []
    const values: Value[] = []
    if (this.#sign('}')) return new Struct(names, values)
    do {
      this.#skip()
      const name = this.#scalar()
      if (!name.startsWith('"') || !this.#sign(':')) throw this.#bad()
      names.push(stringOf(name))
      values.push(this.#value())
    } while (this.#sign(','))
    if (!this.#sign('}')) throw this.#bad()
    return new Struct(names, values)
  }

  #list(): Value[] {
    const values: Value[] = []
    if (this.#sign(']')) return values
    do values.push(this.#value())
    while (this.#sign(','))
    if (!this.#sign(']')) throw this.#bad()
    return values
  }

  #scalar(): string {
    scalar.lastIndex = this.#at
    const found = scalar.exec(this.#text)?.[0]
    if (found === undefined) throw this.#bad()
    this.#at += found.length
    return found
  }

  #sign(sign: string): boolean {
    this.#skip()
    if (this.#text[this.#at] !== sign) return false
    this.#at += 1
    return true
  }

  #skip(): void {
    space.lastIndex = this.#at
    space.exec(this.#text)
    this.#at = space.lastIndex
  }

  #bad(): SelectRefusal {
    return new SelectRefusal('JSONParsingError', `at ${JSON.stringify(this.#text.slice(this.#at, this.#at + 20))}`)
  }
}

function stringOf(token: string): string {
  if (!token.includes('\\')) return token.slice(1, -1)
  try {
    return JSON.parse(token) as string
  } catch (error) {
    if (error instanceof SyntaxError) throw new SelectRefusal('JSONParsingError', token.slice(0, 40))
    throw error
  }
}
