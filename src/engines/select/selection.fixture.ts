// What the tests of this folder share: a query over a text, in one line. The text comes in small pieces, so that every boundary is met.

import { Selection } from './face.ts'
import type { CsvInput, CsvOutput, JsonOutput, SelectInput, SelectRequest, SelectSource } from './face.ts'

export const plainCsv: CsvInput = {
  header: 'NONE', fieldDelimiter: ',', recordDelimiter: '\n', quote: '"', quoteEscape: '"', comment: '#', quotedRecordDelimiters: false,
}

export const csvOutput: CsvOutput = {
  kind: 'csv', quoteFields: 'ASNEEDED', fieldDelimiter: ',', recordDelimiter: '\n', quote: '"', quoteEscape: '"',
}

export const jsonOutput: JsonOutput = { kind: 'json', recordDelimiter: '\n' }

export const csv = (more: Partial<CsvInput> = {}): SelectInput => ({ kind: 'csv', csv: { ...plainCsv, ...more } })
export const json = (type: 'DOCUMENT' | 'LINES' = 'DOCUMENT'): SelectInput => ({ kind: 'json', type })

export function sourceOf(data: Uint8Array, pieceBytes = data.length > 10_000 ? 65_536 : 7): SelectSource {
  return {
    sizeBytes: data.length,
    read: async (from, to) => data.subarray(from, to),
    async* stream(from) {
      for (let at = from; at < data.length; at += pieceBytes) yield data.subarray(at, at + pieceBytes)
    },
  }
}

/** What the query answers, as one text. */
export async function selected(expression: string, data: string | Uint8Array, more: Partial<SelectRequest> = {}): Promise<string> {
  const request: SelectRequest = {
    expression, input: csv(), compression: 'NONE', output: jsonOutput, nowMs: Date.parse('2027-03-10T10:30:00Z'), ...more,
  }
  const parts: Uint8Array[] = []
  for await (const part of new Selection(request, sourceOf(Buffer.from(data)))) parts.push(part)
  return Buffer.concat(parts).toString()
}
