// Amazon's documents: each is a valid document of its type, and its parameters are what scripts rely on.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'
import { checkContent } from './document-check.ts'
import { ownedCommands } from './owned-command.ts'
import { ownedRunbooks } from './owned-runbook.ts'

test('each of them is valid', () => {
  const call = { fault: (code: string, message: string) => new Error(`${code}: ${message}`) }
  for (const [name, { type, content }] of Object.entries({ ...ownedCommands, ...ownedRunbooks })) {
    assert.doesNotThrow(() => { checkContent(type, content as never, call as never) }, name)
  }
})

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
