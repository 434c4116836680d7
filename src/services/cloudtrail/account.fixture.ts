// What the tests of trails share: a cloud whose clock stands still, CloudTrail of one account with a bucket, and a trail that logs.

import assert from 'node:assert/strict'
import { gunzipSync } from 'node:zlib'
import type { TestContext } from 'node:test'
import { CloudTrail } from '@aws-sdk/client-cloudtrail'
import { S3 } from '@aws-sdk/client-s3'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

export interface Account {
  readonly cloud: Cloud
  readonly id: string
  readonly settings: ReturnType<Cloud['client']>
  readonly trails: CloudTrail
  readonly s3: S3
  readonly sqs: SQS
}

export async function freshAccount(t: TestContext): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-03-01T00:10:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const account = clientsOf(cloud)
  await account.s3.createBucket({ Bucket: 'trail-files' })
  return account
}

export function clientsOf(cloud: Cloud, id = '111122223333', region = 'us-east-1'): Account {
  const settings = { ...cloud.client({ accessKeyId: id, region }), maxAttempts: 1 }
  return { cloud, id, settings, trails: new CloudTrail(settings), s3: new S3(settings), sqs: new SQS(settings) }
}

/** A trail `own` into the bucket `trail-files`, logging. */
export async function logging({ trails }: Account, more: object = {}): Promise<void> {
  await trails.createTrail({ Name: 'own', S3BucketName: 'trail-files', ...more })
  await trails.startLogging({ Name: 'own' })
}

export interface Delivered { readonly eventName: string, readonly awsRegion: string, readonly eventCategory: string,
  readonly recipientAccountId: string }

/** Keys of what lies in the bucket below a folder's name. */
export async function files({ s3 }: Account, folder = 'CloudTrail'): Promise<string[]> {
  const { Contents = [] } = await s3.listObjectsV2({ Bucket: 'trail-files' })
  return Contents.map(({ Key }) => Key!).filter(key => key.includes(`/${folder}/`) && key.endsWith('.gz'))
}

export async function text({ s3 }: Account, Key: string): Promise<{ readonly body: string, readonly metadata: Record<string, string> }> {
  const { Body, Metadata = {} } = await s3.getObject({ Bucket: 'trail-files', Key })
  return { body: gunzipSync(await Body!.transformToByteArray()).toString(), metadata: Metadata }
}

/** All events of all files, in order of their keys. */
export async function delivered(account: Account): Promise<Delivered[]> {
  const found: Delivered[] = []
  for (const key of await files(account)) found.push(...(JSON.parse((await text(account, key)).body) as { Records: Delivered[] }).Records)
  return found
}

/** The call must fail with this code, and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, words: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message ?? '', words)
    return true
  })
}
