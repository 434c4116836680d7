// What the service tests of this folder share: a cloud whose clock stands still, clients of its account, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { CloudWatchLogs } from '@aws-sdk/client-cloudwatch-logs'
import { Firehose } from '@aws-sdk/client-firehose'
import type { CreateDeliveryStreamCommandInput, ExtendedS3DestinationConfiguration } from '@aws-sdk/client-firehose'
import { Kinesis } from '@aws-sdk/client-kinesis'
import { S3 } from '@aws-sdk/client-s3'
import { Cloud } from '../../index.ts'

export const account = '111122223333'
export const roleArn = `arn:aws:iam::${account}:role/firehose`
export const bucketArn = 'arn:aws:s3:::landing'

export interface Account {
  readonly cloud: Cloud
  readonly firehose: Firehose
  readonly s3: S3
  readonly kinesis: Kinesis
  readonly logs: CloudWatchLogs
}

/** With a bucket to deliver to, at a full hour. */
export async function freshAccount(t: TestContext, options: object = {}): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-03-04T05:00:00Z', ...options })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const settings = { ...cloud.client({ accessKeyId: account }), maxAttempts: 1 }
  const { requestHandler, ...rest } = settings
  const s3 = new S3({ ...rest, requestHandler: requestHandler as never, forcePathStyle: true })
  await s3.createBucket({ Bucket: 'landing' })
  return { cloud, firehose: new Firehose(settings), s3, kinesis: new Kinesis(settings), logs: new CloudWatchLogs(settings) }
}

type Bucket = Partial<ExtendedS3DestinationConfiguration>

/** A delivery stream to the bucket, ready. */
export async function made({ cloud, firehose }: Account, DeliveryStreamName: string, bucket: Bucket = {},
  more: Partial<CreateDeliveryStreamCommandInput> = {}): Promise<void> {
  await firehose.createDeliveryStream({
    DeliveryStreamName, ExtendedS3DestinationConfiguration: { RoleARN: roleArn, BucketARN: bucketArn, ...bucket }, ...more,
  })
  await cloud.clock.advance('1m')
}

export const bytes = (text: string) => new TextEncoder().encode(text)

export async function put({ firehose }: Account, DeliveryStreamName: string, ...texts: readonly string[]): Promise<void> {
  await firehose.putRecordBatch({ DeliveryStreamName, Records: texts.map(text => ({ Data: bytes(text) })) })
}

export interface Written { readonly key: string, readonly bytes: Uint8Array, readonly text: string }

/** All that is in the bucket, by key. */
export async function written({ s3 }: Account): Promise<Written[]> {
  const { Contents: objects = [] } = await s3.listObjectsV2({ Bucket: 'landing' })
  return Promise.all(objects.map(async ({ Key: key }) => {
    const { Body: body } = await s3.getObject({ Bucket: 'landing', Key: key! })
    const found = await body!.transformToByteArray()
    return { key: key!, bytes: found, text: Buffer.from(found).toString() }
  }))
}

/** The answer of a JSON service for which no client is at hand. @param target `AWSGlue.CreateTable` */
export async function asked(cloud: Cloud, target: string, input: object): Promise<Readonly<Record<string, unknown>>> {
  const date = new Date(cloud.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  const credential = `${account}/${date.slice(0, 8)}/us-east-1/${target.replace(/^AWS|\..*$/g, '').toLowerCase()}/aws4_request`
  const { response } = await cloud.client().requestHandler.handle({
    method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/', query: {}, body: Buffer.from(JSON.stringify(input)),
    headers: {
      'host': 'localhost', 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': target, 'x-amz-date': date,
      'authorization': `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
    },
  } as never)
  let text = ''
  for await (const part of response.body) text += String(part)
  assert.equal(response.statusCode, 200, text)
  return JSON.parse(text) as Readonly<Record<string, unknown>>
}

/** The call must fail with this code and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, code, error.message)
    assert.match(error.message, text)
    return true
  })
}
