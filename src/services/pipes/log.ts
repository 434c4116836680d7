// The log of a pipe's executions: a record for each step, as far as the pipe's level goes, to the places that the pipe names.
// Sources: "EventBridge Pipes execution steps", "EventBridge Pipes log schema reference" and "Logging Amazon EventBridge Pipes
// performance", EventBridge User Guide.

import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { putLogs } from './batch-target.ts'
import { Pipe } from './pipe.ts'

export type Step = 'EXECUTION_STARTED' | 'EXECUTION_SUCCEEDED' | 'EXECUTION_FAILED' | 'EXECUTION_PARTIALLY_FAILED'
  | `${'ENRICHMENT' | 'TARGET'}_STAGE_${'ENTERED' | 'SUCCEEDED' | 'FAILED' | 'PARTIALLY_FAILED' | 'SKIPPED'}`

type Level = 'ERROR' | 'INFO' | 'TRACE'

const ranks: Readonly<Record<string, number>> = { OFF: 0, ERROR: 1, INFO: 2, TRACE: 3 }

interface LogRecord { readonly timestamp: number, readonly text: string }

/** Of one execution. */
export class ExecutionLog {
  readonly #pipe: Pipe
  readonly #call: Call
  readonly #id: string
  readonly #records: LogRecord[] = []

  constructor(pipe: Pipe, call: Call) {
    this.#pipe = pipe
    this.#call = call
    this.#id = call.uuid()
  }

  add(step: Step, { payload, fault }: { readonly payload?: string, readonly fault?: Fault } = {}): void {
    const { Level: wanted = 'OFF', IncludeExecutionData: data = [] } = this.#pipe.given.LogConfiguration ?? {}
    const level: Level = step.endsWith('FAILED') ? 'ERROR' : 'INFO'
    if (ranks[wanted]! < ranks[level]!) return
    const timestamp = this.#call.now()
    this.#records.push({ timestamp, text: JSON.stringify({
      resourceArn: this.#call.arn(Pipe, this.#pipe), timestamp, executionId: this.#id, messageType: step, logLevel: wanted,
      ...(payload !== undefined && data.includes('ALL') && { payload }),
      ...(fault && { error: { httpStatusCode: fault.status, message: fault.message, details: fault.code } }),
    }) })
  }

  /** To all places; one that does not take them loses them, and the refusal stands in the journal. */
  async deliver(principal: Principal): Promise<void> {
    if (this.#records.length === 0) return
    const { CloudwatchLogsLogDestination: group, FirehoseLogDestination: stream, S3LogDestination: bucket } =
      this.#pipe.given.LogConfiguration ?? {}
    const target = { principal, sourceArn: this.#call.arn(Pipe, this.#pipe) }
    if (group !== undefined) await kept(() => this.#toLogs(group.LogGroupArn, target))
    if (stream !== undefined) await kept(() => this.#toFirehose(stream.DeliveryStreamArn, target))
    if (bucket !== undefined) await kept(() => this.#toBucket(bucket.BucketName, bucket.Prefix ?? '', target))
  }

  async #toLogs(arn: string, target: { principal: Principal, sourceArn: string }): Promise<void> {
    const logGroupName = parseArn(arn)!.resource.replace(/^log-group:/, '').replace(/:\*$/, '')
    const logEvents = this.#records.map(({ timestamp, text }) => ({ timestamp, message: text }))
    await putLogs({ logGroupName, logStreamName: this.#pipe.name, logEvents }, target, this.#call)
  }

  async #toFirehose(arn: string, target: { principal: Principal, sourceArn: string }): Promise<void> {
    const Records = this.#records.map(({ text }) => ({ Data: Buffer.from(`${text}\n`) }))
    await this.#call.invoke('firehose', 'PutRecordBatch', { DeliveryStreamName: parseArn(arn)!.resource.split('/')[1], Records }, target)
  }

  async #toBucket(Bucket: string, prefix: string, target: { principal: Principal, sourceArn: string }): Promise<void> {
    const { account, region } = this.#call
    const at = new Date(this.#records[0]!.timestamp).toISOString()
    const Key = `${prefix === '' ? '' : `${prefix}/`}AWSLogs/${account}/vendedlogs/pipes/${region}/${this.#pipe.name}/${at.slice(0, 4)}/`
      + `${at.slice(5, 7)}/${at.slice(8, 10)}/${at.slice(11, 13)}/${this.#id}.log`
    const Body = Buffer.from(this.#records.map(({ text }) => `${text}\n`).join(''))
    await this.#call.invoke('s3', 'PutObject', { Bucket, Key, Body }, target)
  }
}

async function kept(delivery: () => Promise<void>): Promise<void> {
  try {
    await delivery()
  } catch (error) {
    if (!(error instanceof Fault)) throw error
  }
}
