// Secret values under keys of KMS: each under a data key of its own, bound to the secret and the version. KMS is called in the caller's
// name. Source: "Secret encryption and decryption in AWS Secrets Manager", Secrets Manager User Guide.

import { openEnvelope, sealEnvelope } from '../../std/envelope.ts'
import { asCaller, Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Secret } from './secret.ts'
import type { SealedValue, Version } from './version.ts'

/** A text, or bytes; never both. */
export type Value = { readonly text: string } | { readonly bytes: Uint8Array }

export const longestValueBytes = 65_536
const defaultKey = 'alias/aws/secretsmanager'

interface Given { readonly SecretString?: string | undefined, readonly SecretBinary?: Uint8Array | undefined }

/** The value that a call gives, if any. @throws InvalidParameterException */
export function givenValue({ SecretString: text, SecretBinary: bytes }: Given, call: Call): Value | undefined {
  if (text !== undefined && bytes !== undefined) {
    throw call.fault('InvalidParameterException',
      'You can\'t specify both a binary secret value and a string secret value in the same secret.')
  }
  if (text === undefined && bytes === undefined) return undefined
  const length = bytes?.length ?? Buffer.byteLength(text!)
  if (length > longestValueBytes) {
    throw call.fault('InvalidParameterException', `The secret value cannot be longer than ${longestValueBytes} bytes.`)
  }
  return text === undefined ? { bytes: bytes! } : { text }
}

/** @throws EncryptionFailure, AccessDeniedException */
export async function sealValue(secret: Secret, versionId: string, value: Value, call: Call): Promise<SealedValue> {
  const context = contextOf(secret, versionId, call)
  const kms = call.to('kms', asCaller(call))
  try {
    const { Plaintext: key, CiphertextBlob: blob, KeyId: keyId } =
      await kms.GenerateDataKey({ KeyId: secret.kmsKeyId ?? defaultKey, KeySpec: 'AES_256', EncryptionContext: context })
    const bytes = 'text' in value ? Buffer.from(value.text) : value.bytes
    return {
      kind: 'text' in value ? 'string' : 'binary', text: sealEnvelope(bytes, key!, versionId), key: blob!,
      kmsKeyId: secret.kmsKeyId === undefined ? 'DefaultEncryptionKey' : keyId!,
    }
  } catch (error) {
    throw refusalOf(error, 'EncryptionFailure', 'encrypt', call)
  }
}

/** @throws DecryptionFailure, AccessDeniedException */
export async function openValue(secret: Secret, { id, sealed }: Version, call: Call): Promise<Value> {
  const { kind, text, key } = sealed!
  let bytes: Uint8Array
  try {
    const { Plaintext: plainKey } = await call.to('kms', asCaller(call))
      .Decrypt({ CiphertextBlob: key, EncryptionContext: contextOf(secret, id, call) })
    bytes = openEnvelope(text, plainKey!, id)
  } catch (error) {
    throw refusalOf(error, 'DecryptionFailure', 'decrypt', call)
  }
  return kind === 'string' ? { text: Buffer.from(bytes).toString() } : { bytes }
}

function contextOf(secret: Secret, versionId: string, call: Call): Record<string, string> {
  return { SecretARN: call.arn(Secret, secret), SecretVersionId: versionId }
}

function refusalOf(error: unknown, code: 'EncryptionFailure' | 'DecryptionFailure', verb: string, call: Call): unknown {
  if (!(error instanceof Fault)) return error
  if (error.code === 'AccessDeniedException') return call.fault('AccessDeniedException', 'Access to KMS is not allowed')
  return call.fault(code, `Secrets Manager can't ${verb} the protected secret text using the provided KMS key. ${error.message}`)
}
