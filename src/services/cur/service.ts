// AWS Cost and Usage Reports, the legacy kind, delivered to S3 from the ledger. The manifest.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { deliver } from './delivery.ts'
import { DeleteReportDefinition, DescribeReportDefinitions, ModifyReportDefinition, PutReportDefinition, Report } from './definition.ts'

export const cur = service({
  id: 'cur',
  scope: 'account',
  resources: [Report],
  operations: { DeleteReportDefinition, DescribeReportDefinitions, ModifyReportDefinition, PutReportDefinition },
  tagging: {
    resource: Report, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource', invalid: 'ValidationException',
    identify: ({ ReportName }: { readonly ReportName: string }) => [ReportName],
  },
  timers: { deliver },
  invalid: (violations: readonly Violation[]) => new Fault('ValidationException', coralMessage(violations), 400),
})
