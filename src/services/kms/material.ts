// Key material: what a key encrypts and signs with. A symmetric key may have had several; old ones still decrypt, the key names the present
// one. Bytes of asymmetric keys are private keys in PKCS #8.

import { createPrivateKey, randomBytes } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Key } from './key.ts'

export interface Material {
  readonly keyId: string
  /** 64 hexadecimal digits. */
  readonly id: string
  /** Absent where what was imported is gone. */
  readonly bytes?: Uint8Array
  /** Puts a key's materials in the order of their use. */
  readonly sequence: number
  /** How it came to encrypt; absent for the first, and for imported material that waits for its rotation. */
  readonly rotation?: { readonly at: number, readonly type: 'AUTOMATIC' | 'ON_DEMAND' }
  /** SHA-256 of imported bytes: the same may come again after they are gone. */
  readonly digest?: string
  readonly description?: string
  readonly validTo?: number
}

export const Material = records<Material>({
  name: 'Material', key: ['keyId', 'id'], indexes: { order: ({ keyId, sequence }) => [keyId, sequence] },
})

export function newMaterialId(): string {
  return randomBytes(32).toString('hex')
}

/** Material that a key has; undefined where it is gone or was never there. */
export function materialOf({ id: keyId }: Key, materialId: string | undefined, call: Call): Uint8Array | undefined {
  return materialId === undefined ? undefined : call.of(Material).get(keyId, materialId)?.bytes
}

/** What an enabled key works with. */
export function currentMaterial(key: Key, call: Call): Uint8Array {
  const bytes = materialOf(key, key.materialId, call)
  if (bytes === undefined) throw new Error(`assert: key ${key.id} is enabled without material`)
  return bytes
}

const mostKeyObjects = 1000

/** The private key of an asymmetric key; reading PKCS #8 costs more than signing with some curves. */
export function privateKeyOf(key: Key, call: Call): KeyObject {
  const known = call.cache('private keys', () => new Map<string, KeyObject>())
  const name = key.materialId!
  let found = known.get(name)
  if (found !== undefined) return found
  found = createPrivateKey({ key: Buffer.from(currentMaterial(key, call)), format: 'der', type: 'pkcs8' })
  if (known.size >= mostKeyObjects) known.clear()
  known.set(name, found)
  return found
}

/** All material of a key, the oldest first. */
export function materialsOf({ id }: Key, call: Call): IterableIterator<Material> {
  return call.of(Material).by('order').scan({ within: [id] })
}
