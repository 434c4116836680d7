// Reserved nodes: found, bought, used, retired; refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Redshift } from '@aws-sdk/client-redshift'
import { Cloud } from '../../index.ts'
import { billOf } from '../../contract/controls/controls.ts'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'

const account = '111122223333'

async function opened(t: TestContext): Promise<{ cloud: Cloud, redshift: Redshift }> {
  const cloud = await Cloud.open({ now: '2027-03-01T00:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, redshift: new Redshift({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 }) }
}

test('46: bought for a term, it covers the nodes of a cluster and is retired at its end', async t => {
  const { cloud, redshift } = await opened(t)
  const { ReservedNodeOfferings: offers = [] } = await redshift.describeReservedNodeOfferings({})
  const offer = offers.find(each => each.NodeType === 'dc2.large' && each.OfferingType === 'No Upfront')!
  const { ReservedNode: bought } = await redshift.purchaseReservedNodeOffering({
    ReservedNodeOfferingId: offer.ReservedNodeOfferingId!, NodeCount: 2,
  })
  assert.deepEqual([bought!.State, bought!.NodeCount, bought!.Duration], ['payment-pending', 2, 31_536_000])
  await redshift.createCluster({
    ClusterIdentifier: 'c', NodeType: 'dc2.large', NumberOfNodes: 2, MasterUsername: 'me', MasterUserPassword: 'Secret12',
  })
  await cloud.clock.advance('2d')
  const shown = async () => (await redshift.describeReservedNodes({ ReservedNodeId: bought!.ReservedNodeId! })).ReservedNodes![0]!
  assert.equal((await shown()).State, 'active')
  const { lines } = billOf(cloud.core.parts.get(contractId) as Contract, account, '2027-03')
  assert.deepEqual(lines.filter(({ usageType }) => usageType.startsWith('Node:')).map(({ type }) => type), ['DiscountedUsage'])
  await cloud.clock.advance('1y')
  assert.equal((await shown()).State, 'retired')
})

test('faults are Redshift\'s own; exchanges are refused', async t => {
  const { redshift } = await opened(t)
  await assert.rejects(redshift.purchaseReservedNodeOffering({ ReservedNodeOfferingId: 'x' }),
    { name: 'ReservedNodeOfferingNotFoundFault' })
  await assert.rejects(redshift.describeReservedNodes({ ReservedNodeId: 'x' }), { name: 'ReservedNodeNotFoundFault' })
  await assert.rejects(redshift.getReservedNodeExchangeOfferings({ ReservedNodeId: 'x' }), { name: 'NotImplemented' })
})
