// Amazon Simple Storage Service: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'
import { deliverLog, logAnswer } from './access-log.ts'
import { throughAccessPoints } from './access-point.ts'
import { countReading, exportAnalysis } from './analytics.ts'
import { DeleteObjectAnnotation, GetObjectAnnotation, ListObjectAnnotations, PutObjectAnnotation } from './annotation.ts'
import { GetObjectAttributes } from './attributes.ts'
import { GetBucketAcl, PutBucketAcl } from './bucket-acl.ts'
import { DeleteBucketTagging, GetBucketTagging, PutBucketTagging } from './bucket-tagging.ts'
import { Bucket, locateBucket } from './bucket.ts'
import { CompleteMultipartUpload } from './completion.ts'
import * as lists from './configuration-list.ts'
import * as settings from './configuration.ts'
import { CopyObject, UploadPartCopy } from './copy.ts'
import { crossOrigin } from './cors.ts'
import { CreateBucket, DeleteBucket, GetBucketLocation, HeadBucket, ListBuckets } from './creation.ts'
import { DeleteObject, DeleteObjects } from './deletion.ts'
import { knowingDirectories, ListDirectoryBuckets } from './directory-bucket.ts'
import { CreateSession } from './directory-session.ts'
import { tellAgain } from './destination.ts'
import { GetObject, HeadObject } from './get.ts'
import { sweepBucket } from './lifecycle-sweep.ts'
import { DeleteBucketLifecycle, GetBucketLifecycleConfiguration, PutBucketLifecycleConfiguration } from './lifecycle.ts'
import { iamAction, target } from './iam-action.ts'
import { makeInventory } from './inventory.ts'
import { moveTier } from './tiering.ts'
import { ListObjects, ListObjectsV2 } from './list-objects.ts'
import { ListMultipartUploads } from './list-uploads.ts'
import { ListObjectVersions } from './list-versions.ts'
import * as metadata from './metadata-configuration.ts'
import { AbortMultipartUpload, CreateMultipartUpload, ListParts, UploadPart } from './multipart.ts'
import { GetBucketNotificationConfiguration, PutBucketNotificationConfiguration } from './notification.ts'
import { GetObjectAcl, PutObjectAcl } from './object-acl.ts'
import { GetObjectLegalHold, GetObjectRetention, PutObjectLegalHold, PutObjectRetention } from './object-lock.ts'
import { DeleteObjectTagging, GetObjectTagging, PutObjectTagging } from './object-tagging.ts'
import { policyKeys } from './policy-keys.ts'
import { postObject } from './post-object.ts'
import { PutObject } from './put.ts'
import { RenameObject } from './rename.ts'
import { restored, restoreEnds, RestoreObject } from './restore.ts'
import { UpdateObjectEncryption } from './re-encryption.ts'
import { checkRequest, missingFrom } from './request-check.ts'
import { countRequest, tellRequests } from './request-metrics.ts'
import { rootNames } from './root-names.ts'
import { replicate } from './replication.ts'
import { DeleteBucketReplication, GetBucketReplication, PutBucketReplication } from './replication-configuration.ts'
import { letGo, SelectObjectContent } from './select.ts'
import { tellStorage } from './storage-metrics.ts'
import { website } from './website.ts'
import { GetBucketVersioning, GetObjectLockConfiguration, PutBucketVersioning, PutObjectLockConfiguration } from './versioning.ts'


