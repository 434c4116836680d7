// Publish and PublishBatch: a message to a topic, to a device or to a phone number, and up to ten messages to a topic, each by itself.
// Source: Publish and PublishBatch, Amazon SNS API Reference.

import type { PublishBatchRequestEntry, PublishBatchResponse, Sns } from '../../../generated/aws/sns.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { archive } from './archive.ts'
import { protectedMessage } from './data-protection.ts'
import { publish } from './delivery.ts'
import { invalid } from './fault.ts'
import { duplicateOf, numbered } from './fifo.ts'
import { largestMessageBytes, messageOf, sizeBytesOf } from './message.ts'
import type { MessageInput } from './message.ts'
import { isEndpointArn, publishToEndpoint } from './platform-endpoint.ts'
import { publishToPhone } from './text-message.ts'
import { topicOf } from './topic.ts'
import type { Topic } from './topic.ts'
import { underKey } from './topic-key.ts'
import { chargePublication } from './usage.ts'

interface Published { readonly MessageId: string, readonly SequenceNumber?: string }

export const Publish: Sns['Publish'] = (input, call) => {
  const { TopicArn: topicArn, TargetArn: targetArn, PhoneNumber: phoneNumber } = input
  if (phoneNumber !== undefined) return publishToPhone(phoneNumber, messageOf(input as MessageInput, undefined, call), call)
  const arn = topicArn ?? targetArn
  if (arn === undefined) throw invalid('TopicArn or TargetArn Reason: no value for required parameter', call)
  if (isEndpointArn(arn)) return publishToEndpoint(arn, messageOf(input as MessageInput, undefined, call), call)
  const topic = topicOf(arn, call)
  return underKey(topic, () => toTopic(topic, input as MessageInput, call), call)
}

function toTopic(topic: Topic, input: MessageInput, call: Call): Published {
  const message = protectedMessage(topic, messageOf(input, topic, call), call)
  if (!topic.fifo) {
    chargePublication(message, false, call)
    publish(topic, message, call)
    return { MessageId: message.id }
  }
  const known = duplicateOf(topic, message, call)
  if (known !== undefined) return { MessageId: known.messageId, SequenceNumber: known.sequenceNumber }
  const last = numbered(topic, message, call)
  chargePublication(last, true, call)
  archive(topic, last, call)
  publish(topic, last, call)
  return { MessageId: last.id, SequenceNumber: last.sequenceNumber! }
}

export const PublishBatch: Sns['PublishBatch'] = ({ TopicArn: arn, PublishBatchRequestEntries: entries }, call) => {
  const topic = topicOf(arn, call)
  if (entries.length === 0) throw call.fault('EmptyBatchRequestException', 'The batch request doesn\'t contain any entries.')
  if (entries.length > 10) {
    throw call.fault('TooManyEntriesInBatchRequestException', 'The batch request contains more entries than permissible (10).')
  }
  const ids = new Set(entries.map(({ Id }) => Id))
  if (ids.size < entries.length) {
    throw call.fault('BatchEntryIdsNotDistinctException', 'Two or more batch entries in the request have the same Id.')
  }
  if (entries.some(({ Id }) => !/^[\w-]{1,80}$/.test(Id))) {
    throw call.fault('InvalidBatchEntryIdException', 'The Id of a batch entry in a batch request doesn\'t abide by the specification.')
  }
  if (entries.reduce((sum, entry) => sum + sizeBytesOf(entry as MessageInput), 0) > largestMessageBytes) {
    throw call.fault('BatchRequestTooLongException', 'The length of all the batch messages put together is more than the limit.')
  }
  return underKey(topic, () => publishEach(topic, entries, call), call)
}

/** An entry fails alone. */
function publishEach(topic: Topic, entries: readonly PublishBatchRequestEntry[], call: Call): PublishBatchResponse {
  const successful: (Published & { readonly Id: string })[] = []
  const failed: { Id: string, Code: string, Message: string, SenderFault: boolean }[] = []
  for (const entry of entries) {
    try {
      successful.push({ Id: entry.Id, ...toTopic(topic, entry as MessageInput, call) })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      failed.push({ Id: entry.Id, Code: error.code.replace(/Exception$/, ''), Message: error.message, SenderFault: error.sender })
    }
  }
  return { Successful: successful, Failed: failed }
}
