// The subnet that a launch falls back to.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, running } from './account.fixture.ts'

test('without a subnet an instance goes into the default one of its zone, or of the first', async t => {
  const { cloud, ec2 } = await freshAccount(t)
  await running(cloud, ec2)
  await running(cloud, ec2, { Placement: { AvailabilityZone: 'us-east-1d' } })
  const { Reservations: found } = await ec2.describeInstances({})
  const zones = found!.map(({ Instances }) => Instances![0]!.Placement!.AvailabilityZone).sort()
  assert.deepEqual(zones, ['us-east-1a', 'us-east-1d'])
})
