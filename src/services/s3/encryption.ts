// Encryption as clients see it: which kind an object gets, what is told of it, and whose own key must be shown to read it. KMS is asked in
// `data-key.ts`. Source: "Protecting data with encryption", Amazon S3 User Guide.

import { hash } from 'node:crypto'
import type { Bucket } from './bucket.ts'
import { isDirectoryName } from './bucket-name.ts'
import { invalidArgument, s3Fault } from './fault.ts'

export interface Encryption {
  readonly algorithm: 'AES256' | 'aws:kms' | 'aws:kms:dsse' | 'customer'
  readonly kmsKeyId?: string
  readonly bucketKey?: boolean
  /** What the caller wants bound to the data key besides the object's ARN. */
  readonly context?: Readonly<Record<string, string>>
  /** Base64; only KMS can open it. */
  readonly dataKey?: string
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
  readonly SSEKMSEncryptionContext?: string
  readonly BucketKeyEnabled?: boolean
}

/** The request's own wish, or else the bucket's. @throws InvalidArgument, InvalidRequest */
export function encryptionFor(input: EncryptionInput, bucket: Bucket): Encryption {
  const customerKeyMd5 = customerKey(input)
  const { ServerSideEncryption: algorithm, SSEKMSKeyId: keyId } = input
  if (customerKeyMd5 !== undefined) {
    if (algorithm !== undefined) {
      throw invalidArgument('Server Side Encryption with Customer provided key is incompatible with the encryption method specified',
        'x-amz-server-side-encryption', algorithm)
    }
    if (blocksCustomerKeys(bucket)) throw s3Fault('AccessDenied')
    return { algorithm: 'customer', customerKeyMd5 }
  }
  if (algorithm === undefined) {
    if (keyId !== undefined) {
      throw invalidArgument('Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
        'x-amz-server-side-encryption', '')
    }
    return usualOf(bucket)
  }
  if (algorithm === 'AES256') {
    if (keyId === undefined) return { algorithm }
    throw invalidArgument('Server Side Encryption with AWS KMS managed key requires HTTP header x-amz-server-side-encryption : aws:kms',
      'x-amz-server-side-encryption', algorithm)
  }
  if (algorithm !== 'aws:kms' && algorithm !== 'aws:kms:dsse') {
    throw invalidArgument('The encryption method specified is not supported', 'x-amz-server-side-encryption', algorithm)
  }
  const usual = usualOf(bucket)
  return {
    algorithm,
    ...(keyId !== undefined ? { kmsKeyId: keyId } : usual.algorithm === algorithm && usual.kmsKeyId !== undefined && {
      kmsKeyId: usual.kmsKeyId }),
    ...((input.BucketKeyEnabled ?? usual.bucketKey) === true && { bucketKey: true }),
    ...contextIn(input.SSEKMSEncryptionContext),
  }
}

/** Base64 of a JSON object of texts. @throws InvalidArgument */
function contextIn(text: string | undefined): { readonly context?: Readonly<Record<string, string>> } {
  if (text === undefined) return {}
  const refuse = (): never => {
    throw invalidArgument('The header \'x-amz-server-side-encryption-context\' shall be Base64-encoded UTF-8 string holding JSON '
      + 'which represents a string-string map', 'x-amz-server-side-encryption-context', text)
  }
  let context: unknown
  try {
    context = JSON.parse(Buffer.from(text, 'base64').toString())
  } catch (error) {
    if (error instanceof SyntaxError) return refuse()
    throw error
  }
  if (typeof context !== 'object' || context === null || Array.isArray(context)) return refuse()
  if (!Object.values(context).every(value => typeof value === 'string')) return refuse()
  return { context: context as Record<string, string> }
}

/** The members of an output that tell how an object is encrypted. */
export function writtenEncryption({ algorithm, kmsKeyId, bucketKey, customerKeyMd5, context }: Encryption): EncryptionInput {
  if (algorithm === 'customer') return { SSECustomerAlgorithm: 'AES256', SSECustomerKeyMD5: customerKeyMd5! }
  return {
    ServerSideEncryption: algorithm,
    ...(kmsKeyId !== undefined && { SSEKMSKeyId: kmsKeyId }),
    ...(bucketKey === true && { BucketKeyEnabled: true }),
    ...(context !== undefined && { SSEKMSEncryptionContext: Buffer.from(JSON.stringify(context)).toString('base64') }),
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

/** ETags are MD5 sums only of what is not under a key ("Checking object integrity"), and never in directory buckets. */
export function hasMd5Etag({ algorithm }: Encryption, bucket: string): boolean {
  return algorithm === 'AES256' && !isDirectoryName(bucket)
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

/** Whether the bucket's rule takes no customers' keys: BlockedEncryptionTypes, Amazon S3 API Reference. */
function blocksCustomerKeys({ configurations: { encryption } }: Bucket): boolean {
  return encryption?.Rules?.[0]?.BlockedEncryptionTypes?.EncryptionType?.includes('SSE-C') === true
}

function usualOf({ configurations: { encryption } }: Bucket): Encryption {
  const rule = encryption?.Rules?.[0]
  const usual = rule?.ApplyServerSideEncryptionByDefault
  if (usual === undefined || usual.SSEAlgorithm === 'AES256') return { algorithm: 'AES256' }
  return {
    algorithm: usual.SSEAlgorithm as 'aws:kms',
    ...(usual.KMSMasterKeyID !== undefined && { kmsKeyId: usual.KMSMasterKeyID }),
    ...(rule?.BucketKeyEnabled === true && { bucketKey: true }),
  }
}
