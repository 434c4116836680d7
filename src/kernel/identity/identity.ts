// A request → who sent it, or why that cannot be believed. Puts together claim, credentials, clock, canonical request and signature; it
// authorises nothing, and it reads no body but one that lies in memory. Invariant: a principal other than the anonymous and the bearer is
// given only for a signature that fits, or for a key that takes any secret.

import { canonicalRequest, stringToSign } from './canonical.ts'
import { believingVerifier, chunkVerifier } from './chunk.ts'
import { ClaimReader, symmetricAlgorithm } from './claim.ts'
import { framing, readPayload } from './payload.ts'
import { anonymous, bearerPrincipal } from './principal.ts'
import * as refusal from './refusal.ts'
import { readVersionTwo, signVersionTwo } from './signature-v2.ts'
import type { ClaimOfTwo } from './signature-v2.ts'
import { deriveSigningKey, sameSignature, sha256Hex, sign, SigningKeys } from './signature-v4.ts'
import type { Scope } from './signature-v4.ts'
import { regionInSet, verifyAsymmetric, VerifyingKeys } from './signature-v4a.ts'
import { standing } from './signing-time.ts'
import type { WireRequest } from '../../wire/message.ts'
import type { CanonicalOptions } from './canonical.ts'
import type { SignatureCheck } from './chunk.ts'
import type { Claim } from './claim.ts'
import type { Credential, CredentialSource, UnusableCredential } from './credentials.ts'
import type { Payload, PayloadStatement } from './payload.ts'
import type { Principal } from './principal.ts'
import type { Family, Refusal } from './refusal.ts'
import type { SigningClock } from './signing-time.ts'

/** What the caller knows of the service that was called. */
export interface Addressee {
  readonly family: Family
  readonly partition?: string
  /** Where known apart from the claim, the names a scope may give the service (`['execute-api']`) and the region it must name. */
  readonly services?: readonly string[]
  readonly region?: string | undefined
  /** Where signatures of version 2 are taken: the path that they cover, its bucket in front. */
  readonly olderPath?: string | undefined
}

export interface Identified {
  readonly principal: Principal
  readonly payload: Payload
  /** How the request was signed; absent for the anonymous and bearers. */
  readonly claim?: Claim
  /** The virtual time of signing, epoch ms. */
  readonly signedAt?: number
}

/** A signature over a text alone: with the scope of its key, or, without one, in version 2. */
export interface TextSignature {
  readonly accessKeyId: string
  readonly signature: string
  readonly scope?: Scope
  readonly sessionToken?: string | undefined
}

// "Signature not yet current: … + 5 min." against S3's MaxAllowedSkewMilliseconds of 900000.
const pastMs = 15 * 60_000
const futureMs = 5 * 60_000

export class Identity {
  readonly #credentials: CredentialSource
  readonly #clock: SigningClock
  readonly #signingKeys = new SigningKeys()
  readonly #verifyingKeys = new VerifyingKeys()
  readonly #claims = new ClaimReader()

  constructor({ credentials, clock }: { readonly credentials: CredentialSource, readonly clock: SigningClock }) {
    this.#credentials = credentials
    this.#clock = clock
  }

