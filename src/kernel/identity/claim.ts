// What a request claims about its signer, read from the `Authorization` header or from the query of a presigned URL. Nothing is checked
// against keys or clocks here; only form. Sources: "Authenticating Requests (AWS Signature Version 4)", Amazon S3 API Reference; "Elements
// of an AWS API request signature", IAM User Guide.

import { dateMissing, incompleteUrl, malformed, malformedUrl, unsupported } from './refusal.ts'
import { asymmetricAlgorithm } from './signature-v4a.ts'
import { basicTime, parseBasicTime, parseDateHeader } from './signing-time.ts'
import { Recent } from './recent.ts'
import type { Headers, WireRequest } from '../../wire/message.ts'
import type { Form, Refusal } from './refusal.ts'

export const symmetricAlgorithm = 'AWS4-HMAC-SHA256'
const terminator = 'aws4_request'
const dateRequired = "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "

export interface Claim {
  readonly form: Form
  readonly algorithm: typeof symmetricAlgorithm | typeof asymmetricAlgorithm
  readonly accessKeyId: string
  readonly date: string
  /** Empty for asymmetric signatures, which hold for a set of regions. */
  readonly region: string
  readonly service: string
  /** The scope as it is signed: `20150830/us-east-1/iam/aws4_request`. */
  readonly scope: string
  /** `us-east-1,eu-*`; only for asymmetric signatures. */
  readonly regionSet: string | undefined
  /** Names joined by semicolons. */
  readonly signedHeaders: string
  readonly signedNames: readonly string[]
  readonly signature: string
  /** The time as it is signed: `20150830T123600Z`. */
  readonly dateText: string
  /** That time on the client's clock, epoch ms. */
  readonly clientAt: number
  /** Only for presigned URLs, and only where they say it. */
  readonly expiresSeconds: number | undefined
  readonly sessionToken: string | undefined
}

/** Lower-case hexadecimal SHA-256. */
const signatureLength = 64
const signatureWord = 'Signature='

/** Reads claims, and remembers how authorisations begin: those of one client are the same for a day, but for the signature at their end. */
export class ClaimReader {
  readonly #begun = new Recent<Claim>(512)

  /** The claim; undefined where the request makes none; a refusal where it makes one that cannot be read. */
  read(request: WireRequest): Claim | Refusal | undefined {
    const { headers, query } = request
    const authorization = headers['authorization']
    const dateText = headers['x-amz-date']
    if (authorization === undefined || query !== '' || dateText?.length !== 16) return readClaim(request)
    const begunEnd = authorization.length - signatureLength
    const beginning = authorization.slice(0, begunEnd)
    const known = this.#begun.get(beginning)
    if (known !== undefined && dateText.startsWith(known.date)) {
      const clientAt = dateText === known.dateText ? known.clientAt : parseBasicTime(dateText)
      const signature = authorization.slice(begunEnd)
      if (clientAt !== undefined && !signature.includes(',')) return again(known, headers, signature, dateText, clientAt)
    }
    const claim = readClaim(request)
    const isPlain = claim !== undefined && !('refused' in claim) && beginning.indexOf(signatureWord) === begunEnd - signatureWord.length
    if (isPlain) this.#begun.set(beginning, claim)
    return claim
  }
}

/** Another request of the same authorisation, but for its signature and time. */
function again(known: Claim, headers: Headers, signature: string, dateText: string, clientAt: number): Claim {
  const { algorithm, accessKeyId, date, region, service, scope, signedHeaders, signedNames } = known
  return {
    form: 'header', algorithm, accessKeyId, date, region, service, scope, signedHeaders, signedNames, signature, dateText, clientAt,
    regionSet: headers['x-amz-region-set'], expiresSeconds: undefined, sessionToken: tokenOf(headers),
  }
}

function tokenOf(headers: Headers): string | undefined {
  return headers['x-amz-security-token'] ?? headers['x-amz-s3session-token']
}

function readClaim(request: WireRequest): Claim | Refusal | undefined {
  const { query } = request
  const authorization = request.headers['authorization']
  const presigned = query !== '' && /(?:^|&)X-Amz-(?:Algorithm|Credential|Signature)=/.test(query)
  if (authorization !== undefined) {
    if (presigned) return twoMechanisms(authorization)
    return authorization.startsWith('AWS4-') ? readHeader(request, authorization) : unreadable(authorization)
  }
  if (presigned) return readQuery(query)
  if (query === '' || !/(?:^|&)AWSAccessKeyId=/.test(query)) return undefined
  return versionTwo(incompleteUrl(['Algorithm', 'Credential', 'Date', 'SignedHeaders']).message)
}

