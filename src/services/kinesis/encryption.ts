// Server-side encryption of streams: records under a data key of KMS, which is asked for every five minutes in the caller's name. What was
// put before stays as it was. Source: "Data protection in Amazon Kinesis Data Streams", Developer Guide; StartStreamEncryption, API.

import type { Kinesis } from '../../../generated/aws/kinesis.ts'
import { asCaller, reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DataKeys, openUnder, sealedKeyOf, sealUnder } from '../../std/data-keys.ts'
import { activeStream, Stream } from './stream.ts'

const reuseMs = 300_000

export const StartStreamEncryption: Kinesis['StartStreamEncryption'] = async (input, call) => {
  const stream = activeStream(input, call)
  const { KeyId: keyId } = input
  await asked(call, kms => kms.DescribeKey({ KeyId: keyId }))
  call.transact(() => { call.of(Stream).put({ ...stream, kmsKeyId: keyId, status: 'UPDATING' }) })
}

export const StopStreamEncryption: Kinesis['StopStreamEncryption'] = (input, call) => {
  const { kmsKeyId: _, ...stream } = activeStream(input, call)
  call.of(Stream).put({ ...stream, status: 'UPDATING' })
}

/** Data as they are kept. */
export async function sealRecord({ id, kmsKeyId, ...stream }: Stream, data: readonly Uint8Array[], call: Call): Promise<Uint8Array[]> {
  const EncryptionContext = { 'aws:kinesis:arn': call.arn(Stream, { id, ...stream }) }
  const key = await keysOf(call).current(`${id} ${kmsKeyId} ${call.principal.arn}`, call.now(), reuseMs, async () => {
    const made = await asked(call, kms => kms.GenerateDataKey({ KeyId: kmsKeyId!, KeySpec: 'AES_256', EncryptionContext }))
    return { plain: made.Plaintext!, sealed: made.CiphertextBlob! }
  })
  return data.map(text => sealUnder(key, text, id))
}

export async function openRecord(stream: Stream, data: Uint8Array, call: Call): Promise<Uint8Array> {
  const sealed = sealedKeyOf(data)
  const EncryptionContext = { 'aws:kinesis:arn': call.arn(Stream, stream) }
  const plain = await keysOf(call).opened(`${stream.id} ${call.principal.arn}`, sealed, call.now(), reuseMs, async () =>
    (await asked(call, kms => kms.Decrypt({ CiphertextBlob: sealed, EncryptionContext }))).Plaintext!)
  return openUnder(plain, data, stream.id)
}

function keysOf(call: Call): DataKeys {
  return call.cache('data keys', () => new DataKeys())
}

const codes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KMSAccessDeniedException', DisabledException: 'KMSDisabledException',
  KMSInvalidStateException: 'KMSInvalidStateException', NotFoundException: 'KMSNotFoundException',
  InvalidCiphertextException: 'KMSInvalidStateException',
}

/** Kinesis has a fault of its own for each of KMS's. */
function asked<T>(call: Call, ask: (kms: ReturnType<typeof call.to<'kms'>>) => Promise<T>): Promise<T> {
  return reworded(() => ask(call.to('kms', asCaller(call))), ({ code, message }) => call.fault(codes[code] ?? code, message))
}
