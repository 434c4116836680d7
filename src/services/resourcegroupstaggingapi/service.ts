// AWS Resource Groups Tagging API: the tags of every declared resource of an account and region, by ARN. The manifest.
// It owns no tags: it reads and writes those that belong to the resources' own services.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { GetResources } from './resource-list.ts'
import { GetTagKeys, GetTagValues } from './tag-list.ts'
import { TagResources, UntagResources } from './tagging.ts'

const noTagPolicies = 'tag policies belong to an organization, and there are no organizations here yet.'

export const resourcegroupstaggingapi = service({
  id: 'resourcegroupstaggingapi',
  operations: { GetResources, GetTagKeys, GetTagValues, TagResources, UntagResources },
  refuses: {
    DescribeReportCreation: `DescribeReportCreation tells of compliance reports: ${noTagPolicies}`,
    GetComplianceSummary: `GetComplianceSummary counts resources out of compliance: ${noTagPolicies}`,
    ListRequiredTags: `ListRequiredTags lists what tag policies require: ${noTagPolicies}`,
    StartReportCreation: `StartReportCreation writes a compliance report: ${noTagPolicies}`,
  },
  pageSizes: { GetResources: 50 },
  invalidToken: { code: 'PaginationTokenExpiredException', message: 'The pagination token has expired or is not valid.' },
  invalid: (violations: readonly Violation[]) => new Fault('InvalidParameterException', coralMessage(violations)),
})
