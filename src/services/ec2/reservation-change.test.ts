// Changes: one reservation becomes others of the same worth, and what it costs goes over to them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from './account.fixture.ts'
import { linesOf, market, reserved, shownOf } from './reservation.fixture.ts'

test('split into other sizes and a zone: nothing is charged twice', async t => {
  const { cloud, ec2 } = await market(t)
  const id = await reserved(cloud, ec2, 2, { option: 'Partial Upfront' })
  await cloud.clock.advance('10d')
  const targets = [{ InstanceType: 'm5.xlarge', InstanceCount: 1 }] as const
  const { ReservedInstancesModificationId } = await ec2.modifyReservedInstances({ ReservedInstancesIds: [id],
    TargetConfigurations: [...targets],
    ClientToken: 'a' })
  const change = async () => (await ec2.describeReservedInstancesModifications({
    ReservedInstancesModificationIds: [ReservedInstancesModificationId!],
  })).ReservedInstancesModifications![0]!
  assert.equal((await change()).Status, 'processing')
  await cloud.clock.advance('1h')
  const { Status, ModificationResults: [result] = [] } = await change()
  const made = await shownOf(ec2, result!.ReservedInstancesId!)
  assert.deepEqual([Status, made.InstanceType, made.InstanceCount, made.State, made.FixedPrice],
    ['fulfilled', 'm5.xlarge', 1, 'active', 504.58])
  assert.equal((await shownOf(ec2, id)).State, 'retired')
  const again = await ec2.modifyReservedInstances({ ReservedInstancesIds: [made.ReservedInstancesId!], TargetConfigurations: [
    { InstanceCount: 1, AvailabilityZone: 'us-east-1a' }, { InstanceCount: 1 },
  ].map(each => ({ ...each, InstanceType: 'm5.large' as const })) })
  assert.ok(again.ReservedInstancesModificationId!.startsWith('rimod-'))
  await cloud.clock.advance('30d')
  const active = (await ec2.describeReservedInstances({ Filters: [{ Name: 'state', Values: ['active'] }] })).ReservedInstances!
  assert.deepEqual(active.map(({ Scope }) => Scope).sort(), ['Availability Zone', 'Region'])
  const lines = linesOf(cloud)
  assert.equal(lines.filter(({ type }) => type === 'Fee').length, 1)
  const hourly = lines.filter(({ type }) => type === 'RIFee').reduce((sum, { cost }) => sum + Number(cost), 0)
  assert.equal(hourly.toFixed(6), (744 * 0.0576).toFixed(6))
})

test('what a reservation cannot become is refused', async t => {
  const { cloud, ec2 } = await market(t)
  const id = await reserved(cloud, ec2, 2)
  const modify = (target: object) => ec2.modifyReservedInstances({ ReservedInstancesIds: [id], TargetConfigurations: [target] })
  await refused(modify({ InstanceType: 'm5.xlarge', InstanceCount: 2 }), 'InvalidParameterValue', /normalized/)
  await refused(modify({ InstanceType: 'c5.large', InstanceCount: 2 }), 'InvalidParameterValue', /family/)
  await refused(modify({ InstanceCount: 2, Scope: 'Availability Zone' }), 'InvalidParameterValue', /zone/)
  await refused(ec2.modifyReservedInstances({ ReservedInstancesIds: ['x'], TargetConfigurations: [{ InstanceCount: 1 }] }),
    'InvalidReservedInstancesId')
  const windows = await reserved(cloud, ec2, 2, { product: 'Windows' })
  await refused(ec2.modifyReservedInstances({ ReservedInstancesIds: [windows],
    TargetConfigurations: [{ InstanceType: 'm5.xlarge', InstanceCount: 1 }] }), 'InvalidParameterValue', /Linux/)
  await refused(ec2.describeReservedInstancesModifications({ ReservedInstancesModificationIds: ['x'] }),
    'InvalidReservedInstancesModificationId')
})
