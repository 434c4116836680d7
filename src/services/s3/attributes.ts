// GetObjectAttributes: what there is to know of an object without its bytes, as far as it is asked for.

import type { S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import { memberOf, writtenChecksum } from './checksum.ts'
import { checkCustomerKey } from './encryption.ts'
import { invalidArgument } from './fault.ts'
import { named } from './named.ts'
import { PartLists } from './object.ts'
import type { LiveObject } from './object.ts'
import { versionMember } from './put.ts'

const attributes: ReadonlySet<string> = new Set(['ETag', 'Checksum', 'ObjectParts', 'StorageClass', 'ObjectSize'])

export const GetObjectAttributes: S3['GetObjectAttributes'] = (input, call) => {
  const right = input.VersionId === undefined ? rights.get : rights.getVersion
  const bucket = bucketFor(input, right, call, input.Key)
  const object = named(bucket, input, right, call)
  checkCustomerKey(object.encryption, input)
  const wanted = new Set<string>(input.ObjectAttributes)
  const unknown = [...wanted].find(name => !attributes.has(name))
  if (wanted.size === 0 || unknown !== undefined) {
    throw invalidArgument('Invalid attribute name specified.', 'x-amz-object-attributes', unknown ?? '')
  }
  return {
    LastModified: object.createdAt,
    ...versionMember(bucket, object),
    ...(wanted.has('ETag') && { ETag: object.etag }),
    ...(wanted.has('Checksum') && object.checksum && { Checksum: writtenChecksum(object.checksum) }),
    ...(wanted.has('ObjectParts') && object.partsCount !== undefined && { ObjectParts: partsOf(object, input, call) }),
    ...(wanted.has('StorageClass') && { StorageClass: object.storageClass }),
    ...(wanted.has('ObjectSize') && { ObjectSize: object.sizeBytes }),
  }
}

/** Parts are listed one by one only where they have checksums of their own. */
function partsOf(
  object: LiveObject, { MaxParts: limit = 1000, PartNumberMarker: marker = 0 }: { MaxParts?: number, PartNumberMarker?: number },
    call: Call,
) {
  const { parts } = call.of(PartLists).require(object.blob)
  const algorithm = object.checksum?.algorithm
  if (algorithm === undefined || parts[0]?.checksum === undefined) return { TotalPartsCount: parts.length }
  const most = Math.min(limit, 1000)
  const left = parts.filter(({ number }) => number > marker)
  const shown = left.slice(0, most)
  return {
    TotalPartsCount: parts.length,
    PartNumberMarker: marker, NextPartNumberMarker: shown.at(-1)?.number ?? 0, MaxParts: most, IsTruncated: left.length > shown.length,
    Parts: shown.map(({ number, sizeBytes, checksum }) => ({ PartNumber: number, Size: sizeBytes, [memberOf(algorithm)]: checksum })),
  }
}
