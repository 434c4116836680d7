// What the tests of exports and imports share: an account with a table and a bucket, and the bucket's objects as text.

import type { TestContext } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { S3 } from '@aws-sdk/client-s3'
import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'
import { freshAccount, made } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

export interface Exchange extends Account {
  readonly s3: S3
  readonly tableArn: string
}

/** The table `Music` with point-in-time recovery, and the bucket `music-files`. */
export async function exchange(t: TestContext, input?: Partial<CreateTableCommandInput>): Promise<Exchange> {
  const account = await freshAccount(t)
  const { cloud, db } = account
  await made(account, 'Music', input)
  await db.updateContinuousBackups({ TableName: 'Music', PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } })
  const s3 = new S3({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  await s3.createBucket({ Bucket: 'music-files' })
  return { ...account, s3, tableArn: 'arn:aws:dynamodb:us-east-1:111122223333:table/Music' }
}

/** The bucket's keys. */
export async function keysIn({ s3 }: Exchange): Promise<string[]> {
  const { Contents: contents = [] } = await s3.listObjectsV2({ Bucket: 'music-files' })
  return contents.map(({ Key: key }) => key!)
}

export async function bytesAt({ s3 }: Exchange, key: string): Promise<Buffer> {
  const { Body: body } = await s3.getObject({ Bucket: 'music-files', Key: key })
  return Buffer.from(await body!.transformToByteArray())
}

export async function textAt(scene: Exchange, key: string): Promise<string> {
  const bytes = await bytesAt(scene, key)
  return (key.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString()
}

/** The lines of all data files, sorted. */
export async function dataLines(scene: Exchange, manifestFiles: string): Promise<string[]> {
  const lines: string[] = []
  for (const file of (await textAt(scene, manifestFiles)).trim().split('\n')) {
    const { dataFileS3Key: key } = JSON.parse(file) as { readonly dataFileS3Key: string }
    lines.push(...(await textAt(scene, key)).split('\n').filter(line => line !== ''))
  }
  return lines.sort()
}
