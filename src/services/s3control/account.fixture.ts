// What the tests of this folder share: an account with a bucket, and the clients of both faces of S3.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { S3Control } from '@aws-sdk/client-s3-control'
import type { S3ClientConfig } from '@aws-sdk/client-s3'
import type { CreateJobCommandInput } from '@aws-sdk/client-s3-control'
import { Cloud } from '../../index.ts'

const startAt = Date.parse('2027-03-10T10:30:00Z')
const account = '111122223333'

export async function freshControl(t: TestContext) {
  const cloud = await Cloud.open({ seed: t.name, now: startAt, log: line => { t.diagnostic(line) } })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const { requestHandler, ...client } = cloud.client({ accessKeyId: account })
  const s3 = clientOf(cloud, account)
  await s3.createBucket({ Bucket: 'bucket' })
  const control = new S3Control({ ...client, requestHandler: requestHandler as never, maxAttempts: 1 })
  return { cloud, s3, control, AccountId: account }
}

export function clientOf(cloud: Cloud, accessKeyId: string, settings: Partial<S3ClientConfig> = {}): S3 {
  const { requestHandler, ...client } = cloud.client({ accessKeyId })
  return new S3({ ...client, requestHandler: requestHandler as never, forcePathStyle: true, maxAttempts: 1, ...settings })
}

/** Settings of a client that signs nothing. */
export const anonymous = { signer: { sign: async (request: never) => request } } as object

/** The call must fail with this code and status. */
export async function refused(call: Promise<unknown>, code: string, status: number): Promise<void> {
  await assert.rejects(call, (error: Error & { Code?: string, $metadata?: { httpStatusCode?: number } }) => {
    assert.deepEqual([error.Code ?? error.name, error.$metadata?.httpStatusCode], [code, status], error.stack)
    return true
  })
}

type Spec = NonNullable<CreateJobCommandInput['Manifest']>

/** An account with objects in `bucket`, and a manifest of keys, some of which may be of no object. */
export async function withManifest(t: TestContext, keys: readonly string[], objects = keys, { versioned = false } = {}) {
  const world = await freshControl(t)
  const { s3 } = world
  await s3.createBucket({ Bucket: 'manifests' })
  if (versioned) await s3.putBucketVersioning({ Bucket: 'bucket', VersioningConfiguration: { Status: 'Enabled' } })
  for (const Key of objects) await s3.putObject({ Bucket: 'bucket', Key, Body: `body of ${Key}` })
  const Body = keys.map(key => `bucket,${encodeURIComponent(key)}\n`).join('')
  const { ETag } = await s3.putObject({ Bucket: 'manifests', Key: 'manifest.csv', Body })
  const manifest: Spec = { Spec: { Format: 'S3BatchOperations_CSV_20180820', Fields: ['Bucket', 'Key'] },
    Location: { ObjectArn: 'arn:aws:s3:::manifests/manifest.csv', ETag } }
  return { ...world, manifest }
}

/** A job that tags what the manifest names, or as `change` has it. */
export function jobFor(manifest: Spec, change: Partial<CreateJobCommandInput> = {}): CreateJobCommandInput {
  return { AccountId: account, Manifest: manifest, Priority: 1, RoleArn: `arn:aws:iam::${account}:role/batch`, Report: { Enabled: false },
    ClientRequestToken: JSON.stringify(change), Operation: { S3PutObjectTagging: { TagSet: [{ Key: 'k', Value: 'v' }] } }, ...change }
}
