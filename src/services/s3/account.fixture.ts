// What the service tests of this folder share: a cloud whose clock stands still, a client of its own account, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import type { BucketLifecycleConfiguration, ChecksumAlgorithm, ChecksumType, LifecycleRule, S3ClientConfig } from '@aws-sdk/client-s3'
import { Cloud } from '../../index.ts'

export const startAt = Date.parse('2027-03-10T10:30:00Z')

/** A new cloud with a frozen clock, closed when the test ends, and the SDK's client as the root of an account. */
export async function freshAccount(t: TestContext, account = '111122223333'): Promise<{ cloud: Cloud, s3: S3 }> {
  const cloud = await Cloud.open({ seed: t.name, now: startAt, log: line => { t.diagnostic(line) } })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, s3: clientOf(cloud, account) }
}

export function clientOf(cloud: Cloud, account: string, settings: Partial<S3ClientConfig> = {}): S3 {
  // One attempt: a fault is what the test is about.
  const { region = 'us-east-1', ...others } = settings
  const { requestHandler, ...client } = cloud.client({ accessKeyId: account, region: String(region) })
  return new S3({ ...client, requestHandler: requestHandler as never, forcePathStyle: true, maxAttempts: 1, ...others })
}

/** Settings of a client that finds AWS's own hosts, as directory buckets need: of the region, and of the bucket's zone. */
export const zonal = { endpoint: undefined as never, forcePathStyle: false } as const

/** A directory bucket in a fresh account, and a client that opens its sessions. */
export async function directoryBucket(t: TestContext): Promise<{ cloud: Cloud, s3: S3, Bucket: string }> {
  const { cloud } = await freshAccount(t)
  const s3 = clientOf(cloud, '111122223333', zonal)
  const Bucket = 'base--use1-az4--x-s3'
  await s3.createBucket({ Bucket, CreateBucketConfiguration: { Location: { Name: 'use1-az4', Type: 'AvailabilityZone' },
    Bucket: { Type: 'Directory', DataRedundancy: 'SingleAvailabilityZone' } } })
  return { cloud, s3, Bucket }
}

/** A bucket in a fresh account. */
export async function freshBucket(t: TestContext, name = 'bucket'): Promise<{ cloud: Cloud, s3: S3, Bucket: string }> {
  const { cloud, s3 } = await freshAccount(t)
  await s3.createBucket({ Bucket: name })
  return { cloud, s3, Bucket: name }
}

export interface S3Error extends Error {
  readonly $metadata: { readonly httpStatusCode?: number }
  readonly $response?: { readonly headers: Record<string, string> }
  readonly Code?: string
}

/** The call must fail with this code, and this status where one is named. @returns the error, for more to be said of it */
export async function refused(
  call: Promise<unknown>, code: string, status?: number, text: RegExp = /(?:)/,
): Promise<S3Error & Record<string, unknown>> {
  let found: (S3Error & Record<string, unknown>) | undefined
  await assert.rejects(call, (error: S3Error & Record<string, unknown>) => {
    assert.equal(error.Code ?? error.name, code, error.stack)
    if (status !== undefined) assert.equal(error.$metadata.httpStatusCode, status)
    assert.match(error.message, text)
    found = error
    return true
  })
  return found!
}

/** Puts texts under keys, in the order given. */
export async function put(s3: S3, Bucket: string, ...keys: readonly string[]): Promise<void> {
  for (const Key of keys) await s3.putObject({ Bucket, Key, Body: `body of ${Key}` })
}

export async function textOf(s3: S3, Bucket: string, Key: string, VersionId?: string): Promise<string> {
  const { Body } = await s3.getObject({ Bucket, Key, ...(VersionId !== undefined && { VersionId }) })
  return Body!.transformToString()
}

/** Bytes that differ from place to place. */
export function bytesOf(sizeBytes: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(sizeBytes)
  for (let i = 0, state = seed; i < sizeBytes; i += 1) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    bytes[i] = state >>> 16
  }
  return bytes
}

/** Settings of a client that signs nothing. */
export const anonymous = { signer: { sign: async (request: never) => request } } as object

