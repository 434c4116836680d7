// What is sent and what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, commandDocument, freshAccount, refused, runbook } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

const shell = { DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['ls'] } }

test('a command waits for its node, and is not delivered in the end', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  const { Command: sent } = await ssm.sendCommand({ ...shell, InstanceIds: [node], TimeoutSeconds: 600, Comment: 'look' })
  assert.deepEqual([sent!.Status, sent!.TargetCount, sent!.TimeoutSeconds, sent!.Parameters, sent!.MaxConcurrency, sent!.MaxErrors],
    ['Pending', 1, 600, { commands: ['ls'] }, '50', '0'])
  assert.equal(sent!.ExpiresAfter!.getTime() - sent!.RequestedDateTime!.getTime(), (600 + 3600) * 1000)
  const CommandId = sent!.CommandId!
  const invocation = () => ssm.getCommandInvocation({ CommandId, InstanceId: node })
  await cloud.clock.advance('9m')
  assert.deepEqual([(await invocation()).Status, (await invocation()).ResponseCode], ['Pending', -1])
  await cloud.clock.advance('2m')
  assert.deepEqual([(await invocation()).Status, (await invocation()).StatusDetails], ['TimedOut', 'DeliveryTimedOut'])
  const { Commands: [ended] = [] } = await ssm.listCommands({ CommandId })
  assert.deepEqual([ended!.Status, ended!.StatusDetails, ended!.DeliveryTimedOutCount, ended!.CompletedCount],
    ['TimedOut', 'DeliveryTimedOut', 1, 1])
})

test('what is no node, no command document, no parameter', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  await runbook(ssm, 'book', [{ name: 'a', action: 'aws:sleep', inputs: { Duration: 'PT1S' } }])
  await commandDocument(ssm, 'plain', ['ls'])
  for (const [input, code, text] of [
    [{ ...shell, InstanceIds: ['i-0123456789abcdef0'] }, 'InvalidInstanceId',
      `Instances [[i-0123456789abcdef0]] not in a valid state for account ${account}`],
    [{ ...shell, InstanceIds: [node, node] }, 'DuplicateInstanceId', /^/],
    [{ ...shell }, 'ValidationException', /InstanceIds or Targets/],
    [{ DocumentName: 'none', InstanceIds: [node] }, 'InvalidDocument', 'Document with name none does not exist.'],
    [{ DocumentName: 'book', InstanceIds: [node] }, 'InvalidDocument', /of type Automation/],
    [{ DocumentName: 'plain', InstanceIds: [node], Parameters: { x: ['y'] } }, 'InvalidParameters',
      'document plain does not support parameters.'],
    [{ DocumentName: 'AWS-RunShellScript', InstanceIds: [node] }, 'InvalidParameters',
      'Missing required parameter: commands in user inputs.'],
    [{ ...shell, InstanceIds: [node], DocumentHash: 'x', DocumentHashType: 'Sha256' }, 'InvalidDocument', /hash/],
    [{ ...shell, InstanceIds: [node], NotificationConfig: { NotificationArn: 'topic' } }, 'InvalidNotificationConfig', /^/],
    [{ ...shell, InstanceIds: [node], NotificationConfig: { NotificationArn: 'arn:aws:sns:us-east-1:111122223333:x' } }, 'InvalidRole',
      /^/],
  ] as const) {
    await refused(ssm.sendCommand(input as never), code, text)
  }
})

test('nodes by tags; a platform that is not the document\'s', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  await ssm.addTagsToResource({ ResourceType: 'ManagedInstance', ResourceId: node, Tags: [{ Key: 'team', Value: 'x' }] })
  const byTag = async (Values: string[], DocumentName = 'AWS-RunShellScript') =>
    (await ssm.listCommands({ CommandId: (await ssm.sendCommand({ ...shell, DocumentName,
      Targets: [{ Key: 'tag:team', Values }] })).Command!.CommandId! }))
      .Commands![0]!
  assert.deepEqual([(await byTag(['x'])).Status, (await byTag(['x'])).TargetCount], ['InProgress', 1])
  const none = await byTag(['y'])
  assert.deepEqual([none.Status, none.StatusDetails, none.TargetCount], ['Success', 'NoInstancesInTag', 0])
  await ssm.createDocument({ Name: 'windows', DocumentType: 'Command', Content: JSON.stringify({ schemaVersion: '2.2',
    parameters: { commands: { type: 'StringList' } },
      mainSteps: [{ action: 'aws:runPowerShellScript', name: 'a', inputs: { runCommand: '{{ commands }}' } }] }) })
  assert.equal((await byTag(['x'], 'windows')).Status, 'Failed')
  await refused(ssm.sendCommand({ ...shell, DocumentName: 'windows', InstanceIds: [node] }), 'UnsupportedPlatformType')
})

test('a command is cancelled', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  const { Command: sent } = await ssm.sendCommand({ ...shell, InstanceIds: [node] })
  const CommandId = sent!.CommandId!
  await refused(ssm.cancelCommand({ CommandId, InstanceIds: ['mi-00000000000000000'] }), 'InvalidInstanceId')
  await refused(ssm.cancelCommand({ CommandId: '0'.repeat(36) }), 'InvalidCommandId')
  await ssm.cancelCommand({ CommandId })
  assert.equal((await ssm.getCommandInvocation({ CommandId, InstanceId: node })).Status, 'Cancelled')
  assert.equal((await ssm.listCommands({ CommandId })).Commands![0]!.Status, 'Cancelled')
})
