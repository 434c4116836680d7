// Pipes as they are made, changed, started, stopped and ended, and what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, heldBy, madeQueue, refused, RoleArn, taken } from './account.fixture.ts'

test('states pass on the clock', async t => {
  const account = await freshAccount(t)
  const { pipes, cloud, sqs } = account
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  const state = async () => {
    const { CurrentState: current, DesiredState: desired } = await pipes.describePipe({ Name: 'p' })
    return `${current}/${desired}`
  }
  const made = await pipes.createPipe({ Name: 'p', RoleArn, Source: from.arn, Target: to.arn, DesiredState: 'STOPPED', Tags: { a: 'b' } })
  assert.deepEqual([made.CurrentState, made.Arn], ['CREATING', 'arn:aws:pipes:us-east-1:111122223333:pipe/p'])
  await refused(pipes.startPipe({ Name: 'p' }), 'ConflictException', /CREATING/)
  await refused(pipes.createPipe({ Name: 'p', RoleArn, Source: from.arn, Target: to.arn }), 'ConflictException', /already exists/)
  await cloud.clock.advance('1m')
  assert.equal(await state(), 'STOPPED/STOPPED')
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'x' })
  await cloud.clock.advance('1m')
  assert.equal(await heldBy(account, from), 1)
  assert.equal((await pipes.startPipe({ Name: 'p' })).CurrentState, 'STARTING')
  await cloud.clock.advance('1m')
  assert.equal(await state(), 'RUNNING/RUNNING')
  assert.equal((await taken(account, to)).length, 1)
  await pipes.updatePipe({ Name: 'p', RoleArn, Description: 'd', TargetParameters: { InputTemplate: 'changed' } })
  assert.equal(await state(), 'UPDATING/RUNNING')
  await cloud.clock.advance('1m')
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'y' })
  assert.deepEqual(await taken(account, to), ['changed'])
  await pipes.stopPipe({ Name: 'p' })
  await cloud.clock.advance('1m')
  assert.equal(await state(), 'STOPPED/STOPPED')
  await sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'z' })
  assert.deepEqual(await taken(account, to), [])
  assert.deepEqual((await pipes.listTagsForResource({ resourceArn: made.Arn! })).tags, { a: 'b' })
  assert.equal((await pipes.deletePipe({ Name: 'p' })).CurrentState, 'DELETING')
  await cloud.clock.advance('1m')
  await refused(pipes.describePipe({ Name: 'p' }), 'NotFoundException')
})
