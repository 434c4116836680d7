// Topics: their record and declaration, and how an ARN names one. What their attributes may be is in `topic-attributes.ts`, their making
// and end in `creation.ts`, who is subscribed in `subscription.ts`.

import { parseArn, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { topicFormation } from './cloud-formation.ts'
import { invalid, invalidBecause } from './fault.ts'

export type TopicAttributes = Readonly<Record<string, string>>

export interface Topic {
  readonly name: string
  readonly fifo: boolean
  /** A topic made again under its old name shares nothing with it. */
  readonly id: string
  readonly attributes: TopicAttributes
  readonly dataProtection?: string
  readonly createdAt: number
  /** Subscriptions that were and are no more. */
  readonly deletedSubscriptions: number
  /** From which time on messages are kept, where they are. */
  readonly archivedSince?: number
}

export const Topic = resource<Topic>({
  name: 'Topic',
  key: 'name',
  arn: 'arn:{partition}:sns:{region}:{account}:{name}',
  tags: 'list',
  notFound: { code: 'NotFoundException', message: () => 'Topic does not exist' },
  cloudFormation: topicFormation,
})

/**
 * The topic that an ARN names; the call was located in its owner's account by then.
 * @throws InvalidParameter, NotFound
 */
export function topicOf(arn: string, call: Call): Topic {
  return call.of(Topic).require(topicName(arn, call))
}

/** @throws InvalidParameter for what is no topic's ARN of this region */
export function topicName(arn: string, call: Call): string {
  const elements = arn.split(':').length
  if (elements < 6) throw invalidBecause('TopicArn', `An ARN must have at least 6 elements, not ${elements}`, call)
  const place = parseArn(arn)
  if (place?.service !== 'sns' || place.region !== call.region || place.account !== call.account) throw invalid('TopicArn', call)
  return place.resource
}

/** Whether a topic with these attributes keeps what is published. */
export function archives({ ArchivePolicy: policy = '{}' }: TopicAttributes): boolean {
  return Object.keys(JSON.parse(policy) as object).length > 0
}

/** The topic that a tag operation means. @throws ResourceNotFound */
export function taggedTopic({ ResourceArn: arn }: { readonly ResourceArn: string }, call: Call): readonly [string] {
  const place = parseArn(arn)
  const topic = place === undefined ? undefined : call.of(Topic).get(place.resource)
  if (topic === undefined || call.arn(Topic, topic) !== arn) throw call.fault('ResourceNotFoundException', 'Resource does not exist')
  return [topic.name]
}
