// What each key spec is: what keys of it are for, the algorithms they know, and how their material is made. Asymmetric material is the
// private key in PKCS #8; all other material is bytes. Source: "Key spec reference" and "Key types", KMS Developer Guide.

import { generateKeyPair, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'

export type Usage = 'ENCRYPT_DECRYPT' | 'SIGN_VERIFY' | 'GENERATE_VERIFY_MAC' | 'KEY_AGREEMENT'

/** Members of KeyMetadata and of GetPublicKey's answer that list algorithms, by usage. */
export const algorithmMembers = {
  ENCRYPT_DECRYPT: 'EncryptionAlgorithms',
  SIGN_VERIFY: 'SigningAlgorithms',
  GENERATE_VERIFY_MAC: 'MacAlgorithms',
  KEY_AGREEMENT: 'KeyAgreementAlgorithms',
} as const

export interface KeySpec {
  readonly kind: 'symmetric' | 'hmac' | 'rsa' | 'ec' | 'ed25519'
  /** Algorithms by what a key is for; the first usage is the only one, or none is presumed. */
  readonly algorithms: Readonly<Partial<Record<Usage, readonly string[]>>>
  /** Bytes of symmetric material, bits of an RSA modulus. */
  readonly size?: number
  /** OpenSSL's name of the curve. */
  readonly curve?: string
}

const rsaSigning = [
  'RSASSA_PKCS1_V1_5_SHA_256', 'RSASSA_PKCS1_V1_5_SHA_384', 'RSASSA_PKCS1_V1_5_SHA_512',
  'RSASSA_PSS_SHA_256', 'RSASSA_PSS_SHA_384', 'RSASSA_PSS_SHA_512',
]

export const keySpecs: Readonly<Record<string, KeySpec>> = {
  SYMMETRIC_DEFAULT: { kind: 'symmetric', size: 32, algorithms: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] } },
  HMAC_224: hmac(28, 'HMAC_SHA_224'),
  HMAC_256: hmac(32, 'HMAC_SHA_256'),
  HMAC_384: hmac(48, 'HMAC_SHA_384'),
  HMAC_512: hmac(64, 'HMAC_SHA_512'),
  RSA_2048: rsa(2048),
  RSA_3072: rsa(3072),
  RSA_4096: rsa(4096),
  ECC_NIST_P256: ec('prime256v1', 'ECDSA_SHA_256', true),
  ECC_NIST_P384: ec('secp384r1', 'ECDSA_SHA_384', true),
  ECC_NIST_P521: ec('secp521r1', 'ECDSA_SHA_512', true),
  ECC_SECG_P256K1: ec('secp256k1', 'ECDSA_SHA_256', false),
  ECC_NIST_EDWARDS25519: { kind: 'ed25519', algorithms: { SIGN_VERIFY: ['ED25519_SHA_512', 'ED25519_PH_SHA_512'] } },
}

/** Specs of AWS that Node has no cryptography for, and why. */
export const missingSpecs: Readonly<Record<string, string>> = {
  SM2: 'SM2 keys exist in the China Regions only, and Node.js has no SM2.',
  ML_DSA_44: 'Node.js 20 has no ML-DSA.', ML_DSA_65: 'Node.js 20 has no ML-DSA.', ML_DSA_87: 'Node.js 20 has no ML-DSA.',
  ML_KEM_512: 'Node.js 20 has no ML-KEM.', ML_KEM_768: 'Node.js 20 has no ML-KEM.', ML_KEM_1024: 'Node.js 20 has no ML-KEM.',
}

export function isAsymmetric({ kind }: KeySpec): boolean {
  return kind !== 'symmetric' && kind !== 'hmac'
}

/** New material, from the system's entropy: what it protects may outlive this cloud. RSA keys take their time, off the main thread. */
export function newMaterial(spec: KeySpec): Uint8Array | Promise<Uint8Array> {
  return isAsymmetric(spec) ? newKeyPair(spec) : new Uint8Array(randomBytes(spec.size!))
}

async function newKeyPair({ kind, size, curve }: KeySpec): Promise<Uint8Array> {
  const generate = promisify(generateKeyPair)
  const { privateKey } = kind === 'rsa' ? await generate('rsa', { modulusLength: size! })
    : kind === 'ec' ? await generate('ec', { namedCurve: curve! })
      : await generate('ed25519')
  return new Uint8Array(privateKey.export({ type: 'pkcs8', format: 'der' }))
}

function hmac(size: number, algorithm: string): KeySpec {
  return { kind: 'hmac', size, algorithms: { GENERATE_VERIFY_MAC: [algorithm] } }
}

function rsa(size: number): KeySpec {
  return {
    kind: 'rsa', size,
    algorithms: { ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'], SIGN_VERIFY: rsaSigning },
  }
}

function ec(curve: string, signing: string, agrees: boolean): KeySpec {
  return { kind: 'ec', curve, algorithms: { SIGN_VERIFY: [signing], ...(agrees && { KEY_AGREEMENT: ['ECDH'] }) } }
}
