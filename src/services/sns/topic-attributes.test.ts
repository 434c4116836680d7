// Values that a topic's attributes may not have.

import { test } from 'node:test'
import { freshAccount, madeTopic, refused } from './account.fixture.ts'

const wrong: readonly (readonly [name: string, value: string])[] = [
  ['Colour', 'red'], ['FifoTopic', 'true'], ['DisplayName', 'x'.repeat(101)], ['SignatureVersion', '3'], ['TracingConfig', 'Some'],
  ['ContentBasedDeduplication', 'true'], ['HTTPSuccessFeedbackSampleRate', '101'], ['Policy', '{}'],
]

test('attributes of standard topics', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  for (const [AttributeName, AttributeValue] of wrong) {
    await refused(sns.setTopicAttributes({ TopicArn, AttributeName, AttributeValue }), 'InvalidParameter')
  }
  await refused(sns.createTopic({ Name: 'x', Attributes: { Colour: 'red' } }), 'InvalidParameter', /Unknown attribute Colour/)
})

test('attributes of FIFO topics', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns, 't.fifo')
  for (const [AttributeName, AttributeValue] of [
    ['ArchivePolicy', '{"MessageRetentionPeriod":"400"}'], ['ArchivePolicy', 'x'], ['FifoThroughputScope', 'Galaxy'],
  ] as const) await refused(sns.setTopicAttributes({ TopicArn, AttributeName, AttributeValue }), 'InvalidParameter')
})
