// Policies of secrets by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, freshAccount, made } from './account.fixture.ts'

test('a policy is put, changed, listed and removed', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const TypeName = 'AWS::SecretsManager::ResourcePolicy'
  const SecretId = await made(secrets, 's')
  await made(secrets, 'other')
  const policy = (Action: string) => ({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action, Resource: '*',
    Principal: { AWS: 'arn:aws:iam::444455556666:root' } }] })
  const [first, second] = [policy('secretsmanager:GetSecretValue'), policy('secretsmanager:DescribeSecret')]
  const DesiredState = JSON.stringify({ SecretId, ResourcePolicy: first, BlockPublicPolicy: true })
  await control.createResource({ TypeName, DesiredState })
  await cloud.clock.advance('1m')
  const read = async () => JSON.parse((await control.getResource({ TypeName, Identifier: SecretId })).ResourceDescription!.Properties!) as
    object
  assert.deepEqual(await read(), { Id: SecretId, SecretId, ResourcePolicy: first })
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/ResourcePolicy', value: second }])
  await control.updateResource({ TypeName, Identifier: SecretId, PatchDocument })
  await cloud.clock.advance('1m')
  assert.deepEqual(await read(), { Id: SecretId, SecretId, ResourcePolicy: second })
  const listed = async () => (await control.listResources({ TypeName })).ResourceDescriptions!.map(({ Identifier }) => Identifier)
  assert.deepEqual(await listed(), [SecretId])
  await control.deleteResource({ TypeName, Identifier: SecretId })
  await cloud.clock.advance('1m')
  assert.deepEqual([await listed(), (await secrets.getResourcePolicy({ SecretId })).ResourcePolicy], [[], undefined])
})
