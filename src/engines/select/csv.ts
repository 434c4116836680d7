// CSV in: rows of text, with names from a header or without. Source: CSVInput, Amazon S3 API Reference.

import { isUtf8 } from 'node:buffer'
import { linesOf } from './record.ts'
import type { Open, ScanRange } from './record.ts'
import { SelectRefusal } from './refusal.ts'
import { Struct } from './value.ts'

export interface CsvInput {
  readonly header: 'NONE' | 'USE' | 'IGNORE'
  readonly fieldDelimiter: string
  readonly recordDelimiter: string
  readonly quote: string
  readonly quoteEscape: string
  /** Lines that begin so are passed over. */
  readonly comment?: string
  readonly quotedRecordDelimiters: boolean
}

const mostColumns = 10_000

/** @throws SelectRefusal */
export async function* csvRows(open: Open, input: CsvInput, range: ScanRange | undefined): AsyncGenerator<Struct[]> {
  const namesByLength = new Map<number, string[]>()
  const numbered = (length: number): string[] => {
    const names = namesByLength.get(length) ?? Array.from({ length }, (_, i) => `_${i + 1}`)
    namesByLength.set(length, names)
    return names
  }
  const fromMiddle = range !== undefined && range.firstByte > 0
  let isFirst = input.header !== 'NONE' && !fromMiddle
  let header = input.header === 'USE' && fromMiddle ? await headerOf(open, input) : undefined
  const quote = input.quotedRecordDelimiters ? Buffer.from(input.quote)[0] : undefined
  const setting = { delimiter: Buffer.from(input.recordDelimiter), ...(quote !== undefined && { quote }), ...(range && { range }) }
  for await (const lines of linesOf(open, setting)) {
    const rows: Struct[] = []
    for (const line of lines) {
      if (!isUtf8(line)) throw new SelectRefusal('InvalidTextEncoding')
      const text = line.toString()
      if (text === '' || (input.comment !== undefined && text.startsWith(input.comment))) continue
      const fields = fieldsOf(isFirst ? text.replace(/^\uFEFF/, '') : text, input)
      if (fields.length > mostColumns) throw new SelectRefusal('OverMaxColumn')
      if (isFirst) {
        isFirst = false
        if (input.header === 'USE') header = fields
      } else rows.push(new Struct(header !== undefined && header.length === fields.length ? header : named(header, numbered(fields.length)),
        fields, true))
    }
    if (rows.length > 0) yield rows
  }
}

/** The first line's fields, wherever a scan begins. */
async function headerOf(open: Open, input: CsvInput): Promise<readonly string[] | undefined> {
  for await (const [line] of linesOf(open, { delimiter: Buffer.from(input.recordDelimiter), range: { firstByte: 0, lastByte: 0 } })) {
    return line === undefined ? undefined : fieldsOf(line.toString().replace(/^\uFEFF/, ''), input)
  }
  return undefined
}

/** Fields beyond the header go by their numbers. */
function named(header: readonly string[] | undefined, numbers: readonly string[]): readonly string[] {
  return header === undefined ? numbers : numbers.map((number, i) => header[i] ?? number)
}

/** A quote opens a field only at its beginning. @throws SelectRefusal CSVUnescapedQuote */
export function fieldsOf(line: string, { fieldDelimiter, quote, quoteEscape }: CsvInput): string[] {
  if (quote === '' || !line.includes(quote)) return line.split(fieldDelimiter)
  const fields: string[] = []
  let at = 0
  for (;;) {
    if (!line.startsWith(quote, at)) {
      const end = line.indexOf(fieldDelimiter, at)
      fields.push(line.slice(at, end < 0 ? undefined : end))
      if (end < 0) return fields
      at = end + fieldDelimiter.length
      continue
    }
    const field = quotedField(line, at + quote.length, quote, quoteEscape)
    fields.push(field.text)
    at = field.endsAt
    if (at === line.length) return fields
    if (!line.startsWith(fieldDelimiter, at)) throw new SelectRefusal('CSVUnescapedQuote')
    at += fieldDelimiter.length
  }
}

function quotedField(line: string, from: number, quote: string, escape: string): { readonly text: string, readonly endsAt: number } {
  let text = ''
  let at = from
  for (;;) {
    if (at >= line.length) throw new SelectRefusal('CSVParsingError', 'a quoted field does not end')
    if (escape !== '' && line.startsWith(escape + quote, at)) {
      text += quote
      at += escape.length + quote.length
    } else if (line.startsWith(quote, at)) return { text, endsAt: at + quote.length }
    else {
      text += line[at]!
      at += 1
    }
  }
}
