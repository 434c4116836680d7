// What the tests of this folder share: a cloud whose clock stands still, Config of one account with a bucket, and a recorder that records.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { ConfigServiceClient } from '@aws-sdk/client-config-service'
import { S3 } from '@aws-sdk/client-s3'
import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

export interface Account {
  readonly cloud: Cloud
  readonly id: string
  readonly settings: ReturnType<Cloud['client']>
  readonly config: ConfigServiceClient
  readonly s3: S3
  readonly sqs: SQS
}

export async function freshCloud(t: TestContext): Promise<Cloud> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-03-01T00:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return cloud
}

export function clientsOf(cloud: Cloud, id = '111122223333', region = 'us-east-1'): Account {
  const settings = { ...cloud.client({ accessKeyId: id, region }), maxAttempts: 1 }
  return { cloud, id, settings, config: new ConfigServiceClient(settings), s3: new S3(settings), sqs: new SQS(settings) }
}

export async function freshAccount(t: TestContext): Promise<Account> {
  return clientsOf(await freshCloud(t))
}

/** A bucket `logs-ACCOUNT`, a channel into it, a recorder of these types, or of all. */
export async function recording(account: Account, types?: readonly string[], more: object = {}): Promise<void> {
  const { cloud, config, s3, id } = account
  await s3.createBucket({ Bucket: `logs-${id}` })
  const { PutConfigurationRecorderCommand, PutDeliveryChannelCommand, StartConfigurationRecorderCommand } =
    await import('@aws-sdk/client-config-service')
  const recordingGroup = types === undefined ? { allSupported: true } : { resourceTypes: types as never }
  await config.send(new PutConfigurationRecorderCommand({
    ConfigurationRecorder: { name: 'default', roleARN: `arn:aws:iam::${id}:role/config`, recordingGroup, ...more },
  }))
  await config.send(new PutDeliveryChannelCommand({ DeliveryChannel: { name: 'default', s3BucketName: `logs-${id}` } }))
  await config.send(new StartConfigurationRecorderCommand({ ConfigurationRecorderName: 'default' }))
  await cloud.clock.advance(1)
}

/** The call must fail with this code, and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}
