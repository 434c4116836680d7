// The object that a copy is made from: read out of x-amz-copy-source, wherever it lies. In this cell its bytes can be shared; in another
// account or region it is read by real calls in the caller's own name. Source: CopyObject and UploadPartCopy, Amazon S3 API Reference.

import type { GetObjectOutput } from '../../../generated/aws/s3.ts'
import { Fault } from '../../kernel/service.ts'
import type { Body, Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor, checkOwner } from './bucket.ts'
import { failed, readVerdict } from './condition.ts'
import { openDataKey } from './data-key.ts'
import { checkCustomerKey } from './encryption.ts'
import type { CustomerKeyInput } from './encryption.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { named } from './named.ts'
import { checkVersionId } from './object-key.ts'
import type { ContentHeaders, LiveObject } from './object.ts'
import { versionMember } from './put.ts'
import type { ByteRange } from './range.ts'
import { isReadable } from './restore.ts'
import type { TagSet } from './tag-set.ts'
import { headersOf, metadataOf } from './traits.ts'

export interface CopySourceInput {
  readonly CopySource: string
  readonly CopySourceIfMatch?: string
  readonly CopySourceIfModifiedSince?: number
  readonly CopySourceIfNoneMatch?: string
  readonly CopySourceIfUnmodifiedSince?: number
  readonly CopySourceSSECustomerAlgorithm?: string
  readonly CopySourceSSECustomerKey?: string
  readonly CopySourceSSECustomerKeyMD5?: string
  readonly ExpectedSourceBucketOwner?: string
}

export interface SourceName { readonly bucket: string, readonly key: string, readonly versionId?: string }

export interface Source extends SourceName {
  readonly headers: ContentHeaders
  readonly metadata?: Readonly<Record<string, string>>
  readonly tags?: TagSet
  readonly sizeBytes: number
  readonly etag: string
  readonly createdAt: number
  /** Told in the answer, where the bucket has versions. */
  readonly shownVersionId?: string
  /** The object itself, where it lies in this cell. */
  readonly local?: LiveObject
  /** Its bytes, or some of them. */
  read(range?: ByteRange): Body | Promise<Body>
}

/** `bucket/key?versionId=…`, percent-encoded, with or without a slash before. @throws InvalidArgument */
export function readSourceName(text: string): SourceName {
  const mark = text.indexOf('?versionId=')
  const path = decoded(mark < 0 ? text : text.slice(0, mark)).replace(/^\//, '')
  const slash = path.indexOf('/')
  if (slash <= 0 || slash === path.length - 1) {
    throw invalidArgument('Copy Source must mention the source bucket and key: sourcebucket/sourcekey', 'x-amz-copy-source',
      'x-amz-copy-source')
  }
  const versionId = mark < 0 ? undefined : decoded(text.slice(mark + '?versionId='.length))
  if (versionId !== undefined) checkVersionId(versionId)
  return { bucket: path.slice(0, slash), key: path.slice(slash + 1), ...(versionId !== undefined && { versionId }) }
}

/** @throws NoSuchBucket, NoSuchKey, AccessDenied, PreconditionFailed, ObjectNotInActiveTierError */
export async function sourceFor(input: CopySourceInput, call: Call): Promise<Source> {
  const name = readSourceName(input.CopySource)
  const holder = call.names.holder(name.bucket)
  if (holder === undefined) throw s3Fault('NoSuchBucket', { BucketName: name.bucket })
  if (input.ExpectedSourceBucketOwner !== undefined) checkOwner(input.ExpectedSourceBucketOwner, holder.account)
  const isHere = holder.account === call.account && holder.region === call.region
  const source = isHere ? localSource(name, input, call) : await remoteSource(name, holder, input, call)
  if (source.local !== undefined) await openDataKey(source.local, call)
  const verdict = readVerdict({
    ...(input.CopySourceIfMatch !== undefined && { IfMatch: input.CopySourceIfMatch }),
    ...(input.CopySourceIfNoneMatch !== undefined && { IfNoneMatch: input.CopySourceIfNoneMatch }),
    ...(input.CopySourceIfModifiedSince !== undefined && { IfModifiedSince: input.CopySourceIfModifiedSince }),
    ...(input.CopySourceIfUnmodifiedSince !== undefined && { IfUnmodifiedSince: input.CopySourceIfUnmodifiedSince }),
  }, source)
  if (verdict !== undefined) throw failed(`x-amz-copy-source-${verdict.condition}`)
  return source
}

function localSource(name: SourceName, input: CopySourceInput, call: Call): Source {
  const right = name.versionId === undefined ? rights.get : rights.getVersion
  const bucket = bucketFor({ Bucket: name.bucket }, right, call, name.key)
  const object = named(bucket, { Key: name.key, ...(name.versionId !== undefined && { VersionId: name.versionId }) }, right, call)
  checkCustomerKey(object.encryption, shownKey(input))
  if (!isReadable(object, call)) throw s3Fault('ObjectNotInActiveTierError', { Key: object.key })
  const { VersionId: shownVersionId } = versionMember(bucket, object)
  const { headers, metadata, tags, sizeBytes, etag, createdAt } = object
  return {
    ...name, headers, sizeBytes, etag, createdAt, local: object,
    ...(metadata && { metadata }), ...(tags && { tags }), ...(shownVersionId !== undefined && { shownVersionId }),
    read: range => call.blobs.read(object.blob, range),
  }
}

async function remoteSource(
  name: SourceName, holder: { readonly account: string, readonly region: string }, input: CopySourceInput, call: Call,
): Promise<Source> {
  const s3 = call.to('s3', { account: holder.account, region: holder.region, principal: call.principal })
  const at = { Bucket: name.bucket, Key: name.key, ...(name.versionId !== undefined && { VersionId: name.versionId }) }
  const asked = { ...at, ...shownKey(input) }
  const found: GetObjectOutput = await s3.HeadObject(asked).then(output => output ?? {})
  const tags = found.TagCount === undefined ? undefined : await s3.GetObjectTagging(at)
  const tagSet = tags?.TagSet.map(({ Key: key, Value: value }) => [key, value] as const)
  return {
    ...name,
    headers: headersOf(found as ContentHeaders),
    ...metadataOf(found.Metadata),
    ...(tagSet !== undefined && { tags: Object.fromEntries(tagSet) }),
    sizeBytes: found.ContentLength!, etag: found.ETag!.replaceAll('"', ''), createdAt: found.LastModified!,
    ...(found.VersionId !== undefined && { shownVersionId: found.VersionId }),
    async read(range) {
      const header = range === undefined ? {} : { Range: `bytes=${range.fromBytes}-${range.fromBytes + range.sizeBytes - 1}` }
      try {
        return (await s3.GetObject({ ...asked, ...header }))!.Body ?? new Uint8Array(0)
      } catch (error) {
        if (error instanceof Fault && error.code === 'InvalidObjectState') throw s3Fault('ObjectNotInActiveTierError', { Key: name.key })
        throw error
      }
    },
  }
}

function shownKey(input: CopySourceInput): CustomerKeyInput {
  return {
    ...(input.CopySourceSSECustomerAlgorithm !== undefined && { SSECustomerAlgorithm: input.CopySourceSSECustomerAlgorithm }),
    ...(input.CopySourceSSECustomerKey !== undefined && { SSECustomerKey: input.CopySourceSSECustomerKey }),
    ...(input.CopySourceSSECustomerKeyMD5 !== undefined && { SSECustomerKeyMD5: input.CopySourceSSECustomerKeyMD5 }),
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) throw invalidArgument('Copy Source must be URL-encoded', 'x-amz-copy-source', text)
    throw error
  }
}
