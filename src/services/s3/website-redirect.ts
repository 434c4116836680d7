// Where a website sends its visitors: everything elsewhere, or what a routing rule says of a key or an error. Pure.
// Source: "(Optional) Configuring a webpage redirect", Amazon S3 User Guide; RoutingRule, Amazon S3 API Reference.

import type { RedirectAllRequestsTo, RoutingRule } from '../../../generated/aws/s3.ts'
import { emptyBody } from '../../kernel/service.ts'
import type { WebRequest, WireResponse } from '../../kernel/service.ts'

export function movedTo(location: string, status = 301): WireResponse {
  return { status, headers: { location, 'content-length': '0' }, body: emptyBody }
}

/** The path and the query are kept. @param endpoint `http://host`, as the visitor reached us */
export function redirectAll(to: RedirectAllRequestsTo, request: WebRequest, endpoint: string): WireResponse {
  const { HostName: host, Protocol: protocol } = to
  const query = request.query === '' ? '' : `?${request.query}`
  return movedTo(`${protocol ?? schemeOf(endpoint)}://${host}${request.path}${query}`)
}

/**
 * The redirect of the first rule that speaks.
 * @param key percent-encoded, as the visitor asked for it
 * @param status of the error that came of it; undefined before it is looked for, when rules about errors say nothing
 */
export function ruleFor(
  rules: readonly RoutingRule[], key: string, status: number | undefined, endpoint: string,
): WireResponse | undefined {
  const plain = decoded(key)
  const rule = rules.find(({ Condition: { KeyPrefixEquals: prefix = '', HttpErrorCodeReturnedEquals: code } = {} }) =>
    plain.startsWith(prefix) && code === (status === undefined ? undefined : String(status)))
  if (rule === undefined) return undefined
  const { Redirect: { HostName: host, Protocol: protocol, HttpRedirectCode: code = '301', ...replacement } = {} } = rule
  const place = `${protocol ?? schemeOf(endpoint)}://${host ?? endpoint.slice(endpoint.indexOf('//') + 2)}`
  return movedTo(`${place}/${keyOf(key, plain, rule.Condition?.KeyPrefixEquals ?? '', replacement)}`, Number(code))
}

interface Replacement { readonly ReplaceKeyWith?: string, readonly ReplaceKeyPrefixWith?: string }

function keyOf(key: string, plain: string, prefix: string, { ReplaceKeyWith: whole, ReplaceKeyPrefixWith: front }: Replacement): string {
  if (whole !== undefined) return encoded(whole)
  return front === undefined ? key : encoded(`${front}${plain.slice(prefix.length)}`)
}

function schemeOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.indexOf(':'))
}

/** What may stand in a location stays as it is. */
function encoded(text: string): string {
  return encodeURI(text)
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch (error) {
    if (error instanceof URIError) return path
    throw error
  }
}
