// RenameObject: an object of a directory bucket gets another key, in one transaction and with its bytes where they are.
// Source: RenameObject, Amazon S3 API Reference; "Renaming objects in directory buckets", Amazon S3 User Guide.

import type { RenameObjectRequest, S3 } from '../../../generated/aws/s3.ts'
import { Fault, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { rights } from './access.ts'
import { bucketFor } from './bucket.ts'
import { failed, readVerdict } from './condition.ts'
import { s3Fault } from './fault.ts'
import { expectExpiry } from './lifecycle.ts'
import { checkKey } from './object-key.ts'
import { Current, liveObject } from './object.ts'
import type { LiveObject } from './object.ts'
import { removeVersion } from './version.ts'

/** A rename that a client's token stands for. */
interface Renaming { readonly bucket: string, readonly token: string, readonly source: string, readonly key: string, readonly at: number }

const Renamings = records<Renaming>({ name: 'Renaming', key: ['bucket', 'token'], indexes: { byTime: ({ at }) => [at] } })

const tokensLastMs = 24 * 3_600_000

export const RenameObject: S3['RenameObject'] = (input, call) => {
  const { Key: key } = input
  const bucket = bucketFor(input, rights.put, call, key)
  if (bucket.directory === undefined) throw s3Fault('MethodNotAllowed')
  checkKey(key)
  const source = sourceOf(input.RenameSource)
  if (hasBeen(input, source, call)) return
  const moved = liveObject(call.of(Current).get(bucket.name, source))
  if (moved === undefined) throw s3Fault('NoSuchKey', { Key: source })
  const there = liveObject(call.of(Current).get(bucket.name, key))
  checkSource(input, moved)
  checkDestination(input, there)
  if (source === key) throw s3Fault('InvalidRequest', {}, 'The source and the destination of a rename must differ.')
  if (there !== undefined) removeVersion(there, call)
  call.of(Current).delete(bucket.name, source)
  const renamed = call.of(Current).put({ ...moved, key, order: -call.sequence() })
  expectExpiry(bucket, renamed, call)
}

/** A key of the same bucket, percent-encoded, with or without a slash before. @throws InvalidRequest */
function sourceOf(text: string): string {
  try {
    return decodeURIComponent(text).replace(/^\//, '')
  } catch (error) {
    if (!(error instanceof URIError)) throw error
    throw s3Fault('InvalidRequest', {}, 'The source of a rename must be URL-encoded.')
  }
}

/** Whether this very request has been carried out; its token is noted. @throws IdempotencyParameterMismatch */
function hasBeen({ Bucket: bucket, Key: key, ClientToken: token }: RenameObjectRequest, source: string, call: Call): boolean {
  if (token === undefined) return false
  const renamings = call.of(Renamings)
  for (const old of renamings.by('byTime').scan({ before: [call.now() - tokensLastMs] })) renamings.delete(old.bucket, old.token)
  const known = renamings.get(bucket, token)
  if (known === undefined) {
    renamings.insert({ bucket, token, source, key, at: call.now() })
    return false
  }
  if (known.source === source && known.key === key) return true
  throw new Fault('IdempotencyParameterMismatch',
    'Parameters on this idempotent request are inconsistent with parameters used in previous request(s).', 400)
}

/** @throws PreconditionFailed */
function checkSource(input: RenameObjectRequest, object: LiveObject): void {
  const verdict = readVerdict({
    ...(input.SourceIfMatch !== undefined && { IfMatch: input.SourceIfMatch }),
    ...(input.SourceIfNoneMatch !== undefined && { IfNoneMatch: input.SourceIfNoneMatch }),
    ...(input.SourceIfModifiedSince !== undefined && { IfModifiedSince: input.SourceIfModifiedSince }),
    ...(input.SourceIfUnmodifiedSince !== undefined && { IfUnmodifiedSince: input.SourceIfUnmodifiedSince }),
  }, object)
  if (verdict !== undefined) throw failed(`x-amz-rename-source-${verdict.condition.toLowerCase()}`)
}

/** What is not there matches no tag, and has not been modified since any time. @throws PreconditionFailed */
function checkDestination(input: RenameObjectRequest, there: LiveObject | undefined): void {
  const { DestinationIfMatch: match, DestinationIfNoneMatch: noneMatch, DestinationIfModifiedSince: modified,
    DestinationIfUnmodifiedSince: unmodified } = input
  if (there === undefined) {
    if (match !== undefined) throw failed('If-Match')
    if (modified !== undefined) throw failed('If-Modified-Since')
    return
  }
  const verdict = readVerdict({
    ...(match !== undefined && { IfMatch: match }), ...(noneMatch !== undefined && { IfNoneMatch: noneMatch }),
    ...(modified !== undefined && { IfModifiedSince: modified }), ...(unmodified !== undefined && { IfUnmodifiedSince: unmodified }),
  }, there)
  if (verdict !== undefined) throw failed(verdict.condition)
}