export const s3 = service({
  id: 's3',
  resourceControls: true,
  admitsAnonymous: true,
  iamAction,
  target: (_operation, input: never, call) => target(input, call),
  resourcePolicy: (_operation, { Bucket: name = '' }: { readonly Bucket?: string }, call) =>
    call.of(Bucket).get(name)?.configurations.policy,
  conditions: (_operation, _input, call) => policyKeys(call, () => undefined),
  ownPages: true,
  replays: false,
  resources: [Bucket],
  operations: knowingDirectories(throughAccessPoints({
    ...settings.operations, ...lists.operations, ...metadata.operations,
    AbortMultipartUpload, CompleteMultipartUpload, CopyObject, CreateBucket, CreateMultipartUpload, DeleteBucket, DeleteBucketLifecycle,
    DeleteBucketReplication, DeleteBucketTagging, DeleteObject, DeleteObjectTagging, DeleteObjects, GetBucketAcl,
    GetBucketLifecycleConfiguration, GetBucketLocation,
    GetBucketNotificationConfiguration, GetBucketReplication, GetBucketTagging, GetBucketVersioning, GetObject, GetObjectAcl,
    GetObjectAttributes,
    GetObjectLegalHold, GetObjectLockConfiguration, GetObjectRetention, GetObjectTagging, HeadBucket, HeadObject, ListBuckets,
    ListMultipartUploads, ListObjectVersions, ListObjects, ListObjectsV2, ListParts, PutBucketAcl, PutBucketLifecycleConfiguration,
    PutBucketNotificationConfiguration, PutBucketReplication, PutBucketTagging, PutBucketVersioning, PutObject, PutObjectAcl,
    PutObjectLegalHold,
    PutObjectLockConfiguration, PutObjectRetention, PutObjectTagging, RestoreObject, SelectObjectContent, UpdateObjectEncryption,
    DeleteObjectAnnotation, GetObjectAnnotation, ListObjectAnnotations, PutObjectAnnotation,
    CreateSession, ListDirectoryBuckets, RenameObject, UploadPart, UploadPartCopy,
  })),
  refuses: {
    GetObjectTorrent: 'S3 has not offered torrents since 2022, and no client still reads them.',
    WriteGetObjectResponse: 'Orrery does not run S3 Object Lambda, which AWS no longer offers to new customers.',
    GetBucketLifecycle: 'Superseded by GetBucketLifecycleConfiguration, which takes the same requests.',
    PutBucketLifecycle: 'Superseded by PutBucketLifecycleConfiguration, which takes the same requests.',
    GetBucketNotification: 'Superseded by GetBucketNotificationConfiguration, which takes the same requests.',
    PutBucketNotification: 'Superseded by PutBucketNotificationConfiguration, which takes the same requests.',
  },
  crossOrigin,
  web: { 's3-website': website, 's3-post-object': postObject },
  answered(exchange, call) {
    logAnswer(exchange, call)
    countRequest(exchange, call)
    countReading(exchange, call)
  },
  timers: { analysis: exportAnalysis, deliverLog, inventory: makeInventory, letGo, lifecycle: sweepBucket, notify: tellAgain, replicate,
    restored, restoreEnds,
    storageMetrics: tellStorage, tellRequests, tier: moveTier },
  // "Amazon S3 CloudTrail events", Amazon S3 User Guide: whatever is about objects.
  dataEvents: [
    'DeleteObjectAnnotation', 'GetObjectAnnotation', 'ListObjectAnnotations', 'PutObjectAnnotation',
    'AbortMultipartUpload', 'CompleteMultipartUpload', 'CopyObject', 'CreateMultipartUpload', 'DeleteObject', 'DeleteObjectTagging',
      'DeleteObjects',
    'GetObject', 'GetObjectAcl', 'GetObjectAttributes', 'GetObjectLegalHold', 'GetObjectRetention', 'GetObjectTagging', 'HeadBucket',
      'HeadObject',
    'ListMultipartUploads', 'ListObjectVersions', 'ListObjects', 'ListObjectsV2', 'ListParts', 'PutObject', 'PutObjectAcl',
      'PutObjectLegalHold',
    'PutObjectRetention', 'PutObjectTagging', 'RenameObject', 'RestoreObject', 'SelectObjectContent', 'UploadPart', 'UploadPartCopy',
  ],
  rootNames,
  quotas: {
    // "General purpose bucket quotas, limitations, and restrictions", Amazon S3 User Guide.
    GeneralPurposeBuckets: { code: 'L-DC2B2D3D', value: 10_000, fault: 'TooManyBuckets',
      message: () => 'You have attempted to create more buckets than allowed' },
    // "Directory buckets overview", Amazon S3 User Guide: of an account, in a region here.
    DirectoryBuckets: { value: 100, fault: 'TooManyBuckets', message: () => 'You have attempted to create more buckets than allowed' },
  },

  /** What is missing from a body makes the body malformed; everything else the operations word themselves. */
  unchecked: constraint => constraint !== 'required',
  invalid: (_violations, operation) => missingFrom(operation),

  received: checkRequest,
  locate: locateBucket,
})
