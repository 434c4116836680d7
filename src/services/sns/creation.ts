// The making and the end of topics, and the list of them. Source: CreateTopic, DeleteTopic and ListTopics, Amazon SNS API Reference.

import type { Sns } from '../../../generated/aws/sns.ts'
import { checkDataProtection } from './data-protection.ts'
import { invalid, invalidBecause } from './fault.ts'
import { dropSubscriptions } from './subscription.ts'
import { archives, Topic, topicName } from './topic.ts'
import type { TopicAttributes } from './topic.ts'
import { checkTopicAttribute, creationOnly } from './topic-attributes.ts'

/** Making a topic twice succeeds; with other attributes or tags it does not. */
export const CreateTopic: Sns['CreateTopic'] = (input, call) => {
  const { Name: name, Attributes: given = {}, Tags: tags = [], DataProtectionPolicy: protection } = input
  const fifo = given.FifoTopic === 'true'
  if (!/^[\w-]{1,256}$/.test(fifo ? name.replace(/\.fifo$/, '') : name) || name.length > 256 || (fifo && !name.endsWith('.fifo'))) {
    throw invalid(fifo && !name.endsWith('.fifo') ? 'Fifo Topic names must end with .fifo and must be made up of only uppercase and '
      + 'lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.' : 'Topic Name', call)
  }
  const wanted = withoutEmpty(given)
  const topics = call.of(Topic)
  for (const [attribute, value] of Object.entries(wanted)) checkTopicAttribute(attribute, value, { fifo, creating: true }, call)
  if (protection !== undefined) checkDataProtection(protection, call)
  const existing = topics.get(name)
  const pairs = Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]))
  if (existing !== undefined) {
    const arn = call.arn(Topic, existing)
    if (!holds(existing.attributes, wanted)) throw invalidBecause('Attributes', 'Topic already exists with different attributes', call)
    const present = call.tags(Topic).get(name)
    const same = Object.entries(pairs).every(([key, value]) => present[key] === value)
    if (tags.length > 0 && (!same || Object.keys(present).length !== tags.length)) {
      throw invalidBecause('Tags', 'Topic already exists with different tags', call)
    }
    return { TopicArn: arn }
  }
  const topic = topics.insert({
    name, fifo, id: call.hex(16), attributes: wanted, createdAt: call.now(), deletedSubscriptions: 0,
    ...(protection !== undefined && { dataProtection: protection }),
    ...(archives(wanted) && { archivedSince: call.now() }),
  })
  if (tags.length > 0) call.tags(Topic).add(pairs, name)
  return { TopicArn: call.arn(Topic, topic) }
}

/** A topic that is not there is gone already. A topic that still keeps messages stays. */
export const DeleteTopic: Sns['DeleteTopic'] = ({ TopicArn: arn }, call) => {
  const topic = call.of(Topic).get(topicName(arn, call))
  if (topic === undefined) return
  if (archives(topic.attributes)) {
    throw call.fault('InvalidStateException', 'Invalid state: Cannot delete a topic with an ArchivePolicy')
  }
  dropSubscriptions(topic, call)
  call.of(Topic).delete(topic.name)
}

export const ListTopics: Sns['ListTopics'] = function* (_input, call) {
  for (const topic of call.of(Topic).scan()) yield { TopicArn: call.arn(Topic, topic) }
}

function withoutEmpty(given: Readonly<Record<string, string>>): TopicAttributes {
  const kept = Object.entries(given).filter(([name, value]) => value !== '' && !(name === 'FifoTopic' && value === 'false'))
  return Object.fromEntries(kept)
}

/** What the caller asks for is so already; what it leaves out may be any way, save what only creation can say. */
function holds(present: TopicAttributes, wanted: TopicAttributes): boolean {
  return Object.entries(wanted).every(([name, value]) => present[name] === value)
    && creationOnly.every(name => present[name] === wanted[name])
}
