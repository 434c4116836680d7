// Policies that cannot be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { S3 } from '@aws-sdk/client-s3'
import { clientOf, freshBucket, put, refused, textOf } from './account.fixture.ts'
import { canonicalId } from './owner.ts'

const anonymous = { signer: { sign: async (request: never) => request } } as object

function policy(Bucket: string, statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject',
    Resource: `arn:aws:s3:::${Bucket}/*`, ...statement }] })
}

async function opened(s3: S3, Bucket: string): Promise<void> {
  await s3.deletePublicAccessBlock({ Bucket })
  await s3.putBucketOwnershipControls({ Bucket, OwnershipControls: { Rules: [{ ObjectOwnership: 'ObjectWriter' }] } })
}

test('policies that cannot be', async t => {
  const { s3, Bucket } = await freshBucket(t)
  const bad = ['no json', '{}', policy(Bucket, { Effect: 'Maybe' }), policy(Bucket, { Action: 'ec2:Run' }), policy('other', {}),
    policy(Bucket, { Principal: undefined })]
  for (const Policy of bad) await refused(s3.putBucketPolicy({ Bucket, Policy }), 'MalformedPolicy', 400)
  await refused(s3.putBucketPolicy({ Bucket, Policy: policy(Bucket, {}) }), 'AccessDenied', 403)
})
