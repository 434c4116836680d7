// Annotations: named texts of up to a megabyte that hang on one version of an object, up to a thousand on each, and go with it.
// Source: PutObjectAnnotation, GetObjectAnnotation, ListObjectAnnotations and DeleteObjectAnnotation, Amazon S3 API Reference.

import type { AnnotationEntry, S3 } from '../../../generated/aws/s3.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Annotations } from './annotation-record.ts'
import type { Annotation } from './annotation-record.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import { writtenChecksum } from './checksum.ts'
import { failed } from './condition.ts'
import { BodyDigest } from './digest.ts'
import { hasMd5Etag, writtenEncryption } from './encryption.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { announce } from './notification.ts'
import { named } from './named.ts'
import type { LiveObject } from './object.ts'
import { versionMember } from './put.ts'
import { checkDestruction } from './retention.ts'

const mostBytes = 2 ** 20
const mostOnObject = 1000
const longestName = 512

interface AnnotationInput extends BucketInput { readonly Key: string, readonly VersionId?: string, readonly AnnotationName: string,
  readonly ObjectIfMatch?: string }

/** The version that is meant, for what is asked of its annotations. @throws NoSuchKey, PreconditionFailed … */
function annotated(input: Omit<AnnotationInput, 'AnnotationName'>, operation: string, call: Call): { bucket: Bucket, object: LiveObject } {
  const right = { action: `s3:${operation}` }
  const bucket = bucketFor(input, right, call, input.Key)
  const object = named(bucket, input, right, call)
  const match = input.ObjectIfMatch?.replace(/^"(.*)"$/, '$1')
  if (match !== undefined && match !== object.etag) throw failed('x-amz-object-if-match')
  return { bucket, object }
}

/** @throws InvalidAnnotationName, AnnotationNameTooLong */
export function checkName(name: string): void {
  if (name === '' || /[\0-\x1f\x7f]/.test(name) || /^aws:/i.test(name)) {
    throw new Fault('InvalidAnnotationName', 'The annotation name you provided is invalid.', 400)
  }
  if (Buffer.byteLength(name) > longestName) throw new Fault('AnnotationNameTooLong', 'The annotation name exceeds 512 bytes.', 400)
}

export const PutObjectAnnotation: S3['PutObjectAnnotation'] = async (input, call) => {
  checkName(input.AnnotationName)
  checkParent(annotated(input, 'PutObjectAnnotation', call).object)
  const headers = call.request?.headers ?? {}
  const digest = new BodyDigest(input, headers)
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let sizeBytes = 0
  const observe = (bytes: Uint8Array) => {
    sizeBytes += bytes.length
    if (sizeBytes > mostBytes) throw s3Fault('EntityTooLarge', { ProposedSize: sizeBytes, MaxSizeAllowed: mostBytes })
    checkText(decoder, bytes)
    digest.update(bytes)
  }
  return call.blobs.store(input.AnnotationPayload as never, observe, blob => {
    checkText(decoder, undefined)
    if (sizeBytes === 0) throw s3Fault('EntityTooSmall', { ProposedSize: 0, MinSizeAllowed: 1 })
    const { md5, checksum } = digest.finish(sizeBytes, headers)
    const { bucket, object } = annotated(input, 'PutObjectAnnotation', call)
    checkParent(object)
    const etag = hasMd5Etag(object.encryption, bucket.name) ? md5 : call.hex(32)
    const stored = replace(object, { name: input.AnnotationName, blob, sizeBytes, etag, checksum }, call)
    announce(bucket, 'ObjectAnnotation:Put', object, call)
    return {
      Key: object.key, AnnotationName: stored.name, ETag: `"${etag}"`, ...objectVersion(bucket, object), ...writtenChecksum(checksum),
      ...encryptionOf(object),
    }
  })
}

/** @throws InvalidRequest */
function checkParent({ encryption }: LiveObject): void {
  if (encryption.algorithm === 'customer') throw s3Fault('InvalidRequest', {}, 'Objects encrypted with SSE-C cannot have annotations.')
}

/** @param bytes undefined for the end @throws UnsupportedMediaType */
function checkText(decoder: InstanceType<typeof TextDecoder>, bytes: Uint8Array | undefined): void {
  try {
    decoder.decode(bytes, { stream: bytes !== undefined })
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new Fault('UnsupportedMediaType', 'The annotation payload is not valid UTF-8 encoded text.', 415)
  }
}

