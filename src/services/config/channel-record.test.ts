// Where channels are, and what is said of one that is not there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Channel, channelHere } from './channel-record.ts'

test('the one there is', () => {
  assert.equal(channelHere({ of: () => ({ first: () => undefined }) } as never), undefined)
  assert.equal(Channel.notFound.message(['c']), `Cannot find delivery channel with specified name 'c'.`)
})
