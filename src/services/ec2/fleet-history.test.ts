// The history of fleets: of each its own, in order.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { historyOf, noted } from './fleet-history.ts'
import { fleetMarket, role } from './spot.fixture.ts'

test('each fleet has its own, from a time on and of a kind', async t => {
  const { contract, ec2, image, set } = await fleetMarket(t)
  await set('m5.large', 500)
  const { SpotFleetRequestId: id } = await ec2.requestSpotFleet({ SpotFleetRequestConfig: {
    IamFleetRole: role, TargetCapacity: 1,
    LaunchSpecifications: [{ ImageId: image, InstanceType: 'm5.large', Placement: { AvailabilityZone: 'us-east-1a' } }],
  } })
  await contract.cloud.clock.advance('1h')
  const ask = async (more: object) => (await ec2.describeSpotFleetRequestHistory({
    SpotFleetRequestId: id!, StartTime: new Date('2027-03-01T00:00:00Z'), ...more,
  })).HistoryRecords!.map(({ EventInformation: event }) => event!.EventSubType)
  assert.deepEqual(await ask({ EventType: 'instanceChange' }), ['launched'])
  assert.deepEqual(await ask({ StartTime: new Date('2027-03-01T00:30:00Z') }), [])
})

test('kept by fleet', () => {
  const table = new Map<string, never>()
  let at = 0
  const call = {
    table: () => ({ put: (name: string, value: never) => { table.set(name, value) },
      scan: ({ prefix }: { prefix: string }) => [...table].filter(([name]) => name.startsWith(prefix)) }),
    sequence: () => at += 1, now: () => at,
  } as never
  noted('sfr-1', 'fleetRequestChange', 'submitted', call)
  noted('sfr-2', 'fleetRequestChange', 'submitted', call)
  noted('sfr-1', 'instanceChange', 'launched', call, 'i-1')
  assert.deepEqual(historyOf('sfr-1', call).map(({ EventInformation: event }) => event), [
    { EventSubType: 'submitted' }, { EventSubType: 'launched', InstanceId: 'i-1' },
  ])
})
