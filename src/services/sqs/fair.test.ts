// Noisy neighbours and the order among tenants.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { byFairness, noisyGroups } from './fair.ts'

const times = (count: number, group: string | undefined) => Array<string | undefined>(count).fill(group)

test('more than a tenth of what is in flight, and thirty at least', () => {
  const table: [(string | undefined)[], string[]][] = [
    [times(29, 'a'), []], [times(30, 'a'), ['a']], [[...times(30, 'a'), ...times(270, undefined)], []],
    [[...times(31, 'a'), ...times(269, undefined)], ['a']],
    [[...times(40, 'a'), ...times(50, 'b'), ...times(5, 'c')], ['a', 'b']], [[], []],
  ]
  for (const [inFlight, noisy] of table) assert.deepEqual([...noisyGroups(inFlight).keys()], noisy)
})

test('quiet before noisy, the least noisy of these first', () => {
  const noisy = new Map([['a', 50], ['b', 40]])
  const message = (group: string | undefined, sequence: number) => ({ ...(group !== undefined && { group }), visibleAt: 0, sequence })
  const ordered = byFairness([message('a', 1), message('b', 2), message('c', 4), message(undefined, 3), message('b', 0)], noisy)
  assert.deepEqual(ordered.map(({ sequence }) => sequence), [3, 4, 0, 2, 1])
})
