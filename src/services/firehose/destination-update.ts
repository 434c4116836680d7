// Changing a destination: against the version that the caller knows, which goes up by one.
// Source: UpdateDestination, Amazon Data Firehose API Reference.

import type { Firehose } from '../../../generated/aws/firehose.ts'
import { deliverLater } from './buffer.ts'
import { checkDestination, destinationId, updated } from './destination.ts'
import { activeStream, DeliveryStream } from './stream-record.ts'

export const UpdateDestination: Firehose['UpdateDestination'] = (input, call) => {
  const stream = activeStream(input.DeliveryStreamName, call)
  if (input.CurrentDeliveryStreamVersionId !== String(stream.version)) {
    const { CurrentDeliveryStreamVersionId: given } = input
    throw call.fault('ConcurrentModificationException', `Cannot update firehose: ${stream.name} since `
      + `the current version id: ${stream.version} and specified version id: ${given} do not match`)
  }
  if (input.DestinationId !== destinationId) {
    throw call.fault('InvalidArgumentException', `Destination Id ${input.DestinationId} not found`)
  }
  const destination = updated(stream.destination, input, call)
  checkDestination(destination, call)
  const changed = call.of(DeliveryStream).put({ ...stream, destination, version: stream.version + 1, updatedAt: call.now() })
  deliverLater(changed, call)
  return {}
}
