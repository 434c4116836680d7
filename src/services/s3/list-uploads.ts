// ListMultipartUploads: what has been begun and not ended, in order of keys, under one key in order of time.

import type { S3 } from '../../../generated/aws/s3.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import { checkDirectoryList } from './directory-list.ts'
import { listingRequest, shownLimit, writer } from './list-input.ts'
import { afterPrefix, list } from './listing.ts'
import { canonicalId } from './owner.ts'
import { Upload } from './upload.ts'

export const ListMultipartUploads: S3['ListMultipartUploads'] = (input, call) => {
  const bucket = bucketFor(input, rights.listUploads, call)
  checkDirectoryList(bucket, input)
  const request = listingRequest(input, 'max-uploads', input.MaxUploads)
  const { KeyMarker: keyMarker = '', UploadIdMarker: idMarker = '' } = input
  const { prefix, delimiter } = request
  const end = delimiter === '' || !keyMarker.startsWith(prefix) ? -1 : keyMarker.indexOf(delimiter, prefix.length)
  const page = list({
    keyOf: ({ key }: Upload) => key,
    begin: () => uploads(bucket.name, prefix, keyMarker, idMarker, call),
    beyond: passed => uploads(bucket.name, prefix, afterPrefix(passed), '', call),
  }, request, end < 0 || idMarker !== '' ? undefined : keyMarker.slice(0, end + delimiter.length))
  const write = writer(input)
  const { last } = page
  const next = !page.truncated || last === undefined ? {}
    : 'entry' in last ? { NextKeyMarker: write(last.entry.key), NextUploadIdMarker: last.entry.id }
      : { NextKeyMarker: write(last.commonPrefix), NextUploadIdMarker: '' }
  return {
    Bucket: bucket.name,
    KeyMarker: write(keyMarker), UploadIdMarker: idMarker,
    Prefix: write(prefix),
    ...(input.Delimiter !== undefined && { Delimiter: write(input.Delimiter) }),
    MaxUploads: shownLimit(input.MaxUploads),
    ...(input.EncodingType !== undefined && { EncodingType: input.EncodingType }),
    IsTruncated: page.truncated,
    ...next,
    Uploads: page.entries.map(upload => ({
      UploadId: upload.id, Key: write(upload.key), Initiated: upload.createdAt, StorageClass: upload.traits.storageClass,
      Owner: { ID: canonicalId(upload.traits.owner) }, Initiator: { ID: canonicalId(upload.initiator) },
      ...(upload.usualChecksum !== true && { ChecksumAlgorithm: upload.checksum.algorithm, ChecksumType: upload.checksum.type }),
    })),
    CommonPrefixes: page.commonPrefixes.map(each => ({ Prefix: write(each) })),
  }
}

/** Without an id the marker passes all of its key's uploads. */
function* uploads(bucket: string, prefix: string, keyMarker: string, idMarker: string, call: Call): Generator<Upload, undefined> {
  if (keyMarker !== '' && idMarker !== '' && keyMarker.startsWith(prefix)) {
    const marker = call.of(Upload).by('byId').first({ within: [bucket, keyMarker, idMarker] })
    if (marker !== undefined) yield* call.of(Upload).scan({ within: [bucket, keyMarker], after: [marker.order] })
  }
  yield* call.of(Upload).scan({ within: [bucket], prefix, ...(keyMarker !== '' && { after: [keyMarker] }) })
  return undefined
}
