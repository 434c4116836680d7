// SSH public keys for CodeCommit: taken as OpenSSH writes them or in PEM, and given in either form. RSA only, as AWS has it.
// Source: UploadSSHPublicKey, IAM API Reference; the key's form by RFC 4253, section 6.6.

import { createHash, createPublicKey } from 'node:crypto'
import type { Iam, SSHPublicKey } from '../../../generated/aws/iam.ts'
import type { Call } from '../../kernel/service.ts'
import { checkCount, credentialsOf, named, setStatus } from './credential.ts'
import { second } from './name.ts'
import { Credential } from './structure.ts'

const keysPerUser = 5
const noun = 'SSH Public Key'

export const UploadSSHPublicKey: Iam['UploadSSHPublicKey'] = (input, call) => {
  const { name, held } = credentialsOf('ssh', input, call)
  const blob = blobOf(input.SSHPublicKeyBody.trim(), call)
  const fingerprint = createHash('md5').update(blob).digest('hex').replace(/..(?=.)/g, '$&:')
  if (held.some(key => key.fingerprint === fingerprint)) {
    throw call.fault('DuplicateSSHPublicKeyException', 'The SSH public key is already associated with the user.')
  }
  checkCount(held, keysPerUser, 'SSHPublicKeysPerUser', call)
  const key = call.of(Credential).put({
    id: call.identity.newUniqueId('APKA'), kind: 'ssh', user: name.toLowerCase(), status: 'Active', createdAt: second(call),
    body: blob.toString('base64'), fingerprint,
  })
  return { SSHPublicKey: shown(name, key, input.SSHPublicKeyBody.trim()) }
}

/** The key as it goes over SSH's wire. @throws InvalidPublicKey, UnrecognizedPublicKeyEncoding */
function blobOf(text: string, call: Call): Buffer {
  const invalid = () => call.fault('InvalidPublicKeyException', 'The SSH public key is invalid.')
  if (text.startsWith('-----BEGIN')) {
    try {
      const { kty, n, e } = createPublicKey(text).export({ format: 'jwk' })
      if (kty !== 'RSA' || n === undefined || e === undefined) throw invalid()
      return Buffer.concat([field(Buffer.from('ssh-rsa')), ...[e, n].map(each => field(positive(Buffer.from(each, 'base64url'))))])
    } catch (error) {
      if (error instanceof TypeError || (error as { code?: string }).code?.startsWith('ERR_OSSL') === true) throw invalid()
      throw error
    }
  }
  const [, encoded] = /^ssh-rsa ([A-Za-z0-9+/]+=*)(?: .*)?$/.exec(text) ?? []
  if (encoded === undefined) {
    throw call.fault('UnrecognizedPublicKeyEncodingException', 'The SSH public key is in an unrecognized encoding.')
  }
  const blob = Buffer.from(encoded, 'base64')
  if (fieldsOf(blob)?.length !== 3) throw invalid()
  return blob
}

function field(bytes: Uint8Array): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(bytes.length)
  return Buffer.concat([length, bytes])
}

/** Numbers whose first bit is set get a zero in front. */
function positive(bytes: Buffer): Buffer {
  return (bytes[0] ?? 0) < 0x80 ? bytes : Buffer.concat([Buffer.from([0]), bytes])
}

function fieldsOf(blob: Buffer): Buffer[] | undefined {
  const fields: Buffer[] = []
  for (let at = 0; at < blob.length;) {
    const end = at + 4 <= blob.length ? at + 4 + blob.readUInt32BE(at) : Infinity
    if (end > blob.length) return undefined
    fields.push(blob.subarray(at + 4, end))
    at = end
  }
  return fields
}

function pemOf(blob: Buffer): string {
  const [, e, n] = fieldsOf(blob)!.map(each => (each[0] === 0 ? each.subarray(1) : each).toString('base64url'))
  return String(createPublicKey({ key: { kty: 'RSA', n: n!, e: e! }, format: 'jwk' }).export({ type: 'spki', format: 'pem' })).trim()
}

export const GetSSHPublicKey: Iam['GetSSHPublicKey'] = ({ SSHPublicKeyId: id, Encoding: encoding, ...input }, call) => {
  const { name, it } = named('ssh', id, input, noun, call)
  return { SSHPublicKey: shown(name, it, encoding === 'PEM' ? pemOf(Buffer.from(it.body, 'base64')) : `ssh-rsa ${it.body}`) }
}

export const ListSSHPublicKeys: Iam['ListSSHPublicKeys'] = function* (input, call) {
  const { name, held } = credentialsOf('ssh', input, call)
  for (const { id, status, createdAt } of held) yield { UserName: name, SSHPublicKeyId: id, Status: status, UploadDate: createdAt }
}

export const UpdateSSHPublicKey: Iam['UpdateSSHPublicKey'] = ({ SSHPublicKeyId: id, Status: status, ...input }, call) => {
  setStatus(named('ssh', id, input, noun, call).it, status, call)
}

export const DeleteSSHPublicKey: Iam['DeleteSSHPublicKey'] = ({ SSHPublicKeyId: id, ...input }, call) => {
  call.of(Credential).delete(named('ssh', id, input, noun, call).it.id)
}

function shown(name: string, { id, status, createdAt, fingerprint = '' }: Credential, body: string): SSHPublicKey {
  return { UserName: name, SSHPublicKeyId: id, Fingerprint: fingerprint, SSHPublicKeyBody: body, Status: status, UploadDate: createdAt }
}
