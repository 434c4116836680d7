// Encryption as clients see it: which kind an object gets, what is told of it, and whose own key must be shown to read it. Bytes are stored
// as they are. Source: "Protecting data with encryption", Amazon S3 User Guide.

import { hash } from 'node:crypto'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Bucket } from './bucket.ts'
import { invalidArgument, s3Fault } from './fault.ts'

export interface Encryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'customer'
  readonly kmsKeyId?: string
  readonly bucketKey?: boolean
  /** Base64 MD5 of the customer's key, which itself is not kept. */
  readonly customerKeyMd5?: string
}

export interface CustomerKeyInput {
  readonly SSECustomerAlgorithm?: string
  readonly SSECustomerKey?: string
  readonly SSECustomerKeyMD5?: string
}

export interface EncryptionInput extends CustomerKeyInput {
  readonly ServerSideEncryption?: string
  readonly SSEKMSKeyId?: string
  readonly BucketKeyEnabled?: boolean
}

const keyArn = 'arn:{partition}:kms:{region}:{account}:key/{id}'

/** The request's own wish, or else the bucket's. @throws InvalidArgument, InvalidRequest */
export function encryptionFor(input: EncryptionInput, bucket: Bucket, call: Call): Encryption {
  const customerKeyMd5 = customerKey(input)
  const { ServerSideEncryption: algorithm, SSEKMSKeyId: keyId } = input
  if (customerKeyMd5 !== undefined) {
    if (algorithm !== undefined) {
      throw invalidArgument('Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        'x-amz-server-side-encryption', algorithm)
    }
    return { algorithm: 'customer', customerKeyMd5 }
  }
  if (algorithm === undefined) {
    if (keyId !== undefined) {
      throw invalidArgument('Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
        'x-amz-server-side-encryption', '')
    }
    return usualOf(bucket, call)
  }
  if (algorithm === 'AES256') {
    if (keyId === undefined) return { algorithm }
    throw invalidArgument('Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      'x-amz-server-side-encryption', algorithm)
  }
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') {
    throw invalidArgument('The encryption method specified is not supported', 'x-amz-server-side-encryption', algorithm)
  }
  return { algorithm, kmsKeyId: keyArnOf(keyId, call), ...(input.BucketKeyEnabled !== undefined && { bucketKey: input.BucketKeyEnabled }) }
}

/** The members of an output that tell how an object is encrypted. */
export function writtenEncryption({ algorithm, kmsKeyId, bucketKey, customerKeyMd5 }: Encryption): EncryptionInput {
  if (algorithm === 'customer') return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: customerKeyMd5! }
  return {
    ServerSideEncryption: algorithm,
    ...(kmsKeyId !== undefined && { SSEKMSKeyId: kmsKeyId }),
    ...(bucketKey === true && { BucketKeyEnabled: true }),
  }
}

/** Whoever reads an object under a customer's key must show it. @throws InvalidRequest, AccessDenied */
export function checkCustomerKey({ customerKeyMd5 }: Encryption, input: CustomerKeyInput): void {
  const shown = customerKey(input)
  if (customerKeyMd5 === undefined) {
    if (shown !== undefined) throw s3Fault('InvalidRequest', {}, 'The encryption parameters are not applicable to this object.')
    return
  }
  if (shown === undefined) {
    throw s3Fault('InvalidRequest', {}, 'The object was stored using a form of Server Side Encryption. '
      + 'The correct parameters must be provided to retrieve the object.')
  }
  if (shown !== customerKeyMd5) throw s3Fault('AccessDenied')
}

/** ETags are MD5 sums only of what is not under a key: "Checking object integrity". */
export function hasMd5Etag({ algorithm }: Encryption): boolean {
  return algorithm === 'AES256'
}

/** The MD5 of the key that the request shows; undefined for none. @throws InvalidArgument */
function customerKey(
  { SSECustomerAlgorithm: algorithm, SSECustomerKey: key, SSECustomerKeyMD5: md5 }: CustomerKeyInput,
): string | undefined {
  if (algorithm === undefined && key === undefined && md5 === undefined) return undefined
  const prefix = 'x-amz-server-side-encryption-customer'
  if (algorithm === undefined) {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide a valid encryption algorithm.',
        `${prefix}-algorithm`)
  }
  if (algorithm !== 'AES256') throw s3Fault('InvalidEncryptionAlgorithmError',
    { ArgumentName: `${prefix}-algorithm`, ArgumentValue: algorithm })
  if (key === undefined) {
    throw invalidArgument('Requests specifying Server Side Encryption with Customer provided keys must provide an appropriate secret key.',
      `${prefix}-key`)
  }
  const bytes = Buffer.from(key, 'base64')
  if (bytes.length !== 32) throw invalidArgument('The secret key was invalid for the specified algorithm.', `${prefix}-key`)
  const computed = hash('md5', bytes, 'base64')
  if (md5 === undefined) {
    throw invalidArgument(
      'Requests specifying Server Side Encryption with Customer provided keys must provide the client calculated MD5 of the secret key.',
        `${prefix}-key-MD5`)
  }
  if (computed !== md5) throw invalidArgument('The calculated MD5 hash of the key did not match the hash that was provided.',
    `${prefix}-key-MD5`, md5)
  return computed
}

function usualOf({ configurations: { encryption } }: Bucket, call: Call): Encryption {
  const rule = encryption?.Rules?.[0]
  const usual = rule?.ApplyServerSideEncryptionByDefault
  if (usual === undefined || usual.SSEAlgorithm === 'AES256') return { algorithm: 'AES256' }
  return {
    algorithm: usual.SSEAlgorithm as 'aws:kms',
    kmsKeyId: keyArnOf(usual.KMSMasterKeyID, call),
    ...(rule?.BucketKeyEnabled === true && { bucketKey: true }),
  }
}

/** A key's ARN; without one, that of the account's managed key for S3, which is always the same. */
function keyArnOf(keyId: string | undefined, call: Call): string {
  if (keyId !== undefined && parseArn(keyId) !== undefined) return keyId
  const place: Record<string, string> = { partition: call.partition, region: call.region, account: call.account, id: keyId
    ?? managedKeyId(call.account) }
  return keyArn.replace(/\{(\w+)\}/g, (_, name: string) => place[name]!)
}

function managedKeyId(account: string): string {
  return hash('md5', `aws/s3 ${account}`).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
