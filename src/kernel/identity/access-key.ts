// Access key ids, unique ids and secrets in the shape AWS gives them. The 16 characters after the prefix are Base32 of 80 bits: a one, the
// account in 40 bits, 39 bits of chance (A. Steele, "AWS Access Key ID formats", 2020; T. Be'ery, "A short note on AWS KEY ID", 2023).
// Randomness is the cloud's seeded one on purpose: these keys guard a local model, and `--seed` makes a run reproducible.

import { decodeBase32, encodeBase32 } from '../../std/base32.ts'

export interface RandomBytes { bytes(length: number): Uint8Array }

/** Source: "Understanding unique ID prefixes", IAM User Guide. `AKIA` long-term keys, `ASIA` temporary ones. */
export type KeyPrefix = 'AKIA' | 'ASIA'
/**
 * `AIDA` users, `AROA` roles, `AGPA` groups, `ANPA` managed policies, `AIPA` instance profiles, `APKA` public keys, `ASCA` certificates,
 * `ACCA`
 * credentials of one service.
 */
export type UniqueIdPrefix = 'AIDA' | 'AROA' | 'AGPA' | 'ANPA' | 'AIPA' | 'APKA' | 'ASCA' | 'ACCA'

const highestAccount = 999_999_999_999n

/** 20 characters that carry the account. @param account twelve digits */
export function newAccessKeyId(prefix: KeyPrefix, account: string, random: RandomBytes): string {
  return prefix + accountDigits(account, random)
}

/** 21 characters, as the ids of users and roles have them. */
export function newUniqueId(prefix: UniqueIdPrefix, account: string, random: RandomBytes): string {
  return prefix + accountDigits(account, random) + encodeBase32(random.bytes(1)).charAt(0)
}

/** 40 characters of Base64. */
export function newSecretAccessKey(random: RandomBytes): string {
  return Buffer.from(random.bytes(30)).toString('base64')
}

/**
 * The account that an access key id of ours or of AWS's names, twelve digits; undefined for ids that carry none:
 * those made before the form came up (their first bit is zero), and keys such as `test`. Twelve digits name themselves.
 */
export function decodeAccessKeyAccount(accessKeyId: string): string | undefined {
  if (/^\d{12}$/.test(accessKeyId)) return accessKeyId
  if (!/^A[A-Z]{3}[A-Z2-7]{16,}$/.test(accessKeyId)) return undefined
  const bytes = decodeBase32(accessKeyId.slice(4, 20))!
  const bits = bytes.subarray(0, 6).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const account = (bits >> 7n) & 0xff_ffff_ffffn
  return bits >> 47n === 1n && account <= highestAccount ? String(account).padStart(12, '0') : undefined
}

function accountDigits(account: string, random: RandomBytes): string {
  const bytes = Buffer.from(random.bytes(10))
  const chance = BigInt(bytes[5]! & 0x7f)
  bytes.writeUIntBE(Number((1n << 47n) | (BigInt(account) << 7n) | chance), 0, 6)
  return encodeBase32(bytes)
}
