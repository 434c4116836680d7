// Digest files: each hour, what log files a trail has delivered, with their hashes, chained to the digest before and signed.
// Source: "CloudTrail digest file structure" and "Custom implementations of CloudTrail log file integrity validation", User Guide.

import { createHash } from 'node:crypto'
import { gzipSync } from 'node:zlib'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { madeDigestKey, signed } from './digest-key.ts'
import { putProgress } from './trail-record.ts'
import type { Trail } from './trail-record.ts'
import { secondText } from './user-identity.ts'

/** A log file that is delivered, and not in a digest yet. */
export interface LogFile {
  readonly key: string
  readonly hash: string
  readonly oldestAt: number
  readonly newestAt: number
}

interface Last { readonly key: string, readonly hash: string, readonly signature: string, readonly endAt: number }

const hourMs = 3_600_000

/** Log files since the last digest, by trail. */
export function undigested(call: Call) {
  return call.table<readonly LogFile[]>('undigested')
}

export function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

/** Writes the digest of the hour that has passed. */
export async function writeDigest(trail: Trail, call: Call): Promise<void> {
  const key = await madeDigestKey(call)
  const last = call.table<Last>('digest').get(trail.name)
  const files = undigested(call).get(trail.name) ?? []
  const endAt = call.now()
  const compact = secondText(endAt).replace(/[-:]/g, '')
  const day = secondText(endAt).slice(0, 10).replaceAll('-', '/')
  const folder = `${trail.prefix ? `${trail.prefix}/` : ''}AWSLogs/${call.account}/CloudTrail-Digest/${call.region}/${day}/`
  const object = `${folder}${call.account}_CloudTrail-Digest_${call.region}_${trail.name}_${trail.homeRegion}_${compact}.json.gz`
  const text = JSON.stringify({
    awsAccountId: call.account, digestStartTime: secondText(last?.endAt ?? trail.startedAt ?? endAt - hourMs),
      digestEndTime: secondText(endAt),
    digestS3Bucket: trail.bucket, digestS3Object: object, digestPublicKeyFingerprint: key.fingerprint,
      digestSignatureAlgorithm: 'SHA256withRSA',
    newestEventTime: files.length === 0 ? null : secondText(Math.max(...files.map(({ newestAt }) => newestAt))),
    oldestEventTime: files.length === 0 ? null : secondText(Math.min(...files.map(({ oldestAt }) => oldestAt))),
    previousDigestS3Bucket: last === undefined ? null : trail.bucket, previousDigestS3Object: last?.key ?? null,
    previousDigestHashValue: last?.hash ?? null, previousDigestHashAlgorithm: last === undefined ? null : 'SHA-256',
    previousDigestSignature: last?.signature ?? null,
    logFiles: files.map(file => ({
      s3Bucket: trail.bucket, s3Object: file.key, hashValue: file.hash, hashAlgorithm: 'SHA-256',
        newestEventTime: secondText(file.newestAt),
      oldestEventTime: secondText(file.oldestAt),
    })),
  })
  const hash = hashOf(text)
  const signature = signed(`${secondText(endAt)}\n${trail.bucket}/${object}\n${hash}\n${last?.signature ?? 'null'}`, key)
  try {
    await call.to('s3').PutObject({
      Bucket: trail.bucket, Key: object, Body: gzipSync(text) as never, Metadata: { signature, 'signature-algorithm': 'SHA256withRSA' },
    })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    call.transact(() => { putProgress(trail.name, { digest: { at: endAt, error: error.code } }, call) })
    return
  }
  call.transact(() => {
    call.table<Last>('digest').put(trail.name, { key: object, hash, signature, endAt })
    undigested(call).delete(trail.name)
    putProgress(trail.name, { digest: { at: endAt } }, call)
  })
}
