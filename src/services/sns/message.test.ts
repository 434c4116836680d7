// What a message may be. Source: Publish, Amazon SNS API Reference; "Amazon SNS message attributes", SNS Developer Guide.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, madeTopic, refused } from './account.fixture.ts'
import { attributesSizeBytes } from './message.ts'

test('messages that are refused', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const cases: readonly (readonly [object, RegExp])[] = [
    [{ Message: '' }, /Empty message/], [{ Message: 'x'.repeat(262_145) }, /Message too long/], [{ Subject: '' }, /Subject/],
    [{ Subject: 'two\nlines' }, /Subject/], [{ Subject: 'x'.repeat(101) }, /Subject/], [{ MessageStructure: 'xml' }, /MessageStructure/],
    [{ MessageStructure: 'json' }, /failed to parse/], [{ MessageStructure: 'json', Message: '{"sqs":"x"}' }, /No default entry/],
  ]
  for (const [input, text] of cases) await refused(sns.publish({ TopicArn, Message: 'm', ...input }), 'InvalidParameter', text)
})

test('attributes that are refused', async t => {
  const { sns } = await freshAccount(t)
  const TopicArn = await madeTopic(sns)
  const cases: readonly (readonly [name: string, type: string, value: string, text: RegExp])[] = [
    ['a b', 'String', 'x', /name a b is invalid/], ['a', '', 'x', /non-empty message attribute type/],
      ['a', 'Text', 'x', /supported type prefixes/],
    ['a', 'String', '', /non-empty message attribute value/], ['a', 'Number', 'x', /Could not cast/],
      ['a', 'String.Array', 'x', /JSON array/],
  ]
  for (const [name, DataType, StringValue, text] of cases) {
    await refused(sns.publish({ TopicArn, Message: 'm', MessageAttributes: { [name]: { DataType, StringValue } } }),
      'ParameterValueInvalid', text)
  }
})

test('attributes weigh their names, types and values', () => {
  assert.equal(attributesSizeBytes({ ab: { DataType: 'String', StringValue: 'ä' },
    c: { DataType: 'Binary', BinaryValue: Buffer.alloc(4) } }), 21)
})
