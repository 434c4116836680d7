// What documents add to the manifest.

import { DescribeDocumentPermission, ModifyDocumentPermission } from './document-permission.ts'
import { DescribeDocument, GetDocument, ListDocuments, ListDocumentVersions } from './document-read.ts'
import { ListDocumentMetadataHistory, UpdateDocumentMetadata } from './document-review.ts'
import { CreateDocument, DeleteDocument, UpdateDocument, UpdateDocumentDefaultVersion } from './document-write.ts'

export const documentOperations = {
  CreateDocument, DeleteDocument, DescribeDocument, DescribeDocumentPermission, GetDocument, ListDocumentMetadataHistory, ListDocuments,
  ListDocumentVersions, ModifyDocumentPermission, UpdateDocument, UpdateDocumentDefaultVersion, UpdateDocumentMetadata,
}

export const documentPages = ['DescribeDocumentPermission', 'ListDocumentMetadataHistory', 'ListDocuments']
