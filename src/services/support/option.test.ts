// What a case may be about.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './account.fixture.ts'

test('services have categories, and are found by their codes', async t => {
  const { support } = await fresh(t, 'business')
  const { services } = await support.describeServices({})
  assert.ok(services!.length > 10 && services!.every(({ categories }) => categories!.length > 0))
  const { services: [queues] = [] } = await support.describeServices({ serviceCodeList: ['amazon-simple-queue-service'] })
  assert.equal(queues!.name, 'Simple Queue Service (SQS)')
  assert.deepEqual((await support.describeSupportedLanguages({
    issueType: 'technical', serviceCode: 'amazon-dynamodb', categoryCode: 'other',
  })).supportedLanguages!.map(({ code }) => code), ['en', 'zh', 'ja', 'ko'])
})
