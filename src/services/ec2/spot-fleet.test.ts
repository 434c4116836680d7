// Spot fleets: capacity by pools and weights, kept up when the market takes instances back, more and less of it, ended.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fleetMarket, role } from './spot.fixture.ts'
import type { FleetMarket } from './spot.fixture.ts'

const zone = 'us-east-1a'

function specs(image: string, types: readonly string[] = ['m5.large', 'c5.large'], weights: readonly number[] = []) {
  return types.map((InstanceType, i) => ({
    ImageId: image, InstanceType: InstanceType as 'm5.large', Placement: { AvailabilityZone: zone },
    ...(weights[i] !== undefined && { WeightedCapacity: weights[i] }),
  }))
}

async function fleetOf({ ec2, contract, image }: FleetMarket, more: object = {}): Promise<string> {
  const { SpotFleetRequestId: id } = await ec2.requestSpotFleet({
    SpotFleetRequestConfig: { IamFleetRole: role, TargetCapacity: 2, LaunchSpecifications: specs(image), ...more },
  })
  await contract.cloud.clock.advance('1m')
  return id!
}

async function shown({ ec2 }: FleetMarket, id: string) {
  const { SpotFleetRequestConfigs: [found] = [] } = await ec2.describeSpotFleetRequests({ SpotFleetRequestIds: [id] })
  return `${found!.SpotFleetRequestState} ${found!.ActivityStatus ?? '-'} ${found!.SpotFleetRequestConfig!.FulfilledCapacity}`
}

async function types({ ec2 }: FleetMarket, id: string): Promise<string[]> {
  const { ActiveInstances: found = [] } = await ec2.describeSpotFleetInstances({ SpotFleetRequestId: id })
  return found.map(({ InstanceType: type }) => type!).sort()
}

test('the cheapest pool is taken; what the market takes back is replaced from the next', async t => {
  const market = await fleetMarket(t)
  await market.set('m5.large', 300)
  await market.set('c5.large', 500)
  const id = await fleetOf(market, { LaunchSpecifications: specs(market.image).map(spec => ({ ...spec, SpotPrice: '0.06' })) })
  assert.deepEqual([await shown(market, id), await types(market, id)], ['active fulfilled 2', ['m5.large', 'm5.large']])
  await market.set('m5.large', 900)
  await market.contract.cloud.clock.advance('5m')
  assert.deepEqual([await shown(market, id), await types(market, id)], ['active fulfilled 2', ['c5.large', 'c5.large']])
  const { HistoryRecords: records = [] } = await market.ec2.describeSpotFleetRequestHistory({
    SpotFleetRequestId: id, StartTime: new Date('2027-03-01T00:00:00Z'),
  })
  const words = records.map(({ EventInformation: event }) => event!.EventSubType)
  assert.deepEqual(words.slice(0, 4), ['submitted', 'active', 'launched', 'launched'])
  assert.equal(words.filter(word => word === 'terminated').length, 2)
  assert.equal(words.filter(word => word === 'launched').length, 4)
})

test('a diversified fleet spreads; weights count', async t => {
  const market = await fleetMarket(t)
  await market.set('m5.large', 400)
  await market.set('c5.large', 400)
  const spread = await fleetOf(market, { AllocationStrategy: 'diversified', TargetCapacity: 4 })
  assert.deepEqual(await types(market, spread), ['c5.large', 'c5.large', 'm5.large', 'm5.large'])
  await market.set('m5.2xlarge', 400)
  const heavy = await fleetOf(market, { TargetCapacity: 8, LaunchSpecifications: specs(market.image, ['m5.2xlarge'], [4]) })
  assert.deepEqual([await shown(market, heavy), await types(market, heavy)], ['active fulfilled 8', ['m5.2xlarge', 'm5.2xlarge']])
})

test('more and less is asked for; a request that is not maintained is not replaced', async t => {
  const market = await fleetMarket(t)
  await market.set('m5.large', 300)
  await market.set('c5.large', 500)
  const id = await fleetOf(market)
  await market.ec2.modifySpotFleetRequest({ SpotFleetRequestId: id, TargetCapacity: 3 })
  await market.contract.cloud.clock.advance('1m')
  assert.equal(await shown(market, id), 'active fulfilled 3')
  await market.ec2.modifySpotFleetRequest({ SpotFleetRequestId: id, TargetCapacity: 1 })
  await market.contract.cloud.clock.advance('1m')
  assert.equal(await shown(market, id), 'active fulfilled 1')
  const once = await fleetOf(market, { Type: 'request', LaunchSpecifications: specs(market.image, ['c5.large']), SpotPrice: '0.05' })
  await market.set('c5.large', 900)
  await market.contract.cloud.clock.advance('5m')
  assert.equal(await shown(market, once), 'active pending_fulfillment 0')
  await assert.rejects(market.ec2.modifySpotFleetRequest({ SpotFleetRequestId: once, TargetCapacity: 5 }),
    { name: 'InvalidSpotFleetRequestConfig' })
})

test('cancelled with its instances or without, and over at its time', async t => {
  const market = await fleetMarket(t)
  await market.set('m5.large', 300)
  const [kept, ended] = [await fleetOf(market), await fleetOf(market)]
  const cancel = async (id: string, TerminateInstances: boolean) => (await market.ec2.cancelSpotFleetRequests({
    SpotFleetRequestIds: [id], TerminateInstances,
  })).SuccessfulFleetRequests!.map(({ CurrentSpotFleetRequestState: state }) => state)
  assert.deepEqual([await cancel(kept, false), await cancel(ended, true)], [['cancelled_running'], ['cancelled_terminating']])
  await market.contract.cloud.clock.advance('1h')
  assert.deepEqual([await shown(market, kept), await shown(market, ended)], ['cancelled_running - 0', 'cancelled - 0'])
  const { UnsuccessfulFleetRequests: problems } = await market.ec2.cancelSpotFleetRequests({
    SpotFleetRequestIds: [ended, 'sfr-11111111-1111-1111-1111-111111111111'], TerminateInstances: true,
  })
  assert.deepEqual(problems!.map(({ Error: error }) => error!.Code), ['fleetRequestNotInCancellableState', 'fleetRequestIdDoesNotExist'])
  const timed = await fleetOf(market, { ValidUntil: new Date('2027-03-02T00:00:00Z'), TerminateInstancesWithExpiration: true })
  assert.equal(await shown(market, timed), 'active fulfilled 2')
  await market.contract.cloud.clock.advance('2d')
  assert.equal(await shown(market, timed), 'cancelled - 0')
})

test('what is refused: nothing to launch, no capacity wanted, an image that is not there, what is not understood', async t => {
  const market = await fleetMarket(t)
  const ask = (more: object) => fleetOf(market, more)
  await assert.rejects(ask({ LaunchSpecifications: [] }), { name: 'MissingParameter' })
  await assert.rejects(ask({ TargetCapacity: 0 }), { name: 'InvalidParameterValue' })
  await assert.rejects(ask({ Type: 'instant' }), { name: 'InvalidParameterValue' })
  await assert.rejects(ask({ OnDemandTargetCapacity: 1 }), { name: 'NotImplemented' })
  await assert.rejects(ask({ LaunchSpecifications: specs('ami-00000000000000000') }), { name: 'InvalidAMIID.NotFound' })
  await assert.rejects(ask({ ValidUntil: new Date('2020-01-01') }), { name: 'InvalidTime' })
  await assert.rejects(market.ec2.describeSpotFleetInstances({ SpotFleetRequestId: 'sfr-11111111-1111-1111-1111-111111111111' }),
    { name: 'InvalidSpotFleetRequestId.NotFound' })
})
