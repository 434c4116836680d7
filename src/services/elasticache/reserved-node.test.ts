// Reserved cache nodes: found, bought, used, retired; refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { ElastiCache } from '@aws-sdk/client-elasticache'
import { Cloud } from '../../index.ts'
import { billOf } from '../../contract/controls/controls.ts'
import { contractId } from '../../contract/part.ts'
import type { Contract } from '../../contract/part.ts'

const account = '111122223333'

async function opened(t: TestContext): Promise<{ cloud: Cloud, elasticache: ElastiCache }> {
  const cloud = await Cloud.open({ now: '2027-03-01T00:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, elasticache: new ElastiCache({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 }) }
}

test('17.2: bought for a term, it covers nodes and is retired at its end', async t => {
  const { cloud, elasticache } = await opened(t)
  const { ReservedCacheNodesOfferings: [offer] = [] } = await elasticache.describeReservedCacheNodesOfferings({
    CacheNodeType: 'cache.m5.large', Duration: '31536000', ProductDescription: 'redis', OfferingType: 'All Upfront',
  })
  await elasticache.purchaseReservedCacheNodesOffering({
    ReservedCacheNodesOfferingId: offer!.ReservedCacheNodesOfferingId!, ReservedCacheNodeId: 'mine', CacheNodeCount: 1,
  })
  await elasticache.createCacheCluster({ CacheClusterId: 'c', CacheNodeType: 'cache.m5.large', NumCacheNodes: 2, Engine: 'redis' })
  await cloud.clock.advance('2d')
  const shown = async () => (await elasticache.describeReservedCacheNodes({ ReservedCacheNodeId: 'mine' })).ReservedCacheNodes![0]!
  assert.deepEqual([(await shown()).State, (await shown()).FixedPrice, (await shown()).ProductDescription],
    ['active', offer!.FixedPrice, 'redis'])
  const { lines } = billOf(cloud.core.parts.get(contractId) as Contract, account, '2027-03')
  assert.deepEqual(lines.filter(({ usageType }) => usageType.startsWith('NodeUsage')).map(({ type }) => type).sort(),
    ['DiscountedUsage', 'Usage'])
  await cloud.clock.advance('1y')
  assert.equal((await shown()).State, 'retired')
})

test('faults are ElastiCache\'s own', async t => {
  const { elasticache } = await opened(t)
  const [{ ReservedCacheNodesOfferingId } = {}] = (await elasticache.describeReservedCacheNodesOfferings({})).ReservedCacheNodesOfferings!
  const buy = (id: string) =>
    elasticache.purchaseReservedCacheNodesOffering({ ReservedCacheNodesOfferingId: id, ReservedCacheNodeId: 'mine' })
  await buy(ReservedCacheNodesOfferingId!)
  await assert.rejects(buy(ReservedCacheNodesOfferingId!), { name: 'ReservedCacheNodeAlreadyExistsFault' })
  await assert.rejects(buy('x'), { name: 'ReservedCacheNodesOfferingNotFoundFault' })
  await assert.rejects(elasticache.describeReservedCacheNodes({ ReservedCacheNodeId: 'x' }), { name: 'ReservedCacheNodeNotFoundFault' })
})
