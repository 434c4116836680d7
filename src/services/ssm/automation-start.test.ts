// What is refused before an execution begins, and what it begins with.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { IAM } from '@aws-sdk/client-iam'
import { account, commandDocument, execution, freshAccount, put, refused, runbook, started } from './account.fixture.ts'

const nap = { name: 'rest', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }

test('documents and parameters that do not fit', async t => {
  const { ssm } = await freshAccount(t)
  await commandDocument(ssm, 'command', ['ls'])
  await runbook(ssm, 'book', [nap], { parameters: { Kind: { type: 'String', allowedValues: ['a', 'b'] } } })
  for (const [input, code, text] of [
    [{ DocumentName: 'none' }, 'AutomationDefinitionNotFoundException', 'Document with name none does not exist.'],
    [{ DocumentName: 'command' }, 'AutomationDefinitionNotFoundException', /of type Command/],
    [{ DocumentName: 'book', DocumentVersion: '7' }, 'AutomationDefinitionVersionNotFoundException', /^/],
    [{ DocumentName: 'book' }, 'InvalidAutomationExecutionParametersException', 'Missing required parameter: Kind in user inputs.'],
    [{ DocumentName: 'book', Parameters: { Kind: ['c'] } }, 'InvalidAutomationExecutionParametersException',
      'Parameter "Kind" has value "c" not found in [a, b].'],
    [{ DocumentName: 'book', Parameters: { Kind: ['a'] }, Targets: [{ Key: 'ParameterValues', Values: ['a'] }] },
      'InvalidAutomationExecutionParametersException', /TargetParameterName/],
    [{ DocumentName: 'book', Parameters: { Kind: ['a'] }, TargetLocations: [{ Accounts: ['444455556666'] }] }, 'NotImplemented',
      /TargetLocations/],
  ] as const) {
    await refused(ssm.startAutomationExecution(input as never), code, text)
  }
})

test('a role that cannot be assumed, and one that can', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await runbook(ssm, 'book', [{ name: 'read', action: 'aws:executeAwsApi', inputs: { Service: 'sts', Api: 'GetCallerIdentity' },
    outputs: [{ Name: 'Arn', Selector: '$.Arn' }] }],
      { parameters: { Role: { type: 'String' } }, assumeRole: '{{ Role }}', outputs: ['read.Arn'] })
  const Role = [`arn:aws:iam::${account}:role/runner`]
  await refused(ssm.startAutomationExecution({ DocumentName: 'book', Parameters: { Role: ['no role at all, but a text'] } }),
    'InvalidAutomationExecutionParametersException',
    'The defined assume role is unable to be assumed.')
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: 'ssm.amazonaws.com' }, Action: 'sts:AssumeRole' }] })
  await new IAM(cloud.client({ accessKeyId: account })).createRole({ RoleName: 'runner', AssumeRolePolicyDocument })
  const id = await started(ssm, 'book', { Role })
  await cloud.clock.advance('1m')
  assert.match((await execution(ssm, id)).Outputs!['read.Arn']![0]!, /:assumed-role\/runner\/Automation-/)
})

test('a value of Parameter Store, and a token that is used twice', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, '/kind', 'a')
  await runbook(ssm, 'book', [nap], { parameters: { Kind: { type: 'String' } } })
  const asked = { DocumentName: 'book', Parameters: { Kind: ['{{ssm:/kind}}'] }, ClientToken: '01234567-89ab-cdef-0123-456789abcdef',
    Tags: [{ Key: 'x', Value: 'y' }] }
  const { AutomationExecutionId: id } = await ssm.startAutomationExecution(asked)
  assert.equal((await ssm.startAutomationExecution(asked)).AutomationExecutionId, id)
  await refused(ssm.startAutomationExecution({ ...asked, Parameters: { Kind: ['b'] } }), 'IdempotentParameterMismatch')
  assert.deepEqual((await execution(ssm, id!)).Parameters, { Kind: ['a'] })
  assert.deepEqual((await ssm.listTagsForResource({ ResourceType: 'Automation', ResourceId: id! })).TagList, [{ Key: 'x', Value: 'y' }])
})
