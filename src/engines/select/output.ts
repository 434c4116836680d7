// Answers out: each as a line of CSV or as JSON. Source: CSVOutput and JSONOutput, Amazon S3 API Reference.

import { jsonOf, textOf } from './value.ts'
import type { Struct } from './value.ts'

export interface CsvOutput {
  readonly kind: 'csv'
  readonly quoteFields: 'ALWAYS' | 'ASNEEDED'
  readonly fieldDelimiter: string
  readonly recordDelimiter: string
  readonly quote: string
  readonly quoteEscape: string
}

export interface JsonOutput { readonly kind: 'json', readonly recordDelimiter: string }

/** With its delimiter. */
export function written(answer: Struct, output: CsvOutput | JsonOutput): string {
  if (output.kind === 'json') return `${jsonOf(answer)}${output.recordDelimiter}`
  return `${answer.values.map(value => field(textOf(value), output)).join(output.fieldDelimiter)}${output.recordDelimiter}`
}

function field(text: string, { quoteFields, fieldDelimiter, recordDelimiter, quote, quoteEscape }: CsvOutput): string {
  const needs = text.includes(fieldDelimiter) || text.includes(recordDelimiter) || (quote !== '' && text.includes(quote))
  if (quoteFields !== 'ALWAYS' && !needs) return text
  return `${quote}${quote === '' ? text : text.replaceAll(quote, quoteEscape + quote)}${quote}`
}
