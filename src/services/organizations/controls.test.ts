// Policies of the organization bind the calls of its accounts, roots too; the management account is free.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SQS } from '@aws-sdk/client-sqs'
import { STS } from '@aws-sdk/client-sts'
import { accountMade, fresh, joinedBy, management, member, organized } from './account.fixture.ts'
import type { Fresh } from './account.fixture.ts'

const statement = (effect: 'Allow' | 'Deny', action: string, more: object = {}) =>
  JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: effect, Action: action, Resource: '*', ...more }] })

async function attached({ organizations }: Fresh, target: string, content: string, type = 'SERVICE_CONTROL_POLICY'): Promise<string> {
  const { Policies = [] } = await organizations.listPolicies({ Filter: type as never })
  const { Policy } = await organizations.createPolicy({ Name: `policy-${Policies.length}`, Description: '', Type: type as never,
    Content: content })
  const id = Policy!.PolicySummary!.Id!
  await organizations.attachPolicy({ PolicyId: id, TargetId: target })
  return id
}

test('48.3#3: what a service control policy denies, or does not allow, nobody in the account may do', async t => {
  const all = await fresh(t)
  const root = await organized(all)
  const account = await accountMade(all, 'web')
  const sqs = (id: string) => new SQS({ ...all.cloud.client({ accessKeyId: id }), maxAttempts: 1 })
  await sqs(account).createQueue({ QueueName: 'calls' })
  await all.organizations.enablePolicyType({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })
  await sqs(account).listQueues({})
  const denial = await attached(all, account, statement('Deny', 'sqs:ListQueues'))
  await assert.rejects(sqs(account).listQueues({}), {
    message: `User: arn:aws:iam::${account}:root is not authorized to perform: sqs:listqueues on resource: * `
      + 'with an explicit deny in a service control policy',
  })
  await sqs(account).getQueueUrl({ QueueName: 'calls' })
  await all.organizations.detachPolicy({ PolicyId: denial, TargetId: account })
  await sqs(account).listQueues({})
  await attached(all, root, statement('Deny', 'sqs:*'))
  await assert.rejects(sqs(account).listQueues({}), /explicit deny in a service control policy/)
  await sqs(management).listQueues({})
})

test('every level must allow: units between the root and the account, and accounts that move', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const root = await organized(all)
  await organizations.enablePolicyType({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })
  const { OrganizationalUnit: unit } = await organizations.createOrganizationalUnit({ ParentId: root, Name: 'Sandbox' })
  const account = await accountMade(all, 'web')
  const client = all.cloud.client({ accessKeyId: account })
  const sqs = new SQS({ ...client, maxAttempts: 1 })
  await attached(all, unit!.Id!, statement('Allow', 'sts:*'))
  await organizations.detachPolicy({ PolicyId: 'p-FullAWSAccess', TargetId: unit!.Id! })
  await sqs.listQueues({})
  await organizations.moveAccount({ AccountId: account, SourceParentId: root, DestinationParentId: unit!.Id! })
  await assert.rejects(sqs.listQueues({}), /because no service control policy allows the sqs:listqueues action/)
  assert.equal((await new STS(client).getCallerIdentity({})).Account, account)
  await organizations.moveAccount({ AccountId: account, SourceParentId: unit!.Id!, DestinationParentId: root })
  await sqs.listQueues({})
  await attached(all, root, statement('Deny', 'sqs:*'))
  await assert.rejects(sqs.listQueues({}), /explicit deny/)
  await organizations.disablePolicyType({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })
  await sqs.listQueues({})
})

test('who joins is bound, who leaves is free, and a changed text counts at once', async t => {
  const all = await fresh(t)
  const { organizations } = all
  const root = await organized(all)
  await organizations.enablePolicyType({ RootId: root, PolicyType: 'SERVICE_CONTROL_POLICY' })
  const id = await attached(all, root, statement('Deny', 'sqs:*'))
  const sqs = new SQS({ ...all.cloud.client({ accessKeyId: member }), maxAttempts: 1 })
  await sqs.listQueues({})
  await joinedBy(all, member)
  await assert.rejects(sqs.listQueues({}), /explicit deny/)
  await organizations.updatePolicy({ PolicyId: id, Content: statement('Deny', 'sqs:CreateQueue') })
  await sqs.listQueues({})
  await assert.rejects(sqs.createQueue({ QueueName: 'calls' }), /explicit deny/)
  await organizations.removeAccountFromOrganization({ AccountId: member })
  await sqs.createQueue({ QueueName: 'calls' })
})

test('a resource control policy binds whoever calls the resources of the account', async t => {
  const all = await fresh(t)
  const root = await organized(all)
  const account = await accountMade(all, 'data')
  const sqs = new SQS({ ...all.cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  await all.organizations.enablePolicyType({ RootId: root, PolicyType: 'RESOURCE_CONTROL_POLICY' })
  await sqs.createQueue({ QueueName: 'calls' })
  await attached(all, account, statement('Deny', 'sqs:GetQueueUrl', { Principal: '*' }), 'RESOURCE_CONTROL_POLICY')
  await assert.rejects(sqs.getQueueUrl({ QueueName: 'calls' }), /with an explicit deny in a resource control policy/)
  await sqs.listQueues({})
})
