// Numbers of events keep their order, and can be read back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeIn, tokenText } from './event-id.ts'

test('56 digits in the order of time, then of arrival', () => {
  const places = [[0, 0], [1, 5], [1_396_035_378_988, 0], [1_396_035_378_988, 7], [1_396_035_378_989, 3], [4e12, 2 ** 52]] as const
  const texts = places.map(([at, sequence]) => tokenText(at, sequence))
  assert.deepEqual([...texts].sort(), texts)
  assert.ok(texts.every(text => text.length === 56))
  assert.deepEqual(texts.map(placeIn), places.map(([at, sequence]) => ({ at, sequence })))
  assert.equal(texts[2]!.slice(0, 12), '311326292749')
  assert.deepEqual([placeIn('12'), placeIn('9'.repeat(56))], [undefined, undefined])
})
