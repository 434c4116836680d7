// Vaults.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { at, freshVault, refused } from './account.fixture.ts'

test('a vault is made, counted at midnight, listed, deleted', async t => {
  const { cloud, glacier } = await freshVault(t)
  assert.equal((await glacier.createVault(at)).location, '/111122223333/vaults/vault')
  const { VaultARN, CreationDate, NumberOfArchives, LastInventoryDate } = await glacier.describeVault(at)
  assert.deepEqual([VaultARN, CreationDate, NumberOfArchives, LastInventoryDate],
    ['arn:aws:glacier:us-east-1:111122223333:vaults/vault', '2027-03-10T10:30:00.000Z', 0, undefined])
  const { archiveId } = await glacier.uploadArchive({ ...at, body: 'hello' })
  await cloud.clock.advance('14h')
  const counted = await glacier.describeVault(at)
  assert.deepEqual([counted.NumberOfArchives, counted.SizeInBytes, counted.LastInventoryDate], [1, 5, '2027-03-11T00:00:00.000Z'])
  await refused(glacier.deleteVault(at), 'InvalidParameterValueException', /not empty/)
  await glacier.deleteArchive({ ...at, archiveId: archiveId! })
  await refused(glacier.deleteVault(at), 'InvalidParameterValueException', /recently written/)
  await cloud.clock.advance('1d')
  await glacier.deleteVault(at)
  await refused(glacier.describeVault(at), 'ResourceNotFoundException', /Vault not found/)
  await refused(glacier.createVault({ ...at, vaultName: 'not a name' }), 'InvalidParameterValueException')
})

test('lists come in pages', async t => {
  const { glacier } = await freshVault(t)
  for (const vaultName of ['a', 'b', 'c']) await glacier.createVault({ ...at, vaultName })
  const first = await glacier.listVaults({ accountId: '-', limit: 3 })
  assert.deepEqual(first.VaultList!.map(({ VaultName }) => VaultName), ['a', 'b', 'c'])
  const rest = await glacier.listVaults({ accountId: '-', limit: 3, marker: first.Marker! })
  assert.deepEqual([rest.VaultList!.map(({ VaultName }) => VaultName), rest.Marker], [['vault'], undefined])
})
