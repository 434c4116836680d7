// How much targets take, and which items they say they could not do.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { batchLimit, failedIn } from './target.ts'

const answers: readonly (readonly [string, readonly string[] | undefined])[] = [
  ['', []], ['null', []], ['{}', []], ['{"batchItemFailures":[]}', []], ['{"batchItemFailures":null}', []],
  ['{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"b"}]}', ['a', 'b']],
  ['{"batchItemFailures":[{"itemIdentifier":""}]}', undefined], ['{"batchItemFailures":[{"x":"a"}]}', undefined],
]

for (const [answer, failed] of answers) {
  test(`a function answers ${answer}`, () => {
    if (failed === undefined) assert.throws(() => failedIn(answer), { code: 'InvalidResponse' })
    else assert.deepEqual([...failedIn(answer)], failed)
  })
}

test('how much targets take at once', () => {
  const limits = ['sqs:::q', 'kinesis:::stream/s', 'logs:::log-group:g', 'lambda:::function:f', 'events:::event-bus/b',
    'events:::api-destination/d/i',
    'ecs:::cluster/c'].map(rest => batchLimit(`arn:aws:${rest}`))
  assert.deepEqual(limits, [10, 500, 10_000, Infinity, 10, 1, 1])
})
