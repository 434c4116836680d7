// Data keys of a key service, kept in the clear for a while so that not every message costs a call: one to seal with for each owner, and
// those that were opened lately; and contents that bring their data key with them, sealed. It knows no service: making and opening keys is
// its user's. Kept in memory only.

import { openEnvelope, sealEnvelope } from './envelope.ts'

export interface DataKey { readonly plain: Uint8Array, readonly sealed: Uint8Array }

interface Kept { readonly key: DataKey, readonly until: number }

const mostKept = 1000

export class DataKeys {
  readonly #current = new Map<string, Kept>()
  readonly #opened = new Map<string, Kept>()

  /** The owner's data key; a new one where there is none, or its time is over. @param reuseMs how long a new one may be used */
  async current(owner: string, now: number, reuseMs: number, make: () => Promise<DataKey>): Promise<DataKey> {
    const known = this.#current.get(owner)
    if (known !== undefined && known.until > now) return known.key
    const key = await make()
    keep(this.#current, owner, { key, until: now + reuseMs })
    return key
  }

  /** What a sealed key is in the clear. @param owner whose it is: another may not open it unasked */
  async opened(owner: string, sealed: Uint8Array, now: number, reuseMs: number, open: () => Promise<Uint8Array>): Promise<Uint8Array> {
    const name = `${owner} ${Buffer.from(sealed).toString('base64')}`
    const known = this.#opened.get(name)
    if (known !== undefined && known.until > now) return known.key.plain
    const plain = await open()
    keep(this.#opened, name, { key: { plain, sealed }, until: now + reuseMs })
    return plain
  }
}

function keep(keys: Map<string, Kept>, name: string, kept: Kept): void {
  if (keys.size >= mostKept) keys.clear()
  keys.set(name, kept)
}

const lengthBytes = 2

/** A text under a data key, with the key before it as the key service sealed it. @param belongsTo is authenticated with the text */
export function sealUnder({ plain, sealed }: DataKey, text: Uint8Array, belongsTo: string): Uint8Array {
  const length = Buffer.alloc(lengthBytes)
  length.writeUInt16BE(sealed.length)
  return new Uint8Array(Buffer.concat([length, sealed, sealEnvelope(text, plain, belongsTo)]))
}

/** The sealed data key that contents bring with them. */
export function sealedKeyOf(contents: Uint8Array): Uint8Array {
  return contents.slice(lengthBytes, keyEnd(contents))
}

/** @throws Error where the contents were not sealed under this key for this owner */
export function openUnder(plain: Uint8Array, contents: Uint8Array, belongsTo: string): Uint8Array {
  return openEnvelope(contents.slice(keyEnd(contents)), plain, belongsTo)
}

function keyEnd(contents: Uint8Array): number {
  return lengthBytes + contents[0]! * 256 + contents[1]!
}
