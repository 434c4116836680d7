// Items out of a CSV file: the first line, or a list, names the columns; keys have the types of their definitions, all else is text.
// How lines are read is in `std/csv`. Pure. Source: "Amazon S3 import formats for DynamoDB", Developer Guide.

import { csvRecords } from '../../../../std/csv.ts'
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
  for (const fields of csvRecords(text, delimiter)) {
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
