// Streams as this service reads them. Their records are the service `dynamodb`'s, which writes them together with its items; they are
// declared here again, by the same names and keys, as far as they are read. Invariant: this service writes none of them.

import { parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { StreamRecordKeysValue as AttributeValue } from '../../../generated/aws/dynamodbstreams.ts'

type Item = Readonly<Record<string, AttributeValue>>
type KeyAttributes = readonly { readonly name: string }[]

export interface Stream {
  /** The table's name. */
  readonly table: string
  readonly label: string
  /** Names its changes in the store. */
  readonly contents: string
  readonly view: string
  readonly key: { readonly hash: KeyAttributes, readonly range: KeyAttributes }
  readonly status: 'ENABLED' | 'DISABLED'
  readonly createdAt: number
  readonly disabledAt?: number
}

export const Stream = resource<Stream>({
  name: 'Stream',
  key: ['table', 'label'],
  arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/stream/{label}',
  notFound: 'ResourceNotFoundException',
})

export interface Change {
  readonly stream: string
  /** Grows with every change; a thousandth of it is the time, or a little more. */
  readonly sequence: number
  readonly at: number
  readonly kind: 'INSERT' | 'MODIFY' | 'REMOVE'
  readonly keys: Item
  readonly before?: Item
  readonly after?: Item
  readonly sizeBytes: number
  /** Made by time to live, not by a caller. */
  readonly expired?: true
}

export const Change = records<Change>({ name: 'Change', key: ['stream', 'sequence'] })

/** Changes can be read for so long. */
export const retentionMs = 24 * 3_600_000
export const sequencesPerMs = 1000

/** @throws ResourceNotFoundException */
export function streamOf(arn: string, call: Call): Stream {
  const [, table, , label] = parseArn(arn)?.resource.split('/') ?? []
  const stream = table === undefined || label === undefined ? undefined : call.of(Stream).get(table, label)
  if (stream !== undefined && call.arn(Stream, stream) === arn) return stream
  throw call.fault('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`)
}
