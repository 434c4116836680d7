// SecureStrings: standard ones encrypted by KMS as they are, advanced ones under a data key. KMS is called in the caller's name, with the
// parameter's ARN as the encryption context.
// Source: "AWS KMS encryption for AWS Systems Manager Parameter Store SecureString parameters", User Guide.

import { openEnvelope, sealEnvelope } from '../../std/envelope.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { arnOf } from './parameter.ts'
import type { ParameterVersion, Tier } from './parameter.ts'

const defaultKey = 'alias/aws/ssm'

export interface SecureValue { readonly value: string, readonly envelopeKey?: string, readonly keyId: string }

/** @throws InvalidKeyId, AccessDeniedException */
export async function encryptValue(name: string, tier: Tier, text: string, keyId: string | undefined, call: Call): Promise<SecureValue> {
  const key = { KeyId: keyId ?? defaultKey, EncryptionContext: contextOf(name, call) }
  const kms = call.to('kms', callerOf(call))
  try {
    if (tier === 'Standard') {
      const { CiphertextBlob: blob } = await kms.Encrypt({ ...key, Plaintext: Buffer.from(text) })
      return { value: base64(blob!), keyId: key.KeyId }
    }
    const { Plaintext: plainKey, CiphertextBlob: blob } = await kms.GenerateDataKey({ ...key, KeySpec: 'AES_256' })
    return { value: base64(sealEnvelope(Buffer.from(text), plainKey!, name)), envelopeKey: base64(blob!), keyId: key.KeyId }
  } catch (error) {
    throw refusalOf(error, call)
  }
}

/** @throws InvalidKeyId, AccessDeniedException */
export async function decryptValue({ name, value, envelopeKey }: ParameterVersion, call: Call): Promise<string> {
  const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'))
  try {
    const { Plaintext: plain } = await call.to('kms', callerOf(call))
      .Decrypt({ CiphertextBlob: bytes(envelopeKey ?? value), EncryptionContext: contextOf(name, call) })
    return Buffer.from(envelopeKey === undefined ? plain! : openEnvelope(bytes(value), plain!, name)).toString()
  } catch (error) {
    throw refusalOf(error, call)
  }
}

function contextOf(name: string, call: Call): Record<string, string> {
  return { PARAMETER_ARN: arnOf({ name }, call) }
}

function callerOf({ principal }: Call): { readonly principal?: Principal } {
  return principal.kind === 'service' ? {} : { principal }
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

/** Systems Manager passes on what KMS said. */
function refusalOf(error: unknown, call: Call): unknown {
  if (!(error instanceof Fault)) return error
  const text = `${error.message} (Service: AWSKMS; Status Code: ${error.status}; Error Code: ${error.code}; Request ID: ${call.uuid()})`
  return call.fault(error.code === 'AccessDeniedException' ? 'AccessDeniedException' : 'InvalidKeyId', text)
}
