// Where a bucket stands in a request: in the path, in the host, or in an access point's host; and which unsigned requests are for a bucket.
// The codec always sees the path-style address; the signature is over the original, which stays in the request.
// https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html

import type { HostReading } from './host.ts'
import type { RequestHead } from './request.ts'

export interface BucketAddress {
  /** Path style: `/bucket/key`. */
  readonly path: string
  readonly hostForm?: 's3-virtual-host' | 's3-access-point'
  readonly account?: string
}

/** What follows the service's signing name in requests for buckets: nothing, directory buckets, Object Lambda, buckets on Outposts. */
export const bucketSigningSuffixes: readonly string[] = ['', 'express', '-object-lambda', '-outposts']

/** What a bucket, or an access point, stands in front of; `bucket.localhost:4566` is what SDKs make of `http://localhost:4566`. */
const bucketHosts: Readonly<Record<string, 's3-virtual-host' | 's3-access-point'>> = {
  '': 's3-virtual-host',
  s3: 's3-virtual-host',
  's3-accesspoint': 's3-access-point',
}

/** SDKs that are given an IP address for an endpoint write two slashes behind a directory bucket, which has no address by paths on AWS. */
const doubledSlash = /^(\/[^/]+--x-s3\/)\//

export function bucketAddress(head: RequestHead, host: HostReading, signingName: string | undefined): BucketAddress {
  const hostForm = bucketHosts[host.endpointPrefix ?? '']
  // WriteGetObjectResponse has a route token before the host, not a bucket.
  const routed = signingName?.endsWith('-object-lambda') === true
  if (!host.known) return { path: head.path.replace(doubledSlash, '$1') }
  if (!routed && signingName !== undefined && isOtherEndpoint(host)) {
    const bucket = [host.front, host.endpointPrefix].filter(label => label !== '').join('.')
    return { path: `/${bucket}${head.path}`, hostForm: 's3-virtual-host' }
  }
  if (routed || host.front === '' || hostForm === undefined) return { path: head.path }
  const account = hostForm === 's3-access-point' ? /-(\d{12})$/.exec(host.front)?.[1] : undefined
  return { path: `/${host.front}${head.path}`, hostForm, ...(account === undefined ? {} : { account }) }
}

/** A bucket may be called as another service's endpoint is: what is signed for buckets at `logs.localhost` means the bucket `logs`. */
function isOtherEndpoint({ endpointPrefix = '', region }: HostReading): boolean {
  return region === undefined && bucketHosts[endpointPrefix] === undefined && !endpointPrefix.startsWith('s3-')
}

export function namesAccessPoint(host: HostReading): boolean {
  return bucketHosts[host.endpointPrefix ?? ''] === 's3-access-point'
}

/** Signed as only S3 still is: SigV2 in the Authorization header or in a presigned URL. */
export function signedTheOldWay(head: RequestHead): boolean {
  return (head.headers['authorization']?.startsWith('AWS ') ?? false) ||
    ['AWSAccessKeyId', 'Signature', 'Expires'].every(name => new RegExp(`(?:^|&)${name}=`).test(head.query))
}

/**
 * A browser's form upload: it has no operation in the model. https://docs.aws.amazon.com/AmazonS3/latest/API/RESTObjectPOST.html
 * What is posted to a bucket under its service's own host can be nothing else, and is refused as such where it is no form.
 */
export function isPostObject(head: RequestHead, address: BucketAddress, host: HostReading): boolean {
  if (head.method !== 'POST' || head.query !== '' || !/^\/[^/]+\/?$/.test(address.path)) return false
  return head.headers['content-type']?.startsWith('multipart/form-data') === true
    || bucketHosts[host.endpointPrefix ?? 'none'] !== undefined
}
