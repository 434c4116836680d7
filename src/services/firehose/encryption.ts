// Server-side encryption of what waits: under a key of Firehose's own, which changes nothing that can be seen, or under a customer's key of
// KMS, which makes data keys for it. Source: StartDeliveryStreamEncryption and StopDeliveryStreamEncryption, API Reference.

import type { DeliveryStreamEncryptionConfiguration, DeliveryStreamEncryptionConfigurationInput,
  Firehose } from '../../../generated/aws/firehose.ts'
import { reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DataKeys, openUnder, sealedKeyOf, sealUnder } from '../../std/data-keys.ts'
import { activeStream, DeliveryStream } from './stream-record.ts'
import type { Encryption } from './stream-record.ts'

const reuseMs = 300_000
const typicalMs = 5000

/** @throws InvalidArgumentException, InvalidKMSResourceException */
export async function startEncryption(input: DeliveryStreamEncryptionConfigurationInput, call: Call): Promise<Encryption> {
  const { KeyType: kind, KeyARN: keyArn } = input
  if ((kind === 'CUSTOMER_MANAGED_CMK') !== (keyArn !== undefined)) {
    throw call.fault('InvalidArgumentException', 'KeyARN is required for keys of customers, and not allowed for those of AWS.')
  }
  const readyAt = call.now() + call.lifecycleMs(typicalMs)
  if (keyArn === undefined) return { kind: 'AWS_OWNED_CMK', readyAt }
  await asked(call, async () => call.to('kms').DescribeKey({ KeyId: keyArn }))
  return { kind: 'CUSTOMER_MANAGED_CMK', keyArn, readyAt }
}

export const StartDeliveryStreamEncryption: Firehose['StartDeliveryStreamEncryption'] = async (input, call) => {
  const { name } = directStream(input.DeliveryStreamName, call)
  const encryption = await startEncryption(input.DeliveryStreamEncryptionConfigurationInput ?? { KeyType: 'AWS_OWNED_CMK' }, call)
  return call.transact(() => {
    call.of(DeliveryStream).put({ ...activeStream(name, call), encryption })
    return {}
  })
}

export const StopDeliveryStreamEncryption: Firehose['StopDeliveryStreamEncryption'] = ({ DeliveryStreamName: name }, call) => {
  const { encryption: _, ...stream } = directStream(name, call)
  call.of(DeliveryStream).put(stream)
  return {}
}

function directStream(name: string, call: Call): DeliveryStream {
  const stream = activeStream(name, call)
  if (stream.type === 'DirectPut') return stream
  throw call.fault('InvalidArgumentException', 'A delivery stream that reads from Kinesis is encrypted by its source.')
}

export function encryptionDescription({ encryption }: DeliveryStream, call: Call): DeliveryStreamEncryptionConfiguration {
  if (encryption === undefined) return { Status: 'DISABLED' }
  const { kind, keyArn, readyAt } = encryption
  return { Status: readyAt > call.now() ? 'ENABLING' : 'ENABLED', KeyType: kind, ...(keyArn !== undefined && { KeyARN: keyArn }) }
}

/** Data as they are kept. @throws InvalidKMSResourceException */
export async function sealRecords(stream: DeliveryStream, data: readonly Uint8Array[], call: Call): Promise<Uint8Array[]> {
  const { keyArn } = stream.encryption!
  const key = await keysOf(call).current(`${stream.id} ${keyArn}`, call.now(), reuseMs, async () => {
    const made = await asked(call, async () =>
      call.to('kms').GenerateDataKey({ KeyId: keyArn!, KeySpec: 'AES_256', EncryptionContext: contextOf(stream, call) }))
    return { plain: made.Plaintext!, sealed: made.CiphertextBlob! }
  })
  return data.map(each => sealUnder(key, each, stream.id))
}

export async function openRecord(stream: DeliveryStream, data: Uint8Array, call: Call): Promise<Uint8Array> {
  const sealed = sealedKeyOf(data)
  const plain = await keysOf(call).opened(stream.id, sealed, call.now(), reuseMs, async () => (await asked(call, async () =>
    call.to('kms').Decrypt({ CiphertextBlob: sealed, EncryptionContext: contextOf(stream, call) }))).Plaintext!)
  return openUnder(plain, data, stream.id)
}

function contextOf(stream: DeliveryStream, call: Call): Record<string, string> {
  return { 'aws:firehose:arn': call.arn(DeliveryStream, stream) }
}

function keysOf(call: Call): DataKeys {
  return call.cache('data keys', () => new DataKeys())
}

function asked<T>(call: Call, ask: () => Promise<T>): Promise<T> {
  return reworded(ask, ({ code, message }) => call.fault('InvalidKMSResourceException', message, { code }))
}
