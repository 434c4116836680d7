// Files in the delivery channel's bucket: snapshots of all that is recorded, asked for or on the clock, and every six hours the items of
// each type since the last time. Source: "Delivering Configuration Snapshot to an Amazon S3 Bucket" and "Viewing Configuration History",
// AWS Config Developer Guide.

import { gzipSync } from 'node:zlib'
import type { Config } from '../../../generated/aws/config.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Channel } from './channel-record.ts'
import type { Delivery } from './channel-record.ts'
import { frequencyMs } from './frequency.ts'
import { Items, present, timeText, written } from './item.ts'
import type { Item } from './item.ts'
import { announce } from './notice.ts'
import { recorderHere, someRecorder } from './recorder.ts'

const historyEveryMs = 6 * 3_600_000

export type Place = Pick<Channel, 'bucket' | 'prefix' | 'kmsKey'>

/** Writes a file below `AWSLogs/ACCOUNT/Config/`. @returns its key @throws Fault S3's own */
export async function placed({ bucket, prefix, kmsKey }: Place, name: string, body: Uint8Array, call: Call): Promise<string> {
  const key = `${prefix === undefined || prefix === '' ? '' : `${prefix}/`}AWSLogs/${call.account}/Config/${name}`
  await call.to('s3').PutObject({
    Bucket: bucket, Key: key, Body: Buffer.from(body) as never,
    ...(kmsKey !== undefined && { ServerSideEncryption: 'aws:kms', SSEKMSKeyId: kmsKey }),
  })
  return key
}

/** The file is there soon. */
export const DeliverConfigSnapshot: Config['DeliverConfigSnapshot'] = ({ deliveryChannelName: name }, call) => {
  call.of(Channel).require(name)
  if (!someRecorder(call).isRecording) {
    throw call.fault('NoRunningConfigurationRecorderException', 'There is no configuration recorder running.')
  }
  const id = call.uuid()
  call.setTimer('deliver', id, call.now(), { channel: name })
  return { configSnapshotId: id }
}

/** Timer: a snapshot was asked for. */
export async function deliverSnapshot({ channel }: { readonly channel: string }, call: Call,
  { id }: { readonly id: string }): Promise<void> {
  const place = call.of(Channel).get(channel)
  if (place !== undefined) await snapshot(place, id, call)
}

/** Timer: the channel's own time for one. */
export async function deliverInTime(_payload: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const channel = call.of(Channel).get(name)
  if (channel?.frequency === undefined) return
  const next = call.now() + frequencyMs(channel.frequency)
  call.transact(() => {
    call.of(Channel).put({ ...channel, nextSnapshotAt: next })
    call.setTimer('snapshot', name, next)
  })
  if (recorderHere(call)?.isRecording === true) await snapshot(channel, call.uuid(), call)
}

async function snapshot(channel: Channel, id: string, call: Call): Promise<void> {
  const at = call.now()
  const text = { fileVersion: '1.0', configSnapshotId: id, configurationItems: [...present(call)].map(item => written(item, call)) }
  const name = `${dayPath(at, call)}/ConfigSnapshot/${call.account}_Config_${call.region}_ConfigSnapshot_${compact(at)}_${id}.json.gz`
  const outcome = await deliver(channel, name, text, call)
  call.transact(() => {
    settle(channel.name, { snapshot: outcome.delivery }, call)
    const { errorCode, errorMessage } = outcome.delivery
    const body = {
      configSnapshotId: id, s3ObjectKey: outcome.key, s3Bucket: channel.bucket, recordVersion: '1.1',
      ...(errorCode !== undefined && { errorCode, errorMessage }),
    }
    tell(errorCode === undefined ? 'ConfigurationSnapshotDeliveryCompleted' : 'ConfigurationSnapshotDeliveryFailed',
      'Config Configuration Snapshot Delivery Status', body, call)
  })
}

/** Timer: the items since the last time, a file for each type. */
export async function deliverHistory(_payload: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const channel = call.of(Channel).get(name)
  if (channel === undefined) return
  const fresh = [...call.of(Items).by('order').scan({ after: [channel.delivered] })]
  const next = call.now() + historyEveryMs
  call.transact(() => {
    const delivered = fresh.at(-1)?.sequence ?? channel.delivered
    call.of(Channel).put({ ...call.of(Channel).require(name), delivered, nextHistoryAt: next })
    call.setTimer('history', name, next)
  })
  for (const [type, items] of byType(fresh)) await historyFile(channel, type, items, call)
}

function byType(items: readonly Item[]): Map<string, Item[]> {
  const found = new Map<string, Item[]>()
  for (const item of items) found.set(item.type, [...found.get(item.type) ?? [], item])
  return found
}

async function historyFile(channel: Channel, type: string, items: readonly Item[], call: Call): Promise<void> {
  const at = call.now()
  const span = `${compact(items[0]!.capturedAt)}_${compact(items.at(-1)!.capturedAt)}`
  const name = `${dayPath(at, call)}/ConfigHistory/${call.account}_Config_${call.region}_ConfigHistory_${type}_${span}_1.json.gz`
  const { delivery, key } = await deliver(channel, name,
    { fileVersion: '1.0', configurationItems: items.map(item => written(item, call)) }, call)
  call.transact(() => {
    settle(channel.name, { history: delivery }, call)
    if (delivery.errorCode !== undefined) return
    tell('ConfigurationHistoryDeliveryCompleted', 'Config Configuration History Delivery Status',
      { s3ObjectKey: key, s3Bucket: channel.bucket, recordVersion: '1.1' }, call)
  })
}

async function deliver(channel: Channel, name: string, text: object, call: Call): Promise<{ readonly delivery: Delivery,
  readonly key: string }> {
  const attemptedAt = call.now()
  try {
    const key = await placed(channel, name, gzipSync(JSON.stringify(text)), call)
    return { key, delivery: { attemptedAt, succeededAt: attemptedAt } }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { key: name, delivery: { attemptedAt, errorCode: error.code, errorMessage: error.message } }
  }
}

/** Inside a transaction. */
function settle(name: string, outcome: Partial<Channel>, call: Call): void {
  const channel = call.of(Channel).get(name)
  if (channel !== undefined) call.of(Channel).put({ ...channel, ...outcome })
}

function tell(messageType: string, detailType: string, body: Readonly<Record<string, unknown>>, call: Call): void {
  announce({ arn: '', detailType, messageType, subject: `[AWS Config:${call.region}] ${messageType} for AWS Account ${call.account}`,
    body }, call)
}

/** `us-east-1/2027/1/31`: without leading zeros. */
function dayPath(at: number, call: Call): string {
  const day = new Date(at)
  return `${call.region}/${day.getUTCFullYear()}/${day.getUTCMonth() + 1}/${day.getUTCDate()}`
}

/** `20270131T120000Z` */
function compact(at: number): string {
  return `${timeText(at).slice(0, 19).replace(/[-:]/g, '')}Z`
}
