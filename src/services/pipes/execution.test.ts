// What the filters want.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, heldBy, madeQueue, running, taken } from './account.fixture.ts'

test('what the filters do not want is taken out and goes nowhere', async t => {
  const account = await freshAccount(t)
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  const Filters = [{ Pattern: '{"body":{"kind":["a"]}}' }, { Pattern: '{"body":["plain"]}' }]
  await running(account, { Source: from.arn, Target: to.arn, SourceParameters: { FilterCriteria: { Filters } },
    TargetParameters: { InputTemplate: '<$.body>' } })
  for (const MessageBody of ['{"kind":"a"}', '{"kind":"b"}', 'plain', 'other']) await account.sqs.sendMessage({ QueueUrl: from.url,
    MessageBody })
  assert.deepEqual((await taken(account, to)).toSorted(), ['plain', '{"kind":"a"}'])
  assert.equal(await heldBy(account, from), 0)
})
