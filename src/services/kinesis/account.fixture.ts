// What the service tests of this folder share: a cloud whose clock stands still, clients of its accounts, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Kinesis } from '@aws-sdk/client-kinesis'
import type { GetShardIteratorCommandInput, _Record } from '@aws-sdk/client-kinesis'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export async function freshAccount(t: TestContext, options: object = {}): Promise<{ cloud: Cloud, kinesis: Kinesis }> {
  const cloud = await Cloud.open({ seed: t.name, ...options })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, kinesis: clientOf(cloud) }
}

export function clientOf(cloud: Cloud, accessKeyId = account): Kinesis {
  return new Kinesis({ ...cloud.client({ accessKeyId }), maxAttempts: 1 })
}

/** A stream of this name, ready to be used. */
export async function made(kinesis: Kinesis, cloud: Cloud, StreamName: string, ShardCount = 1): Promise<void> {
  await kinesis.createStream({ StreamName, ShardCount })
  await cloud.clock.advance('1m')
}

export const bytes = (text: string) => new TextEncoder().encode(text)
export const textOf = (given: Uint8Array | undefined) => new TextDecoder().decode(given)

export async function put(kinesis: Kinesis, StreamName: string, text: string, PartitionKey = 'p'): Promise<string> {
  return (await kinesis.putRecord({ StreamName, PartitionKey, Data: bytes(text) })).SequenceNumber!
}

export async function iterator(kinesis: Kinesis, StreamName: string, more: Partial<GetShardIteratorCommandInput> = {}): Promise<string> {
  const input = { StreamName, ShardId: 'shardId-000000000000', ShardIteratorType: 'TRIM_HORIZON', ...more } as const
  return (await kinesis.getShardIterator(input)).ShardIterator!
}

export function texts(records: readonly _Record[] | undefined): string {
  return (records ?? []).map(({ Data }) => textOf(Data)).join()
}

/** The call must fail with this code and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp | string = /^/): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, code, error.message)
    if (typeof text === 'string') assert.equal(error.message, text)
    else assert.match(error.message, text)
    return true
  })
}
