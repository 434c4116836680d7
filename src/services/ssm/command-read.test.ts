// Lists of commands by filters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused } from './account.fixture.ts'
import { answered, registered } from './fleet.fixture.ts'

test('commands and invocations, newest first', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  await commandDocument(ssm, 'mine', ['ls'])
  const first = (await ssm.sendCommand({ DocumentName: 'mine', InstanceIds: [node] })).Command!.CommandId!
  await cloud.clock.advance('1m')
  const second = (await ssm.sendCommand({ DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['x'] },
    InstanceIds: [node] })).Command!.CommandId!
  await answered(cloud, first, node, { output: 'out' })
  const ids = async (...Filters: { key: string, value: string }[]) =>
    (await ssm.listCommands({ Filters: Filters.length > 0 ? Filters as never : undefined })).Commands!.map(({ CommandId }) => CommandId)
  assert.deepEqual(await ids(), [second, first])
  assert.deepEqual(await ids({ key: 'Status', value: 'Success' }), [first])
  assert.deepEqual(await ids({ key: 'ExecutionStage', value: 'Executing' }), [second])
  assert.deepEqual(await ids({ key: 'DocumentName', value: 'mine' }), [first])
  assert.deepEqual(await ids({ key: 'InvokedAfter', value: '2999-01-01T00:00:00Z' }), [])
  const { CommandInvocations: [invocation] = [] } = await ssm.listCommandInvocations({ CommandId: first, Details: true })
  assert.deepEqual(invocation!.CommandPlugins!.map(({ Name, Status, Output, ResponseCode }) => [Name, Status, Output, ResponseCode]),
    [['run', 'Success', 'out', 0]])
  await refused(ssm.getCommandInvocation({ CommandId: first, InstanceId: 'i-0123456789abcdef0' }), 'InvocationDoesNotExist')
  await refused(ssm.getCommandInvocation({ CommandId: first, InstanceId: node, PluginName: 'walk' }), 'InvalidPluginName')
})
