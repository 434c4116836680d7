// The spot market by its clauses, through EC2's own API: prices, fulfilment, interruption, blocks, and what is billed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { EC2 } from '@aws-sdk/client-ec2'
import type { SpotInstanceRequest } from '@aws-sdk/client-ec2'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { SQS } from '@aws-sdk/client-sqs'
import { account, contractCloud } from './contract.ts'
import type { ContractCloud } from './contract.ts'

const zone = 'us-east-1a'
/** m5.large on demand in us-east-1. */
const onDemand = 0.096

class Market {
  readonly contract: ContractCloud
  readonly ec2: EC2
  constructor(contract: ContractCloud) {
    this.contract = contract
    this.ec2 = new EC2({ ...contract.cloud.client(), maxAttempts: 1 })
  }

  async image(name = 'al2023-ami-2023*x86_64'): Promise<string> {
    const { Images } = await this.ec2.describeImages({ Owners: ['amazon'], Filters: [{ Name: 'name', Values: [name] }] })
    return Images![0]!.ImageId!
  }

  /** Of an m5.large in the one zone. @returns its id */
  async request(input: Partial<Parameters<EC2['requestSpotInstances']>[0]> = {}): Promise<string> {
    const { SpotInstanceRequests: made } = await this.ec2.requestSpotInstances({
      LaunchSpecification: { ImageId: await this.image(), InstanceType: 'm5.large', Placement: { AvailabilityZone: zone } }, ...input,
    })
    return made![0]!.SpotInstanceRequestId!
  }

  async look(id: string): Promise<SpotInstanceRequest> {
    return (await this.ec2.describeSpotInstanceRequests({ SpotInstanceRequestIds: [id] })).SpotInstanceRequests![0]!
  }

  /** `open price-too-low` */
  async state(id: string): Promise<string> {
    const { State, Status } = await this.look(id)
    return `${State} ${Status!.Code}`
  }

  async instance(id: string): Promise<string> {
    return (await this.ec2.describeInstances({ InstanceIds: [id] })).Reservations![0]!.Instances![0]!.State!.Name!
  }

  /** What a type costs there now, in dollars. */
  async price(): Promise<number> {
    const { SpotPriceHistory: [entry] = [] } = await this.ec2.describeSpotPriceHistory({
      InstanceTypes: ['m5.large'], AvailabilityZone: zone, ProductDescriptions: ['Linux/UNIX'],
    })
    return Number(entry!.SpotPrice)
  }

  set(permille?: number): Promise<unknown> {
    return this.contract.control('spot/price', { account, type: 'm5.large', zone, ...(permille !== undefined && { permille }) })
  }

  wind(span: string): Promise<unknown> {
    return this.contract.cloud.clock.advance(span)
  }
}

async function marketOf(t: TestContext, now?: string): Promise<Market> {
  return new Market(await contractCloud(t, now))
}

test('spot prices move in time below the on-demand price, and are the same whenever they are asked for', async t => {
  const market = await marketOf(t)
  const history = async () => (await market.ec2.describeSpotPriceHistory({
    InstanceTypes: ['m5.large', 'c5.xlarge'], ProductDescriptions: ['Linux/UNIX'], StartTime: new Date('2027-01-01T00:00:00Z'),
    EndTime: new Date('2027-01-20T00:00:00Z'),
  })).SpotPriceHistory!
  const found = await history()
  assert.ok(found.length > 100)
  assert.ok(found.every(({ InstanceType, SpotPrice }) => Number(SpotPrice) < (InstanceType === 'm5.large' ? onDemand : 0.17)))
  assert.deepEqual(new Set(found.map(({ InstanceType }) => InstanceType)), new Set(['m5.large', 'c5.xlarge']))
  assert.ok(found.every((each, i) => i === 0 || each.Timestamp! <= found[i - 1]!.Timestamp!))
  await market.wind('20d')
  assert.deepEqual(await history(), found)
})

test('5.3#1: a request that nothing fulfils closes after seven days, or when it is cancelled', async t => {
  const market = await marketOf(t)
  await market.set(500)
  const id = await market.request({ SpotPrice: '0.001' })
  const other = await market.request({ SpotPrice: '0.001', Type: 'persistent' })
  assert.match(await market.state(id), /^open/)
  await market.wind('1m')
  assert.equal(await market.state(id), 'open price-too-low')
  await market.ec2.cancelSpotInstanceRequests({ SpotInstanceRequestIds: [other] })
  assert.equal(await market.state(other), 'cancelled canceled-before-fulfillment')
  await market.wind('6d')
  assert.equal(await market.state(id), 'open price-too-low')
  await market.wind('1d')
  assert.equal(await market.state(id), 'closed schedule-expired')
})

