// What signers put into a presigned URL in the place of headers: S3 takes each `x-amz-` parameter for the header of that name. Pure.
// Source: "Authenticating Requests: Using Query Parameters", Amazon S3 API Reference. Checksums it ignores there: SDKs sign the one of an
// empty body into URLs that others fill (https://github.com/aws/aws-sdk, 480).

import type { Headers, WireRequest } from '../../wire/message.ts'

const ofSigning: ReadonlySet<string> = new Set(['algorithm', 'credential', 'date', 'expires', 'signedheaders', 'signature',
  'security-token', 's3session-token', 'content-sha256', 'region-set', 'sdk-checksum-algorithm'].map(name => `x-amz-${name}`))
const checksum = /^x-amz-checksum-(?:crc|sha|md5|xxh)/

/** The request with such parameters among its headers; a header that came as one keeps its value. */
export function withHoisted(request: WireRequest): WireRequest {
  if (!/(?:^|&)x-amz-/i.test(request.query)) return request
  // The headers of a framed body reach its trailers through their prototype.
  const headers = Object.assign(Object.create(Object.getPrototypeOf(request.headers) as object) as Headers, request.headers)
  for (const [name, value] of new URLSearchParams(request.query)) {
    const header = name.toLowerCase()
    if (!header.startsWith('x-amz-') || ofSigning.has(header) || checksum.test(header)) continue
    headers[header] ??= Buffer.from(value, 'utf8').toString('latin1')
  }
  return { ...request, headers }
}
