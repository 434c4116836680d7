// Server-side encryption with keys of KMS: bodies of messages under a data key, that is asked for in the caller's name and used again for
// as long as the queue says. Attributes are not encrypted, as on AWS.
// Source: "Encryption at rest in Amazon SQS" and "Key management", SQS Developer Guide; KmsDataKeyReusePeriodSeconds, API Reference.

import { asCaller, reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DataKeys, openUnder, sealedKeyOf, sealUnder } from '../../std/data-keys.ts'
import { Queue } from './queue.ts'

/** Turns a body into what is kept of it. */
export type Seal = (body: string) => string

const belongsTo = 'message'

export function isEncrypted({ attributes }: Queue): boolean {
  return attributes.KmsMasterKeyId !== undefined
}

/** @throws KmsAccessDenied, KmsDisabled, KmsNotFound, KmsInvalidState, KmsInvalidKeyUsage */
export async function sealOf(queue: Queue, call: Call): Promise<Seal> {
  const { KmsMasterKeyId: keyId } = queue.attributes
  const key = await keysOf(call).current(`${queue.id} ${keyId} ${call.principal.arn}`, call.now(), reuseMs(queue), async () => {
    const made = await asked(call, kms =>
      kms.GenerateDataKey({ KeyId: keyId!, KeySpec: 'AES_256', EncryptionContext: contextOf(queue, call) }))
    return { plain: made.Plaintext!, sealed: made.CiphertextBlob! }
  })
  return body => Buffer.from(sealUnder(key, Buffer.from(body), belongsTo)).toString('base64')
}

/** @param origin the queue under whose name it was sealed */
export async function openBody(body: string, queue: Queue, origin: string, call: Call): Promise<string> {
  const contents = new Uint8Array(Buffer.from(body, 'base64'))
  const sealed = sealedKeyOf(contents)
  const plain = await keysOf(call).opened(`${origin} ${call.principal.arn}`, sealed, call.now(), reuseMs(queue), async () =>
    (await asked(call, kms => kms.Decrypt({ CiphertextBlob: sealed, EncryptionContext: { 'aws:sqs:arn': origin } }))).Plaintext!)
  return Buffer.from(openUnder(plain, contents, belongsTo)).toString()
}

export function originOf(queue: Queue, call: Call): string {
  return call.arn(Queue, queue)
}

function contextOf(queue: Queue, call: Call): Record<string, string> {
  return { 'aws:sqs:arn': originOf(queue, call) }
}

function reuseMs({ attributes }: Queue): number {
  return Number(attributes.KmsDataKeyReusePeriodSeconds ?? 300) * 1000
}

function keysOf(call: Call): DataKeys {
  return call.cache('data keys', () => new DataKeys())
}

const codes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KmsAccessDenied', DisabledException: 'KmsDisabled', KMSInvalidStateException: 'KmsInvalidState',
  NotFoundException: 'KmsNotFound', InvalidKeyUsageException: 'KmsInvalidKeyUsage', InvalidCiphertextException: 'KmsInvalidState',
}

/** SQS has a fault of its own for each of KMS's, with KMS's text. */
function asked<T>(call: Call, ask: (kms: ReturnType<typeof call.to<'kms'>>) => Promise<T>): Promise<T> {
  return reworded(() => ask(call.to('kms', asCaller(call))), ({ code, message }) => call.fault(codes[code] ?? code, message))
}