test('5.3#2: when the price meets the maximum, the instance is warned and goes two minutes later', async t => {
  const market = await marketOf(t)
  const { cloud } = market.contract
  const [events, sqs] = [new EventBridge(cloud.client()), new SQS(cloud.client())]
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'warnings' })
  await events.putRule({ Name: 'spot', EventPattern: JSON.stringify({ 'detail-type': ['EC2 Spot Instance Interruption Warning'] }) })
  await events.putTargets({ Rule: 'spot', Targets: [{ Id: 'queue', Arn: `arn:aws:sqs:us-east-1:${account}:warnings` }] })
  await sqs.setQueueAttributes({ QueueUrl, Attributes: { Policy: JSON.stringify({ Version: '2012-10-17', Statement: [
    { Effect: 'Allow', Principal: { Service: 'events.amazonaws.com' }, Action: 'sqs:SendMessage', Resource: '*' }] }) } })
  await market.set(400)
  const id = await market.request({ SpotPrice: '0.05' })
  await market.wind('1m')
  assert.equal(await market.state(id), 'active fulfilled')
  const { InstanceId: instance } = await market.look(id)
  assert.equal(await market.instance(instance!), 'running')
  await market.set(900)
  assert.equal(await market.state(id), 'active marked-for-termination')
  const { Messages } = await sqs.receiveMessage({ QueueUrl })
  const { source, detail } = JSON.parse(Messages![0]!.Body!) as { source: string, detail: object }
  assert.deepEqual([source, detail], ['aws.ec2', { 'instance-id': instance, 'instance-action': 'terminate' }])
  assert.equal(await market.instance(instance!), 'running')
  await market.wind('2m')
  assert.equal(await market.state(id), 'closed instance-terminated-by-price')
  const { Reservations } = await market.ec2.describeInstances({ InstanceIds: [instance!] })
  assert.equal(Reservations![0]!.Instances![0]!.StateReason!.Code, 'Server.SpotInstanceTermination')
})

test('5.3#2: a persistent request stops its instance, and starts it when the price has fallen', async t => {
  const market = await marketOf(t)
  await market.set(400)
  const id = await market.request({ SpotPrice: '0.05', Type: 'persistent', InstanceInterruptionBehavior: 'stop' })
  await market.wind('1m')
  const { InstanceId: instance } = await market.look(id)
  await market.set(900)
  await market.wind('5m')
  assert.equal(await market.state(id), 'open instance-stopped-by-price')
  assert.equal(await market.instance(instance!), 'stopped')
  await market.set(300)
  await market.wind('1m')
  assert.equal(await market.state(id), 'active fulfilled')
  assert.equal(await market.instance(instance!), 'running')
})

test('5.3#2: the market\'s own path interrupts who pays little', async t => {
  const market = await marketOf(t)
  const id = await market.request({ SpotPrice: String(await market.price() + 0.0005) })
  await market.wind('1m')
  assert.equal(await market.state(id), 'active fulfilled')
  const dear = await market.request()
  await market.wind('1y')
  assert.equal(await market.state(id), 'closed instance-terminated-by-price')
  assert.equal(await market.state(dear), 'active fulfilled')
})

test('5.3#3: a block lives through any price, and ends when it is over', async t => {
  const market = await marketOf(t)
  await market.set(400)
  const id = await market.request({ SpotPrice: '0.05', BlockDurationMinutes: 120 })
  await market.wind('1m')
  await market.set(900)
  await market.wind('115m')
  assert.equal(await market.state(id), 'active fulfilled')
  await market.wind('10m')
  assert.equal(await market.state(id), 'closed instance-terminated-by-schedule')
})

