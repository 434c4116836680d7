// AddPermission and RemovePermission: what they make of the policy, and whom and what they refuse.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { arnOf, attributesOf, freshAccount, made, refused } from './account.fixture.ts'

test('permissions edit the policy', async t => {
  const { sqs } = await freshAccount(t)
  const url = await made(sqs, 'q')
  const add = (label: string, accounts: string[], actions: string[]) =>
    sqs.addPermission({ QueueUrl: url, Label: label, AWSAccountIds: accounts, Actions: actions })
  await add('one', ['444455556666'], ['SendMessage'])
  await add('two', ['444455556666', '777788889999'], ['ReceiveMessage', 'DeleteMessage'])
  const policy = JSON.parse((await attributesOf(sqs, url)).Policy!) as { Version: string, Statement: Record<string, unknown>[] }
  assert.equal(policy.Version, '2008-10-17')
  assert.deepEqual(policy.Statement[0], {
    Sid: 'one', Effect: 'Allow', Principal: { AWS: ['arn', 'aws', 'iam', '', '444455556666', 'root'].join(':') }, Action: 'SQS:SendMessage',
    Resource: await arnOf(sqs, url),
  })
  assert.deepEqual(policy.Statement[1]!.Action, ['SQS:ReceiveMessage', 'SQS:DeleteMessage'])
  await refused(add('one', ['444455556666'], ['SendMessage']), 'InvalidParameterValue', /Label is invalid\. Reason: Already exists\./)
  await refused(add('x', ['444455556666'], ['DeleteQueue']), 'InvalidParameterValue', /Only the queue owner/)
  await refused(add('x', ['444455556666'], ['Nonsense']), 'InvalidParameterValue', /WSDL/)
  await refused(add('x', ['44'], ['SendMessage']), 'InvalidParameterValue', /Unable to verify/)
  await refused(add('a b', ['444455556666'], ['SendMessage']), 'InvalidParameterValue')
  await sqs.removePermission({ QueueUrl: url, Label: 'one' })
  await refused(sqs.removePermission({ QueueUrl: url, Label: 'one' }), 'InvalidParameterValue', /can't find label/)
  await sqs.removePermission({ QueueUrl: url, Label: 'two' })
  assert.equal((await attributesOf(sqs, url)).Policy, undefined)
})
