// Reserved DB instances: found, bought, used by an instance of another size, retired; refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { RDS } from '@aws-sdk/client-rds'
import { Cloud } from '../../index.ts'
import { billOf } from '../../contract/controls/controls.ts'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'

const account = '111122223333'

async function opened(t: TestContext): Promise<{ cloud: Cloud, rds: RDS }> {
  const cloud = await Cloud.open({ now: '2027-03-01T00:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, rds: new RDS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 }) }
}

test('10.2: bought for a term, it covers an instance of its family and is retired at its end', async t => {
  const { cloud, rds } = await opened(t)
  const { ReservedDBInstancesOfferings: [offer] = [] } = await rds.describeReservedDBInstancesOfferings({
    DBInstanceClass: 'db.m5.large', Duration: '1', ProductDescription: 'postgresql', OfferingType: 'No Upfront', MultiAZ: false,
  })
  const ReservedDBInstancesOfferingId = offer!.ReservedDBInstancesOfferingId!
  const { ReservedDBInstance: bought } = await rds.purchaseReservedDBInstancesOffering({
    ReservedDBInstancesOfferingId, ReservedDBInstanceId: 'mine', DBInstanceCount: 2,
  })
  assert.equal(bought!.State, 'payment-pending')
  await rds.createDBInstance({ DBInstanceIdentifier: 'db', DBInstanceClass: 'db.m5.xlarge', Engine: 'postgres', AllocatedStorage: 20 })
  await cloud.clock.advance('2d')
  const shown = async () => (await rds.describeReservedDBInstances({ ReservedDBInstanceId: 'mine' })).ReservedDBInstances![0]!
  assert.deepEqual([(await shown()).State, (await shown()).DBInstanceCount, (await shown()).RecurringCharges],
    ['active', 2, offer!.RecurringCharges])
  const { lines } = billOf(cloud.core.parts.get(contractId) as Contract, account, '2027-03')
  assert.deepEqual(lines.filter(({ usageType }) => usageType.startsWith('InstanceUsage')).map(({ type }) => type), ['DiscountedUsage'])
  await cloud.clock.advance('1y')
  assert.equal((await shown()).State, 'retired')
})

test('faults are RDS\'s own', async t => {
  const { rds } = await opened(t)
  const [{ ReservedDBInstancesOfferingId } = {}] = (await rds.describeReservedDBInstancesOfferings({})).ReservedDBInstancesOfferings!
  const buy = (id: string) => rds.purchaseReservedDBInstancesOffering({ ReservedDBInstancesOfferingId: id, ReservedDBInstanceId: 'mine' })
  await buy(ReservedDBInstancesOfferingId!)
  await assert.rejects(buy(ReservedDBInstancesOfferingId!), { name: 'ReservedDBInstanceAlreadyExistsFault' })
  await assert.rejects(buy('x'), { name: 'ReservedDBInstancesOfferingNotFoundFault' })
  await assert.rejects(rds.describeReservedDBInstances({ ReservedDBInstanceId: 'x' }), { name: 'ReservedDBInstanceNotFoundFault' })
  await assert.rejects(rds.describeReservedDBInstancesOfferings({ ReservedDBInstancesOfferingId: 'x' }),
    { name: 'ReservedDBInstancesOfferingNotFoundFault' })
})
