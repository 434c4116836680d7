// Key pairs: made here, their private half shown once, or imported. Source: CreateKeyPair and ImportKeyPair, EC2 API Reference; "Verify the
// fingerprint of your key pair", EC2 User Guide.

import { createHash, generateKeyPairSync } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Ec2, KeyPairInfo } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all, described, drop, make } from './kind.ts'
import { KeyPair } from './kinds.ts'

function colons(hex: string): string {
  return hex.match(/../g)!.join(':')
}

/** An OpenSSH public key's blob of an Ed25519 key. */
function blobOf(key: KeyObject): Buffer {
  const raw = Buffer.from((key.export({ format: 'jwk' }) as { x: string }).x, 'base64url')
  const part = (bytes: Buffer): Buffer => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(bytes.length)
    return Buffer.concat([length, bytes])
  }
  return Buffer.concat([part(Buffer.from('ssh-ed25519')), part(raw)])
}

function newKey(type: string): { readonly material: string, readonly fingerprint: string } {
  if (type === 'ed25519') {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    const material = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
    return { material, fingerprint: createHash('sha256').update(blobOf(publicKey)).digest('base64') }
  }
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
  const der = privateKey.export({ format: 'der', type: 'pkcs8' })
  return { material: privateKey.export({ format: 'pem', type: 'pkcs1' }) as string,
    fingerprint: colons(createHash('sha1').update(der).digest('hex')) }
}

function checkName(name: string, call: Call): void {
  for (const [, { KeyName }] of all(KeyPair, call)) {
    if (KeyName === name) throw new Fault('InvalidKeyPair.Duplicate', `The keypair already exists`)
  }
}

export function keyNamed(name: string, call: Call): KeyPairInfo {
  for (const [, pair] of all(KeyPair, call)) if (pair.KeyName === name) return pair
  throw new Fault('InvalidKeyPair.NotFound', `The key pair '${name}' does not exist`)
}

export const CreateKeyPair: Ec2['CreateKeyPair'] = ({ KeyName: name, KeyType: type = 'rsa', TagSpecifications: tags }, call) => {
  checkName(name, call)
  const { material, fingerprint } = newKey(type)
  const pair = make(KeyPair, call, id => ({
    KeyPairId: id, KeyName: name, KeyType: type, KeyFingerprint: fingerprint, CreateTime: call.now(),
  }), { tags })
  return { KeyPairId: pair.KeyPairId!, KeyName: name, KeyFingerprint: fingerprint, KeyMaterial: material, Tags: pair.Tags ?? [] }
}

export const ImportKeyPair: Ec2['ImportKeyPair'] = ({ KeyName: name, PublicKeyMaterial: bytes, TagSpecifications: tags }, call) => {
  checkName(name, call)
  const text = Buffer.from(bytes).toString()
  const [type = '', body = ''] = text.trim().split(/\s+/)
  if (!/^ssh-(rsa|ed25519)$/.test(type) || body === '') throw new Fault('InvalidKey.Format',
    'Key is not in valid OpenSSH public key format')
  const blob = Buffer.from(body, 'base64')
  const isRsa = type === 'ssh-rsa'
  const fingerprint = isRsa ? colons(createHash('md5').update(blob).digest('hex')) : createHash('sha256').update(blob).digest('base64')
  const pair = make(KeyPair, call, id => ({
    KeyPairId: id, KeyName: name, KeyType: isRsa ? 'rsa' : 'ed25519', KeyFingerprint: fingerprint, CreateTime: call.now(), PublicKey: text,
  }), { tags })
  return { KeyPairId: pair.KeyPairId!, KeyName: name, KeyFingerprint: fingerprint, Tags: pair.Tags ?? [] }
}

export const DescribeKeyPairs: Ec2['DescribeKeyPairs'] = (input, call) => {
  const { KeyNames: names, KeyPairIds: ids, Filters: filters, IncludePublicKey: isWhole = false } = input
  for (const name of names ?? []) keyNamed(name, call)
  const found = [...described(KeyPair, { ids, filters }, call)]
    .filter(({ KeyName = '' }) => names === undefined || names.length === 0 || names.includes(KeyName))
  return { KeyPairs: found.map(({ PublicKey, ...pair }) => isWhole && PublicKey !== undefined ? { ...pair, PublicKey } : pair) }
}

/** One that is not there is deleted all the same. */
export const DeleteKeyPair: Ec2['DeleteKeyPair'] = ({ KeyName: name, KeyPairId: id }, call) => {
  for (const [pairId, pair] of all(KeyPair, call)) {
    if (pairId !== id && (name === undefined || pair.KeyName !== name)) continue
    drop(KeyPair, pairId, call)
    return { Return: true, KeyPairId: pairId }
  }
  return { Return: true }
}
