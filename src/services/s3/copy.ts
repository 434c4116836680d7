// Copying: CopyObject and UploadPartCopy. Within a cell the copy shares its source's bytes, which are read only where the copy needs
// digests that the source does not have; from elsewhere they are taken in like any upload.

import type { CopyObjectRequest, S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { hangAnnotations, takeAnnotations } from './annotation-record.ts'
import { bucketFor, existing } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { checkAlgorithm, memberOf, writtenChecksum } from './checksum.ts'
import type { ChecksumAlgorithm } from '../../engines/checksum.ts'
import { checkWrite } from './condition.ts'
import { sourceFor } from './copy-source.ts'
import type { Source } from './copy-source.ts'
import { BodyDigest } from './digest.ts'
import type { Digests } from './digest.ts'
import { hasMd5Etag, writtenEncryption } from './encryption.ts'
import { invalidArgument, s3Fault } from './fault.ts'
import { checkPartKey, checkPartNumber, putPart } from './multipart.ts'
import { announce } from './notification.ts'
import { Current, liveObject, versionOf } from './object.ts'
import type { LiveObject, ObjectTraits } from './object.ts'
import { written } from './put.ts'
import { readRange } from './range.ts'
import type { ByteRange } from './range.ts'
import { sealedTraits, storageClassOf, traitsFor } from './traits.ts'
import { existingUpload, uploadFor } from './upload.ts'
import { addVersion } from './version.ts'

const largestBytes = 5 * 2 ** 30

export const CopyObject: S3['CopyObject'] = async (input, call) => {
  const bucket = bucketFor(input, rights.put, call, input.Key)
  checkDirectives(input)
  const source = await sourceFor(input, call)
  const { local: kept } = source
  if (source.sizeBytes > largestBytes) {
    throw s3Fault('InvalidRequest', {},
      `The specified copy source is larger than the maximum allowable size for a copy source: ${largestBytes}`)
  }
  checkSelfCopy(input, source, bucket)
  const traits = await sealedTraits(call.transact(() => traitsOfCopy(input, source, bucket, call)), bucket, input.Key, call)
  const algorithm = algorithmOf(input.ChecksumAlgorithm, source)
  return takeBytes(source, undefined, algorithm, call, (blob, { md5, checksum }) => {
    const now = existing(bucket.name, call)
    checkWrite(input, input.Key, liveObject(call.of(Current).get(bucket.name, input.Key)))
    const etag = hasMd5Etag(traits.encryption, bucket.name) ? md5 : call.hex(32)
    const made = { bucket: bucket.name, key: input.Key, ...traits, blob, sizeBytes: source.sizeBytes, etag, checksum }
    const annotations = kept === undefined || input.AnnotationDirective === 'EXCLUDE' ? [] : takeAnnotations(kept, call)
    const object = addVersion<LiveObject>(now, made, call)
    hangAnnotations(annotations, object, call)
    announce(now, 'ObjectCreated:Copy', object, call)
    const { ETag: _, ChecksumType: type, ...told } = written(now, object)
    return {
      CopyObjectResult: { ETag: `"${object.etag}"`, LastModified: object.createdAt, ...writtenChecksum(object.checksum),
        ...(type && { ChecksumType: type }) },
      ...told,
      ...(source.shownVersionId !== undefined && { CopySourceVersionId: source.shownVersionId }),
    }
  })
}

export const UploadPartCopy: S3['UploadPartCopy'] = async (input, call) => {
  checkPartNumber(input.PartNumber)
  const { bucket, upload } = uploadFor(input, 's3:PutObject', call)
  checkPartKey(upload, input)
  const source = await sourceFor(input, call)
  const range = partRange(input.CopySourceRange, source)
  return takeBytes(source, range, upload.checksum.algorithm, call, (blob, { md5, checksum }) => {
    existing(bucket.name, call)
    const sizeBytes = range?.sizeBytes ?? source.sizeBytes
    const part = putPart(existingUpload(input, call), { number: input.PartNumber, blob, sizeBytes, md5, checksum: checksum.value }, call)
    return {
      CopyPartResult: {
        ETag: `"${part.etag}"`, LastModified: part.createdAt,
        ...(upload.usualChecksum !== true && { [memberOf(upload.checksum.algorithm)]: part.checksum }),
      },
      ...writtenEncryption(upload.traits.encryption),
      ...(source.shownVersionId !== undefined && { CopySourceVersionId: source.shownVersionId }),
    }
  })
}

/** The source's bytes as a blob of this cell, with their digests; `keep` runs in the transaction that makes it used. */
async function takeBytes<T>(
  source: Source, range: ByteRange | undefined, algorithm: ChecksumAlgorithm, call: Call, keep: (blob: string, digests: Digests) => T,
): Promise<T> {
  const { local } = source
  if (local === undefined) {
    const digest = new BodyDigest({}, {}, algorithm)
    return call.blobs.store(await source.read(range), digest.update, (blob, sizeBytes) => keep(blob, digest.finish(sizeBytes, {})))
  }
  const digests = range === undefined ? knownDigests(local, algorithm) : undefined
  const reckoned = digests ?? await reckon(source, range, algorithm)
  return call.transact(() => {
    const still = liveObject(versionOf(local.bucket, local.key, local.versionId, call))
    if (still?.blob !== local.blob) throw s3Fault('NoSuchKey', { Key: local.key })
    return keep(range === undefined ? call.blobs.share(local.blob) : call.blobs.compose([{ blob: local.blob, ...range }]), reckoned)
  })
}

function knownDigests({ bucket, etag, checksum, encryption, partsCount }: LiveObject, algorithm: ChecksumAlgorithm): Digests | undefined {
  if (partsCount !== undefined || !hasMd5Etag(encryption, bucket) || checksum?.algorithm !== algorithm
    || checksum.type !== 'FULL_OBJECT') return undefined
  return { md5: etag, checksum }
}

async function reckon(source: Source, range: ByteRange | undefined, algorithm: ChecksumAlgorithm): Promise<Digests> {
  const digest = new BodyDigest({}, {}, algorithm)
  const body = await source.read(range)
  let sizeBytes = 0
  for await (const bytes of body instanceof Uint8Array ? [body] : body) {
    digest.update(bytes)
    sizeBytes += bytes.length
  }
  return digest.finish(sizeBytes, {})
}

/** The copy keeps its source's kind of checksum, unless another is asked for. */
function algorithmOf(asked: string | undefined, { local }: Source): ChecksumAlgorithm {
  if (asked === undefined) return local?.checksum?.algorithm ?? 'CRC64NVME'
  const name = asked.toUpperCase()
  checkAlgorithm(name)
  return name
}

function traitsOfCopy(input: CopyObjectRequest, source: Source, bucket: Bucket, call: Call): ObjectTraits {
  const asked = traitsFor(input as never, bucket, call)
  const { metadata: given, tags: givenTags, ...others } = asked
  const replaced = input.MetadataDirective === 'REPLACE'
  const metadata = replaced ? given : source.metadata
  const tags = input.TaggingDirective === 'REPLACE' ? givenTags : source.tags
  const redirect = input.WebsiteRedirectLocation
  const { WebsiteRedirectLocation: _, ...copied } = source.headers
  return {
    ...others,
    headers: replaced ? asked.headers : { ...copied, ...(redirect !== undefined && { WebsiteRedirectLocation: redirect }) },
    storageClass: storageClassOf(input.StorageClass, bucket),
    ...(metadata !== undefined && { metadata }),
    ...(tags !== undefined && { tags }),
  }
}

function checkDirectives({ MetadataDirective: metadata, TaggingDirective: tagging, Tagging: tags, AnnotationDirective: annotations }:
CopyObjectRequest): void {
  if (annotations !== undefined && annotations !== 'COPY' && annotations !== 'EXCLUDE') {
    throw invalidArgument('Unknown annotation directive.', 'x-amz-object-annotation-directive', annotations)
  }
  if (metadata !== undefined && metadata !== 'COPY' && metadata !== 'REPLACE') {
    throw invalidArgument('Unknown metadata directive.', 'x-amz-metadata-directive', metadata)
  }
  if (tagging !== undefined && tagging !== 'COPY' && tagging !== 'REPLACE') {
    throw invalidArgument('Unknown tagging directive.', 'x-amz-tagging-directive', tagging)
  }
  if (tags !== undefined && tagging !== 'REPLACE') {
    throw invalidArgument('The tagging header is not allowed with the COPY directive', 'x-amz-tagging-directive', tagging ?? 'COPY')
  }
}

/** To copy an object onto itself something must change. */
function checkSelfCopy(input: CopyObjectRequest, source: Source, bucket: Bucket): void {
  if (source.bucket !== bucket.name || source.key !== input.Key || source.versionId !== undefined) return
  const changes = input.MetadataDirective === 'REPLACE' || input.TaggingDirective === 'REPLACE' || input.StorageClass !== undefined
    || input.WebsiteRedirectLocation !== undefined || input.ServerSideEncryption !== undefined || input.SSECustomerAlgorithm !== undefined
    || input.ChecksumAlgorithm !== undefined
  if (changes) return
  throw s3Fault('InvalidRequest', {}, 'This copy request is illegal because it is trying to copy an object to itself without changing the '
    + 'object\'s metadata, storage class, website redirect location or encryption attributes.')
}

function partRange(header: string | undefined, source: Source): ByteRange | undefined {
  if (header === undefined) return undefined
  const range = /^bytes=\d+-\d+$/.test(header) ? readRange(header, source.sizeBytes) : undefined
  if (range === undefined) {
    throw invalidArgument(
      'The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are '
        + 'the zero-based offsets of the first and last bytes to copy',
      'x-amz-copy-source-range', header)
  }
  const [, last] = /-(\d+)$/.exec(header)!
  if (range === 'unsatisfiable' || Number(last) >= source.sizeBytes) {
    throw s3Fault('InvalidRange', {}, `Range specified is not valid for source object of size: ${source.sizeBytes}`)
  }
  return range
}

