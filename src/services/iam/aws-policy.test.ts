// AWS's policies are policies, each of them, and what they allow is what their names say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fresh, decoded, refused } from './account.fixture.ts'
import { readPolicy } from '../../kernel/service.ts'

test('each can be read', async t => {
  const { iam } = await fresh(t)
  const { Policies: policies } = await iam.listPolicies({ Scope: 'AWS', MaxItems: 1000 })
  for (const { Arn: PolicyArn } of policies!) {
    const { PolicyVersion: version } = await iam.getPolicyVersion({ PolicyArn: PolicyArn!, VersionId: 'v1' })
    const read = readPolicy(JSON.stringify(decoded(version!.Document)), 'identity')
    assert.ok('policy' in read, `${PolicyArn}: ${JSON.stringify(read)}`)
  }
})

test('a reader reads', async t => {
  const { iam, asUser } = await fresh(t)
  await iam.createUser({ UserName: 'reader' })
  await iam.attachUserPolicy({ UserName: 'reader', PolicyArn: 'arn:aws:iam::aws:policy/IAMReadOnlyAccess' })
  const reader = await asUser('reader')
  await reader.iam.listUsers({})
  await refused(reader.iam.createUser({ UserName: 'x' }), 'AccessDenied', /no identity-based policy allows the iam:CreateUser action/)
})
