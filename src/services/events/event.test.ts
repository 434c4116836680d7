// Sizes of entries and times of events.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { entryBytes, secondsText } from './event.ts'

test('an entry weighs its texts, and 14 bytes for a time', () => {
  assert.equal(entryBytes({ Source: 'ä', DetailType: 'bc', Detail: '{}', Resources: ['x'], Time: 1 }), 14 + 2 + 2 + 2 + 1)
  assert.equal(entryBytes({}), 0)
})

test('times have no fraction', () => { assert.equal(secondsText(1999), '1970-01-01T00:00:01Z') })