/** Takes away what keeps a new bucket from being public. */
export async function openToPublic(s3: S3, Bucket: string): Promise<void> {
  await s3.deletePublicAccessBlock({ Bucket })
  await s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })
}

/** Begins an upload and puts its parts. @returns how to name it, and the parts as its completion lists them */
export async function uploaded(
  s3: S3, Bucket: string, bodies: readonly Buffer[], more: { ChecksumAlgorithm?: ChecksumAlgorithm, ChecksumType?: ChecksumType } = {},
): Promise<{ at: { Bucket: string, Key: string, UploadId: string }, Parts: { PartNumber: number, ETag: string }[] }> {
  const { UploadId } = await s3.createMultipartUpload({ Bucket, Key: 'key', ContentType: 'text/plain', ...more })
  const at = { Bucket, Key: 'key', UploadId: UploadId! }
  const Parts = []
  for (const [i, Body] of bodies.entries()) {
    const { ETag, ...sums } = await s3.uploadPart({ ...at, PartNumber: i + 1, Body,
      ...(more.ChecksumAlgorithm && { ChecksumAlgorithm: more.ChecksumAlgorithm }) })
    const checksums = Object.fromEntries(Object.entries(sums).filter(([name]) => name.startsWith('Checksum')))
    Parts.push({ PartNumber: i + 1, ETag: ETag!, ...checksums })
  }
  return { at, Parts }
}

/** Puts lifecycle rules that mean every object unless they say otherwise. */
export async function ruled(s3: S3, Bucket: string, ...rules: Partial<LifecycleRule>[]): Promise<void> {
  const LifecycleConfiguration = { Rules: rules.map(rule => ({ ID: 'rule', Status: 'Enabled' as const, Filter: { Prefix: '' },
    ...rule })) } as BucketLifecycleConfiguration
  await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration })
}

/** What a list of the bucket shows. */
export async function keysOf(s3: S3, Bucket: string): Promise<string[]> {
  return (await s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key!) ?? []
}

/** A bucket with object lock, in a fresh account. */
export async function lockedBucket(t: TestContext) {
  const { cloud, s3 } = await freshAccount(t)
  await s3.createBucket({ Bucket: 'locked', ObjectLockEnabledForBucket: true })
  return { cloud, s3, Bucket: 'locked' }
}

export interface Answer { readonly status: number, readonly headers: Readonly<Record<string, string>>, readonly text: string }

/** Sends a request that no SDK would make, straight into the process. @param address host and path: `bucket.s3.amazonaws.com/key?acl` */
export async function send(
  cloud: Cloud, method: string, address: string, headers: Record<string, string> = {}, body?: string | Buffer | AsyncIterable<Uint8Array>,
): Promise<Answer> {
  const { pathname, search, host } = new URL(`http://${address}`)
  const query: Record<string, string | null> = {}
  for (const pair of search.slice(1).split('&').filter(text => text !== '')) {
    const [name, value] = pair.split('=') as [string, string?]
    query[decodeURIComponent(name)] = value === undefined ? null : decodeURIComponent(value)
  }
  const { response } = await cloud.client().requestHandler.handle({ method, protocol: 'http:', hostname: host, path: pathname, query,
    headers: { host, ...headers }, body })
  const parts: Buffer[] = []
  for await (const part of response.body) parts.push(Buffer.from(part as Uint8Array))
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(parts).toString('utf8') }
}

/** `<Code>` of an answer in XML, or of a website's page. */
export function codeOf({ text }: Answer): string | undefined {
  return /<Code>(.*?)<|<li>Code: (.*?)</.exec(text)?.slice(1).find(found => found !== undefined)
}

/** A bucket that everyone may read, and whoever signs may fill. */
export async function publicBucket(t: TestContext, name = 'site'): Promise<{ cloud: Cloud, s3: S3, Bucket: string }> {
  const made = await freshBucket(t, name)
  await openToPublic(made.s3, name)
  const Policy = JSON.stringify({ Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${name}/*` }] })
  await made.s3.putBucketPolicy({ Bucket: name, Policy })
  return made
}
