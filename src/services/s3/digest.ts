// What is reckoned of a body while it is taken, and what it must come to: MD5 for the ETag, one checksum, the length.
// It keeps no bytes. What does not agree is S3's fault, thrown before anything is stored.

import { createHash, hash } from 'node:crypto'
import type { Hash } from 'node:crypto'
import type { Headers } from '../../kernel/service.ts'
import { checksumAlgorithms, isSum, runningChecksum } from '../../engines/checksum.ts'
import type { Checksum, ChecksumAlgorithm } from '../../engines/checksum.ts'
import { demandedChecksum, headerOf } from './checksum.ts'
import type { ChecksumDemand } from './checksum.ts'
import type { RunningChecksum } from '../../std/crc.ts'
import { s3Fault } from './fault.ts'

/** Members of an upload's input that say what its body must be. */
export interface DigestInput {
  readonly ContentLength?: number
  readonly ContentMD5?: string
  readonly ChecksumAlgorithm?: string
}

/** `also`: a second checksum, base64, where one was wanted. */
export interface Digests { readonly md5: string, readonly checksum: Checksum, readonly also?: string }

/** Reckons one body. */
export class BodyDigest {
  readonly demand: ChecksumDemand
  /** A body that comes in one piece needs no running hash. */
  #only: Uint8Array | undefined
  #md5: Hash | undefined
  readonly #checksum
  readonly #expectedMd5: string | undefined
  readonly #expectedBytes: number | undefined
  readonly #also: RunningChecksum | undefined

  /**
   * @param usual reckoned where the request asks for nothing
   * @param also reckoned beside another that the request asks for
   * @throws InvalidDigest, InvalidRequest
   */
  constructor(input: DigestInput, headers: Headers, usual: ChecksumAlgorithm = 'CRC64NVME', also?: ChecksumAlgorithm) {
    const { ContentMD5: md5 } = input
    if (md5 !== undefined && !isSum('MD5', md5)) throw s3Fault('InvalidDigest', { 'Content-MD5': md5 })
    this.demand = demandedChecksum(input, headers) ?? { algorithm: usual, trails: false, own: true }
    this.#checksum = runningChecksum(this.demand.algorithm)
    this.#also = also === undefined || also === this.demand.algorithm ? undefined : runningChecksum(also)
    this.#expectedMd5 = md5
    this.#expectedBytes = input.ContentLength
  }

  readonly update = (bytes: Uint8Array): void => {
    this.#updateMd5(bytes)
    this.#checksum.update(bytes)
    this.#also?.update(bytes)
  }

  #updateMd5(bytes: Uint8Array): void {
    if (this.#md5 === undefined && this.#only === undefined) {
      this.#only = bytes
      return
    }
    if (this.#md5 === undefined) {
      this.#md5 = createHash('md5').update(this.#only!)
      this.#only = undefined
    }
    this.#md5.update(bytes)
  }

  /**
   * When the last byte has passed.
   * @param headers with the trailers, which have come by now
   * @throws IncompleteBody, BadDigest
   */
  finish(sizeBytes: number, headers: Headers): Digests {
    if (this.#expectedBytes !== undefined && this.#expectedBytes !== sizeBytes) throw s3Fault('IncompleteBody')
    const md5 = this.#md5?.digest('hex') ?? hash('md5', this.#only ?? '', 'hex')
    if (this.#expectedMd5 !== undefined) {
      const computed = Buffer.from(md5, 'hex').toString('base64')
      if (computed !== this.#expectedMd5) throw s3Fault('BadDigest', { ExpectedDigest: this.#expectedMd5, CalculatedDigest: computed })
    }
    const { algorithm, trails } = this.demand
    const value = Buffer.from(this.#checksum.digest()).toString('base64')
    const expected = trails ? headers[headerOf(algorithm)] : this.demand.expected
    if (trails && (expected === undefined || !isSum(algorithm, expected))) {
      throw s3Fault('InvalidRequest', {}, `Value for ${headerOf(algorithm)} trailing header is invalid.`)
    }
    if (expected !== undefined && expected !== value) {
      throw s3Fault('BadDigest', {}, `The ${algorithm} you specified did not match the calculated checksum.`)
    }
    const also = this.#also === undefined ? undefined : Buffer.from(this.#also.digest()).toString('base64')
    return { md5, checksum: { algorithm, value, type: 'FULL_OBJECT' }, ...(also !== undefined && { also }) }
  }
}

const needDigest: ReadonlySet<string> = new Set(['DeleteObjects', 'PutObjectLegalHold', 'PutObjectRetention', 'PutObjectLockConfiguration'])

/**
 * Checks a body that does not stream against what its headers say.
 * @throws InvalidDigest, BadDigest, InvalidRequest
 */
export function checkGathered(body: Uint8Array, headers: Headers, operation: string): void {
  const md5 = headers['content-md5']
  if (md5 !== undefined) {
    if (!isSum('MD5', md5)) throw s3Fault('InvalidDigest', { 'Content-MD5': md5 })
    const computed = hash('md5', body, 'base64')
    if (computed !== md5) throw s3Fault('BadDigest', { ExpectedDigest: md5, CalculatedDigest: computed })
  }
  const demand = demandedChecksum(membersIn(headers), headers)
  if (demand === undefined) {
    if (md5 === undefined && needDigest.has(operation)) throw s3Fault('InvalidRequest', {},
      'Missing required header for this request: Content-MD5')
    return
  }
  const sum = runningChecksum(demand.algorithm)
  sum.update(body)
  const expected = demand.expected ?? headers[headerOf(demand.algorithm)]
  if (Buffer.from(sum.digest()).toString('base64') !== expected) {
    throw s3Fault('BadDigest', {}, `The ${demand.algorithm} you specified did not match the calculated checksum.`)
  }
}

function membersIn(headers: Headers): { readonly ChecksumAlgorithm?: string } {
  const members: Record<string, string> = {}
  for (const algorithm of checksumAlgorithms) {
    const value = headers[headerOf(algorithm)]
    if (value !== undefined) members[`Checksum${algorithm}`] = value
  }
  const asked = headers['x-amz-sdk-checksum-algorithm']
  return { ...members, ...(asked !== undefined && { ChecksumAlgorithm: asked }) }
}
