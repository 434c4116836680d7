// A table's Kinesis streams: which there are and in what state. Changes are not sent to them. Source: EnableKinesisStreamingDestination and
// its kin, DynamoDB API Reference. States follow from when they were begun, so nothing has to be set off.

import type { Dynamodb, KinesisDataStreamDestination } from '../../../generated/aws/dynamodb.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { tableNamed } from './table.ts'
import { invalid } from './validation.ts'

interface Destination {
  /** The table's contents. */
  readonly table: string
  readonly stream: string
  readonly enabled: boolean
  readonly changedAt: number
  readonly precision?: string
}

const Destination = records<Destination>({ name: 'KinesisDestination', key: ['table', 'stream'] })

const settlingMs = 5_000

export const EnableKinesisStreamingDestination: Dynamodb['EnableKinesisStreamingDestination'] = (input, call) => {
  const { TableName: given, StreamArn: stream, EnableKinesisStreamingConfiguration: configuration } = input
  const { name, contents } = tableNamed(given, call)
  const known = call.of(Destination).get(contents, stream)
  if (known?.enabled) throw invalid('Table is not in a valid state to enable Kinesis Streaming Destination: ' +
    'KinesisStreamingDestination must be DISABLED')
  const precision = configuration?.ApproximateCreationDateTimePrecision
  call.of(Destination).put({ table: contents, stream, enabled: true, changedAt: call.now(), ...(precision !== undefined && { precision }) })
  return {
    TableName: name, StreamArn: stream, DestinationStatus: 'ENABLING',
      ...(configuration && { EnableKinesisStreamingConfiguration: configuration }),
  }
}

export const DisableKinesisStreamingDestination: Dynamodb['DisableKinesisStreamingDestination'] = (input, call) => {
  const { TableName: given, StreamArn: stream } = input
  const { name, contents } = tableNamed(given, call)
  const known = active(contents, stream, 'disable', call)
  call.of(Destination).put({ ...known, enabled: false, changedAt: call.now() })
  return { TableName: name, StreamArn: stream, DestinationStatus: 'DISABLING' }
}

export const UpdateKinesisStreamingDestination: Dynamodb['UpdateKinesisStreamingDestination'] = (input, call) => {
  const { TableName: given, StreamArn: stream, UpdateKinesisStreamingConfiguration: configuration } = input
  const { name, contents } = tableNamed(given, call)
  const known = active(contents, stream, 'update', call)
  const precision = configuration?.ApproximateCreationDateTimePrecision
  if (precision === undefined
    || precision === known.precision) throw invalid('Invalid Request: Precision is already set to the desired value')
  call.of(Destination).put({ ...known, precision })
  return { TableName: name, StreamArn: stream, DestinationStatus: 'UPDATING', UpdateKinesisStreamingConfiguration: configuration! }
}

export const DescribeKinesisStreamingDestination: Dynamodb['DescribeKinesisStreamingDestination'] = ({ TableName: given }, call) => {
  const { name, contents } = tableNamed(given, call)
  const destinations = [...call.of(Destination).scan({ within: [contents] })].map((each): KinesisDataStreamDestination => ({
    StreamArn: each.stream, DestinationStatus: statusOf(each, call), ...(each.precision !== undefined && {
      ApproximateCreationDateTimePrecision: each.precision,
    }),
  }))
  return { TableName: name, KinesisDataStreamDestinations: destinations }
}

function active(contents: string, stream: string, verb: string, call: Call): Destination {
  const known = call.of(Destination).get(contents, stream)
  if (known !== undefined && statusOf(known, call) === 'ACTIVE') return known
  throw invalid(`Table is not in a valid state to ${verb} Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE`)
}

function statusOf({ enabled, changedAt }: Destination, call: Call): string {
  const isSettled = call.now() >= changedAt + call.lifecycleMs(settlingMs)
  return enabled ? isSettled ? 'ACTIVE' : 'ENABLING' : isSettled ? 'DISABLED' : 'DISABLING'
}
