// Tokens that only this cloud can make and read: session tokens, page tokens, receipt handles, encoded authorisation messages. A token is
// AES-256-GCM over JSON, bound to a purpose, so that one kind of token never passes for another. It stores nothing. Invariant: equal values
// give equal tokens, and no nonce ever meets two plaintexts; who wants tokens to differ puts something that differs inside.

import { createCipheriv, createDecipheriv, createHmac } from 'node:crypto'

export interface Sealer {
  /** @param value what JSON can say */
  seal(purpose: string, value: unknown, encoding?: 'base64url' | 'base64'): string
  /** The value; undefined for a token that is not ours, was changed, or was made for another purpose. Reads either encoding. */
  open(purpose: string, token: string): unknown
}

const nonceBytes = 12
const tagBytes = 16

/** @param key 32 bytes or more of secret, kept with the cloud's state so that tokens outlive a restart */
export function sealer(key: Uint8Array): Sealer {
  const cipherKey = createHmac('sha256', key).update('cipher').digest()
  const nonceKey = createHmac('sha256', key).update('nonce').digest()

  // The nonce is drawn from purpose and plaintext (as SIV modes do, RFC 5297): a generator seeded alike after a restart would repeat random
  // ones.
  function nonceOf(purpose: string, plain: Buffer): Buffer {
    return createHmac('sha256', nonceKey).update(`${purpose}\0`).update(plain).digest().subarray(0, nonceBytes)
  }

  return {
    seal(purpose, value, encoding = 'base64url') {
      const plain = Buffer.from(JSON.stringify(value))
      const nonce = nonceOf(purpose, plain)
      const cipher = createCipheriv('aes-256-gcm', cipherKey, nonce).setAAD(Buffer.from(purpose))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString(encoding)
    },
    open(purpose, token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length < nonceBytes + tagBytes) return undefined
      // Decoding skips characters that are no Base64; only the spelling that was sealed is a token.
      if (bytes.toString('base64url') !== token && bytes.toString('base64') !== token) return undefined
      const decipher = createDecipheriv('aes-256-gcm', cipherKey, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes })
      decipher.setAAD(Buffer.from(purpose)).setAuthTag(bytes.subarray(-tagBytes))
      const plain = decipher.update(bytes.subarray(nonceBytes, -tagBytes))
      try {
        decipher.final()
      } catch {
        return undefined // The tag does not fit: the one way by which GCM says that a token is not ours.
      }
      return JSON.parse(plain.toString())
    },
  }
}
