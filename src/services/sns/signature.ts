// Signatures of messages: the text that is signed, the key, and the certificate that everyone may fetch to check them. The key is made when
// a cloud first signs; a cell keeps the one it signed with. Source: "Verifying the signatures of Amazon SNS messages", SNS Developer Guide.

import { createHash, createPrivateKey, createPublicKey, generateKeyPair, sign } from 'node:crypto'
import type { KeyPairKeyObjectResult } from 'node:crypto'
import { promisify } from 'node:util'
import type { Call } from '../../kernel/service.ts'
import { selfSigned } from '../../std/x509.ts'
import type { Certificate } from '../../std/x509.ts'

interface Signer extends Certificate {
  /** Of the certificate's page. */
  readonly page: string
}

const yearMs = 31_557_600_000
const signedInOrder = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type']

/** What the signature is of: each member and its value on a line of its own. */
export function signedText(fields: Readonly<Record<string, string | undefined>>): string {
  return signedInOrder.flatMap(name => fields[name] === undefined ? [] : [`${name}\n${fields[name]}\n`]).join('')
}

export interface Signature { readonly SignatureVersion: string, readonly Signature: string, readonly SigningCertURL: string }

/** @param version `1` for SHA-1, `2` for SHA-256 */
export async function signatureOf(fields: Readonly<Record<string, string | undefined>>, version: string, call: Call): Promise<Signature> {
  const signer = await signerOf(call)
  const signature = sign(version === '2' ? 'RSA-SHA256' : 'RSA-SHA1', Buffer.from(signedText(fields)), createPrivateKey(signer.key))
  return { SignatureVersion: version, Signature: signature.toString('base64'), SigningCertURL: call.pageUrl(signer.page) }
}

/** The certificate, under the name that `SigningCertURL` gives it. */
export function certificatePage(name: string, call: Call): { readonly type: string, readonly text: string } | undefined {
  const kept = call.table<Signer>('signer').get(name)
  return kept === undefined ? undefined : { type: 'application/x-pem-file', text: kept.certificate }
}

async function signerOf(call: Call): Promise<Signer> {
  const table = call.table<Signer>('signer')
  for (const [, kept] of table.scan({ reverse: true })) return kept
  const signer = await call.cache('signer', () => newSigner(call))
  call.transact(() => { table.put(signer.page, signer) })
  return signer
}

async function newSigner(call: Call): Promise<Signer> {
  const keys = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 }) as KeyPairKeyObjectResult
  const now = call.now()
  const period = { fromAt: now - yearMs, untilAt: now + 9 * yearMs }
  const made = selfSigned({ names: ['sns.amazonaws.com'], commonName: 'sns.amazonaws.com', ...period, keys })
  const fingerprint = createHash('md5').update(createPublicKey(made.certificate).export({ type: 'spki', format: 'der' })).digest('hex')
  return { ...made, page: `SimpleNotificationService-${fingerprint}.pem` }
}