test('5.3#4, 5.3#5: capacity that is wanted back ends either kind, and a block that is cut short costs nothing', async t => {
  const market = await marketOf(t, '2027-03-01T00:00:00Z')
  await market.set(400)
  const plain = await market.request()
  const block = await market.request({ BlockDurationMinutes: 360 })
  await market.wind('3h')
  for (const id of [plain, block]) {
    const { InstanceId: instance } = await market.look(id)
    await market.contract.control('spot/reclaim', { account, instance, region: 'us-east-1' })
  }
  await market.wind('3m')
  assert.deepEqual([await market.state(plain), await market.state(block)],
    ['closed instance-terminated-no-capacity', 'closed instance-terminated-no-capacity'])
  const { credits } = await market.contract.control('billing/credits') as { credits: { name: string, amount: string }[] }
  assert.equal(credits.length, 1)
  assert.match(credits[0]!.name, /^Spot block of i-\w+, cut short$/)
  const spent = await spotLines(market)
  assert.ok(Math.abs(Number(credits[0]!.amount) - spent / 2) < 0.01, `${credits[0]!.amount} of ${spent}`)
})

/** What the running month's spot usage comes to. */
async function spotLines({ contract }: Market): Promise<number> {
  const { bills: [bill] } =
    await contract.control(`bill?account=${account}`) as {
    bills: { lines: { type: string, usageType: string, cost: string }[] }[]
  }
  return bill!.lines.filter(({ type, usageType }) => type === 'Usage' && usageType.startsWith('SpotUsage:')).reduce((sum, { cost }) => sum
    + Number(cost), 0)
}

test('spot instances are billed by the price of each hour, in their zone', async t => {
  const market = await marketOf(t, '2027-03-01T00:00:00Z')
  const launched = await market.ec2.runInstances({
    ImageId: await market.image(), InstanceType: 'm5.large', MinCount: 1, MaxCount: 1, Placement: { AvailabilityZone: zone },
    InstanceMarketOptions: { MarketType: 'spot' },
  })
  assert.equal(launched.Instances![0]!.InstanceLifecycle, 'spot')
  const from = market.contract.cloud.clock.now()
  await market.wind('10d')
  const { SpotPriceHistory: history = [] } = await market.ec2.describeSpotPriceHistory({
    InstanceTypes: ['m5.large'], AvailabilityZone: zone, ProductDescriptions: ['Linux/UNIX'], StartTime: new Date(from),
  })
  const steps = history.map(({ Timestamp, SpotPrice }) =>
    ({ at: Math.max(from, Timestamp!.getTime()), price: Number(SpotPrice) })).reverse()
  const now = market.contract.cloud.clock.now()
  const expected = steps.reduce((sum, { at, price }, i) => sum + price * ((steps[i + 1]?.at ?? now) - at) / 3_600_000, 0)
  const found = await spotLines(market)
  assert.ok(steps.length > 5)
  assert.ok(Math.abs(found - expected) < 1e-4, `${found} for ${expected}`)
  assert.ok(found < 240 * onDemand)
})

test('RunInstances at the market: a price that is too low is refused, a one-time instance cannot be stopped', async t => {
  const market = await marketOf(t)
  const run = async (MaxPrice?: string) => market.ec2.runInstances({
    ImageId: await market.image(), InstanceType: 'm5.large', MinCount: 1, MaxCount: 1,
    InstanceMarketOptions: { MarketType: 'spot', SpotOptions: { ...(MaxPrice !== undefined && { MaxPrice }) } },
  })
  await assert.rejects(run('0.0001'), { name: 'SpotMaxPriceTooLow' })
  const instance = (await run()).Instances![0]!
  await market.wind('1m')
  await assert.rejects(market.ec2.stopInstances({ InstanceIds: [instance.InstanceId!] }), { name: 'UnsupportedOperation' })
  await market.ec2.terminateInstances({ InstanceIds: [instance.InstanceId!] })
  assert.equal(await market.state(instance.SpotInstanceRequestId!), 'closed instance-terminated-by-user')
})

test('5.3#6: some software does not run on the spot market', async t => {
  const market = await marketOf(t)
  await market.contract.control('spot/barred', { account, image: await market.image() })
  await assert.rejects(market.request(), { name: 'UnsupportedOperation' })
  const spec = { InstanceType: 'm5.large' as const, ImageId: await market.image('Windows_Server-2022*') }
  assert.ok(await market.request({ LaunchSpecification: spec }))
})

test('5.3#7: who manipulates prices loses the requests, and makes no more', async t => {
  const market = await marketOf(t)
  const id = await market.request({ SpotPrice: '0.0001' })
  await market.contract.control('spot/flag', { account, region: 'us-east-1', requests: [id] })
  assert.equal(await market.state(id), 'cancelled canceled-before-fulfillment')
  await assert.rejects(market.request(), { name: 'OperationNotPermitted' })
})
