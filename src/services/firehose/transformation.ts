// Records through a function, by real calls of Lambda: what it gives back takes their place, what it drops is gone, what it does not answer
// for has failed. Source: "Required parameters for data transformation" and "Handle failure in data transformation", Developer Guide.

import type { Processor } from '../../../generated/aws/firehose.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import type { Failure, Item, Processed } from './processing.ts'

interface Result {
  readonly recordId?: string
  readonly result?: string
  readonly data?: string
  readonly metadata?: { readonly partitionKeys?: Readonly<Record<string, string>> }
}

const usualRetries = 3

export function parameterOf({ Parameters: parameters = [] }: Processor, name: string): string | undefined {
  return parameters.find(({ ParameterName }) => ParameterName === name)?.ParameterValue
}

export async function transformed(processor: Processor, items: readonly Item[], streamArn: string, call: Call): Promise<Processed> {
  const sizeBytes = Number(parameterOf(processor, 'BufferSizeInMBs') ?? 1) * 2 ** 20
  const done: Item[] = []
  const failures: Failure[] = []
  for (const batch of batches(items, sizeBytes)) {
    const part = await invoked(processor, batch, streamArn, call)
    done.push(...part.items)
    failures.push(...part.failures)
  }
  return { items: done, failures }
}

function batches(items: readonly Item[], sizeBytes: number): Item[][] {
  const found: Item[][] = []
  let bytes = Infinity
  for (const item of items) {
    if (bytes + item.data.length > sizeBytes) {
      found.push([])
      bytes = 0
    }
    found.at(-1)!.push(item)
    bytes += item.data.length
  }
  return found
}

async function invoked(processor: Processor, items: readonly Item[], streamArn: string, call: Call): Promise<Processed> {
  const lambdaArn = parameterOf(processor, 'LambdaArn')!
  const retries = Number(parameterOf(processor, 'NumberOfRetries') ?? usualRetries)
  const ids = items.map(() => call.uuid())
  const event = {
    invocationId: call.uuid(), deliveryStreamArn: streamArn, region: call.region,
    records: items.map(({ data, at }, i) =>
      ({ recordId: ids[i]!, approximateArrivalTimestamp: at, data: Buffer.from(data).toString('base64') })),
  }
  let problem = { code: 'Lambda.FunctionError', message: 'The function gave no answer.' }
  for (let attempt = 0; attempt <= retries; attempt += 1) {
    const answer = await asked(lambdaArn, event, call)
    if ('results' in answer) return sortedOut(items, ids, answer.results, lambdaArn, attempt + 1)
    problem = answer
  }
  return { items: [], failures: items.map(item => failure(item, problem.code, problem.message, lambdaArn, retries + 1)) }
}

type Answer = { readonly results: readonly Result[] } | { readonly code: string, readonly message: string }

async function asked(arn: string, event: object, call: Call): Promise<Answer> {
  try {
    const { Payload: payload, FunctionError: problem } = await call.to('lambda', parseArn(arn) ?? {})
      .Invoke({ FunctionName: arn, InvocationType: 'RequestResponse', Payload: Buffer.from(JSON.stringify(event)) })
    const text = Buffer.from(payload as Uint8Array | undefined ?? '').toString()
    if (problem !== undefined) return { code: 'Lambda.FunctionError',
      message: `The Lambda function was successfully invoked but it returned an error result. ${text}` }
    const records = jsonObject(text)?.records
    return Array.isArray(records) ? { results: records as Result[] }
      : { code: 'Lambda.FunctionError', message: 'The function\'s answer has no records.' }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { code: error.status === 403 ? 'Lambda.InvokeAccessDenied' : `Lambda.${error.code}`, message: error.message }
  }
}

function sortedOut(items: readonly Item[], ids: readonly string[], results: readonly Result[], arn: string, attempts: number): Processed {
  const byId = new Map(results.map(result => [result.recordId, result]))
  const done: Item[] = []
  const failures: Failure[] = []
  for (const [i, item] of items.entries()) {
    const { result, data = '', metadata } = byId.get(ids[i]!) ?? {}
    if (result === 'Dropped') continue
    if (result === 'Ok') {
      const { partitionKeys: fromFunction } = metadata ?? {}
      done.push({ ...item, data: new Uint8Array(Buffer.from(data, 'base64')), ...(fromFunction !== undefined && { fromFunction }) })
    } else if (result === 'ProcessingFailed') {
      failures.push(failure(item, 'Lambda.ProcessingFailedStatus', 'ProcessingFailed status set for record', arn, attempts))
    } else failures.push(failure(item, 'Lambda.MissingRecordId', 'One or more record Ids were not returned', arn, attempts))
  }
  return { items: done, failures }
}

function failure(item: Item, code: string, message: string, lambdaArn: string, attempts: number): Failure {
  return { item, kind: 'processing-failed', code, message, attempts, lambdaArn }
}
