// Amazon's documents among one's own; their parameters are what scripts rely on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'

test('they are described, listed and read like one\'s own', async t => {
  const { ssm } = await freshAccount(t)
  const { Document: shell } = await ssm.describeDocument({ Name: 'AWS-RunShellScript' })
  assert.deepEqual([shell!.Owner, shell!.PlatformTypes, shell!.SchemaVersion, shell!.DocumentVersion, shell!.Status],
    ['Amazon', ['Linux', 'MacOS'], '1.2', '1', 'Active'])
  assert.deepEqual(shell!.Parameters!.map(({ Name, Type, DefaultValue }) => [Name, Type, DefaultValue]),
    [['commands', 'StringList', undefined], ['workingDirectory', 'String', ''], ['executionTimeout', 'String', '3600']])
  const { DocumentIdentifiers: found } = await ssm.listDocuments({ Filters: [{ Key: 'Owner', Values: ['Amazon'] },
    { Key: 'DocumentType', Values: ['Automation'] }, { Key: 'Name', Values: ['AWS-St'] }] })
  assert.deepEqual(found!.map(({ Name }) => Name), ['AWS-StartEC2Instance', 'AWS-StartEC2InstanceWithApproval', 'AWS-StartRdsInstance',
    'AWS-StopEC2Instance', 'AWS-StopEC2InstanceWithApproval', 'AWS-StopRdsInstance'])
  const { Content } = await ssm.getDocument({ Name: 'arn:aws:ssm:us-east-1::document/AWS-StopEC2Instance', DocumentVersion: '$LATEST' })
  assert.equal(JSON.parse(Content!).mainSteps[0].action, 'aws:changeInstanceState')
})
