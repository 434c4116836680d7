// A rule's targets: put, listed, removed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, listening, refused } from './account.fixture.ts'

test('targets by their ids', async t => {
  const account = await freshAccount(t)
  const { events } = account
  const { arn } = await listening(account, 'r', { pattern: { source: ['shop'] } })
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 'two', Arn: arn, Input: '{}' }] })
  assert.deepEqual((await events.listTargetsByRule({ Rule: 'r' })).Targets, [{ Id: 'q', Arn: arn }, { Id: 'two', Arn: arn, Input: '{}' }])
  const { FailedEntryCount: failed, FailedEntries: entries } = await events.removeTargets({ Rule: 'r', Ids: ['two', 'three'] })
  assert.deepEqual([failed, entries![0]!.TargetId, entries![0]!.ErrorCode], [1, 'three', 'ResourceNotFoundException'])
  await refused(events.putTargets({ Rule: 'none', Targets: [{ Id: 'q', Arn: arn }] }), 'ResourceNotFoundException')
})
