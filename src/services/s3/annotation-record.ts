// Annotations as they are stored: each a record with its text as a blob, beside the version that it hangs on. They go with it, and may be
// copied with it. Operations are in `annotation.ts`.

import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Checksum } from '../../engines/checksum.ts'

export interface Annotation {
  readonly bucket: string
  readonly key: string
  readonly versionId: string
  readonly name: string
  readonly blob: string
  readonly sizeBytes: number
  /** Without quotes. */
  readonly etag: string
  readonly checksum: Checksum
  readonly createdAt: number
}

export const Annotations = records<Annotation>({ name: 'Annotation', key: ['bucket', 'key', 'versionId', 'name'] })

/** The version that annotations hang on. */
type Parent = Pick<Annotation, 'bucket' | 'key' | 'versionId'>

/** The version goes. */
export function dropAnnotations({ bucket, key, versionId }: Parent, call: Call): void {
  for (const { name, blob } of call.of(Annotations).scan({ within: [bucket, key, versionId] })) {
    call.of(Annotations).delete(bucket, key, versionId, name)
    call.blobs.release(blob)
  }
}

/** What a copy is to get of its source, which may go while the copy is made: an object may be copied onto itself. */
export function takeAnnotations({ bucket, key, versionId }: Parent, call: Call): Annotation[] {
  return [...call.of(Annotations).scan({ within: [bucket, key, versionId] })].map(each => ({ ...each, blob: call.blobs.share(each.blob) }))
}

export function hangAnnotations(taken: readonly Annotation[], { bucket, key, versionId }: Parent, call: Call): void {
  for (const each of taken) call.of(Annotations).put({ ...each, bucket, key, versionId, createdAt: call.now() })
}
