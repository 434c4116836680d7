// Ciphertext of symmetric keys: bytes that name the account, the key and the material, and hold nonce, tag and encrypted text. The
// encryption context is authenticated with them. AWS's own form is not public; the first bytes are those that its ciphertexts show.

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

export interface Address {
  readonly account: string
  readonly keyId: string
  /** 64 hexadecimal digits. */
  readonly materialId: string
}

export type EncryptionContext = Readonly<Record<string, string>>

const start = Buffer.from([1, 2, 2, 0, 0x78])
const accountAt = start.length
const keyAt = accountAt + 6
const materialAt = keyAt + 17
const nonceAt = materialAt + 32
const tagAt = nonceAt + 12
const textAt = tagAt + 16

export function encrypt(plaintext: Uint8Array, address: Address, material: Uint8Array, context: EncryptionContext): Uint8Array {
  const blob = Buffer.alloc(textAt)
  start.copy(blob)
  blob.writeUIntBE(Number(address.account), accountAt, 6)
  const multiRegion = address.keyId.startsWith('mrk-')
  blob[keyAt] = multiRegion ? 1 : 0
  blob.write(multiRegion ? address.keyId.slice(4) : address.keyId.replaceAll('-', ''), keyAt + 1, 'hex')
  blob.write(address.materialId, materialAt, 'hex')
  randomBytes(12).copy(blob, nonceAt)
  const cipher = createCipheriv('aes-256-gcm', material, blob.subarray(nonceAt, tagAt))
  cipher.setAAD(authenticated(blob, context))
  const text = Buffer.concat([cipher.update(plaintext), cipher.final()])
  cipher.getAuthTag().copy(blob, tagAt)
  return new Uint8Array(Buffer.concat([blob, text]))
}

/** Whose ciphertext it is; undefined for bytes that are none. */
export function readAddress(bytes: Uint8Array): Address | undefined {
  const blob = bufferOf(bytes)
  if (blob.length < textAt || !blob.subarray(0, accountAt).equals(start)) return undefined
  const digits = blob.toString('hex', keyAt + 1, materialAt)
  const uuid = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)].join('-')
  return {
    account: String(blob.readUIntBE(accountAt, 6)).padStart(12, '0'),
    keyId: blob[keyAt] === 1 ? `mrk-${digits}` : uuid,
    materialId: blob.toString('hex', materialAt, nonceAt),
  }
}

/** Undefined where the bytes or the context are not what was encrypted. */
export function decrypt(bytes: Uint8Array, material: Uint8Array, context: EncryptionContext): Uint8Array | undefined {
  const blob = bufferOf(bytes)
  const decipher = createDecipheriv('aes-256-gcm', material, blob.subarray(nonceAt, tagAt))
  decipher.setAAD(authenticated(blob, context))
  decipher.setAuthTag(blob.subarray(tagAt, textAt))
  const text = decipher.update(blob.subarray(textAt))
  try {
    decipher.final()
  } catch {
    return undefined
  }
  return new Uint8Array(text)
}

/** The address and the context, whatever the order in which it was given. */
function authenticated(blob: Buffer, context: EncryptionContext): Buffer {
  const pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))
  return Buffer.concat([blob.subarray(0, nonceAt), Buffer.from(pairs.length === 0 ? '' : JSON.stringify(pairs))])
}

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length)
}
