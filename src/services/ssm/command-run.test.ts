// What agents did, as a control says it: outputs, S3, errors that are too many, a runbook that waits for a command.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { account, execution, freshAccount, refused, runbook, started } from './account.fixture.ts'
import { answered, registered } from './fleet.fixture.ts'

const shell = { DocumentName: 'AWS-RunShellScript', Parameters: { commands: ['ls'] } }

test('an answer ends the invocation and the command, and its output is in S3', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  const s3 = new S3(cloud.client({ accessKeyId: account }))
  await s3.createBucket({ Bucket: 'out' })
  const { Command: sent } = await ssm.sendCommand({ ...shell, InstanceIds: [node], OutputS3BucketName: 'out', OutputS3KeyPrefix: 'logs' })
  const CommandId = sent!.CommandId!
  await answered(cloud, CommandId, node, { output: 'hello\n' })
  const done = await ssm.getCommandInvocation({ CommandId, InstanceId: node })
  assert.deepEqual([done.Status, done.ResponseCode, done.StandardOutputContent, done.PluginName],
    ['Success', 0, 'hello\n', 'aws:runShellScript'])
  const Key = `logs/${CommandId}/${node}/awsrunShellScript/0.awsrunShellScript/stdout`
  assert.equal(done.StandardOutputUrl, `https://s3.us-east-1.amazonaws.com/out/${Key}`)
  assert.equal(await (await s3.getObject({ Bucket: 'out', Key })).Body!.transformToString(), 'hello\n')
  assert.equal((await ssm.listCommands({ CommandId })).Commands![0]!.Status, 'Success')
  assert.match(String((await answered(cloud, CommandId, node, {})).message), /does not wait/)
})

test('one at a time: after an error the rest is not sent', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const nodes = [await registered({ cloud, ssm }), await registered({ cloud, ssm }), await registered({ cloud, ssm })].sort()
  const { Command: sent } = await ssm.sendCommand({ ...shell, InstanceIds: nodes, MaxConcurrency: '1' })
  const CommandId = sent!.CommandId!
  await answered(cloud, CommandId, nodes[0]!, { responseCode: 1, error: 'no' })
  const { CommandInvocations: found } = await ssm.listCommandInvocations({ CommandId })
  assert.deepEqual(found!.map(({ StatusDetails }) => StatusDetails), ['Failed', 'Terminated', 'Terminated'])
  const { Commands: [ended] = [] } = await ssm.listCommands({ CommandId })
  assert.deepEqual([ended!.Status, ended!.StatusDetails, ended!.ErrorCount], ['Failed', 'RateExceeded', 1])
})

test('a runbook waits for its command', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  await runbook(ssm, 'book', [{ name: 'run', action: 'aws:runCommand', inputs: { DocumentName: 'AWS-RunShellScript', InstanceIds: [node],
    Parameters: { commands: 'ls' } } }], { outputs: ['run.Output'] })
  const id = await started(ssm, 'book')
  await cloud.clock.advance('1m')
  const { Commands: [command] = [] } = await ssm.listCommands({ InstanceId: node })
  await answered(cloud, command!.CommandId!, node, { output: 'done' })
  await cloud.clock.advance('2m')
  assert.deepEqual((await execution(ssm, id)).Outputs, { 'run.Output': ['done'] })
  const late = await started(ssm, 'book')
  await cloud.clock.advance('2h')
  assert.match((await execution(ssm, late)).FailureMessage!, /came to DeliveryTimedOut/)
})

test('commands are forgotten after 30 days', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const node = await registered({ cloud, ssm })
  const { Command: sent } = await ssm.sendCommand({ ...shell, InstanceIds: [node] })
  await cloud.clock.advance('31d')
  await refused(ssm.listCommands({ CommandId: sent!.CommandId! }), 'InvalidCommandId')
})
