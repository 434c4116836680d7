// What RDS's model does not tell: the words of states, which its waiters wait for, and what EventBridge hears. Source: "Viewing DB instance
// status" and "Amazon RDS event categories and event messages", Amazon RDS User Guide. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

const state = { making: 'creating', settled: 'available', going: 'deleting' }

/** What the detail of each event says of its source. */
const source = { SourceArn: '{arn}', Date: '{at}', SourceIdentifier: '{identifier}' }
const instance = { ...source, SourceType: 'DB_INSTANCE' }
const cluster = { ...source, SourceType: 'CLUSTER' }
const snapshot = { ...source, SourceType: 'SNAPSHOT' }
const clusterSnapshot = { ...source, SourceType: 'CLUSTER_SNAPSHOT' }

export const derived: ServiceCorrections = {
  resources: {
    DBInstance: {
      state, news: {
        source: 'aws.rds', detailType: 'RDS DB Instance Event',
        made: { ...instance, EventCategories: ['creation'], Message: 'DB instance created', EventID: 'RDS-EVENT-0005' },
        gone: { ...instance, EventCategories: ['deletion'], Message: 'DB instance deleted', EventID: 'RDS-EVENT-0003' },
      },
    },
    DBCluster: {
      state, news: {
        source: 'aws.rds', detailType: 'RDS DB Cluster Event',
        made: { ...cluster, EventCategories: ['creation'], Message: 'DB cluster created', EventID: 'RDS-EVENT-0170' },
        gone: { ...cluster, EventCategories: ['deletion'], Message: 'DB cluster deleted', EventID: 'RDS-EVENT-0171' },
      },
    },
    DBSnapshot: {
      state, news: {
        source: 'aws.rds', detailType: 'RDS DB Snapshot Event',
        made: { ...snapshot, EventCategories: ['creation'], Message: 'Manual snapshot created', EventID: 'RDS-EVENT-0042' },
        gone: { ...snapshot, EventCategories: ['deletion'], Message: 'Deleted user snapshot', EventID: 'RDS-EVENT-0041' },
      },
    },
    DBClusterSnapshot: {
      state, news: {
        source: 'aws.rds', detailType: 'RDS DB Cluster Snapshot Event',
        made: { ...clusterSnapshot, EventCategories: ['backup'], Message: 'Manual cluster snapshot created', EventID: 'RDS-EVENT-0075' },
      },
    },
    GlobalCluster: { state },
  },
}
