// Tags, limits and endpoints.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused, simplest } from './account.fixture.ts'

test('tags, limits and endpoints', async t => {
  const account = await freshAccount(t)
  const { db } = account
  await made(account, 'Music', { ...simplest, Tags: [{ Key: 'a', Value: '1' }] })
  const arn = (await db.describeTable({ TableName: 'Music' })).Table!.TableArn!
  await db.tagResource({ ResourceArn: arn, Tags: [{ Key: 'b', Value: '2' }] })
  await db.untagResource({ ResourceArn: arn, TagKeys: ['a'] })
  assert.deepEqual((await db.listTagsOfResource({ ResourceArn: arn })).Tags, [{ Key: 'b', Value: '2' }])
  await refused(db.listTagsOfResource({ ResourceArn: `${arn}x` }), 'ResourceNotFoundException',
    `Requested resource not found: ResourcArn: ${arn}x not found`)
  assert.equal((await db.describeLimits({})).TableMaxReadCapacityUnits, 40_000)
  assert.equal((await db.describeEndpoints({})).Endpoints!.length, 1)
})
