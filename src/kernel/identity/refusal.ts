// Why a request was not believed, and how AWS says so: one neutral reason, two wordings (S3's own and everyone else's), codes by protocol
// family. It decides nothing. Sources: "Common Errors" of the AWS API references, "List of error codes" of the Amazon S3 API Reference,
// "Error codes" of the Amazon EC2 API Reference, "Troubleshoot Signature Version 4 signing", IAM User Guide; texts as AWS sends them.

import type { ProtocolName } from '../../model/shape.ts'
import { Fault } from '../fault.ts'
import { basicTime, extendedTime } from './signing-time.ts'

/**
 * How a service words its errors: by its protocol, but S3 (`bare-xml`: its errors have no envelope) and EC2 have ways of their own.
 * `json` includes RPC v2 CBOR.
 */
export type Family = 'json' | 'query' | 'ec2' | 'rest-json' | 'rest-xml' | 'bare-xml'

export function familyOf(protocol: ProtocolName, hasBareErrors: boolean): Family {
  if (protocol === 'rest-xml') return hasBareErrors ? 'bare-xml' : protocol
  return protocol === 'rest-json' || protocol === 'query' || protocol === 'ec2' ? protocol : 'json'
}

export type RefusalReason =
  | 'missing' | 'malformed' | 'unsupported' | 'date-missing' | 'scope' | 'unsigned-headers'
  | 'unknown-key' | 'inactive-key' | 'invalid-token' | 'expired-token'
  | 'wrong-signature' | 'signature-expired' | 'signature-early' | 'url-expired' | 'url-early'
  | 'payload-header' | 'payload-mismatch'

type GeneralCode = 'missing' | 'incomplete' | 'unknown' | 'expired' | 'mismatch' | 'late'

interface S3Wording {
  readonly code: string
  readonly message: string
  readonly status: number
  readonly fields?: Readonly<Record<string, string>>
}

export interface Refusal {
  readonly refused: RefusalReason
  readonly code: GeneralCode
  readonly message: string
  readonly bareXml: S3Wording
}

/** Where a signature stood: the `Authorization` header, or the query of a presigned URL. */
export type Form = 'header' | 'query'

type Row = readonly [code: string, status: number, message?: string]

// JSON services answer 400 and name exceptions, REST-JSON ones (Lambda, API Gateway) 403; EC2 tells less.
const rows: Readonly<Record<GeneralCode, Readonly<Record<Exclude<Family, 'bare-xml'>, Row>>>> = {
  missing: {
    json: ['MissingAuthenticationTokenException', 400],
    'rest-json': ['MissingAuthenticationTokenException', 403],
    query: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
    'rest-xml': ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
    ec2: ['MissingAuthenticationToken', 403, 'Request is missing Authentication Token'],
  },
  incomplete: {
    json: ['IncompleteSignatureException', 400],
    'rest-json': ['IncompleteSignatureException', 403],
    query: ['IncompleteSignature', 403],
    'rest-xml': ['IncompleteSignature', 403],
    ec2: ['IncompleteSignature', 403],
  },
  unknown: {
    json: ['UnrecognizedClientException', 400],
    'rest-json': ['UnrecognizedClientException', 403],
    query: ['InvalidClientTokenId', 403],
    'rest-xml': ['InvalidClientTokenId', 403],
    ec2: ['AuthFailure', 401, 'AWS was not able to validate the provided access credentials'],
  },
  expired: {
    json: ['ExpiredTokenException', 400],
    'rest-json': ['ExpiredTokenException', 403],
    query: ['ExpiredToken', 403],
    'rest-xml': ['ExpiredToken', 403],
    ec2: ['RequestExpired', 400, 'Request has expired.'],
  },
  mismatch: {
    json: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
    'rest-xml': ['SignatureDoesNotMatch', 403],
    ec2: ['SignatureDoesNotMatch', 403],
  },
  late: {
    json: ['InvalidSignatureException', 400],
    'rest-json': ['InvalidSignatureException', 403],
    query: ['SignatureDoesNotMatch', 403],
    'rest-xml': ['SignatureDoesNotMatch', 403],
    ec2: ['RequestExpired', 400, 'Request has expired.'],
  },
}

/** The refusal in the words of the service that was called. */
export function refusalFault(refusal: Refusal, family: Family): Fault {
  if (family === 'bare-xml') return new Fault(refusal.bareXml.code, refusal.bareXml.message, refusal.bareXml.status, refusal.bareXml.fields)
  const [code, status, message = refusal.message] = rows[refusal.code][family]
  return new Fault(code, message, status)
}

/** Nothing says who calls, and the operation wants to know. */
export function missing(): Refusal {
  return {
    refused: 'missing', code: 'missing', message: 'Missing Authentication Token',
    bareXml: { code: 'AccessDenied', message: 'Access Denied', status: 403 },
  }
}

