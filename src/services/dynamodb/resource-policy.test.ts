// Policies of tables: kept, given back, revised, and gone with their table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused } from './account.fixture.ts'

test('a policy and its revisions', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music')
  const ResourceArn = (await db.describeTable({ TableName: 'Music' })).Table!.TableArn!
  const missing = `Resource-based policy not found for the provided ResourceArn: ${ResourceArn}`
  await refused(db.getResourcePolicy({ ResourceArn }), 'PolicyNotFoundException', missing)
  const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [] })
  const { RevisionId: first } = await db.putResourcePolicy({ ResourceArn, Policy, ExpectedRevisionId: 'NO_POLICY' })
  assert.deepEqual([(await db.putResourcePolicy({ ResourceArn, Policy })).RevisionId], [first])
  const { RevisionId: second } = await db.putResourcePolicy({ ResourceArn, Policy: `${Policy} `, ExpectedRevisionId: first })
  assert.ok(Number(second) > Number(first))
  await refused(db.deleteResourcePolicy({ ResourceArn, ExpectedRevisionId: first }), 'PolicyNotFoundException',
    `${missing} and ExpectedRevisionId: ${first}`)
  assert.equal((await db.getResourcePolicy({ ResourceArn })).Policy, `${Policy} `)
  await db.deleteResourcePolicy({ ResourceArn })
  assert.equal((await db.deleteResourcePolicy({ ResourceArn })).RevisionId, undefined)
  await assert.rejects(db.putResourcePolicy({ ResourceArn, Policy: 'none' }), { name: 'ValidationException' })
})
