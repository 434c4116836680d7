// Days as S3 counts them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { BucketLifecycleConfiguration, LifecycleRule, S3 } from '@aws-sdk/client-s3'
import { bytesOf, freshBucket, put, refused, startAt } from './account.fixture.ts'
import { midnightAfter } from './midnight.ts'

async function ruled(s3: S3, Bucket: string, ...rules: Partial<LifecycleRule>[]): Promise<void> {
  const LifecycleConfiguration = { Rules: rules.map(rule => ({ ID: 'rule', Status: 'Enabled' as const, Filter: { Prefix: '' },
    ...rule })) } as BucketLifecycleConfiguration
  await s3.putBucketLifecycleConfiguration({ Bucket, LifecycleConfiguration })
}

async function keys(s3: S3, Bucket: string): Promise<string[]> {
  return (await s3.listObjectsV2({ Bucket })).Contents?.map(({ Key }) => Key!) ?? []
}

test('days are counted to midnight', () => {
  const at = (text: string) => Date.parse(text)
  assert.equal(midnightAfter(at('2014-01-15T10:30:00Z'), 3), at('2014-01-19T00:00:00Z'))
  assert.equal(midnightAfter(at('2014-01-15T00:00:00Z'), 3), at('2014-01-18T00:00:00Z'))
})