function readHeader({ headers }: WireRequest, authorization: string): Claim | Refusal {
  const space = authorization.indexOf(' ')
  const algorithm = space < 0 ? authorization : authorization.slice(0, space)
  if (algorithm !== symmetricAlgorithm && algorithm !== asymmetricAlgorithm) {
    return unreadable(authorization, `Unsupported AWS 'algorithm': '${algorithm}'. `)
  }
  const credential = parameter(authorization, 'Credential=')
  const signedHeaders = parameter(authorization, 'SignedHeaders=')
  const signature = parameter(authorization, 'Signature=')
  const dateText = headers['x-amz-date'] ?? headers['date']
  if (!credential || signedHeaders === undefined || !signature) {
    const parts = { Credential: credential, Signature: signature, SignedHeaders: signedHeaders }
    return malformed('header', incompleteHeader(authorization, parts, dateText),
      'the authorization header requires three components: Credential, SignedHeaders, and Signature.')
  }
  if (dateText === undefined) return dateMissing(`${dateRequired}Authorization=${authorization}`)
  const clientAt = parseDateHeader(dateText)
  if (clientAt === undefined) return dateMissing(basicFormat(dateText))
  return complete(credential, {
    form: 'header', algorithm, signedHeaders, signature, clientAt,
    dateText: dateText.length === 16 ? dateText : basicTime(clientAt),
    regionSet: headers['x-amz-region-set'],
    expiresSeconds: undefined,
    sessionToken: tokenOf(headers),
  })
}

const queryNames = ['Algorithm', 'Credential', 'Signature', 'Date', 'SignedHeaders'] as const

function readQuery(query: string): Claim | Refusal {
  const parameters = new URLSearchParams(query)
  const absent = queryNames.filter(name => !parameters.get(`X-Amz-${name}`))
  if (absent.length > 0) return incompleteUrl(absent)
  const [algorithm, credential, signature, dateText, signedHeaders] = queryNames.map(name => parameters.get(`X-Amz-${name}`)!) as
    [string, string, string, string, string]
  if (algorithm !== symmetricAlgorithm && algorithm !== asymmetricAlgorithm) {
    return malformedUrl(`Unsupported AWS 'algorithm': '${algorithm}'. `,
      `X-Amz-Algorithm only supports "${symmetricAlgorithm} and ${asymmetricAlgorithm}"`)
  }
  const clientAt = parseBasicTime(dateText)
  if (clientAt === undefined) {
    return malformedUrl(basicFormat(dateText), `X-Amz-Date must be in the ISO8601 Long Format "yyyyMMdd'T'HHmmss'Z'"`)
  }
  const expires = parameters.get('X-Amz-Expires') ?? undefined
  const problem = expires === undefined ? undefined : expiryProblem(expires)
  if (problem !== undefined) return malformedUrl(problem, problem)
  return complete(credential, {
    form: 'query', algorithm, signedHeaders, signature, dateText, clientAt,
    regionSet: parameters.get('X-Amz-Region-Set') ?? undefined,
    expiresSeconds: expires === undefined ? undefined : Number(expires),
    sessionToken: parameters.get('X-Amz-Security-Token') ?? parameters.get('X-Amz-S3session-Token') ?? undefined,
  })
}

/** What the header and the query say, but for the credential, which holds the key and the scope. */
type Said = Omit<Claim, 'accessKeyId' | 'date' | 'region' | 'service' | 'scope' | 'signedNames'>

