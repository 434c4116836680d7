// Multi-Region keys: one key in several regions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { KMS } from '@aws-sdk/client-kms'
import type { Cloud } from '../../index.ts'
import { arnOf, bytes, clientOf, freshAccount, made, refused, stateOf, textOf } from './account.fixture.ts'

async function family(t: TestContext): Promise<{ cloud: Cloud, kms: KMS, abroad: KMS, KeyId: string }> {
  const { kms, cloud } = await freshAccount(t)
  const KeyId = await made(kms, { MultiRegion: true, Description: 'primary' })
  await kms.replicateKey({ KeyId, ReplicaRegion: 'eu-west-1', Description: 'replica', Tags: [{ TagKey: 'a', TagValue: 'b' }] })
  return { cloud, kms, KeyId, abroad: clientOf(cloud, undefined, 'eu-west-1') }
}

const regionsOf = async (kms: KMS, KeyId: string) => {
  const { MultiRegionKeyType: type, PrimaryKey: primary, ReplicaKeys: replicas } =
    (await kms.describeKey({ KeyId })).KeyMetadata!.MultiRegionConfiguration!
  return [type, primary!.Region, replicas!.map(({ Region }) => Region).join()]
}

test('what one region encrypts, another decrypts', async t => {
  const { kms, abroad, KeyId } = await family(t)
  assert.match(KeyId, /^mrk-[0-9a-f]{32}$/)
  const { CiphertextBlob } = await kms.encrypt({ KeyId, Plaintext: bytes('hello') })
  const opened = await abroad.decrypt({ CiphertextBlob })
  assert.deepEqual([textOf(opened.Plaintext), opened.KeyId], ['hello', arnOf(KeyId, 'eu-west-1')])
  assert.deepEqual(await regionsOf(kms, KeyId), ['PRIMARY', 'us-east-1', 'eu-west-1'])
  assert.deepEqual(await regionsOf(abroad, KeyId), ['REPLICA', 'us-east-1', 'eu-west-1'])
  assert.equal((await abroad.describeKey({ KeyId })).KeyMetadata!.Description, 'replica')
  assert.deepEqual((await abroad.listResourceTags({ KeyId })).Tags, [{ TagKey: 'a', TagValue: 'b' }])
})

test('rotation reaches every region', async t => {
  const { kms, abroad, KeyId, cloud } = await family(t)
  const { CiphertextBlob: old } = await abroad.encrypt({ KeyId, Plaintext: bytes('old') })
  await kms.rotateKeyOnDemand({ KeyId })
  await kms.enableKeyRotation({ KeyId, RotationPeriodInDays: 90 })
  await cloud.clock.advance('90d')
  const [here, there] = await Promise.all([kms, abroad].map(async client => (await client.listKeyRotations({ KeyId })).Rotations!
    .map(({ KeyMaterialId: id, RotationType: type }) => [id, type])))
  assert.deepEqual(here, there)
  assert.equal(here!.length, 2)
  assert.equal(textOf((await kms.decrypt({ CiphertextBlob: old })).Plaintext), 'old')
  await refused(abroad.rotateKeyOnDemand({ KeyId }), 'UnsupportedOperationException', /replica key/)
})

test('a replica becomes the primary', async t => {
  const { kms, abroad, KeyId } = await family(t)
  await kms.updatePrimaryRegion({ KeyId, PrimaryRegion: 'eu-west-1' })
  assert.deepEqual(await regionsOf(kms, KeyId), ['REPLICA', 'eu-west-1', 'us-east-1'])
  assert.deepEqual(await regionsOf(abroad, KeyId), ['PRIMARY', 'eu-west-1', 'us-east-1'])
  await refused(kms.replicateKey({ KeyId, ReplicaRegion: 'eu-central-1' }), 'UnsupportedOperationException')
  await abroad.replicateKey({ KeyId, ReplicaRegion: 'eu-central-1' })
  assert.deepEqual(await regionsOf(kms, KeyId), ['REPLICA', 'eu-west-1', 'eu-central-1,us-east-1'])
})

test('a primary waits for its replicas to go', async t => {
  const { kms, abroad, KeyId, cloud } = await family(t)
  const { KeyState: state, DeletionDate: at } = await kms.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 10 })
  assert.deepEqual([state, at], ['PendingReplicaDeletion', undefined])
  await cloud.clock.advance('30d')
  assert.equal(await stateOf(kms, KeyId), 'PendingReplicaDeletion')
  await abroad.scheduleKeyDeletion({ KeyId, PendingWindowInDays: 7 })
  await cloud.clock.advance('7d')
  await refused(abroad.describeKey({ KeyId }), 'NotFoundException')
  assert.equal(await stateOf(kms, KeyId), 'PendingDeletion')
  await cloud.clock.advance('10d')
  await refused(kms.describeKey({ KeyId }), 'NotFoundException')
})

test('a key of one region has no replicas', async t => {
  const { kms } = await freshAccount(t)
  const KeyId = await made(kms)
  await refused(kms.replicateKey({ KeyId, ReplicaRegion: 'eu-west-1' }), 'UnsupportedOperationException')
  const many = await made(kms, { MultiRegion: true })
  await kms.replicateKey({ KeyId: many, ReplicaRegion: 'eu-west-1' })
  await refused(kms.replicateKey({ KeyId: many, ReplicaRegion: 'eu-west-1' }), 'AlreadyExistsException')
})
