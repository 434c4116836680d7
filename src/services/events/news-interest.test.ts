// Which rules may want to hear of the states of AWS's resources.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { wantsNews } from './news-interest.ts'

test('by sources, where the pattern names them', () => {
  const cases: [pattern: object | undefined, enabled: boolean, wants: boolean][] = [
    [{ source: ['aws.ec2'] }, true, true], [{ source: ['shop'] }, true, false], [{ source: ['shop', 'aws.rds'] }, true, true],
    [{ source: [{ prefix: 'aws.' }] }, true, true], [{ detail: { state: ['stopped'] } }, true, true],
    [{ source: ['aws.ec2'] }, false, false], [undefined, true, false],
  ]
  for (const [pattern, enabled, wants] of cases) {
    assert.equal(wantsNews({ enabled, ...(pattern && { pattern: JSON.stringify(pattern) }) }), wants, JSON.stringify(pattern))
  }
})
