// Items out of a CSV file: the first line, or a list, names the columns; keys have the types of their definitions, all else is text.
// Quoted fields hold delimiters, line ends and doubled quotes. Pure. Source: "Amazon S3 import formats for DynamoDB", Developer Guide.

import { Invalid } from '../invalid.ts'
import type { KeyAttribute } from '../key.ts'
import { setAttribute } from '../value.ts'
import type { Attributes, AttributeValue, Item } from '../value.ts'

export interface CsvOptions {
  readonly delimiter: string
  /** The columns' names, where the file does not begin with them. */
  readonly header: readonly string[] | undefined
  /** Attributes that are not text. */
  readonly keys: readonly KeyAttribute[]
}

/** Each line's item, or why it is none. */
export function* itemsOfCsv(text: string, { delimiter, header, keys }: CsvOptions): IterableIterator<Item | Invalid> {
  let names = header
  for (const fields of recordsOf(text, delimiter)) {
    if (names === undefined) names = fields
    else if (fields.length !== names.length) yield new Invalid(`A line has ${fields.length} fields instead of ${names.length}`)
    else yield itemOf(names, fields, keys)
  }
}

function itemOf(names: readonly string[], fields: readonly string[], keys: readonly KeyAttribute[]): Item {
  const item: Attributes = {}
  for (const [i, name] of names.entries()) setAttribute(item, name, valueOf(fields[i]!, keys.find(key => key.name === name)))
  return item
}

function valueOf(text: string, key: KeyAttribute | undefined): AttributeValue {
  if (key?.type === 'N') return { N: text }
  return key?.type === 'B' ? { B: new Uint8Array(Buffer.from(text, 'base64')) } : { S: text }
}

/** The fields of each line that is not empty. */
export function* recordsOf(text: string, delimiter: string): IterableIterator<string[]> {
  let fields: string[] = []
  let at = text.startsWith('\ufeff') ? 1 : 0
  while (at < text.length) {
    const [field, end] = text[at] === '"' ? quoted(text, at) : plain(text, at, delimiter)
    fields.push(field)
    at = end
    if (text[at] === delimiter) {
      at += 1
      if (at < text.length) continue
      fields.push('')
    }
    if (text[at] === '\r' && text[at + 1] === '\n') at += 1
    at += 1
    if (fields.length > 1 || fields[0] !== '') yield fields
    fields = []
  }
}

function plain(text: string, from: number, delimiter: string): [string, number] {
  let end = from
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1
  return [text.slice(from, end), end]
}

/** A field between quotes; what follows the closing one, up to the delimiter, belongs to it. */
function quoted(text: string, from: number): [string, number] {
  let field = ''
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') field += text[at]
    else if (text[at + 1] === '"') field += text[at += 1]
    else return [field, at + 1]
  }
  return [field, text.length]
}
