// Which services an identity may call, and when it last did.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused } from './account.fixture.ts'

test('a report on a user, and on what he is allowed by a policy', async t => {
  const { iam, asUser } = await fresh(t)
  await iam.createUser({ UserName: 'alice' })
  const { Policy: made } = await iam.createPolicy({ PolicyName: 'p', PolicyDocument: policy(allow(['sqs:*', 's3:GetObject'])) })
  await iam.attachUserPolicy({ UserName: 'alice', PolicyArn: made!.Arn! })
  const alice = await asUser('alice')
  await alice.sqs.listQueues({})
  for (const Arn of [`arn:aws:iam::${account}:user/alice`, made!.Arn!]) {
    const { JobId } = await iam.generateServiceLastAccessedDetails({ Arn, Granularity: 'ACTION_LEVEL' })
    const report = await iam.getServiceLastAccessedDetails({ JobId: JobId! })
    assert.equal(report.JobStatus, 'COMPLETED')
    assert.deepEqual(report.ServicesLastAccessed!.map(({ ServiceNamespace, LastAuthenticatedEntity, TotalAuthenticatedEntities }) =>
      [ServiceNamespace, LastAuthenticatedEntity, TotalAuthenticatedEntities]),
    [['s3', undefined, 0], ['sqs', `arn:aws:iam::${account}:user/alice`, 1]])
    assert.equal(report.ServicesLastAccessed![1]!.TrackedActionsLastAccessed![0]!.ActionName, 'ListQueues')
    const { EntityDetailsList: entities } = await iam.getServiceLastAccessedDetailsWithEntities({ JobId: JobId!, ServiceNamespace: 'sqs' })
    assert.deepEqual(entities!.map(({ EntityInfo }) => [EntityInfo!.Name, EntityInfo!.Type]), [['alice', 'USER']])
    assert.ok(entities![0]!.LastAuthenticated)
  }
  await refused(iam.getServiceLastAccessedDetails({ JobId: 'x'.repeat(36) }), 'NoSuchEntity', /cannot be found/)
})