  /**
   * The anonymous is an answer, not a refusal: whether an operation admits it is for the caller to decide (`missing()` says no).
   * @param request its body in memory, or streaming where it states `x-amz-content-sha256`
   */
  identify(request: WireRequest, to: Addressee): Identified | Refusal {
    const bearer = bearerToken(request)
    if (bearer !== undefined) return { principal: bearerPrincipal(bearer), payload: framing(request) }
    const older = to.olderPath === undefined ? undefined : readVersionTwo(request, to.olderPath)
    if (older !== undefined) return 'refused' in older ? older : this.#versionTwo(request, older, to)
    const claim = this.#claims.read(request)
    if (claim === undefined) return { principal: anonymous, payload: framing(request) }
    if ('refused' in claim) return claim
    const credential = this.#credentials.lookup(claim.accessKeyId, claim.sessionToken, to.partition)
    if (typeof credential === 'string') return unusable(credential, claim)
    const signedAt = standing(this.#clock, claim.clientAt)
    const statement = readPayload(request, claim, to.family === 'bare-xml')
    if ('refused' in statement) return statement
    const objection = misaddressed(claim, to)
      ?? untimely(claim, signedAt, this.#clock.now(), to.family)
      ?? unsigned(request, claim, to.family)
    if (objection !== undefined) return objection
    const check = credential.secret === undefined ? undefined : this.#check(claim, credential.secret, credential)
    const mismatch = check === undefined ? undefined : mismatched(request, claim, statement.hash, to.family, check)
    if (mismatch !== undefined) return mismatch
    const payload = settle(request, claim, statement, check)
    return 'refused' in payload ? payload : { principal: credential.principal, payload, claim, signedAt }
  }

  /** The body is not covered by this version, so nothing of it remains to be checked but its frame. */
  #versionTwo(request: WireRequest, claim: ClaimOfTwo, { partition }: Addressee): Identified | Refusal {
    const { accessKeyId, signature, sessionToken, texts, at } = claim
    const now = this.#clock.now()
    if ('signed' in at) {
      const signedAt = standing(this.#clock, at.signed)
      if (now - signedAt > pastMs) return refusal.signatureExpired(at.text, now, pastMs)
      if (signedAt - now > pastMs) return refusal.signatureEarly(at.text, now, pastMs)
    } else {
      const endsAt = Math.max(...this.#clock.standingFor(at.ends))
      if (now > endsAt) return refusal.urlEnded(endsAt, now)
    }
    const said = { accessKeyId, signature, sessionToken }
    const outcomes = texts.map(text => this.identifyText(text, said, partition))
    const found = outcomes.find(outcome => !('refused' in outcome)) ?? outcomes[0]!
    return 'refused' in found ? found : { principal: found, payload: framing(request) }
  }

  /**
   * Who signed a text that is no request, such as the policy of a form that a browser posts.
   * Source: "Calculating a Signature" of "Browser-Based Uploads Using POST" for either version, Amazon S3 API Reference.
   */
  identifyText(text: string, said: TextSignature, partition?: string): Principal | Refusal {
    const { accessKeyId, sessionToken } = said
    const credential = this.#credentials.lookup(accessKeyId, sessionToken, partition)
    if (typeof credential === 'string') return unusable(credential, said)
    const { secret, principal } = credential
    if (secret === undefined) return principal
    const computed = said.scope === undefined ? signVersionTwo(secret, text) : sign(deriveSigningKey(secret, said.scope), text)
    return sameSignature(said.signature, computed) ? principal
      : refusal.wrongSignature({ accessKeyId, signature: said.signature, stringToSign: text })
  }

  #check(claim: Claim, secret: string, { accessKeyId }: Credential): SignatureCheck {
    if (claim.algorithm === symmetricAlgorithm) {
      const { region, service } = claim
      return (text, signature, date) => {
        const key = this.#signingKeys.keyFor(`${accessKeyId}/${date}/${region}/${service}`, secret, { date, region, service })
        return sameSignature(signature, key.sign(text))
      }
    }
    const key = this.#verifyingKeys.keyFor(accessKeyId, secret)
    return (text, signature) => verifyAsymmetric(key, text, signature)
  }
}

function bearerToken({ headers }: WireRequest): string | undefined {
  const authorization = headers['authorization']
  if (authorization === undefined || authorization.startsWith('AWS')) return undefined
  return /^bearer /i.test(authorization) ? authorization.slice(7).trim() : undefined
}

type Named = Pick<TextSignature, 'accessKeyId' | 'sessionToken'>

function unusable(reason: UnusableCredential, { accessKeyId, sessionToken = '' }: Named): Refusal {
  switch (reason) {
    case 'invalid-token': return refusal.invalidToken(sessionToken)
    case 'expired-token': return refusal.expiredToken(sessionToken)
    default: return refusal.unknownKey(accessKeyId, reason)
  }
}

function misaddressed(claim: Claim, { services, region }: Addressee): Refusal | undefined {
  if (services !== undefined && !services.includes(claim.service)) {
    return refusal.malformed(claim.form, `Credential should be scoped to correct service: '${services[0]}'. `,
      `incorrect service "${claim.service}". This endpoint belongs to "${services[0]}".`, 'scope')
  }
  if (region === undefined) return undefined
  const symmetric = claim.algorithm === symmetricAlgorithm
  const given = symmetric ? claim.region : claim.regionSet ?? ''
  return (symmetric ? given === region : regionInSet(region, given)) ? undefined : refusal.wrongRegion(claim.form, given, region)
}

function untimely({ form, dateText, expiresSeconds }: Claim, signedAt: number, now: number, family: Family): Refusal | undefined {
  const earlyMs = family === 'bare-xml' ? pastMs : futureMs
  if (form === 'header') {
    if (now - signedAt > pastMs) return refusal.signatureExpired(dateText, now, pastMs)
    return signedAt - now > earlyMs ? refusal.signatureEarly(dateText, now, earlyMs) : undefined
  }
  if (expiresSeconds === undefined && family === 'bare-xml') return refusal.incompleteUrl(['Expires'])
  if (signedAt - now > earlyMs) return refusal.urlEarly(dateText, now, earlyMs)
  const validSeconds = expiresSeconds ?? pastMs / 1000
  const expiresAt = signedAt + validSeconds * 1000
  return now > expiresAt ? refusal.urlExpired(dateText, now, validSeconds, expiresAt) : undefined
}

const alwaysSigned = ['x-amz-date', 'x-amz-target', 'x-amz-region-set']
const alwaysSignedBesideUrl = ['x-amz-target']

/** S3 wants every `x-amz-` header signed but the body's hash; other services the host, and what says when, what and where. */
function unsigned({ headers }: WireRequest, { form, signedNames }: Claim, family: Family): Refusal | undefined {
  if (!signedNames.includes('host') && !signedNames.includes(':authority')) return refusal.unsignedHeaders(['host'])
  if (family !== 'bare-xml') {
    const mustSign = form === 'header' ? alwaysSigned : alwaysSignedBesideUrl
    const absent = mustSign.find(name => headers[name] !== undefined && !signedNames.includes(name))
    return absent === undefined ? undefined : refusal.unsignedHeaders([absent])
  }
  let absent: string[] | undefined
  for (const name in headers) {
    if (!name.startsWith('x-amz-') || name === 'x-amz-content-sha256' || signedNames.includes(name)) continue
    absent ??= []
    absent.push(name)
  }
  return absent === undefined ? undefined : refusal.unsignedHeaders(absent)
}

function mismatched(request: WireRequest, claim: Claim, payloadHash: string, family: Family, check: SignatureCheck): Refusal | undefined {
  const { algorithm, accessKeyId, dateText, scope, signature, signedHeaders, signedNames, date } = claim
  const plain = { signedHeaders, signedNames, payloadHash, rawPath: family === 'bare-xml' }
  const canonical = canonicalRequest(request, plain)
  const text = stringToSign(algorithm, dateText, scope, canonical)
  if (check(text, signature, date)) return undefined
  for (const reading of otherReadings(request, claim)) {
    const other = canonicalRequest(request, { ...plain, ...reading })
    if (check(stringToSign(algorithm, dateText, scope, other), signature, date)) return undefined
  }
  return refusal.wrongSignature({ accessKeyId, signature, stringToSign: text, canonicalRequest: canonical })
}

type Reading = Pick<CanonicalOptions, 'bareCommas' | 'without'>

/**
 * Readings of the same request that are just as right: whether a header came once or several times cannot be told from the message,
 * and some services' clients add the session token to the URL after signing it ("Create a signed AWS API request", IAM User Guide).
 */
function otherReadings({ headers }: WireRequest, { form, sessionToken, signedNames }: Claim): Reading[] {
  const readings: Reading[] = []
  const repeated = (name: string) => Object.hasOwn(headers, name) && headers[name]!.includes(', ')
  if (signedNames.some(repeated)) readings.push({ bareCommas: true })
  if (form === 'query' && sessionToken !== undefined) readings.push({ without: 'X-Amz-Security-Token' })
  return readings
}

/** What remains of the body's check once the request's signature fits. */
function settle(request: WireRequest, claim: Claim, statement: PayloadStatement, check: SignatureCheck | undefined): Payload | Refusal {
  const { algorithm, dateText, scope, signature } = claim
  const verifier = () => check === undefined ? believingVerifier : chunkVerifier({ algorithm, dateText, scope, signature, check })
  switch (statement.kind) {
    case 'settled': return { kind: 'settled' }
    case 'chunked': return { kind: 'chunked', verifier: statement.signed ? verifier() : undefined, trailers: statement.trailers }
    case 'events': return { kind: 'events', verifier: verifier() }
    case 'claimed': {
      if (!(request.body instanceof Uint8Array)) return { kind: 'hashed', sha256: statement.hash }
      const computed = sha256Hex(request.body)
      return computed === statement.hash ? { kind: 'settled' } : refusal.payloadMismatch(statement.hash, computed)
    }
  }
}
