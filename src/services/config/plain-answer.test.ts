// Answers of other services, lowered, and those that are none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { found, lowered } from './plain-answer.ts'

test('names begin small, times are text', () => {
  assert.deepEqual(lowered({ VpcId: 'v', CreateTime: 0, Tags: [{ Key: 'a' }], Size: 5 }),
    { vpcId: 'v', createTime: '1970-01-01T00:00:00.000Z', tags: [{ key: 'a' }], size: 5 })
})

test('a fault is no answer; a bug is no fault', async () => {
  assert.equal(await found(async () => { throw new Fault('NotFound', 'x') }), undefined)
  assert.equal(await found(async () => 1), 1)
  await assert.rejects(found(async () => { throw new TypeError('x') }), TypeError)
})
