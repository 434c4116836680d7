// Streams as this service reads them. Their records are the service `dynamodb`'s, which writes them together with its items; what they hold
// is said in `engines/item-stream.ts`. Invariant: this service writes none of them.

import type { ItemChange, ItemStream } from '../../engines/item-stream.ts'
import { parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { StreamRecordKeysValue as AttributeValue } from '../../../generated/aws/dynamodbstreams.ts'

type Item = Readonly<Record<string, AttributeValue>>

export type Stream = ItemStream

export const Stream = resource<Stream>({
  name: 'Stream',
  key: ['table', 'label'],
  arn: 'arn:{partition}:dynamodb:{region}:{account}:table/{table}/stream/{label}',
  notFound: 'ResourceNotFoundException',
})

export type Change = ItemChange<Item>

export const Change = records<Change>({ name: 'Change', key: ['stream', 'sequence'] })

/** @throws ResourceNotFoundException */
export function streamOf(arn: string, call: Call): Stream {
  const [, table, , label] = parseArn(arn)?.resource.split('/') ?? []
  const stream = table === undefined || label === undefined ? undefined : call.of(Stream).get(table, label)
  if (stream !== undefined && call.arn(Stream, stream) === arn) return stream
  throw call.fault('ResourceNotFoundException', `Requested resource not found: Stream: ${arn} not found`)
}