// An asymmetric credential names no region. Slices and a literal, since this runs for every request.
function complete(credential: string, said: Said): Claim | Refusal {
  const asymmetric = said.algorithm === asymmetricAlgorithm
  const keyEnd = credential.indexOf('/')
  const dateEnd = credential.indexOf('/', keyEnd + 1)
  const regionEnd = asymmetric ? dateEnd : credential.indexOf('/', dateEnd + 1)
  const serviceEnd = credential.indexOf('/', regionEnd + 1)
  const formed = keyEnd > 0 && dateEnd > keyEnd + 1 && (asymmetric || regionEnd > dateEnd + 1) && serviceEnd > regionEnd + 1
  if (!formed || serviceEnd === credential.length - 1 || credential.includes('/', serviceEnd + 1)) {
    return malformedCredential(credential, said)
  }
  const date = credential.slice(keyEnd + 1, dateEnd)
  const term = credential.slice(serviceEnd + 1)
  if (date.length !== 8 || !said.dateText.startsWith(date)) return wrongDay(date, said)
  if (term !== terminator) {
    return malformed(said.form, `Credential should be scoped with a valid terminator: '${terminator}', not '${term}'. `,
      `incorrect terminal "${term}". This endpoint uses "${terminator}".`, 'scope')
  }
  return {
    form: said.form,
    algorithm: said.algorithm,
    accessKeyId: credential.slice(0, keyEnd),
    date,
    region: asymmetric ? '' : credential.slice(dateEnd + 1, regionEnd),
    service: credential.slice(regionEnd + 1, serviceEnd),
    scope: credential.slice(keyEnd + 1),
    regionSet: said.regionSet,
    signedHeaders: said.signedHeaders,
    signedNames: said.signedHeaders.split(';'),
    signature: said.signature,
    dateText: said.dateText,
    clientAt: said.clientAt,
    expiresSeconds: said.expiresSeconds,
    sessionToken: said.sessionToken,
  }
}

function malformedCredential(credential: string, { form, algorithm }: Said): Refusal {
  const [count, example] = algorithm === asymmetricAlgorithm ? [4, 'keyid/date/service/term'] : [5, 'keyid/date/region/service/term']
  return malformed(form, `Credential must have exactly ${count} slash-delimited elements, e.g. ${example}, got '${credential}'`,
    'the Credential is mal-formed; expecting "<YOUR-AKID>/YYYYMMDD/REGION/SERVICE/aws4_request".')
}

function wrongDay(date: string, { form, dateText }: Said): Refusal {
  return malformed(form, 'Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: ' +
    `'${date}' != '${dateText.slice(0, 8)}', from '${dateText}'.`, 'Invalid credential date. Date is not the same as X-Amz-Date.', 'scope')
}

function parameter(header: string, prefix: string): string | undefined {
  const start = header.indexOf(prefix)
  if (start < 0) return undefined
  const end = header.indexOf(',', start)
  return header.slice(start + prefix.length, end < 0 ? undefined : end).trim()
}

function expiryProblem(expires: string): string | undefined {
  if (!/^-?\d+$/.test(expires)) return 'X-Amz-Expires should be a number'
  if (Number(expires) < 0) return 'X-Amz-Expires must be non-negative'
  if (Number(expires) > 604_800) {
    return 'X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than 604800 seconds'
  }
  return undefined
}

type Parts = Readonly<Record<string, string | undefined>>

function incompleteHeader(authorization: string, parts: Parts, dateText: string | undefined): string {
  const problems = Object.keys(parts).filter(name => !parts[name]).map(name => `Authorization header requires '${name}' parameter. `)
  if (dateText === undefined) problems.push(dateRequired)
  return `${problems.join('')}Authorization=${authorization}`
}

function basicFormat(dateText: string): string {
  return `Date must be in ISO-8601 'basic format'. Got '${dateText}'. See http://en.wikipedia.org/wiki/ISO_8601`
}

// "AWS <key>:<signature>" and AWSAccessKeyId in a query are Signature Version 2, which no Region made since 2014 accepts
// ("Troubleshoot Signature Version 4 signing", IAM User Guide).
function versionTwo(message: string): Refusal {
  return unsupported(message, {
    code: 'InvalidRequest', status: 400,
    message: `The authorization mechanism you have provided is not supported. Please use ${symmetricAlgorithm}.`,
  })
}

function unreadable(authorization: string, detail = ''): Refusal {
  const message = detail + incompleteHeader(authorization, { Credential: undefined, Signature: undefined, SignedHeaders: undefined }, '')
  if (authorization.startsWith('AWS ')) return versionTwo(message)
  return unsupported(message, {
    code: 'InvalidArgument', message: 'Unsupported Authorization Type', status: 400,
    fields: { ArgumentName: 'Authorization', ArgumentValue: authorization },
  })
}

function twoMechanisms(authorization: string): Refusal {
  const message = 'Only one auth mechanism allowed; only the X-Amz-Algorithm query parameter, Signature query string parameter ' +
    'or the Authorization header should be specified'
  return unsupported(message, {
    code: 'InvalidArgument', message, status: 400, fields: { ArgumentName: 'Authorization', ArgumentValue: authorization },
  })
}
