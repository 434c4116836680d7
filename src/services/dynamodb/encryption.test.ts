// Encryption as tables describe it, and the settings changed with it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, invalid, invalidParameter, made, refused, simplest } from './account.fixture.ts'

test('class, encryption, protection, and nothing at all', async t => {
  const account = await freshAccount(t)
  const { db, cloud } = account
  await made(account, 'Music')
  await db.updateTable({ TableName: 'Music', TableClass: 'STANDARD_INFREQUENT_ACCESS', SSESpecification: { Enabled: true },
    DeletionProtectionEnabled: true })
  await cloud.clock.advance('1m')
  const { Table: table } = await db.describeTable({ TableName: 'Music' })
  assert.deepEqual([table!.TableClassSummary!.TableClass, table!.SSEDescription!.SSEType, table!.DeletionProtectionEnabled],
    ['STANDARD_INFREQUENT_ACCESS', 'KMS', true])
  assert.match(table!.SSEDescription!.KMSMasterKeyArn!, /^arn:aws:kms:us-east-1:111122223333:key\//)
  await invalid(db.updateTable({ TableName: 'Music' }), 'At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, ' +
    'GlobalSecondaryIndexUpdates or SSESpecification or ReplicaUpdates is required')
  await refused(db.updateTable({ TableName: 'Music', GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: 'none' } }] }),
    'ResourceNotFoundException', 'Requested resource not found')
})

test('a table\'s own key', async t => {
  const account = await freshAccount(t)
  const { db } = account
  const KMSMasterKeyId = 'arn:aws:kms:us-east-1:111122223333:key/0a1b'
  await made(account, 'Music', { ...simplest, SSESpecification: { Enabled: true, SSEType: 'KMS', KMSMasterKeyId } })
  assert.deepEqual((await db.describeTable({ TableName: 'Music' })).Table!.SSEDescription,
    { Status: 'ENABLED', SSEType: 'KMS', KMSMasterKeyArn: KMSMasterKeyId })
  await invalid(db.createTable({ TableName: 'Other', ...simplest, SSESpecification: { Enabled: false, KMSMasterKeyId } }),
    `${invalidParameter}SSESpecification.Enabled must be true when KMSMasterKeyId is specified`)
})
