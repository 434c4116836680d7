// Tags within their limits, policies as answers encode them, and what IAM says of names that are none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, refused } from './account.fixture.ts'
import { encoded } from './name.ts'

test('documents are percent-encoded by RFC 3986', () => {
  assert.equal(encoded('{"a":"b*(c)!\'"}'), '%7B%22a%22%3A%22b%2A%28c%29%21%27%22%7D')
})

test('tags have one key whatever the case, and there are fifty at most', async t => {
  const { iam } = await fresh(t)
  const UserName = 'alice'
  await iam.createUser({ UserName, Tags: [{ Key: 'Team', Value: 'blue' }] })
  await iam.tagUser({ UserName, Tags: [{ Key: 'TEAM', Value: 'red' }] })
  assert.deepEqual((await iam.listUserTags({ UserName })).Tags, [{ Key: 'TEAM', Value: 'red' }])
  await refused(iam.tagUser({ UserName, Tags: [{ Key: 'a', Value: '1' }, { Key: 'A', Value: '2' }] }), 'InvalidInput',
    'Duplicate tag keys found. Please note that Tag keys are case insensitive.')
  await refused(iam.tagUser({ UserName, Tags: [{ Key: 'aws:x', Value: '1' }] }), 'InvalidInput', /reserved/)
  const many = Array.from({ length: 49 }, (_, i) => ({ Key: `k${i}`, Value: '' }))
  await iam.tagUser({ UserName, Tags: many })
  await refused(iam.tagUser({ UserName, Tags: [{ Key: 'one more', Value: '' }] }), 'LimitExceeded', /maximum/)
})

test('other input is worded as usual', async t => {
  const { iam } = await fresh(t)
  await refused(iam.createUser({ UserName: 'x'.repeat(65) }), 'ValidationError', /^1 validation error detected: Value 'x+' at 'userName'/)
})
