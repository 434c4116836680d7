// What the service tests of this folder share: a cloud whose clock stands still, clients of its account, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import type { GetQueryResultsResponse } from '@aws-sdk/client-cloudwatch-logs'
import { Kinesis } from '@aws-sdk/client-kinesis'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export interface Account { readonly cloud: Cloud, readonly logs: CloudWatchLogs, readonly watch: CloudWatch, readonly kinesis: Kinesis }

export async function freshAccount(t: TestContext, options: object = {}): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, ...options })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, ...clientsOf(cloud, account) }
}

export function clientsOf(cloud: Cloud, accessKeyId: string): Omit<Account, 'cloud'> {
  const settings = { ...cloud.client({ accessKeyId }), maxAttempts: 1 }
  return { logs: new CloudWatchLogs(settings), watch: new CloudWatch(settings), kinesis: new Kinesis(settings) }
}

/** A group with streams of these names. */
export async function made(logs: CloudWatchLogs, logGroupName: string, ...streams: readonly string[]): Promise<void> {
  await logs.createLogGroup({ logGroupName })
  for (const logStreamName of streams) await logs.createLogStream({ logGroupName, logStreamName })
}

/** Puts messages, a millisecond apart, the last one now. */
export async function put({ logs, cloud }: Account, place: string, messages: readonly string[], endAt = cloud.clock.now()): Promise<void> {
  const [logGroupName, logStreamName] = place.split(':') as [string, string]
  await logs.putLogEvents({
    logGroupName, logStreamName,
    logEvents: messages.map((message, i) => ({ timestamp: endAt - messages.length + 1 + i, message })),
  })
}

export function texts(events: readonly { readonly message?: string | undefined }[] | undefined): string {
  return (events ?? []).map(({ message }) => message).join()
}

/** Rows of a finished query, as objects without their pointers. */
export function rowsOf({ results = [] }: GetQueryResultsResponse): Record<string, string>[] {
  return results.map(row => Object.fromEntries(row.filter(({ field }) => field !== '@ptr').map(({ field, value }) => [field!, value!])))
}

/** A stream of Kinesis that is ready. @returns its ARN */
export async function madeStream({ cloud, kinesis }: Account, StreamName: string): Promise<string> {
  await kinesis.createStream({ StreamName, ShardCount: 1 })
  await cloud.clock.advance('1m')
  return `arn:aws:kinesis:us-east-1:${account}:stream/${StreamName}`
}

/** What a stream of Kinesis got, in order. */
export async function received(kinesis: Kinesis, StreamName: string): Promise<readonly Uint8Array[]> {
  const { ShardIterator } = await kinesis.getShardIterator({ StreamName, ShardId: 'shardId-000000000000',
    ShardIteratorType: 'TRIM_HORIZON' })
  return ((await kinesis.getRecords({ ShardIterator: ShardIterator! })).Records ?? []).map(({ Data }) => Data!)
}

/** The call must fail with this code and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, code, error.message)
    assert.match(error.message, text)
    return true
  })
}

interface Change { readonly ProgressEvent?: { readonly RequestToken?: string | undefined } | undefined }

/** Resources of one type as Cloud Control sees them; each change is waited for. */
export function byProperties(cloud: Cloud, TypeName: string) {
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const done = async (change: Promise<Change>): Promise<string> => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken! })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  return {
    create: (state: object) => done(control.createResource({ TypeName, DesiredState: JSON.stringify(state) })),
    read: async (Identifier: string) =>
      JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!) as Record<string, unknown>,
    update: (Identifier: string, patch: readonly object[]) =>
      done(control.updateResource({ TypeName, Identifier, PatchDocument: JSON.stringify(patch) })),
    remove: (Identifier: string) => done(control.deleteResource({ TypeName, Identifier })),
    list: async () => ((await control.listResources({ TypeName })).ResourceDescriptions ?? []).map(({ Identifier }) => Identifier!),
  }
}
