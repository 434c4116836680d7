// A table's Kinesis streams: which there are and in what state. How changes get there is in `kinesis-delivery.ts`. Source:
// EnableKinesisStreamingDestination and its kin, DynamoDB API Reference.

import type { Dynamodb, KinesisDataStreamDestination } from '../../../generated/aws/dynamodb.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Table, tableNamed } from './table.ts'
import { invalid } from './validation.ts'

export interface Destination {
  /** The table's contents. */
  readonly table: string
  readonly stream: string
  readonly enabled: boolean
  readonly changedAt: number
  readonly precision?: string
  /** What Kinesis said last, where it said no. */
  readonly problem?: string
  /** It could not be enabled. */
  readonly failed?: true
  /** Kinesis is not modelled: nothing is sent. */
  readonly refused?: true
}

export const Destination = records<Destination>({ name: 'KinesisDestination', key: ['table', 'stream'] })

const settlingMs = 5_000

export const EnableKinesisStreamingDestination: Dynamodb['EnableKinesisStreamingDestination'] = (input, call) => {
  const { TableName: given, StreamArn: stream, EnableKinesisStreamingConfiguration: configuration } = input
  const table = tableNamed(given, call)
  const { name, contents } = table
  const known = call.of(Destination).get(contents, stream)
  if (known?.enabled) throw invalid('Table is not in a valid state to enable Kinesis Streaming Destination: ' +
    'KinesisStreamingDestination must be DISABLED')
  const precision = configuration?.ApproximateCreationDateTimePrecision
  call.of(Destination).put({ table: contents, stream, enabled: true, changedAt: call.now(), ...(precision !== undefined && { precision }) })
  call.of(Table).put({ ...table, captured: true })
  call.setTimer('openDestination', `${contents}/${stream}`, call.now() + Math.max(1, call.lifecycleMs(settlingMs)), [contents, stream])
  return {
    TableName: name, StreamArn: stream, DestinationStatus: 'ENABLING',
      ...(configuration && { EnableKinesisStreamingConfiguration: configuration }),
  }
}

export const DisableKinesisStreamingDestination: Dynamodb['DisableKinesisStreamingDestination'] = (input, call) => {
  const { TableName: given, StreamArn: stream } = input
  const { captured: _, ...table } = tableNamed(given, call)
  const { name, contents } = table
  const known = active(contents, stream, 'disable', call)
  call.of(Destination).put({ ...known, enabled: false, changedAt: call.now() })
  const others = [...call.of(Destination).scan({ within: [contents] })].some(({ enabled }) => enabled)
  call.of(Table).put(others ? { ...table, captured: true } : table)
  return { TableName: name, StreamArn: stream, DestinationStatus: 'DISABLING' }
}

export const UpdateKinesisStreamingDestination: Dynamodb['UpdateKinesisStreamingDestination'] = (input, call) => {
  const { TableName: given, StreamArn: stream, UpdateKinesisStreamingConfiguration: configuration } = input
  const precision = configuration?.ApproximateCreationDateTimePrecision
  if (precision === undefined) {
    throw invalid('Streaming destination cannot be updated with given parameters: UpdateKinesisStreamingConfiguration cannot be null or ' +
      'contain only null values')
  }
  const { name, contents } = tableNamed(given, call)
  const known = active(contents, stream, 'update', call)
  if (precision === known.precision) throw invalid('Invalid Request: Precision is already set to the desired value')
  call.of(Destination).put({ ...known, precision })
  return { TableName: name, StreamArn: stream, DestinationStatus: 'UPDATING', UpdateKinesisStreamingConfiguration: configuration! }
}

export const DescribeKinesisStreamingDestination: Dynamodb['DescribeKinesisStreamingDestination'] = ({ TableName: given }, call) => {
  const { name, contents } = tableNamed(given, call)
  const destinations = [...call.of(Destination).scan({ within: [contents] })].map((each): KinesisDataStreamDestination => ({
    StreamArn: each.stream, DestinationStatus: statusOf(each, call), ...(each.precision !== undefined && {
      ApproximateCreationDateTimePrecision: each.precision,
    }), ...(each.problem !== undefined && { DestinationStatusDescription: each.problem }),
  }))
  return { TableName: name, KinesisDataStreamDestinations: destinations }
}

function active(contents: string, stream: string, verb: string, call: Call): Destination {
  const known = call.of(Destination).get(contents, stream)
  if (known !== undefined && statusOf(known, call) === 'ACTIVE') return known
  throw invalid(`Table is not in a valid state to ${verb} Kinesis Streaming Destination: KinesisStreamingDestination must be ACTIVE`)
}

function statusOf({ enabled, changedAt, failed }: Destination, call: Call): string {
  if (failed) return 'ENABLE_FAILED'
  const isSettled = call.now() >= changedAt + call.lifecycleMs(settlingMs)
  return enabled ? isSettled ? 'ACTIVE' : 'ENABLING' : isSettled ? 'DISABLED' : 'DISABLING'
}
