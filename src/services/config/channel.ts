// Delivery channels: put, shown, deleted; a bucket is tried with a file before it is taken.
// Source: PutDeliveryChannel and its neighbours, AWS Config API Reference; "Managing the Delivery Channel", AWS Config Developer Guide.

import type { Config, DeliveryChannel } from '../../../generated/aws/config.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Channel } from './channel-record.ts'
import type { Delivery } from './channel-record.ts'
import { frequencyMs } from './frequency.ts'
import { placed } from './delivery.ts'
import { recorderHere } from './recorder.ts'

/** "Configuration history files are delivered every six hours", Developer Guide. */
export const historyEveryMs = 6 * 3_600_000

/** Making one again changes it. */
export const PutDeliveryChannel: Config['PutDeliveryChannel'] = async ({ DeliveryChannel: given }, call) => {
  const { name = 'default', s3BucketName: bucket = '', s3KeyPrefix: prefix, s3KmsKeyArn: kmsKey, snsTopicARN: topic } = given
  const existing = call.of(Channel).first()
  if (recorderHere(call) === undefined) {
    throw call.fault('NoAvailableConfigurationRecorderException', 'Configuration recorder is not available to put delivery channel.')
  }
  if (existing !== undefined && existing.name !== name) {
    throw call.fault('MaxNumberOfDeliveryChannelsExceededException',
      `Failed to put delivery channel '${name}' because the maximum number of delivery channels: 1 is reached.`)
  }
  if (bucket === '') throw call.fault('NoSuchBucketException', 'Cannot find a S3 bucket with an empty bucket name.')
  if (topic !== undefined && !/^arn:[a-z-]+:sns:[a-z0-9-]+:\d{12}:[\w-]+$/.test(topic)) {
    throw call.fault('InvalidSNSTopicARNException', `The sns topic arn '${topic}' is not valid.`)
  }
  await tryBucket(bucket, prefix, kmsKey, call)
  call.transact(() => {
    const frequency = given.configSnapshotDeliveryProperties?.deliveryFrequency
    const channel = call.of(Channel).put({
      delivered: 0, ...call.of(Channel).get(name), name, bucket, nextHistoryAt: call.now() + historyEveryMs,
      ...(prefix !== undefined && { prefix }), ...(kmsKey !== undefined && { kmsKey }), ...(topic !== undefined && { topic }),
      ...(frequency !== undefined && { frequency, nextSnapshotAt: call.now() + frequencyMs(frequency) }),
    })
    call.setTimer('history', name, channel.nextHistoryAt)
    if (channel.nextSnapshotAt === undefined) call.cancelTimer('snapshot', name)
    else call.setTimer('snapshot', name, channel.nextSnapshotAt)
  })
}

/** A file by which AWS sees that it may write. */
async function tryBucket(
  bucket: string, prefix: string | undefined, key: string | undefined,
    call: Call<'NoSuchBucketException' | 'InsufficientDeliveryPolicyException'>,
): Promise<void> {
  try {
    await placed({ bucket, ...(prefix !== undefined && { prefix }), ...(key !== undefined && { kmsKey: key }) },
      'ConfigWritabilityCheckFile',
      Buffer.alloc(0), call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    if (error.code === 'NoSuchBucket') throw call.fault('NoSuchBucketException', `Cannot find a S3 bucket with name '${bucket}'.`)
    throw call.fault('InsufficientDeliveryPolicyException',
      `Insufficient delivery policy to s3 bucket: ${bucket}, unable to write to bucket, `
      + `provided s3 key prefix is '${prefix ?? 'null'}', provided kms key is '${key ?? 'null'}'.`)
  }
}

export const DescribeDeliveryChannels: Config['DescribeDeliveryChannels'] = ({ DeliveryChannelNames: names }, call) =>
  ({ DeliveryChannels: channelsOf(names, call).map(shown) })

function channelsOf(names: readonly string[] | undefined, call: Call): readonly Channel[] {
  return names === undefined || names.length === 0 ? [...call.of(Channel).scan()] : names.map(name => call.of(Channel).require(name))
}

function shown({ name, bucket, prefix, kmsKey, topic, frequency }: Channel): DeliveryChannel {
  return {
    name, s3BucketName: bucket, ...(prefix !== undefined && { s3KeyPrefix: prefix }), ...(kmsKey !== undefined && { s3KmsKeyArn: kmsKey }),
    ...(topic !== undefined && { snsTopicARN: topic }), ...(frequency !== undefined && {
      configSnapshotDeliveryProperties: { deliveryFrequency: frequency },
    }),
  }
}

export const DescribeDeliveryChannelStatus: Config['DescribeDeliveryChannelStatus'] = ({ DeliveryChannelNames: names }, call) => ({
  DeliveryChannelsStatus: channelsOf(names, call).map(({ name, snapshot, history, stream, nextSnapshotAt, nextHistoryAt }) => ({
    name,
    configSnapshotDeliveryInfo: { ...infoOf(snapshot), ...(nextSnapshotAt !== undefined && { nextDeliveryTime: nextSnapshotAt }) },
    configHistoryDeliveryInfo: { ...infoOf(history), nextDeliveryTime: nextHistoryAt },
    configStreamDeliveryInfo: stream === undefined ? { lastStatus: 'Not_Applicable' as const } : {
      lastStatus: stream.errorCode === undefined ? 'Success' as const : 'Failure' as const, lastStatusChangeTime: stream.attemptedAt,
      ...(stream.errorCode !== undefined && { lastErrorCode: stream.errorCode, lastErrorMessage: stream.errorMessage ?? '' }),
    },
  })),
})

function infoOf(delivery: Delivery | undefined) {
  if (delivery === undefined) return {}
  const { attemptedAt, succeededAt, errorCode, errorMessage } = delivery
  return {
    lastStatus: errorCode === undefined ? 'Success' as const : 'Failure' as const, lastAttemptTime: attemptedAt,
    ...(succeededAt !== undefined && { lastSuccessfulTime: succeededAt }),
    ...(errorCode !== undefined && { lastErrorCode: errorCode, lastErrorMessage: errorMessage ?? '' }),
  }
}

export const DeleteDeliveryChannel: Config['DeleteDeliveryChannel'] = ({ DeliveryChannelName: name }, call) => {
  call.of(Channel).require(name)
  if (recorderHere(call)?.isRecording === true) {
    throw call.fault('LastDeliveryChannelDeleteFailedException',
      `Failed to delete last specified delivery channel with name '${name}', because `
      + 'there is a running configuration recorder.')
  }
  call.of(Channel).delete(name)
  for (const kind of ['snapshot', 'history']) call.cancelTimer(kind, name)
}
