// The newest call that is meant, of the account's own only.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh } from './account.fixture.ts'

test('a role was last used when its session last called, and only in its account', async t => {
  const { iam, sts, asSession, as, cloud } = await fresh(t)
  await as({ accessKeyId: '444455556666' }).sqs.listQueues({})
  await iam.createRole({ RoleName: 'worker', AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17',
    Statement: { Effect: 'Allow', Principal: { AWS: '111122223333' }, Action: 'sts:AssumeRole' } }) })
  const { Credentials: credentials } = await sts.assumeRole({ RoleArn: 'arn:aws:iam::111122223333:role/worker', RoleSessionName: 'one' })
  const used = async () => (await iam.getRole({ RoleName: 'worker' })).Role!.RoleLastUsed
  assert.deepEqual(await used(), {})
  const session = asSession(credentials)
  await session.sts.getCallerIdentity({})
  const first = (await used())!.LastUsedDate!.getTime()
  await cloud.clock.advance('10m')
  await session.sts.getCallerIdentity({})
  assert.equal((await used())!.LastUsedDate!.getTime() - first, 600_000)
})
