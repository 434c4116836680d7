// What happens to records between the buffer and the destination: decompression, messages out of log events, records in records, functions,
// partitioning keys, delimiters; in the order of the processors. A record that fails goes to the bucket of failures, the others go on.
// Source: "Transform source data in Amazon Data Firehose", "Partition streaming data", Developer Guide; Processor, API Reference.

import { gunzipSync } from 'node:zlib'
import type { ProcessingConfiguration, Processor } from '../../../generated/aws/firehose.ts'
import { MetadataQueryProblem, readMetadataQuery } from '../../engines/metadata-query.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { parameterOf, transformed } from './transformation.ts'

export interface Item {
  readonly data: Uint8Array
  readonly at: number
  readonly fromQuery?: Readonly<Record<string, string>>
  readonly fromFunction?: Readonly<Record<string, string>>
  /** Once its format is converted. */
  readonly rows?: readonly Readonly<Record<string, unknown>>[]
}

export interface Failure {
  readonly item: Item
  /** The folder of such failures. */
  readonly kind: 'processing-failed' | 'format-conversion-failed' | 'http-endpoint-failed'
  readonly code: string
  readonly message: string
  readonly attempts: number
  readonly lambdaArn?: string
  /** By which its format was to be converted. */
  readonly dataCatalogTable?: object
}

export interface Processed { readonly items: readonly Item[], readonly failures: readonly Failure[] }

/** @throws InvalidArgumentException, NotImplemented */
export function checkProcessing(configuration: ProcessingConfiguration | undefined, call: Call): void {
  if (configuration?.Enabled !== true) return
  for (const processor of configuration.Processors ?? []) {
    if (processor.Type === 'MetadataExtraction') checkQuery(processor, call)
    if (processor.Type === 'Lambda' && parameterOf(processor, 'LambdaArn') === undefined) {
      throw call.fault('InvalidArgumentException', 'LambdaArn is required for a Lambda processor')
    }
    if (processor.Type === 'RecordDeAggregation' && parameterOf(processor, 'SubRecordType') === undefined) {
      throw call.fault('InvalidArgumentException', 'SubRecordType is required for a RecordDeAggregation processor')
    }
  }
}

function checkQuery(processor: Processor, call: Call): void {
  const query = parameterOf(processor, 'MetadataExtractionQuery')
  if (query === undefined) throw call.fault('InvalidArgumentException',
    'MetadataExtractionQuery is required for a MetadataExtraction processor')
  try {
    readMetadataQuery(query)
  } catch (error) {
    if (!(error instanceof MetadataQueryProblem)) throw error
    throw call.fault(/not served/.test(error.message) ? 'NotImplemented' : 'InvalidArgumentException', error.message)
  }
}

/** @param streamArn for functions */
export async function processed(configuration: ProcessingConfiguration | undefined, items: readonly Item[], streamArn: string,
  call: Call): Promise<Processed> {
  let left = items
  const failures: Failure[] = []
  for (const processor of configuration?.Enabled === true ? configuration.Processors ?? [] : []) {
    const done = processor.Type === 'Lambda' ? await transformed(processor, left, streamArn, call) : alone(processor, left)
    left = done.items
    failures.push(...done.failures)
  }
  return { items: left, failures }
}

/** Processors that look at one record at a time. */
function alone(processor: Processor, items: readonly Item[]): Processed {
  const step = stepOf(processor)
  const done: Item[] = []
  const failures: Failure[] = []
  for (const item of items) {
    try {
      done.push(...step(item))
    } catch (error) {
      if (!(error instanceof Error)) throw error
      failures.push({ item, kind: 'processing-failed', code: codes[processor.Type] ?? 'ProcessingFailed', message: error.message,
        attempts: 1 })
    }
  }
  return { items: done, failures }
}

const codes: Readonly<Record<string, string>> = {
  Decompression: 'Decompression.Failed', CloudWatchLogProcessing: 'CloudWatchLogProcessing.Failed',
  RecordDeAggregation: 'DynamicPartitioning.DeAggregationFailed', MetadataExtraction: 'DynamicPartitioning.MetadataExtractionFailed',
}

function stepOf(processor: Processor): (item: Item) => readonly Item[] {
  switch (processor.Type) {
    case 'Decompression': return item => [{ ...item, data: new Uint8Array(gunzipSync(item.data)) }]
    case 'CloudWatchLogProcessing': return item => messagesIn(item)
    case 'RecordDeAggregation': return deaggregation(processor)
    case 'MetadataExtraction': {
      const query = readMetadataQuery(parameterOf(processor, 'MetadataExtractionQuery')!)
      return item => [{ ...item, fromQuery: query.read(JSON.parse(Buffer.from(item.data).toString()) as never) }]
    }
    default: {
      const delimiter = Buffer.from(unescaped(parameterOf(processor, 'Delimiter') ?? '\\n'))
      return item => [{ ...item, data: new Uint8Array(Buffer.concat([item.data, delimiter])) }]
    }
  }
}

function unescaped(text: string): string {
  return text.replace(/\\([nrt\\])/g, (_, letter: string) => ({ n: '\n', r: '\r', t: '\t', '\\': '\\' })[letter]!)
}

/** Messages of a subscription's record, a line each; control messages say nothing. */
function messagesIn(item: Item): Item[] {
  const message = jsonObject(Buffer.from(item.data).toString())
  const events = message?.logEvents
  if (!Array.isArray(events)) throw new Error('The record holds no log events.')
  if (message?.messageType === 'CONTROL_MESSAGE') return []
  const lines = (events as { readonly message: string }[]).map(event => `${event.message}\n`)
  return [{ ...item, data: new Uint8Array(Buffer.from(lines.join(''))) }]
}

function deaggregation(processor: Processor): (item: Item) => readonly Item[] {
  const delimiter = Buffer.from(parameterOf(processor, 'Delimiter') ?? '', 'base64').toString()
  const isDelimited = parameterOf(processor, 'SubRecordType') === 'DELIMITED'
  return item => {
    const text = Buffer.from(item.data).toString()
    const parts = isDelimited ? text.split(delimiter === '' ? '\n' : delimiter).filter(part => part !== '') : objectsIn(text)
    return parts.map(part => ({ ...item, data: new Uint8Array(Buffer.from(part)) }))
  }
}

/** JSON values one after the other, with or without white space between them; or the elements of a list. */
export function objectsIn(text: string): string[] {
  const parts: string[] = []
  let [depth, from, isText] = [0, -1, false]
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (isText) {
      if (character === '\\') at += 1
      else if (character === '"') isText = false
    } else if (character === '"') isText = true
    else if (character === '{' || character === '[') {
      if (depth === 0) from = at
      depth += 1
    } else if (character === '}' || character === ']') {
      depth -= 1
      if (depth === 0) parts.push(text.slice(from, at + 1))
    } else if (depth === 0 && /\S/.test(character)) throw new Error(`The record holds something else than objects at ${at}.`)
    if (depth < 0) throw new Error(`The record has a bracket too many at ${at}.`)
  }
  if (depth !== 0 || isText) throw new Error('The record ends within an object.')
  return parts.flatMap(part => part.startsWith('[') ? (JSON.parse(part) as unknown[]).map(each => JSON.stringify(each)) : [part])
}
