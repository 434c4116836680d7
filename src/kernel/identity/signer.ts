// The client's side of Signature Version 4 and 4A, for tests and for requests that leave the process. It shares the canonical form with the
// verifier; that form is held to AWS's by the public vectors.

import { sign as signBytes } from 'node:crypto'
import { canonicalRequest, stringToSign } from './canonical.ts'
import { deriveSigningKey, sha256Hex, sign } from './signature-v4.ts'
import { asymmetricAlgorithm, deriveKeyPair } from './signature-v4a.ts'
import { basicTime } from './signing-time.ts'
import { symmetricAlgorithm } from './claim.ts'
import { gathered } from '../../wire/message.ts'
import type { Headers, WireRequest } from '../../wire/message.ts'

export interface Signer {
  readonly accessKeyId: string
  readonly secret: string
  readonly sessionToken?: string
  readonly region: string
  readonly service: string
  /** Signs for a set of regions (`*`, `us-east-1,eu-*`) with Version 4A. */
  readonly regionSet?: string
  /** The time on the signer's clock, epoch ms. */
  readonly at: number
  /** S3's rules: the path as it is, and `x-amz-content-sha256` sent. */
  readonly bareXml?: boolean
  /** The hash's stand-in: `UNSIGNED-PAYLOAD`, `STREAMING-…`. */
  readonly payloadHash?: string
}

/** The request with its `Authorization`; signs every header it carries. */
export function signRequest(request: WireRequest, signer: Signer): WireRequest {
  const payloadHash = signer.payloadHash ?? sha256Hex(gathered(request.body))
  const headers: Headers = {
    ...request.headers,
    'x-amz-date': basicTime(signer.at),
    ...signer.sessionToken !== undefined && { 'x-amz-security-token': signer.sessionToken },
    ...signer.regionSet !== undefined && { 'x-amz-region-set': signer.regionSet },
    ...(signer.bareXml || signer.payloadHash !== undefined) && { 'x-amz-content-sha256': payloadHash },
  }
  const signedHeaders = Object.keys(headers).sort().join(';')
  const signature = signatureOf({ ...request, headers }, signer, signedHeaders, payloadHash)
  const credential = `${signer.accessKeyId}/${scopeOf(signer)}`
  headers['authorization'] = `${algorithmOf(signer)} Credential=${credential}, SignedHeaders=${signedHeaders}, Signature=${signature}`
  return { ...request, headers }
}

/** The request as a presigned URL makes it: everything in the query, the host and any given headers signed. */
export function presignRequest(request: WireRequest, signer: Signer & { readonly expiresSeconds?: number }): WireRequest {
  const signedHeaders = Object.keys(request.headers).sort().join(';')
  const parameters: Record<string, string | undefined> = {
    'X-Amz-Algorithm': algorithmOf(signer),
    'X-Amz-Credential': `${signer.accessKeyId}/${scopeOf(signer)}`,
    'X-Amz-Date': basicTime(signer.at),
    'X-Amz-Expires': signer.expiresSeconds?.toString(),
    'X-Amz-Region-Set': signer.regionSet,
    'X-Amz-Security-Token': signer.sessionToken,
    'X-Amz-SignedHeaders': signedHeaders,
  }
  const added = Object.entries(parameters).flatMap(([name, value]) => value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`])
  const query = [...request.query === '' ? [] : [request.query], ...added].join('&')
  const payloadHash = signer.payloadHash ?? (signer.bareXml ? 'UNSIGNED-PAYLOAD' : sha256Hex(gathered(request.body)))
  const signature = signatureOf({ ...request, query }, signer, signedHeaders, payloadHash)
  return { ...request, query: `${query}&X-Amz-Signature=${signature}` }
}

function signatureOf(request: WireRequest, signer: Signer, signedHeaders: string, payloadHash: string): string {
  const canonical = canonicalRequest(request, {
    signedHeaders, signedNames: signedHeaders.split(';'), payloadHash, rawPath: signer.bareXml === true,
  })
  const text = stringToSign(algorithmOf(signer), basicTime(signer.at), scopeOf(signer), canonical)
  if (signer.regionSet !== undefined) {
    return signBytes('sha256', Buffer.from(text), deriveKeyPair(signer.accessKeyId, signer.secret).privateKey).toString('hex')
  }
  return sign(deriveSigningKey(signer.secret, { ...signer, date: dayOf(signer) }), text)
}

function algorithmOf({ regionSet }: Signer): string {
  return regionSet === undefined ? symmetricAlgorithm : asymmetricAlgorithm
}

function scopeOf(signer: Signer): string {
  return [dayOf(signer), ...signer.regionSet === undefined ? [signer.region] : [], signer.service, 'aws4_request'].join('/')
}

function dayOf({ at }: Signer): string {
  return basicTime(at).slice(0, 8)
}
