// Instances: their states on the clock, what may be done in each, attributes, waiters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, imageId, refused, running } from './account.fixture.ts'

test('an instance runs, stops, starts again with another public address, and ends', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const { Instances: [made] = [] } = await ec2.runInstances({
    ImageId: await imageId(ec2), InstanceType: 't3.micro', MinCount: 1, MaxCount: 1,
  })
  const id = made!.InstanceId!
  const ids = { InstanceIds: [id] }
  const shown = async () => (await ec2.describeInstances(ids)).Reservations![0]!.Instances![0]!
  assert.equal((await shown()).State!.Name, 'pending')
  await cloud.clock.advance('1m')
  const before = await shown()
  assert.equal(before.State!.Name, 'running')
  const { StoppingInstances: [stopping] = [] } = await ec2.stopInstances(ids)
  assert.deepEqual([stopping!.PreviousState!.Name, stopping!.CurrentState!.Name], ['running', 'stopping'])
  await refused(ec2.startInstances(ids), 'IncorrectInstanceState')
  await cloud.clock.advance('2m')
  const stopped = await shown()
  assert.deepEqual([stopped.State, stopped.PublicIpAddress, stopped.PrivateIpAddress],
    [{ Code: 80, Name: 'stopped' }, undefined, before.PrivateIpAddress])
  assert.match(stopped.StateTransitionReason!, /^User initiated \(/)
  await ec2.startInstances(ids)
  await cloud.clock.advance('1m')
  const again = await shown()
  assert.equal(again.State!.Name, 'running')
  assert.notEqual(again.PublicIpAddress, before.PublicIpAddress)
  await ec2.rebootInstances(ids)
  await ec2.terminateInstances(ids)
  assert.equal((await shown()).State!.Name, 'shutting-down')
  await cloud.clock.advance('2m')
  assert.equal((await shown()).State!.Name, 'terminated')
  assert.deepEqual((await ec2.describeVolumes({})).Volumes, [])
  assert.deepEqual((await ec2.describeNetworkInterfaces({})).NetworkInterfaces, [])
  await cloud.clock.advance('2h')
  await refused(shown(), 'InvalidInstanceID.NotFound')
})

test('status tells of running instances, or of all', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const id = await running(cloud, ec2)
  const { InstanceStatuses: [status] = [] } = await ec2.describeInstanceStatus({})
  assert.deepEqual([status!.InstanceId, status!.InstanceStatus!.Status], [id, 'ok'])
  await ec2.stopInstances({ InstanceIds: [id] })
  assert.deepEqual((await ec2.describeInstanceStatus({})).InstanceStatuses, [])
  assert.equal((await ec2.describeInstanceStatus({ IncludeAllInstances: true })).InstanceStatuses!.length, 1)
})

test('a protected instance is not terminated; its type changes when it is stopped', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  const id = await running(cloud, ec2, { DisableApiTermination: true, UserData: 'aGk=' })
  await refused(ec2.terminateInstances({ InstanceIds: [id] }), 'OperationNotPermitted')
  await ec2.modifyInstanceAttribute({ InstanceId: id, DisableApiTermination: { Value: false } })
  await refused(ec2.modifyInstanceAttribute({ InstanceId: id, InstanceType: { Value: 't3.large' } }), 'IncorrectInstanceState')
  await ec2.stopInstances({ InstanceIds: [id] })
  await cloud.clock.advance('2m')
  await ec2.modifyInstanceAttribute({ InstanceId: id, InstanceType: { Value: 't3.large' } })
  const attribute = async (name: 'instanceType' | 'userData') => ec2.describeInstanceAttribute({ InstanceId: id, Attribute: name })
  assert.equal((await attribute('instanceType')).InstanceType!.Value, 't3.large')
  assert.equal((await attribute('userData')).UserData!.Value, 'aGk=')
  await ec2.terminateInstances({ InstanceIds: [id] })
})

test('instances are found by filters, page by page', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  for (const type of ['t3.micro', 't3.small', 't3.micro'] as const) await running(cloud, ec2, { InstanceType: type })
  const filters = [{ Name: 'instance-type', Values: ['t3.micro'] }, { Name: 'instance-state-name', Values: ['running'] }]
  assert.equal((await ec2.describeInstances({ Filters: filters })).Reservations!.length, 2)
  const first = await ec2.describeInstances({ MaxResults: 5 })
  assert.equal(first.Reservations!.length, 3)
})
