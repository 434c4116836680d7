// What S3 checks of a request before it reads what it says: the size of its head, numbers in its query, subresources that a resource
// does not have, and a gathered body against its digests. Source: "List of error codes", Amazon S3 API Reference.

import { Fault } from '../../kernel/service.ts'
import type { Body, Headers, WireRequest } from '../../kernel/service.ts'
import { checkGathered } from './digest.ts'
import { malformedXml, s3Fault } from './fault.ts'
import { checkNumbers } from './list-input.ts'
import { missingParameter } from './select-request.ts'

/** "PUT requests are limited to 8 KB of header": PutObject, Amazon S3 API Reference. */
const mostHeadBytes = 8192
/** "Bucket policies are limited to 20 KB in size": Amazon S3 User Guide. */
const mostPolicyBytes = 20_480

/** Their bodies are reckoned as they are stored, small ones too. */
const streamed: ReadonlySet<string> = new Set(['PutObject', 'PutObjectAnnotation', 'UploadPart'])

/** @throws RequestHeaderSectionTooLarge, MaxMessageLengthExceeded, RequestTorrentOfBucketError, NoLoggingStatusForKey, BadDigest … */
export function checkRequest({ body, headers, query }: WireRequest, operation: string): void {
  if (headBytes(headers) > mostHeadBytes) throw s3Fault('RequestHeaderSectionTooLarge', { MaxSizeAllowed: mostHeadBytes })
  if (query !== '') {
    checkNumbers(query)
    checkSubresource(query, operation)
  }
  if (operation === 'SelectObjectContent') checkSelect(headers, body)
  if (!(body instanceof Uint8Array) || streamed.has(operation)) return
  if (operation === 'PutBucketPolicy' && body.length > mostPolicyBytes) {
    throw s3Fault('MaxMessageLengthExceeded', { MaxMessageLengthBytes: mostPolicyBytes })
  }
  if (body.length > 0) checkGathered(body, headers, operation)
  else if (operation === 'PutBucketPolicy') throw s3Fault('MissingRequestBodyError')
}

/** @throws EmptyRequestBody, UnsupportedRangeHeader */
function checkSelect(headers: Headers, body: Body): void {
  if (headers['range'] !== undefined) throw new Fault('UnsupportedRangeHeader', 'Range header is not supported for this operation.')
  if (body instanceof Uint8Array && body.length === 0) throw new Fault('EmptyRequestBody', 'Request body cannot be empty.')
}

/** What lacks a member that it must have. */
export function missingFrom(operation: string): Fault {
  if (operation === 'SelectObjectContent') return missingParameter()
  return operation === 'PutObjectAnnotation' ? s3Fault('EntityTooSmall', { ProposedSize: 0, MinSizeAllowed: 1 }) : malformedXml()
}

/** Names and values, without what frames them. */
function headBytes(headers: Headers): number {
  let sizeBytes = 0
  for (const name in headers) sizeBytes += name.length + headers[name]!.length
  return sizeBytes
}

/** Objects have no logging, buckets no torrent; the router knows neither and takes the request for another. */
function checkSubresource(query: string, operation: string): void {
  if ((operation === 'GetObject' || operation === 'PutObject') && /(?:^|&)logging(?:&|=|$)/.test(query)) {
    throw s3Fault('NoLoggingStatusForKey')
  }
  if (operation === 'ListObjects' && /(?:^|&)torrent(?:&|=|$)/.test(query)) throw s3Fault('RequestTorrentOfBucketError')
}
