// Pipes under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount, madeQueue, RoleArn } from './account.fixture.ts'

test('a pipe is made, read, changed and removed', async t => {
  const account = await freshAccount(t)
  const { cloud, pipes } = account
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const TypeName = 'AWS::Pipes::Pipe'
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  const desired = { Name: 'p', RoleArn, Source: from.arn, Target: to.arn, Tags: { a: 'b' } }
  await control.createResource({ TypeName, DesiredState: JSON.stringify(desired) })
  await cloud.clock.advance('2m')
  const read = async () => JSON.parse((await control.getResource({ TypeName, Identifier: 'p' })).ResourceDescription!.Properties!) as
    Record<string, unknown>
  const { CurrentState: state, Tags: tags, Source: source } = await read()
  assert.deepEqual([state, tags, source], ['RUNNING', { a: 'b' }, from.arn])
  await control.updateResource({ TypeName, Identifier: 'p',
    PatchDocument: JSON.stringify([{ op: 'add', path: '/Description', value: 'd' }, { op: 'replace', path: '/Tags', value: { c: 'd' } }]) })
  await cloud.clock.advance('2m')
  const after = await read()
  assert.deepEqual([after.Description, after.Tags], ['d', { c: 'd' }])
  await control.deleteResource({ TypeName, Identifier: 'p' })
  await cloud.clock.advance('2m')
  assert.deepEqual((await pipes.listPipes({})).Pipes, [])
})
