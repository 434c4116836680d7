// Storage Lens configurations: kept with their tags, checked by the codes of S3's list, the default one always there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { StorageLensConfiguration } from '@aws-sdk/client-s3-control'
import { freshControl, refused } from './account.fixture.ts'

const lens = (more: Partial<StorageLensConfiguration> = {}): StorageLensConfiguration =>
  ({ Id: 'mine', IsEnabled: true, AccountLevel: { BucketLevel: {} }, ...more })

test('one is kept, tagged, listed and taken away', async t => {
  const { control, AccountId } = await freshControl(t)
  const at = { AccountId, ConfigId: 'mine' }
  await refused(control.getStorageLensConfiguration(at), 'NoSuchConfiguration', 404)
  await control.putStorageLensConfiguration({ ...at, StorageLensConfiguration: lens({ Include: { Buckets: ['arn:aws:s3:::bucket'] } }),
    Tags: [{ Key: 'k', Value: 'v' }] })
  const { StorageLensConfiguration: told } = await control.getStorageLensConfiguration(at)
  assert.deepEqual([told!.StorageLensArn, told!.Include], ['arn:aws:s3:us-east-1:111122223333:storage-lens/mine',
    { Buckets: ['arn:aws:s3:::bucket'] }])
  assert.deepEqual((await control.getStorageLensConfigurationTagging(at)).Tags, [{ Key: 'k', Value: 'v' }])
  await control.putStorageLensConfigurationTagging({ ...at, Tags: [{ Key: 'x', Value: 'y' }] })
  await control.deleteStorageLensConfigurationTagging(at)
  const { StorageLensConfigurationList: list } = await control.listStorageLensConfigurations({ AccountId })
  assert.deepEqual(list!.map(({ Id, IsEnabled }) => [Id, IsEnabled]), [['default-account-dashboard', true], ['mine', true]])
  await control.deleteStorageLensConfiguration(at)
  await refused(control.deleteStorageLensConfiguration(at), 'NoSuchConfiguration', 404)
  await refused(control.deleteStorageLensConfiguration({ AccountId, ConfigId: 'default-account-dashboard' }),
    'DefaultConfigurationDeleteForbidden', 403)
})

test('what cannot be is refused by the list\'s codes', async t => {
  const { control, AccountId } = await freshControl(t)
  const level = (bucket: object, account: object = {}) => lens({ AccountLevel: { ...account, BucketLevel: bucket } })
  const prefix = (SelectionCriteria: object) => level({ PrefixLevel: { StorageMetrics: { IsEnabled: true, SelectionCriteria } } })
  const out = (Encryption: object | undefined, Arn = 'arn:aws:s3:::b') => lens({ DataExport: { S3BucketDestination: { Format: 'CSV',
    OutputSchemaVersion: 'V_1', AccountId, Arn, ...(Encryption && { Encryption }) } } })
  const on = { ActivityMetrics: { IsEnabled: true } }
  const many = Array.from({ length: 51 }, (_, i) => `x${i}`)
  const cases: readonly (readonly [StorageLensConfiguration, string])[] = [
    [lens({ Id: 'other' }), 'InvalidConfigId'],
    [lens({ StorageLensArn: 'arn:aws:s3:us-east-1:1:storage-lens/x' }), 'InvalidStorageLensArn'],
    [lens({ Include: { Buckets: ['a'] }, Exclude: { Buckets: ['b'] } }), 'InvalidIncludeExcludeContainers'],
    [lens({ Include: {} }), 'EmptyIncludeContainer'], [lens({ Exclude: {} }), 'EmptyExcludeContainer'],
    [lens({ Include: { Buckets: many } }), 'TooManyBuckets'], [lens({ Exclude: { Regions: many } }), 'TooManyRegions'],
    [level(on), 'MissingAccountLevelActivityMetrics'], [level({}, on), 'MissingBucketLevelActivityMetrics'],
    [level({ PrefixLevel: { StorageMetrics: { IsEnabled: false } } }), 'StorageMetricsMustEnabled'],
    [prefix({ MaxDepth: 11 }), 'InvalidMaximumPrefixDepth'],
    [prefix({ MinStorageBytesPercentage: 101 }), 'InvalidMinimumStorageBytesPercentage'],
    [out(undefined, 'bucket'), 'InvalidDestination'], [out({}), 'MissingEncryptionMethod'],
    [out({ SSES3: {}, SSEKMS: { KeyId: 'k' } }), 'InvalidEncryptionMethod'], [out({ SSEKMS: { KeyId: 'k' } }), 'InvalidKMSEncryptionKeyId'],
  ]
  for (const [StorageLensConfiguration, code] of cases) {
    await refused(control.putStorageLensConfiguration({ AccountId, ConfigId: 'mine', StorageLensConfiguration }), code, 400)
  }
})
