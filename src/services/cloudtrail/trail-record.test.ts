// How trails are found, and shown.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('by name and by ARN, and by no other name', async t => {
  const { trails } = await freshAccount(t)
  const { TrailARN } = await trails.createTrail({ Name: 'own', S3BucketName: 'trail-files' })
  assert.equal((await trails.getTrail({ Name: TrailARN })).Trail!.Name, 'own')
  await refused(trails.getTrail({ Name: TrailARN!.replace('111122223333', '999999999999') }), 'TrailNotFoundException')
})
