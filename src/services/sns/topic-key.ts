// Topics under a key of KMS: whoever publishes must be given a data key, by a real call of KMS in the publisher's name, which counts for
// five minutes. Messages are kept as they are: who may not use the key, or whose key is disabled, publishes nothing.
// Source: "Securing Amazon SNS data with server-side encryption" and "Key management", SNS Developer Guide; the faults of Publish.

import { asCaller, reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DataKeys } from '../../std/data-keys.ts'
import { Topic } from './topic.ts'

const reuseMs = 300_000

const codes: Readonly<Record<string, string>> = {
  AccessDeniedException: 'KMSAccessDeniedException', DisabledException: 'KMSDisabledException',
  KMSInvalidStateException: 'KMSInvalidStateException', NotFoundException: 'KMSNotFoundException',
}

/** Runs a publication once the topic's key is there; at once where it has none. @throws KMSAccessDenied, KMSDisabled, KMSNotFound … */
export function underKey<T>(topic: Topic, publish: () => T, call: Call): T | Promise<T> {
  const { KmsMasterKeyId: keyId } = topic.attributes
  if (keyId === undefined) return publish()
  return ask(topic, keyId, call).then(() => call.transact(publish))
}

async function ask(topic: Topic, keyId: string, call: Call): Promise<void> {
  const keys = call.cache('data keys', () => new DataKeys())
  await keys.current(`${topic.id} ${keyId} ${call.principal.arn}`, call.now(), reuseMs, async () => {
    const EncryptionContext = { 'aws:sns:topicArn': call.arn(Topic, topic) }
    const kms = call.to('kms', asCaller(call))
    const made = await reworded(() => kms.GenerateDataKey({ KeyId: keyId, KeySpec: 'AES_256', EncryptionContext }),
      ({ code, message }) => call.fault(codes[code] ?? code, message))
    return { plain: made.Plaintext!, sealed: made.CiphertextBlob! }
  })
}
