// Lets SDKs in browsers call this cloud, as AWS's endpoints do: preflight answers, and the response headers that scripts may read.
// A bucket's own CORS rules are S3's; whoever has set the headers already keeps them. The admin face gets none of this.
// https://docs.aws.amazon.com/sdk-for-javascript/v3/developer-guide/cors.html

import { emptyBody } from '../../wire/message.ts'
import type { WireResponse } from '../../wire/message.ts'
import { isAdminPath } from './request.ts'
import type { RequestHead } from './request.ts'

export interface CorsSettings {
  /** Origins that may call; absent = any, as on AWS. */
  readonly origins?: readonly string[]
}

const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'
const exposed = [
  'x-amzn-RequestId', 'x-amzn-ErrorType', 'x-amzn-ErrorMessage', 'x-amzn-query-error', 'x-amzn-trace-id', 'x-amz-request-id', 'x-amz-id-2',
  'x-amz-apigw-id', 'x-amz-version-id', 'x-amz-delete-marker', 'x-amz-crc32', 'x-amz-checksum-crc32', 'x-amz-checksum-crc32c',
  'x-amz-checksum-crc64nvme', 'x-amz-checksum-sha1', 'x-amz-checksum-sha256', 'x-amz-checksum-type', 'x-amz-server-side-encryption',
  'x-amz-storage-class', 'x-amz-bucket-region', 'x-amz-function-error', 'x-amz-log-result', 'x-amz-executed-version',
  'x-amz-job-output-path', 'smithy-protocol',
  'ETag', 'Date', 'Content-Range', 'Content-Length', 'Content-Type', 'Last-Modified', 'Location',
].join(',')

/**
 * The answer to a browser's preflight; undefined for everything else. An origin that may not call, and any that asks for the admin face,
 * gets no permission, and the browser stops.
 */
export function preflight(head: RequestHead, settings: CorsSettings = {}): WireResponse | undefined {
  const origin = head.headers['origin']
  const method = head.headers['access-control-request-method']
  if (head.method !== 'OPTIONS' || origin === undefined || method === undefined) return undefined
  const allowed = isAdminPath(head.path) ? undefined : allowedOrigin(origin, settings)
  if (allowed === undefined) return { status: 403, headers: { vary: 'Origin' }, body: emptyBody }
  const asked = head.headers['access-control-request-headers']
  return {
    status: 200,
    headers: {
      'access-control-allow-origin': allowed,
      'access-control-allow-methods': methods,
      ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
      ...(head.headers['access-control-request-private-network'] === 'true' ? { 'access-control-allow-private-network': 'true' } : {}),
      'access-control-expose-headers': exposed,
      'access-control-max-age': '172800',
      'vary': 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    },
    body: emptyBody,
  }
}

/** What a browser says of the request that it means, in the preflight's headers or in the request itself. */
export function askedOf({ method, headers }: RequestHead, isPreflight: boolean): { origin: string, method: string, headers: string[] } {
  const names = isPreflight ? headers['access-control-request-headers'] ?? '' : ''
  return {
    origin: headers['origin'] ?? '',
    method: isPreflight ? headers['access-control-request-method'] ?? '' : method,
    headers: names.split(',').map(name => name.trim().toLowerCase()).filter(name => name !== ''),
  }
}

/** Adds to the answer what a script of the request's origin may see; an answer with rules of its own stays as it is. */
export function allowCrossOrigin(head: RequestHead, response: WireResponse, settings: CorsSettings = {}): void {
  const origin = head.headers['origin']
  if (origin === undefined || response.headers['access-control-allow-origin'] !== undefined) return
  const allowed = allowedOrigin(origin, settings)
  if (allowed === undefined) return
  response.headers['access-control-allow-origin'] = allowed
  response.headers['access-control-expose-headers'] = exposed
  response.headers['vary'] = response.headers['vary'] === undefined ? 'Origin' : `${response.headers['vary']}, Origin`
}

function allowedOrigin(origin: string, settings: CorsSettings): string | undefined {
  if (settings.origins === undefined) return '*'
  return settings.origins.includes(origin) ? origin : undefined
}
