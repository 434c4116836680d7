// AWS Support: cases of accounts with a Business plan or above, their correspondence and attachments. The manifest.

import { service } from '../../kernel/service.ts'
import {
  DescribeTrustedAdvisorCheckRefreshStatuses, DescribeTrustedAdvisorCheckResult, DescribeTrustedAdvisorChecks,
  DescribeTrustedAdvisorCheckSummaries, RefreshTrustedAdvisorCheck,
} from './advisor.ts'
import { AddAttachmentsToSet, DescribeAttachment } from './attachment.ts'
import { CreateCase, DescribeCases, ResolveCase } from './case.ts'
import { AddCommunicationToCase, answer, DescribeCommunications } from './communication.ts'
import {
  DescribeCreateCaseOptions, DescribeServices, DescribeSeverityLevels, DescribeSupportedLanguages,
} from './option.ts'

const links = 'Attachments come inside of requests: use AddAttachmentsToSet.'

export const support = service({
  id: 'support',
  scope: 'account',
  operations: {
    AddAttachmentsToSet, AddCommunicationToCase, CreateCase, DescribeAttachment, DescribeCases, DescribeCommunications,
    DescribeCreateCaseOptions, DescribeServices, DescribeSeverityLevels, DescribeSupportedLanguages,
    DescribeTrustedAdvisorCheckRefreshStatuses, DescribeTrustedAdvisorCheckResult, DescribeTrustedAdvisorChecks,
    DescribeTrustedAdvisorCheckSummaries, RefreshTrustedAdvisorCheck, ResolveCase,
  },
  timers: { answer },
  refuses: {
    CompleteAttachmentUpload: links, DescribeAttachmentUploadStatus: links, GetAttachmentDownloadLink: links,
      GetAttachmentUploadLinks: links,
  },
  pageSizes: { DescribeCases: 100, DescribeCommunications: 100 },
})
