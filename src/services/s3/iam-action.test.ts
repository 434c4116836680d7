// What policies call operations, and session policies that hold a caller to some of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { S3 } from '@aws-sdk/client-s3'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { Cloud } from '../../index.ts'
import { iamAction, target } from './iam-action.ts'

const place = { partition: 'aws', region: 'eu-west-1', account: '111122223333' }

test('actions and targets', () => {
  assert.equal(iamAction('ListObjectsV2'), 'ListBucket')
  assert.equal(iamAction('GetObject'), 'GetObject')
  assert.equal(target({}, place), undefined)
  assert.equal(target({ Bucket: 'lamps' }, place), 'arn:aws:s3:::lamps')
  assert.equal(target({ Bucket: 'lamps', Key: 'a/b' }, place), 'arn:aws:s3:::lamps/a/b')
})

test('a session policy holds its bearer to what it allows', async t => {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const account = { accessKeyId: '444455556666' }
  await new S3(cloud.client(account)).createBucket({ Bucket: 'lamps-of-session' })
  const Policy = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::lamps-of-session' },
      { Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::lamps-of-session/in/*' },
    ],
  })
  const role = { RoleArn: 'arn:aws:iam::444455556666:role/writer', RoleSessionName: 'writer', Policy }
  const { Credentials: issued } = await new STSClient(cloud.client(account)).send(new AssumeRoleCommand(role))
  const s3 = new S3(cloud.client({
    accessKeyId: issued!.AccessKeyId!, secretAccessKey: issued!.SecretAccessKey!, sessionToken: issued!.SessionToken!,
  }))
  await s3.putObject({ Bucket: 'lamps-of-session', Key: 'in/1', Body: 'x' })
  assert.equal((await s3.listObjectsV2({ Bucket: 'lamps-of-session' })).KeyCount, 1)
  await assert.rejects(s3.putObject({ Bucket: 'lamps-of-session', Key: 'out/1', Body: 'x' }), { name: 'AccessDenied' })
  await assert.rejects(s3.getObject({ Bucket: 'lamps-of-session', Key: 'in/1' }), { name: 'AccessDenied' })
})
