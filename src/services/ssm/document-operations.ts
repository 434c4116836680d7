// What documents add to the manifest.

import { DescribeDocumentPermission, ModifyDocumentPermission } from './document-permission.ts'
import { DescribeDocument, GetDocument, ListDocuments, ListDocumentVersions } from './document-read.ts'
import { ListDocumentMetadataHistory, UpdateDocumentMetadata } from './document-review.ts'
import { CreateDocument, DeleteDocument, UpdateDocument, UpdateDocumentDefaultVersion } from './document-write.ts'

export const documentOperations = {
  CreateDocument, DeleteDocument, DescribeDocument, DescribeDocumentPermission, GetDocument, ListDocumentMetadataHistory, ListDocuments,
  ListDocumentVersions, ModifyDocumentPermission, UpdateDocument, UpdateDocumentDefaultVersion, UpdateDocumentMetadata,
}

export const documentQuotas = {
  // "AWS Systems Manager endpoints and quotas", AWS General Reference.
  Document: { value: 500, fault: 'DocumentLimitExceeded', message: () => 'You can have at most 500 active SSM documents.' },
}

export const documentPages = ['DescribeDocumentPermission', 'ListDocumentMetadataHistory', 'ListDocuments']
