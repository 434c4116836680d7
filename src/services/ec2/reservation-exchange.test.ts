// Exchanges of convertible reservations: what is left counts, the rest is paid, the end stays.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from './account.fixture.ts'
import { linesOf, market, offerOf, reserved, shownOf } from './reservation.fixture.ts'

test('a quote, and the exchange that follows it', async t => {
  const { cloud, ec2 } = await market(t)
  const id = await reserved(cloud, ec2, 2, { kind: 'convertible' })
  await cloud.clock.advance('30d')
  const { ReservedInstancesOfferingId: OfferingId = '' } = await offerOf(ec2, { type: 'c5.xlarge', kind: 'convertible' })
  const asked = { ReservedInstanceIds: [id], TargetConfigurations: [{ OfferingId }] }
  const quote = await ec2.getReservedInstancesExchangeQuote(asked)
  // 0.192 against 0.17 an hour: two are needed, for the 8,039 hours that are left.
  assert.deepEqual([quote.IsValidExchange, quote.TargetConfigurationValueSet![0]!.TargetConfiguration!.InstanceCount], [true, 2])
  const left = 8760 - 721
  assert.equal(Number(quote.PaymentDue).toFixed(2), ((2 * 0.17 - 2 * 0.096) * 0.677 * left).toFixed(2))
  assert.match((await ec2.acceptReservedInstancesExchangeQuote(asked)).ExchangeId!, /^riex-/)
  await cloud.clock.advance('1h')
  const made = (await ec2.describeReservedInstances({ Filters: [{ Name: 'state', Values: ['active'] }] })).ReservedInstances!
  assert.deepEqual(made.map(each => [each.InstanceType, each.InstanceCount, Number(each.End)]),
    [['c5.xlarge', 2, Number(quote.OutputReservedInstancesWillExpireAt)]])
  assert.equal((await shownOf(ec2, id)).State, 'retired')
  const fees = linesOf(cloud).filter(({ type }) => type === 'Fee').map(({ cost }) => Number(cost).toFixed(2))
  assert.deepEqual(fees.sort(), [(2 * 0.096 * 0.677 * 8760).toFixed(2), Number(quote.PaymentDue).toFixed(2)].sort())
})

test('what cannot be exchanged says why', async t => {
  const { cloud, ec2 } = await market(t)
  const id = await reserved(cloud, ec2, 4, { kind: 'convertible' })
  const { ReservedInstancesOfferingId: OfferingId = '' } = await offerOf(ec2, { type: 't3.micro', kind: 'convertible' })
  const small = { ReservedInstanceIds: [id], TargetConfigurations: [{ OfferingId, InstanceCount: 1 }] }
  const quote = await ec2.getReservedInstancesExchangeQuote(small)
  assert.deepEqual([quote.IsValidExchange, quote.ValidationFailureReason],
    [false, 'The target configurations are worth less than the reservations.'])
  await refused(ec2.acceptReservedInstancesExchangeQuote(small), 'InvalidParameterValue')
  const standard = await reserved(cloud, ec2)
  await refused(ec2.getReservedInstancesExchangeQuote({ ...small, ReservedInstanceIds: [standard] }), 'InvalidParameterValue',
    /Convertible/)
})
