// ListObjects, in its first and second version: the objects of a bucket in order of their keys. What a page costs depends on what it shows,
// not on how large the bucket is.

import type { S3, S3Object } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { checkDirectoryList, disordered, uploadDirectories } from './directory-list.ts'
import { invalidArgument } from './fault.ts'
import { listingRequest, shownLimit, writer } from './list-input.ts'
import { afterPrefix, list } from './listing.ts'
import type { Entries, Listing, ListingRequest } from './listing.ts'
import { Current } from './object.ts'
import type { LiveObject } from './object.ts'
import { canonicalId } from './owner.ts'
import { restoreHeader } from './restore.ts'

/** How far an earlier page has come: a key, or a common prefix. */
interface Position { readonly after?: string, readonly beyond?: string }

export const ListObjectsV2: S3['ListObjectsV2'] = (input, call) => {
  const bucket = bucketFor(input, rights.list, call)
  checkDirectoryList(bucket, input)
  const request = listingRequest(input, 'max-keys', input.MaxKeys)
  const { ContinuationToken: token, StartAfter: startAfter } = input
  const resumed = token === undefined ? undefined : call.open('objects', token) as Position | undefined
  if (token !== undefined && resumed === undefined) {
    throw invalidArgument('The continuation token provided is incorrect', 'continuation-token', token)
  }
  const page = listObjects(bucket, request, resumed ?? startOf(startAfter, request), call)
  const write = writer(input)
  const owned = input.FetchOwner === true
  const entries = disordered(bucket, page.entries, ({ key }) => key)
  const uploading = page.truncated || request.delimiter === '' ? [] : uploadDirectories(bucket, request.prefix, call)
  const commonPrefixes = disordered(bucket, [...page.commonPrefixes, ...uploading], prefix => prefix)
  return {
    Name: bucket.name,
    Prefix: write(request.prefix),
    ...(input.Delimiter !== undefined && { Delimiter: write(input.Delimiter) }),
    MaxKeys: shownLimit(input.MaxKeys),
    ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
    KeyCount: entries.length + commonPrefixes.length,
    IsTruncated: page.truncated,
    ...(token !== undefined && { ContinuationToken: token }),
    ...(startAfter !== undefined && { StartAfter: write(startAfter) }),
    ...(page.truncated && { NextContinuationToken: call.seal('objects', positionOf(page)) }),
    Contents: entries.map(object => shown(object, owned, input.OptionalObjectAttributes, write, call)),
    CommonPrefixes: commonPrefixes.map(prefix => ({ Prefix: write(prefix) })),
  }
}

export const ListObjects: S3['ListObjects'] = (input, call) => {
  const bucket = bucketFor(input, rights.list, call)
  const request = listingRequest(input, 'max-keys', input.MaxKeys)
  const page = listObjects(bucket, request, startOf(input.Marker, request), call)
  const write = writer(input)
  const position = positionOf(page)
  return {
    Name: bucket.name,
    Prefix: write(request.prefix),
    Marker: write(input.Marker ?? ''),
    ...(input.Delimiter !== undefined && { Delimiter: write(input.Delimiter) }),
    MaxKeys: shownLimit(input.MaxKeys),
    ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
    IsTruncated: page.truncated,
    // "This element is returned only if you have the delimiter request parameter specified."
    ...(page.truncated && request.delimiter !== '' && { NextMarker: write(position.beyond ?? position.after!) }),
    Contents: page.entries.map(object => shown(object, true, input.OptionalObjectAttributes, write, call)),
    CommonPrefixes: page.commonPrefixes.map(prefix => ({ Prefix: write(prefix) })),
  }
}

function listObjects(bucket: Bucket, request: ListingRequest, { after, beyond }: Position, call: Call): Listing<LiveObject> {
  const within = [bucket.name]
  const { prefix } = request
  function* live(from: string | undefined): Generator<LiveObject, undefined> {
    const span = from === undefined ? { within, prefix } : { within, prefix, after: [from] }
    for (const version of call.of(Current).scan(span)) if (!version.deleteMarker) yield version
    return undefined
  }
  const entries: Entries<LiveObject> = {
    keyOf: ({ key }) => key,
    begin: () => live(after),
    beyond: passed => live(afterPrefix(passed)),
  }
  return list(entries, request, beyond)
}

/** A marker within a common prefix means that the prefix has been given. */
function startOf(marker: string | undefined, { prefix, delimiter }: ListingRequest): Position {
  if (marker === undefined || marker === '') return {}
  const end = delimiter === '' || !marker.startsWith(prefix) ? -1 : marker.indexOf(delimiter, prefix.length)
  return end < 0 ? { after: marker } : { beyond: marker.slice(0, end + delimiter.length) }
}

function positionOf({ last }: Listing<LiveObject>): Position {
  if (last === undefined) return {}
  return 'entry' in last ? { after: last.entry.key } : { beyond: last.commonPrefix }
}

function shown(
  object: LiveObject, owned: boolean, wanted: readonly string[] | undefined, write: (text: string) => string, call: Call,
): S3Object {
  const { checksum, restoration } = object
  return {
    Key: write(object.key), LastModified: object.createdAt, ETag: `"${object.etag}"`, Size: object.sizeBytes,
      StorageClass: object.storageClass,
    ...(checksum !== undefined && { ChecksumAlgorithm: [checksum.algorithm], ChecksumType: checksum.type }),
    ...(owned && { Owner: { ID: canonicalId(object.owner) } }),
    ...(wanted?.includes('RestoreStatus') && restoreHeader(object, call) !== undefined && {
      RestoreStatus: { IsRestoreInProgress: restoration!.readyAt > call.now(), RestoreExpiryDate: restoration!.expiresAt },
    }),
  } as S3Object
}
