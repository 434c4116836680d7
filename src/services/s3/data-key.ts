// The data keys of objects under KMS, by real calls in the caller's name: one is made when an object is written, and must open again when
// it
// is read. Bytes are stored as they are; what matters is that who may not use the key, or whose key is disabled, gets nothing.
// Sources: "Using server-side encryption with AWS KMS keys" and "Reducing the cost of SSE-KMS with Amazon S3 Bucket Keys", Amazon S3 User
// Guide; "Encryption context" there.

import { asCaller, Fault, records, reworded } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { Bucket } from './bucket.ts'
import type { Encryption } from './encryption.ts'
import { s3Fault } from './fault.ts'

/** A bucket's own data key for one KMS key and one context, used again for a while. */
interface BucketKey { readonly bucket: string, readonly kmsKeyId: string, readonly dataKey: string, readonly keyArn: string,
  readonly expiresAt: number }

const BucketKeys = records<BucketKey>({ name: 'BucketKey', key: ['bucket', 'kmsKeyId'] })

const bucketKeyMs = 5 * 60_000
/** What stands for the key that AWS manages for S3. */
const managedKey = 'alias/aws/s3'

export function isUnderKms({ algorithm }: Encryption): boolean {
  return algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse'
}

/** The encryption of an object that is about to be written, with its data key where it has one. @throws Fault `KMS.…`, AccessDenied */
export async function withDataKey(encryption: Encryption, bucket: string, key: string, call: Call): Promise<Encryption> {
  if (!isUnderKms(encryption)) return encryption
  const kmsKeyId = encryption.kmsKeyId ?? managedKey
  const usesBucketKey = encryption.bucketKey === true && encryption.context === undefined
  const known = usesBucketKey ? call.of(BucketKeys).get(bucket, kmsKeyId) : undefined
  if (known !== undefined && known.expiresAt > call.now()) return { ...encryption, kmsKeyId: known.keyArn, dataKey: known.dataKey }
  const made = await asked(() => kmsOf(call).GenerateDataKey({
    KeyId: kmsKeyId, KeySpec: 'AES_256', EncryptionContext: contextOf(encryption, bucket, key, call) }))
  const dataKey = Buffer.from(made!.CiphertextBlob!).toString('base64')
  const keyArn = made!.KeyId!
  if (usesBucketKey) {
    call.transact(() => { call.of(BucketKeys).put({ bucket, kmsKeyId, dataKey, keyArn, expiresAt: call.now() + bucketKeyMs }) })
  }
  return { ...encryption, kmsKeyId: keyArn, dataKey }
}

/** The key of an object that is about to be read must open. @throws Fault `KMS.…`, AccessDenied */
export async function openDataKey(
  { encryption, bucket, key }: { readonly encryption: Encryption, readonly bucket: string, readonly key: string }, call: Call,
  principal?: Principal,
): Promise<void> {
  const { dataKey, kmsKeyId } = encryption
  if (dataKey === undefined || kmsKeyId === undefined) return
  await asked(() => kmsOf(call, principal).Decrypt({
    CiphertextBlob: Buffer.from(dataKey, 'base64'), KeyId: kmsKeyId, EncryptionContext: contextOf(encryption, bucket, key, call) }))
}

/** Whoever calls S3 must be let in by KMS; nobody is nobody there too. */
function kmsOf(call: Call, principal: Principal = call.principal) {
  if (principal.kind === 'anonymous') throw s3Fault('AccessDenied')
  return call.to('kms', asCaller({ principal }))
}

/** Under a bucket key the context names the bucket, else the object. */
function contextOf(encryption: Encryption, bucket: string, key: string, call: Call): Record<string, string> {
  const arn = call.arn(Bucket, { name: bucket } as Bucket)
  return { ...encryption.context, 'aws:s3:arn': encryption.bucketKey === true ? arn : `${arn}/${key}` }
}

function asked<T>(ask: () => Promise<T>): Promise<T> {
  return reworded(ask, ({ code, message, status }) => code === 'AccessDeniedException' || code === 'AccessDenied'
    ? s3Fault('AccessDenied', {}, message) : new Fault(`KMS.${code}`, message, status >= 500 ? 500 : 400))
}
