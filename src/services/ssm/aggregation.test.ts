// Counts within counts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { countLines } from './aggregation.ts'

test('counts by one attribute, by two within one another, and by several values', () => {
  const things = [{ kind: 'b', colours: ['red', 'red'] }, { kind: 'a', colours: ['red', 'blue'] }, { kind: 'b', colours: [] }]
  const kind = { label: 'Kind', valuesOf: (thing: typeof things[0]) => [thing.kind], nested: [] }
  const colour = { label: 'Colour', valuesOf: (thing: typeof things[0]) => thing.colours, nested: [] }
  assert.deepEqual(countLines(things, [kind]), [{ Kind: 'a', Count: '1' }, { Kind: 'b', Count: '2' }])
  assert.deepEqual(countLines(things, [{ ...kind, nested: [colour] }]), [
    { Kind: 'a', Colour: 'blue', Count: '1' }, { Kind: 'a', Colour: 'red', Count: '1' }, { Kind: 'b', Colour: 'red', Count: '1' },
  ])
  assert.deepEqual(countLines([], [kind]), [])
})
