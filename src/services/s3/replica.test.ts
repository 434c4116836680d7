// What no request off the wire can do: bring a replica.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Call } from '../../kernel/service.ts'
import { bringsReplica } from './replica.ts'

test('only calls from within bring replicas', () => {
  const input = { Bucket: 'bucket', Key: 'key', replica: { versionId: 'v', createdAt: 0 } }
  assert.equal(bringsReplica(input, { request: undefined } as Call), true)
  assert.equal(bringsReplica(input, { request: {} } as Call), false)
  assert.equal(bringsReplica({ Bucket: 'bucket', Key: 'key' }, { request: undefined } as Call), false)
})
