// What RDS's model does not tell: the words of states, which its waiters wait for. Source: "Viewing DB instance status", Amazon RDS User
// Guide. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const state = { making: 'creating', settled: 'available', going: 'deleting' }

export const derived: ServiceCorrections = {
  resources: { DBInstance: { state }, DBCluster: { state }, DBSnapshot: { state }, DBClusterSnapshot: { state }, GlobalCluster: { state } },
}
