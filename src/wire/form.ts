// application/x-www-form-urlencoded text ⇄ pairs (https://url.spec.whatwg.org/#application/x-www-form-urlencoded), but strict: a broken
// percent-encoding is refused rather than repaired. Also gathers the parameters of a query request, which may stand in its URL or its body.
// It knows no shapes: `form-values.ts` does.

import { MalformedRequest, gathered } from './message.ts'
import type { WireRequest } from './message.ts'

export type FormPair = readonly [name: string, value: string]

/** PutMetricData with 1,000 metrics of 30 dimensions is the largest that AWS accepts. */
export const maximumPairs = 100_000

/** @throws MalformedRequest with the code `MalformedQueryString` */
export function parseForm(text: string): FormPair[] {
  const pairs: FormPair[] = []
  let at = 0
  while (at < text.length) {
    let end = text.indexOf('&', at)
    if (end < 0) end = text.length
    if (end > at) {
      if (pairs.length === maximumPairs) throw malformed('there are too many parameters')
      const equals = text.indexOf('=', at)
      const split = equals < 0 || equals > end ? end : equals
      pairs.push([decoded(text.slice(at, split)), split === end ? '' : decoded(text.slice(split + 1, end))])
    }
    at = end + 1
  }
  return pairs
}

/** The parameters of a query request: those of the URL, then those of the body. @throws MalformedRequest */
export function requestPairs(request: WireRequest): FormPair[] {
  const body = gathered(request.body)
  const bodyText = Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('latin1')
  if (request.query === '') return parseForm(bodyText)
  return [...parseForm(request.query), ...parseForm(bodyText)]
}

/** Pairs → text; spaces become `%20`, as the SDKs write them. */
export function writeForm(pairs: Iterable<FormPair>): string {
  let text = ''
  for (const [name, value] of pairs) text += `${text === '' ? '' : '&'}${encoded(name)}=${encoded(value)}`
  return text
}

const plain = /^[A-Za-z0-9\-_.~*:/]*$/

function decoded(raw: string): string {
  if (plain.test(raw)) return raw
  try {
    // Raw bytes above 0x7f are taken as UTF-8, as if they had been percent-encoded.
    const spaced = raw.replaceAll('+', ' ').replace(/[\x80-\xff]/g, byte => `%${byte.charCodeAt(0).toString(16)}`)
    return decodeURIComponent(spaced)
  } catch (error) {
    if (error instanceof URIError) throw malformed('a percent-encoding is broken')
    throw error
  }
}

/** Lone surrogates have no UTF-8; encodeURIComponent leaves five characters that AWS's canonical form encodes. */
function encoded(text: string): string {
  const whole = text.replace(/\p{Surrogate}/gu, '\ufffd')
  return encodeURIComponent(whole).replace(/[!'()*]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
}

/** Code and status as at https://docs.aws.amazon.com/ses/latest/APIReference/CommonErrors.html */
function malformed(reason: string): MalformedRequest {
  return new MalformedRequest(`The query string contains a syntax error: ${reason}`, 'MalformedQueryString', 404)
}
