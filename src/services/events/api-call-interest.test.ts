// Which rules want to hear of API calls, by table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantsApiCalls } from './api-call-interest.ts'

const rows: readonly (readonly [pattern: string, wants: boolean])[] = [
  ['{"detail-type":["AWS API Call via CloudTrail"]}', true], ['{"source":["aws.s3"]}', true], ['{"source":[{"prefix":"aws."}]}', true],
  ['{"source":["shop"]}', false], ['{"source":["aws.s3"],"detail-type":["Object Created"]}', false],
  ['{"detail-type":[{"suffix":"via CloudTrail"}]}', true],
]

for (const [pattern, wants] of rows) {
  test(`${pattern} ${wants ? 'wants them' : 'does not'}`, () => { assert.equal(wantsApiCalls({ pattern, enabled: true }), wants) })
}

test('a rule that is off wants nothing', () => { assert.equal(wantsApiCalls({ pattern: '{"source":["aws.s3"]}', enabled: false }), false) })
