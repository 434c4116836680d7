// What targets are told.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, listening, put, taken } from './account.fixture.ts'

const told: readonly (readonly [target: object, body: string])[] = [
  [{ Input: '{"fixed":1}' }, '{"fixed":1}'], [{ InputPath: '$.detail' }, '{"order":"o1","total":5}'],
  [{ InputTransformer: { InputPathsMap: { id: '$.detail.order' }, InputTemplate: '"order <id> by <aws.events.rule-name>"' } },
    '"order o1 by r"'],
  [{ InputTransformer: { InputPathsMap: { total: '$.detail.total' }, InputTemplate: '{"sum": <total>}' } }, '{"sum": 5}'],
]
for (const [target, body] of told) {
  test(JSON.stringify(target), async t => {
    const account = await freshAccount(t)
    const queue = await listening(account, 'r', { pattern: { source: ['shop'] } }, target)
    await put(account.events, { order: 'o1', total: 5 })
    assert.deepEqual(await taken(account, queue), [body])
  })
}
