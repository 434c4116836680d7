// What ElastiCache's model does not tell: the words of states, which its waiters wait for. Source: CacheCluster and ReplicationGroup,
// ElastiCache API Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const state = { making: 'creating', settled: 'available', going: 'deleting' }

export const derived: ServiceCorrections = {
  resources: { CacheCluster: { state }, ReplicationGroup: { state }, Snapshot: { state }, ServerlessCache: { state } },
}
