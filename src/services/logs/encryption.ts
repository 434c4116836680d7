// Groups under a key of KMS: messages sealed under data keys, which KMS makes for the group's ARN and which are asked for anew every hour.
// What was put before a key came, or after it went, stays in the clear; what was sealed stays sealed, and needs its key to be read.
// Source: "Encrypt log data in CloudWatch Logs using AWS KMS", CloudWatch Logs User Guide.

import { reworded } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { DataKeys } from '../../std/data-keys.ts'
import { openEnvelope, sealEnvelope } from '../../std/envelope.ts'
import { key, keyParts, prefixOf } from '../../std/key.ts'
import type { StoredEvent } from './event-table.ts'
import { LogGroup } from './group.ts'

const makeAgainMs = 3_600_000
const openAgainMs = 300_000

interface DataKey { readonly plain: Uint8Array, readonly sealed: Uint8Array }

/** Turns a message into what is kept of it. */
export interface Seal { readonly dataKey: number, seal(message: string): Uint8Array }

/** Asks KMS for the data key to write with. @throws InvalidParameterException where KMS does not give one */
export async function writingKey(group: LogGroup, call: Call): Promise<DataKey> {
  const { id, kmsKeyArn } = group
  return keysOf(call).current(`${id} ${kmsKeyArn}`, call.now(), makeAgainMs, async () => {
    const made = await asked(call, () => call.to('kms', { sourceArn: call.arn(LogGroup, group) })
      .GenerateDataKey({ KeyId: kmsKeyArn!, KeySpec: 'AES_256', EncryptionContext: contextOf(group, call) }))
    return { plain: made.Plaintext!, sealed: made.CiphertextBlob! }
  })
}

/** Inside a transaction: the key's place among those of the group. */
export function sealUnder({ id }: LogGroup, { plain, sealed }: DataKey, call: Call): Seal {
  const table = call.table<Uint8Array>('data-keys')
  let dataKey = 0
  for (const [place, known] of table.scan({ prefix: prefixOf(id), reverse: true })) {
    const index = keyParts(place)[1] as number
    dataKey = Buffer.compare(known, sealed) === 0 ? index : index + 1
    break
  }
  table.put(key(id, dataKey), sealed)
  return { dataKey, seal: message => sealEnvelope(Buffer.from(message), plain, id) }
}

/** Reads a message of an event. */
export type Reader = (event: StoredEvent, isUnmasked?: boolean) => string

class MissingKey extends Error {
  readonly index: number

  constructor(index: number) {
    super(`data key ${index}`)
    this.index = index
  }
}

/**
 * Does what needs messages in the clear. It is done again from its beginning when a data key must be asked for: it should only read.
 * @returns a promise where KMS had to be asked
 */
export function readingEvents<T>(group: LogGroup, call: Call, body: (read: Reader) => T): T | Promise<T> {
  const opened = new Map<number, Uint8Array>()
  const read: Reader = ({ message, masked, dataKey }, isUnmasked = false) => {
    const text = isUnmasked ? message : masked ?? message
    if (typeof text === 'string') return text
    const plain = opened.get(dataKey!)
    if (plain === undefined) throw new MissingKey(dataKey!)
    return Buffer.from(openEnvelope(text, plain, group.id)).toString()
  }
  const attempt = (): T | Promise<T> => {
    try {
      return body(read)
    } catch (error) {
      if (!(error instanceof MissingKey)) throw error
      const { index } = error
      return openKey(group, index, call).then(plain => {
        opened.set(index, plain)
        return attempt()
      })
    }
  }
  return attempt()
}

async function openKey(group: LogGroup, index: number, call: Call): Promise<Uint8Array> {
  const sealed = call.table<Uint8Array>('data-keys').get(key(group.id, index))!
  return keysOf(call).opened(group.id, sealed, call.now(), openAgainMs, async () =>
    (await asked(call, () => call.to('kms', { sourceArn: call.arn(LogGroup, group) })
      .Decrypt({ CiphertextBlob: sealed, EncryptionContext: contextOf(group, call) }))).Plaintext!)
}

function contextOf(group: LogGroup, call: Call): Record<string, string> {
  return { 'aws:logs:arn': call.arn(LogGroup, group) }
}

function keysOf(call: Call): DataKeys {
  return call.cache('data keys', () => new DataKeys())
}

function asked<T>(call: Call, ask: () => Promise<T>): Promise<T> {
  return reworded(ask, ({ message }) => call.fault('InvalidParameterException', `The log group's KMS key cannot be used: ${message}`))
}
