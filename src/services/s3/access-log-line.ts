// One line of a server access log. Pure but for the call's place. Source: "Amazon S3 server access log format", Amazon S3 User Guide.

import type { Call, Exchange } from '../../kernel/service.ts'
import type { LiveObject } from './object.ts'
import { canonicalId } from './owner.ts'

/** What follows the method in an operation's name, where it is not the name's own rest: `REST.GET.OBJECT`. */
const resources: Readonly<Record<string, string>> = {
  CopyObject: 'COPY.OBJECT', UploadPartCopy: 'COPY.PART', UploadPart: 'PUT.PART', CreateMultipartUpload: 'POST.UPLOADS',
  CompleteMultipartUpload: 'POST.UPLOAD', AbortMultipartUpload: 'DELETE.UPLOAD', ListParts: 'GET.UPLOAD',
  ListMultipartUploads: 'GET.UPLOADS',
  DeleteObjects: 'POST.MULTI_OBJECT_DELETE', ListObjects: 'GET.BUCKET', ListObjectsV2: 'GET.BUCKET',
  ListObjectVersions: 'GET.BUCKETVERSIONS',
  RestoreObject: 'POST.OBJECT', SelectObjectContent: 'POST.SELECT', GetObjectAttributes: 'GET.OBJECT_ATTRIBUTES',
  GetBucketAcl: 'GET.ACL', PutBucketAcl: 'PUT.ACL', GetObjectAcl: 'GET.ACL', PutObjectAcl: 'PUT.ACL',
  GetBucketLogging: 'GET.LOGGING_STATUS',
  PutBucketLogging: 'PUT.LOGGING_STATUS', GetBucketPolicy: 'GET.BUCKETPOLICY', PutBucketPolicy: 'PUT.BUCKETPOLICY',
  DeleteBucketPolicy: 'DELETE.BUCKETPOLICY', GetBucketLifecycleConfiguration: 'GET.LIFECYCLE',
  PutBucketLifecycleConfiguration: 'PUT.LIFECYCLE',
  GetBucketNotificationConfiguration: 'GET.NOTIFICATION', PutBucketNotificationConfiguration: 'PUT.NOTIFICATION',
  GetBucketRequestPayment: 'GET.REQUEST_PAYMENT', PutBucketRequestPayment: 'PUT.REQUEST_PAYMENT', GetObjectTagging: 'GET.OBJECT_TAGGING',
  PutObjectTagging: 'PUT.OBJECT_TAGGING', DeleteObjectTagging: 'DELETE.OBJECT_TAGGING',
}

/** Absent values are a hyphen. */
export function logLine(exchange: Exchange, bucket: string, object: LiveObject | undefined, call: Call): string {
  const { request, status, fault, input, sizeBytes } = exchange
  const { principal } = call
  const key = input['Key'] as string | undefined
  const agent = request.headers['user-agent']
  const query = request.query === '' ? '' : `?${request.query}`
  const versionId = input['VersionId'] as string | undefined
  const requester = principal.kind === 'anonymous' ? '-' : principal.kind === 'root' ? canonicalId(principal.account) : principal.arn
  const isPresigned = /(?:^|&)(?:X-Amz-Signature|Signature)=/.test(request.query)
  const [version, type] = principal.kind === 'anonymous' ? ['-', '-'] : [
    /X-Amz-Signature=|AWS4-/.test(request.query + (request.headers.authorization ?? '')) ? 'SigV4' : 'SigV2',
    isPresigned ? 'QueryString' : 'AuthHeader',
  ]
  return [
    canonicalId(call.account), bucket, `[${moment(call.now())}]`, call.sourceAddress, requester, call.requestId,
    operationName(call.operation, request.method), key === undefined ? '-' : encoded(key),
    `"${request.method} ${request.path}${query} HTTP/1.1"`, status, fault ?? '-', sizeBytes === undefined
      || sizeBytes === 0 ? '-' : sizeBytes,
    object?.sizeBytes ?? '-', '-', '-', quoted(request.headers.referer), quoted(agent), versionId ?? '-', call.requestId,
    version, '-', type, request.headers.host ?? '-', '-', '-', '-',
  ].join(' ')
}

/** `REST.GET.OBJECT`, `REST.PUT.VERSIONING` */
export function operationName(operation: string, method: string): string {
  const known = resources[operation]
  if (known !== undefined) return `REST.${known}`
  const rest = /^(?:Get|Put|Delete|Head|List|Create|Post)(?:Bucket|Public)?(.*?)(?:Configuration)?$/.exec(operation)?.[1] ?? ''
  const name = rest === '' ? 'BUCKET' : rest.replace(/([a-z])([A-Z])/g, '$1_$2').toUpperCase()
  return `REST.${method}.${name}`
}

/** `10/Mar/2027:10:30:00 +0000` */
function moment(atMs: number): string {
  const [, day, month, year, time] = /^\w+, (\d+) (\w+) (\d+) ([\d:]+) GMT$/.exec(new Date(atMs).toUTCString())!
  return `${day}/${month}/${year}:${time} +0000`
}

/** Keys are encoded twice, so that a line can be cut at its spaces. */
function encoded(key: string): string {
  return encodeURIComponent(encodeURIComponent(key).replaceAll('%2F', '/')).replaceAll('%2F', '/')
}

function quoted(text: string | undefined): string {
  return `"${text === undefined ? '-' : text.replaceAll('"', '%22')}"`
}
