// Reviews of document versions: sent for review, approved, rejected, with comments.
// Source: UpdateDocumentMetadata, ListDocumentMetadataHistory, Systems Manager API Reference.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import { Document, DocumentVersion, selectDocument } from './document.ts'
import type { Review } from './document.ts'
import { pageOf } from './page.ts'

const statusAfter: Readonly<Record<string, Review['status']>> = { SendForReview: 'PENDING', Approve: 'APPROVED', Reject: 'REJECTED' }

export const UpdateDocumentMetadata: Ssm['UpdateDocumentMetadata'] = (input, call) => {
  const { Name: name, DocumentVersion: wanted, DocumentReviews: { Action: action, Comment: comments = [] } } = input
  call.of(Document).require(name)
  const { version } = selectDocument(name, { version: wanted }, call)
  const before = version.reviews.at(-1)
  const isPending = before?.status === 'PENDING'
  if (action === 'SendForReview' ? isPending : !isPending) {
    throw call.fault('InvalidDocumentOperation', `The review of version ${version.version} of ${name} can't be changed by ${action}.`)
  }
  const review: Review = {
    reviewer: call.principal.arn, status: statusAfter[action] ?? before!.status, at: call.now(),
    comments: comments.map(({ Content = '' }) => Content),
  }
  call.of(DocumentVersion).put({ ...version, reviews: [...version.reviews, review] })
  return {}
}

export const ListDocumentMetadataHistory: Ssm['ListDocumentMetadataHistory'] = (input, call) => {
  const { document, version } = selectDocument(input.Name, { version: input.DocumentVersion }, call)
  const { items, next } = pageOf(version.reviews, { limit: input.MaxResults, usual: 50, token: input.NextToken }, call)
  return {
    Name: document.name, DocumentVersion: String(version.version), Author: document.author, ...next,
    Metadata: { ReviewerResponse: items.map(({ reviewer, status, at, comments }) => ({
      CreateTime: at, UpdatedTime: at, ReviewStatus: status, Reviewer: reviewer,
      Comment: comments.map(Content => ({ Type: 'Comment', Content })),
    })) },
  }
}