/** The header or query does not hold what it must. @param bareDetail continues S3's sentence */
export function malformed(form: Form, message: string, bareDetail: string, reason: 'malformed' | 'scope' = 'malformed'): Refusal {
  return { refused: reason, code: reason === 'scope' ? 'mismatch' : 'incomplete', message, bareXml: malformedS3(form, bareDetail) }
}

/** A region in the scope other than the one called. */
export function wrongRegion(form: Form, given: string, expected: string): Refusal {
  const bareDetail = `the region '${given}' is wrong; expecting '${expected}'`
  const general = malformed(form, `Credential should be scoped to a valid region, not '${given}'. `, bareDetail, 'scope')
  return { ...general, bareXml: { ...general.bareXml, fields: { Region: expected } } }
}

/** A presigned URL with a parameter that says nothing sensible. */
export function malformedUrl(message: string, bareMessage: string): Refusal {
  const general = malformed('query', message, '')
  return { ...general, bareXml: { ...general.bareXml, message: bareMessage } }
}

/** A presigned URL that lacks parameters. @param names without their `X-Amz-` */
export function incompleteUrl(names: readonly string[]): Refusal {
  const message = names.map(name => `AWS query-string parameters must include 'X-Amz-${name}'. `).join('')
  return malformedUrl(`${message}Re-examine the query-string parameters.`,
    'Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, ' +
    'X-Amz-SignedHeaders, and X-Amz-Expires parameters.')
}

/** A mechanism that is none of AWS's, or one that AWS has retired. */
export function unsupported(message: string, bareXml: S3Wording): Refusal {
  return { refused: 'unsupported', code: 'incomplete', message, bareXml }
}

export function dateMissing(message: string): Refusal {
  return {
    refused: 'date-missing', code: 'incomplete', message,
    bareXml: { code: 'AccessDenied', message: 'AWS authentication requires a valid Date or x-amz-date header', status: 403 },
  }
}

export function unknownKey(accessKeyId: string, reason: 'unknown-key' | 'inactive-key' = 'unknown-key'): Refusal {
  return {
    refused: reason, code: 'unknown', message: 'The security token included in the request is invalid.',
    bareXml: {
      code: 'InvalidAccessKeyId', message: 'The AWS Access Key Id you provided does not exist in our records.', status: 403,
      fields: { AWSAccessKeyId: accessKeyId },
    },
  }
}

export function invalidToken(token: string): Refusal {
  return {
    refused: 'invalid-token', code: 'unknown', message: 'The security token included in the request is invalid.',
    bareXml: {
      code: 'InvalidToken', message: 'The provided token is malformed or otherwise invalid.', status: 400,
      fields: { 'Token-0': token },
    },
  }
}

export function expiredToken(token: string): Refusal {
  return {
    refused: 'expired-token', code: 'expired', message: 'The security token included in the request is expired',
    bareXml: { code: 'ExpiredToken', message: 'The provided token has expired.', status: 400, fields: { 'Token-0': token } },
  }
}

/** Headers that must be signed and are not. @param names lower case */
export function unsignedHeaders(names: readonly string[]): Refusal {
  const shown = names[0] === 'host' ? "'Host' or ':authority'" : `'${names[0]!.replace(/(^|-)\w/g, letter => letter.toUpperCase())}'`
  return {
    refused: 'unsigned-headers', code: 'mismatch', message: `${shown} must be a 'SignedHeader' in the AWS Authorization.`,
    bareXml: {
      code: 'AccessDenied', message: 'There were headers present in the request which were not signed', status: 403,
      fields: { HeadersNotSigned: names.join(', ') },
    },
  }
}

const mismatchText = 'The request signature we calculated does not match the signature you provided. ' +
  'Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'

export interface Mismatch {
  readonly accessKeyId: string
  readonly signature: string
  readonly stringToSign: string
  readonly canonicalRequest?: string
}

/** What was signed is not what came, or was signed with another secret. */
export function wrongSignature({ accessKeyId, signature, stringToSign, canonicalRequest }: Mismatch): Refusal {
  return {
    refused: 'wrong-signature', code: 'mismatch', message: mismatchText,
    bareXml: {
      code: 'SignatureDoesNotMatch', status: 403,
      message: 'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      fields: {
        AWSAccessKeyId: accessKeyId,
        StringToSign: stringToSign,
        SignatureProvided: signature,
        StringToSignBytes: spacedHex(stringToSign),
        ...canonicalRequest !== undefined && { CanonicalRequest: canonicalRequest, CanonicalRequestBytes: spacedHex(canonicalRequest) },
      },
    },
  }
}

/** Signed too long ago. @param signedText as the client wrote it @param windowMs how long a signature holds */
export function signatureExpired(signedText: string, now: number, windowMs: number): Refusal {
  const reckoning = `${basicTime(now - windowMs)} (${basicTime(now)} - ${minutes(windowMs)} min.)`
  const message = `Signature expired: ${signedText} is now earlier than ${reckoning}`
  return { refused: 'signature-expired', code: 'late', message, bareXml: skewed(signedText, now, windowMs) }
}

