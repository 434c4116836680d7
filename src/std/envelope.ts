// Text sealed under a data key that its holder keeps only encrypted: AES-256-GCM over nonce, tag and text, bound to what it belongs to.
// Services that encrypt with a data key of KMS keep their contents so.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

const nonceBytes = 12
const tagBytes = 16

/** @param key 32 bytes @param belongsTo is authenticated with the text */
export function sealEnvelope(plaintext: Uint8Array, key: Uint8Array, belongsTo: string): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(belongsTo))
  const text = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return new Uint8Array(Buffer.concat([nonce, cipher.getAuthTag(), text]))
}

/** @throws Error where the bytes were not sealed under this key for this owner */
export function openEnvelope(sealed: Uint8Array, key: Uint8Array, belongsTo: string): Uint8Array {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(belongsTo)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()]))
}
