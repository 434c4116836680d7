// Delivery streams: their making, end and description.
// Source: CreateDeliveryStream, DescribeDeliveryStream, ListDeliveryStreams and DeleteDeliveryStream, Amazon Data Firehose API Reference.

import type { CreateDeliveryStreamInput, DeliveryStreamDescription, Firehose } from '../../../generated/aws/firehose.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { clearRecords } from './buffer.ts'
import { checkDestination, describedDestination, destinationIn } from './destination.ts'
import { encryptionDescription, startEncryption } from './encryption.ts'
import { forgetSource, readLater } from './source.ts'
import { DeliveryStream, streamNamed } from './stream-record.ts'

export const CreateDeliveryStream: Firehose['CreateDeliveryStream'] = async (input, call) => {
  const { DeliveryStreamName: name } = input
  if (call.of(DeliveryStream).get(name) !== undefined) {
    throw call.fault('ResourceInUseException', `Firehose ${name} is already present under accountId ${call.account}`)
  }
  call.quota('DeliveryStreams', call.of(DeliveryStream).count() + 1)
  const source = sourceIn(input, call)
  const destination = destinationIn(input, call)
  checkDestination(destination, call)
  if (source !== undefined) {
    await call.to('kinesis', parseArn(source.arn)!).DescribeStreamSummary({ StreamARN: source.arn }).catch(() => {
      throw call.fault('InvalidArgumentException', `Firehose cannot read the stream ${source.arn}.`)
    })
  }
  const wanted = input.DeliveryStreamEncryptionConfigurationInput
  if (wanted !== undefined && source !== undefined) {
    throw call.fault('InvalidArgumentException', 'A delivery stream that reads from Kinesis is encrypted by its source.')
  }
  const encryption = wanted === undefined ? undefined : await startEncryption(wanted, call)
  return call.transact(() => {
    const stream = call.of(DeliveryStream).insert({
      name, id: call.hex(16), status: 'CREATING', type: source === undefined ? 'DirectPut' : 'KinesisStreamAsSource', createdAt: call.now(),
      version: 1, destination, ...(source !== undefined && { source: { ...source, startedAt: call.now() } }),
      ...(encryption !== undefined && { encryption }),
    })
    if (input.Tags !== undefined) call.tags(DeliveryStream).add(Object.fromEntries(input.Tags.map(tag => [tag.Key, tag.Value ?? ''])), name)
    readLater(stream, 0, call)
    return { DeliveryStreamARN: call.arn(DeliveryStream, stream) }
  })
}

function sourceIn(input: CreateDeliveryStreamInput, call: Call): { readonly arn: string, readonly roleArn: string } | undefined {
  const { DeliveryStreamType: type = 'DirectPut', KinesisStreamSourceConfiguration: kinesis, MSKSourceConfiguration: msk } = input
  if (type === 'MSKAsSource' || type === 'DatabaseAsSource' || msk !== undefined || input.DatabaseSourceConfiguration !== undefined) {
    throw call.fault('NotImplemented', 'Delivery streams take records directly or from Kinesis; topics and databases are not read.')
  }
  if ((type === 'KinesisStreamAsSource') !== (kinesis !== undefined)) {
    throw call.fault('InvalidArgumentException',
      `KinesisStreamSourceConfiguration ${kinesis === undefined ? 'is required' : 'is not allowed'} `
      + `for the delivery stream type ${type}.`)
  }
  return kinesis && { arn: kinesis.KinesisStreamARN, roleArn: kinesis.RoleARN }
}

export const DeleteDeliveryStream: Firehose['DeleteDeliveryStream'] = ({ DeliveryStreamName: name }, call) => {
  const stream = streamNamed(name, call)
  if (stream.status === 'CREATING') {
    throw call.fault('ResourceInUseException', `Firehose ${name} under account ${call.account} cannot be deleted: its state is CREATING.`)
  }
  clearRecords(stream, call)
  forgetSource(stream, call)
  call.of(DeliveryStream).put({ ...stream, status: 'DELETING' })
  return {}
}

export const ListDeliveryStreams: Firehose['ListDeliveryStreams'] = (input, call) => {
  const { Limit: limit = 10, DeliveryStreamType: type, ExclusiveStartDeliveryStreamName: after } = input
  const found = [...call.of(DeliveryStream).scan(after === undefined ? {} : { after: [after] })]
    .filter(stream => type === undefined || stream.type === type)
  return { DeliveryStreamNames: found.slice(0, limit).map(({ name }) => name), HasMoreDeliveryStreams: found.length > limit }
}

export const DescribeDeliveryStream: Firehose['DescribeDeliveryStream'] = ({ DeliveryStreamName: name }, call) =>
  ({ DeliveryStreamDescription: descriptionOf(streamNamed(name, call), call) })

function descriptionOf(stream: DeliveryStream, call: Call): DeliveryStreamDescription {
  const { name, status, type, createdAt, updatedAt, version, destination, source } = stream
  return {
    DeliveryStreamName: name, DeliveryStreamARN: call.arn(DeliveryStream, stream), DeliveryStreamStatus: status, DeliveryStreamType: type,
    VersionId: String(version), CreateTimestamp: createdAt, HasMoreDestinations: false,
    DeliveryStreamEncryptionConfiguration: encryptionDescription(stream, call), Destinations: [describedDestination(destination)],
    ...(updatedAt !== undefined && { LastUpdateTimestamp: updatedAt }),
    ...(source !== undefined && { Source: { KinesisStreamSourceDescription: {
      KinesisStreamARN: source.arn, RoleARN: source.roleArn, DeliveryStartTimestamp: source.startedAt,
    } } }),
  }
}
