// The key pair by which digests are signed, one for each account and region, made when first needed; its public half is told to everybody.
// Source: ListPublicKeys, AWS CloudTrail API Reference: PKCS #1 in DER; "Validating CloudTrail log file integrity", User Guide.

import { createHash, createPrivateKey, createPublicKey, generateKeyPair, sign } from 'node:crypto'
import { promisify } from 'node:util'
import type { Cloudtrail } from '../../../generated/aws/cloudtrail.ts'
import type { Call } from '../../kernel/service.ts'

export interface DigestKey { readonly privateKey: Uint8Array, readonly publicKey: Uint8Array, readonly fingerprint: string,
  readonly createdAt: number }

function keyTable(call: Call) {
  return call.table<DigestKey>('digest-key')
}

/** Outside of a transaction: making one takes a while. */
export async function madeDigestKey(call: Call): Promise<DigestKey> {
  const known = keyTable(call).get('own')
  if (known !== undefined) return known
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const publicKey = new Uint8Array(createPublicKey(privateKey).export({ type: 'pkcs1', format: 'der' }))
  const made: DigestKey = {
    privateKey: new Uint8Array(privateKey.export({ type: 'pkcs1', format: 'der' })), publicKey, createdAt: call.now(),
    fingerprint: createHash('md5').update(publicKey).digest('hex'),
  }
  return call.transact(() => keyTable(call).get('own') ?? (keyTable(call).put('own', made), made))
}

/** Hexadecimal. */
export function signed(text: string, { privateKey }: DigestKey): string {
  const key = createPrivateKey({ key: Buffer.from(privateKey), type: 'pkcs1', format: 'der' })
  return sign('sha256', Buffer.from(text), key).toString('hex')
}

/** Keys that were in use at some time between those given; the one there is holds on. */
export const ListPublicKeys: Cloudtrail['ListPublicKeys'] = ({ StartTime: startAt, EndTime: endAt }, call) => {
  if (startAt !== undefined && endAt !== undefined && startAt > endAt) {
    throw call.fault('InvalidTimeRangeException', 'The start time must not be after the end time.')
  }
  const key = keyTable(call).get('own')
  if (key === undefined || (endAt ?? Infinity) < Math.floor(key.createdAt / 1000) * 1000) return { PublicKeyList: [] }
  const { publicKey, fingerprint, createdAt } = key
  return { PublicKeyList: [{ Value: publicKey, Fingerprint: fingerprint, ValidityStartTime: createdAt, ValidityEndTime: createdAt
    + 10 * 365 * 86_400_000 }] }
}
