// ListObjectVersions: every version and delete marker of a bucket, keys in order, each key's newest version first.

import type { DeleteMarkerEntry, ObjectVersion, S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket } from './bucket.ts'
import { invalidArgument } from './fault.ts'
import { listingRequest, shownLimit, writer } from './list-input.ts'
import { afterPrefix, list } from './listing.ts'
import { checkVersionId } from './object-key.ts'
import { Current, Noncurrent, versionOf } from './object.ts'
import type { StoredObject } from './object.ts'
import { canonicalId } from './owner.ts'

interface Markers { readonly key?: string, readonly versionId?: string }

export const ListObjectVersions: S3['ListObjectVersions'] = (input, call) => {
  const bucket = bucketFor(input, rights.listVersions, call)
  const request = listingRequest(input, 'max-keys', input.MaxKeys)
  const { KeyMarker: keyMarker, VersionIdMarker: versionIdMarker } = input
  if (versionIdMarker !== undefined && versionIdMarker !== '') {
    if (keyMarker === undefined || keyMarker === '') {
      throw invalidArgument('A version-id marker cannot be specified without a key marker.', 'version-id-marker', versionIdMarker)
    }
    checkVersionId(versionIdMarker)
  }
  const { prefix, delimiter } = request
  const end = delimiter === '' || !keyMarker?.startsWith(prefix) ? -1 : keyMarker.indexOf(delimiter, prefix.length)
  const page = list({
    keyOf: ({ key }: StoredObject) => key,
    begin: () => versions(bucket, prefix, { ...(keyMarker && { key: keyMarker }), ...(versionIdMarker && { versionId: versionIdMarker }) },
      call),
    beyond: passed => versions(bucket, prefix, { key: afterPrefix(passed) }, call),
  }, request, end < 0 ? undefined : keyMarker!.slice(0, end + delimiter.length))
  const write = writer(input)
  const { last } = page
  const next = !page.truncated || last === undefined ? {}
    : 'entry' in last ? { NextKeyMarker: write(last.entry.key), NextVersionIdMarker: last.entry.versionId }
      : { NextKeyMarker: write(last.commonPrefix) }
  return {
    Name: bucket.name,
    Prefix: write(prefix),
    KeyMarker: write(keyMarker ?? ''),
    VersionIdMarker: versionIdMarker ?? '',
    ...(input.Delimiter !== undefined && { Delimiter: write(input.Delimiter) }),
    MaxKeys: shownLimit(input.MaxKeys),
    ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
    IsTruncated: page.truncated,
    ...next,
    Versions: page.entries.flatMap(version => version.deleteMarker ? [] : [{
      ...entryOf(version, write),
      ETag: `"${version.etag}"`, Size: version.sizeBytes, StorageClass: version.storageClass as 'STANDARD',
      ...(version.checksum !== undefined && { ChecksumAlgorithm: [version.checksum.algorithm], ChecksumType: version.checksum.type }),
    } satisfies ObjectVersion]),
    DeleteMarkers: page.entries.flatMap(version => version.deleteMarker ? [entryOf(version, write)] : []),
    CommonPrefixes: page.commonPrefixes.map(each => ({ Prefix: write(each) })),
  }
}

/** From the markers on: after a version of a key, or after all of a key's versions. */
function* versions(bucket: Bucket, prefix: string, { key, versionId }: Markers, call: Call): Generator<StoredObject, undefined> {
  const within = [bucket.name]
  if (key !== undefined && versionId !== undefined && key.startsWith(prefix)) {
    const marker = versionOf(bucket.name, key, versionId, call)
    if (marker !== undefined) {
      const older = marker.noncurrentAt === undefined ? {} : { after: [marker.order] }
      yield* call.of(Noncurrent).scan({ within: [bucket.name, key], ...older })
    }
  }
  for (const current of call.of(Current).scan({ within, prefix, ...(key !== undefined && { after: [key] }) })) {
    yield current
    yield* call.of(Noncurrent).scan({ within: [bucket.name, current.key] })
  }
  return undefined
}

function entryOf(version: StoredObject, write: (text: string) => string): DeleteMarkerEntry {
  return {
    Key: write(version.key), VersionId: version.versionId, IsLatest: version.noncurrentAt === undefined, LastModified: version.createdAt,
    Owner: { ID: canonicalId(version.owner) },
  }
}
