// What Redshift's model does not tell: the words of states, which its waiters wait for. Source: Cluster, Amazon Redshift API Reference.
// Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const state = { making: 'creating', settled: 'available', going: 'deleting' }

export const derived: ServiceCorrections = {
  resources: { Cluster: { state }, ClusterSnapshot: { state } },
}
