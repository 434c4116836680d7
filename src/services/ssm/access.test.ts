// Sessions whose policies name parameters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SSM } from '@aws-sdk/client-ssm'
import { STS } from '@aws-sdk/client-sts'
import type { Credentials } from '@aws-sdk/client-sts'
import { account, freshAccount, put, refused } from './account.fixture.ts'

test('a session reads what its policy names', async t => {
  const { ssm, cloud } = await freshAccount(t)
  for (const name of ['/app/x', '/other/x']) await put(ssm, name, 'hello')
  const sts = new STS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const Statement = { Effect: 'Allow', Action: 'ssm:GetParameter*', Resource: 'arn:aws:ssm:*:*:parameter/app*' }
  const { Credentials: found } = await sts.assumeRole({
    RoleArn: `arn:aws:iam::${account}:role/worker`, RoleSessionName: 'one', Policy: JSON.stringify({ Version: '2012-10-17', Statement }),
  })
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = found as Required<Credentials>
  const session = new SSM({ ...cloud.client({ accessKeyId, secretAccessKey, sessionToken }), maxAttempts: 1 })
  assert.equal((await session.getParameter({ Name: '/app/x' })).Parameter!.Value, 'hello')
  await session.getParametersByPath({ Path: '/app' })
  await refused(session.getParameters({ Names: ['/app/x', '/other/x'] }), 'AccessDeniedException', /parameter\/other\/x/)
  await refused(session.getParametersByPath({ Path: '/' }), 'AccessDeniedException')
  await refused(session.putParameter({ Name: '/app/x', Value: 'y', Overwrite: true }), 'AccessDeniedException')
})
