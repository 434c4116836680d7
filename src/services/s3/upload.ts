// Uploads in parts while they last: the upload and its parts as they are stored, how one is found, how it ends. No bytes are moved when it
// is completed: the object is composed of its parts' blobs. Operations are in `multipart.ts` and `completion.ts`.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import type { Bucket, BucketInput } from './bucket.ts'
import type { ChecksumAlgorithm, ChecksumType } from '../../engines/checksum.ts'
import { s3Fault } from './fault.ts'
import type { ObjectTraits } from './object.ts'

export interface Upload {
  readonly bucket: string
  readonly key: string
  /** Rises with time. */
  readonly order: number
  readonly id: string
  readonly createdAt: number
  /** Account. */
  readonly initiator: string
  readonly traits: ObjectTraits
  readonly checksum: { readonly algorithm: ChecksumAlgorithm, readonly type: ChecksumType }
  /** Nobody asked for the checksum. */
  readonly usualChecksum?: boolean
}

export const Upload = records<Upload>({
  name: 'Upload', key: ['bucket', 'key', 'order'], indexes: { byId: ({ bucket, key, id }) => [bucket, key, id] },
})

export interface Part {
  readonly upload: string
  readonly number: number
  readonly blob: string
  readonly sizeBytes: number
  /** Without quotes; the MD5 unless the object is under a key. */
  readonly etag: string
  /** Base64, of the upload's algorithm. */
  readonly checksum: string
  readonly createdAt: number
}

export const Part = records<Part>({ name: 'Part', key: ['upload', 'number'] })

export interface UploadInput extends BucketInput { readonly Key: string, readonly UploadId: string }

/** @throws NoSuchBucket, AccessDenied, NoSuchUpload */
export function uploadFor(input: UploadInput, action: string, call: Call): { readonly bucket: Bucket, readonly upload: Upload } {
  const bucket = bucketFor(input, { ...rights.put, action }, call, input.Key)
  return { bucket, upload: existingUpload(input, call) }
}

/** @throws NoSuchUpload */
export function existingUpload({ Bucket: bucket, Key: key, UploadId: id }: UploadInput, call: Call): Upload {
  const upload = call.of(Upload).by('byId').first({ within: [bucket, key, id] })
  if (upload === undefined) throw s3Fault('NoSuchUpload', { UploadId: id })
  return upload
}

/** Takes an upload and what is left of its parts away. */
export function endUpload(upload: Upload, call: Call): void {
  for (const part of call.of(Part).scan({ within: [upload.id] })) {
    call.of(Part).delete(upload.id, part.number)
    call.blobs.release(part.blob)
  }
  call.of(Upload).delete(upload.bucket, upload.key, upload.order)
}
