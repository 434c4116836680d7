// AWS Data Exports: exports of CUR 2.0 by a query, delivered to S3 from the ledger. The manifest.

import { service } from '../../kernel/service.ts'
import { deliver } from './delivery.ts'
import { GetExecution, ListExecutions } from './execution.ts'
import { CreateExport, DeleteExport, Export, GetExport, ListExports, UpdateExport } from './export.ts'
import { GetTable, ListTables } from './table.ts'

export const bcmDataExports = service({
  id: 'bcm-data-exports',
  scope: 'account',
  resources: [Export],
  operations: {
    CreateExport, DeleteExport, GetExecution, GetExport, GetTable, ListExecutions, ListExports, ListTables, UpdateExport,
  },
  tagging: {
    resource: Export, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource', invalid: 'ValidationException',
    identify: ({ ResourceArn }: { readonly ResourceArn: string }) => [/:export\/([^/]+)$/.exec(ResourceArn)?.[1] ?? ''],
  },
  timers: { deliver },
  ownPages: ['ListExecutions', 'ListExports', 'ListTables'],
})
