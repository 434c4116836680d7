// Tags of delivery streams, which are listed in pages of their own. Source: ListTagsForDeliveryStream, Amazon Data Firehose API Reference.

import type { Firehose } from '../../../generated/aws/firehose.ts'
import { DeliveryStream, streamNamed } from './stream-record.ts'

export const ListTagsForDeliveryStream: Firehose['ListTagsForDeliveryStream'] = (input, call) => {
  const { DeliveryStreamName: name, ExclusiveStartTagKey: after, Limit: limit = 50 } = input
  streamNamed(name, call)
  const found = Object.entries(call.tags(DeliveryStream).get(name)).sort(([a], [b]) => (a < b ? -1 : 1))
    .filter(([key]) => after === undefined || key > after)
  return { Tags: found.slice(0, limit).map(([Key, Value]) => ({ Key, Value })), HasMoreTags: found.length > limit }
}

export const TagDeliveryStream: Firehose['TagDeliveryStream'] = ({ DeliveryStreamName: name, Tags: tags }, call) => {
  streamNamed(name, call)
  call.tags(DeliveryStream).add(Object.fromEntries(tags.map(({ Key, Value = '' }) => [Key, Value])), name)
  return {}
}

export const UntagDeliveryStream: Firehose['UntagDeliveryStream'] = ({ DeliveryStreamName: name, TagKeys: names }, call) => {
  streamNamed(name, call)
  call.tags(DeliveryStream).remove(names, name)
  return {}
}
