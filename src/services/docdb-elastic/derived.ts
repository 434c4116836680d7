// What the model of elastic clusters does not tell: their endpoints. Source: Cluster, Amazon DocumentDB Elastic Clusters API Reference.
// Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    Cluster: {
      gives: { endpoint: '{name}-{account}.{region}.docdb-elastic.amazonaws.com', createtime: '{createdText}' },
    },
  },
}