/** Signed in the future. */
export function signatureEarly(signedText: string, now: number, windowMs: number): Refusal {
  const reckoning = `${basicTime(now + windowMs)} (${basicTime(now)} + ${minutes(windowMs)} min.)`
  const message = `Signature not yet current: ${signedText} is still later than ${reckoning}`
  return { refused: 'signature-early', code: 'late', message, bareXml: skewed(signedText, now, windowMs) }
}

/** A presigned URL whose time is over. @param expiresAt epoch ms */
export function urlExpired(signedText: string, now: number, expiresSeconds: number, expiresAt: number): Refusal {
  return {
    ...signatureExpired(signedText, now, expiresSeconds * 1000), refused: 'url-expired',
    bareXml: {
      code: 'AccessDenied', message: 'Request has expired', status: 403,
      fields: { 'X-Amz-Expires': String(expiresSeconds), Expires: extendedTime(expiresAt), ServerTime: extendedTime(now) },
    },
  }
}

/** A presigned URL of version 2, which names its end alone. @param endsAt epoch ms */
export function urlEnded(endsAt: number, now: number): Refusal {
  return {
    ...signatureExpired(extendedTime(endsAt), now, 0), refused: 'url-expired',
    bareXml: {
      code: 'AccessDenied', message: 'Request has expired', status: 403,
      fields: { Expires: extendedTime(endsAt), ServerTime: extendedTime(now) },
    },
  }
}

/** Signature version 2 out of form. @param authorization the header; undefined for a presigned URL */
export function malformedVersionTwo(
  authorization: string | undefined, message = 'Query-string authentication requires the Signature, Expires and AWSAccessKeyId parameters',
): Refusal {
  if (authorization === undefined) return unsupported(message, { code: 'AccessDenied', message, status: 403 })
  const invalid = 'AWS authorization header is invalid.  Expected AwsAccessKeyId:signature'
  return unsupported(invalid, { code: 'InvalidArgument', message: invalid, status: 400,
    fields: { ArgumentName: 'Authorization', ArgumentValue: authorization } })
}

/** A presigned URL whose time has not come. */
export function urlEarly(signedText: string, now: number, windowMs: number): Refusal {
  return {
    ...signatureEarly(signedText, now, windowMs), refused: 'url-early',
    bareXml: { code: 'AccessDenied', message: 'Request is not yet valid', status: 403 },
  }
}

/** S3 always has to be told the body's hash, others where the body streams. @param given the header's value, if any */
export function payloadHeader(given: string | undefined): Refusal {
  const general = { refused: 'payload-header', code: 'mismatch' } as const
  if (given === undefined) {
    const message = 'Missing required header for this request: x-amz-content-sha256'
    return { ...general, message, bareXml: { code: 'InvalidRequest', message, status: 400 } }
  }
  const message = 'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, ' +
    'STREAMING-AWS4-HMAC-SHA256-PAYLOAD, STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER, STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD, ' +
    'STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD-TRAILER or a valid sha256 value.'
  const fields = { ArgumentName: 'x-amz-content-sha256', ArgumentValue: given }
  return { ...general, message, bareXml: { code: 'InvalidArgument', message, status: 400, fields } }
}

/** The body is not the one whose hash was signed. */
export function payloadMismatch(claimed: string, computed: string): Refusal {
  return {
    refused: 'payload-mismatch', code: 'mismatch', message: mismatchText,
    bareXml: {
      code: 'XAmzContentSHA256Mismatch', status: 400,
      message: "The provided 'x-amz-content-sha256' header does not match what was computed.",
      fields: { ClientComputedContentSHA256: claimed, S3ComputedContentSHA256: computed },
    },
  }
}

function malformedS3(form: Form, detail: string): S3Wording {
  return form === 'header'
    ? { code: 'AuthorizationHeaderMalformed', message: `The authorization header is malformed; ${detail}`, status: 400 }
    : { code: 'AuthorizationQueryParametersError', message: `Error parsing the X-Amz-Credential parameter; ${detail}`, status: 400 }
}

function skewed(signedText: string, now: number, windowMs: number): S3Wording {
  return {
    code: 'RequestTimeTooSkewed', message: 'The difference between the request time and the current time is too large.', status: 403,
    fields: { RequestTime: signedText, ServerTime: extendedTime(now), MaxAllowedSkewMilliseconds: String(windowMs) },
  }
}

function spacedHex(text: string): string {
  return Buffer.from(text).toString('hex').replace(/..(?=.)/g, '$& ')
}

function minutes(durationMs: number): number {
  return Math.round(durationMs / 60_000)
}