/** @throws AnnotationLimitExceeded */
function replace(
  { bucket, key, versionId }: LiveObject, made: Pick<Annotation, 'name' | 'blob' | 'sizeBytes' | 'etag' | 'checksum'>, call: Call,
): Annotation {
  const annotations = call.of(Annotations)
  const before = annotations.get(bucket, key, versionId, made.name)
  if (before !== undefined) call.blobs.release(before.blob)
  else if (annotations.count({ within: [bucket, key, versionId] }) >= mostOnObject) {
    throw new Fault('AnnotationLimitExceeded', 'The request would exceed the maximum number of annotations allowed per object.', 400)
  }
  return annotations.put({ bucket, key, versionId, ...made, createdAt: call.now() })
}

function objectVersion(bucket: Bucket, object: LiveObject): { ObjectVersionId?: string } {
  const { VersionId: id } = versionMember(bucket, object)
  return id === undefined ? {} : { ObjectVersionId: id }
}

function encryptionOf({ encryption }: LiveObject): { ServerSideEncryption?: string } {
  const { ServerSideEncryption: algorithm } = writtenEncryption(encryption)
  return algorithm === undefined ? {} : { ServerSideEncryption: algorithm }
}

/** @throws NoSuchAnnotation */
function existing({ bucket, key, versionId }: LiveObject, name: string, call: Call): Annotation {
  const annotation = call.of(Annotations).get(bucket, key, versionId, name)
  if (annotation !== undefined) return annotation
  throw new Fault('NoSuchAnnotation', 'The specified annotation does not exist on this object.', 404, { AnnotationName: name })
}

export const GetObjectAnnotation: S3['GetObjectAnnotation'] = (input, call) => {
  const { bucket, object } = annotated(input, 'GetObjectAnnotation', call)
  const { blob, sizeBytes, etag, checksum, createdAt } = existing(object, input.AnnotationName, call)
  return {
    AnnotationPayload: call.blobs.read(blob), ContentLength: sizeBytes, ETag: `"${etag}"`, LastModified: createdAt,
    ...objectVersion(bucket, object), ...encryptionOf(object), ...(input.ChecksumMode === 'ENABLED' && writtenChecksum(checksum)),
  }
}

export const DeleteObjectAnnotation: S3['DeleteObjectAnnotation'] = (input, call) => {
  const { bucket, object } = annotated(input, 'DeleteObjectAnnotation', call)
  checkDestruction(object, call.request?.headers['x-amz-bypass-governance-retention'] === 'true', call)
  const annotation = call.of(Annotations).delete(object.bucket, object.key, object.versionId, input.AnnotationName)
  if (annotation !== undefined) {
    call.blobs.release(annotation.blob)
    announce(bucket, 'ObjectAnnotation:Delete', object, call)
  }
  call.respond({ status: 204 })
  return objectVersion(bucket, object)
}

export const ListObjectAnnotations: S3['ListObjectAnnotations'] = (input, call) => {
  const { bucket, object } = annotated(input, 'ListObjectAnnotations', call)
  const { MaxAnnotationResults: limit = mostOnObject, AnnotationPrefix: prefix = '', ContinuationToken: token } = input
  if (limit < 1 || limit > mostOnObject) {
    throw invalidArgument('Argument max-annotation-results must be an integer between 1 and 1000', 'max-annotation-results', String(limit))
  }
  if (Buffer.byteLength(prefix) > longestName) throw new Fault('InvalidPrefix', 'The annotation prefix you provided is invalid.', 400)
  const after = token === undefined ? undefined : call.open('annotations', token) as string | undefined
  if (token !== undefined && after === undefined) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
  }
  const found: AnnotationEntry[] = []
  let next: string | undefined
  const span = { within: [object.bucket, object.key, object.versionId], prefix, ...(after !== undefined && { after: [after] }) }
  for (const { name, createdAt, etag, sizeBytes, checksum } of call.of(Annotations).scan(span)) {
    if (found.length === limit) {
      next = call.seal('annotations', found.at(-1)!.AnnotationName)
      break
    }
    found.push({ AnnotationName: name, LastModified: createdAt, ETag: `"${etag}"`, Size: sizeBytes,
      ChecksumAlgorithm: [checksum.algorithm] })
  }
  return {
    Annotations: found, Bucket: bucket.name, Key: object.key, AnnotationCount: found.length, MaxAnnotationResults: limit,
    ...objectVersion(bucket, object), ...(prefix !== '' && { AnnotationPrefix: prefix }),
    ...(token !== undefined && { ContinuationToken: token }), ...(next !== undefined && { NextContinuationToken: next }),
  } as never
}
