// What the model of Amazon Keyspaces does not tell: that a `resourceArn` is the ARN. Source: CreateKeyspace and CreateTable, API
// Reference. Data only.

import type { ServiceCorrections } from '../../model/derived.ts'

export const derived: ServiceCorrections = {
  resources: {
    Keyspace: { spelling: ['resourcearn>arn'] },
    Table: { spelling: ['resourcearn>arn'] },
  },
}
