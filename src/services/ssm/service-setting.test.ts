// Settings: AWS's values, the account's, and back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, put, refused } from './account.fixture.ts'

test('a setting is AWS\'s until the account sets another', async t => {
  const { ssm } = await freshAccount(t)
  const SettingId = '/ssm/managed-instance/activation-tier'
  const get = async (id = SettingId) => (await ssm.getServiceSetting({ SettingId: id })).ServiceSetting!
  const { LastModifiedDate: _, ...usual } = await get()
  const ARN = `arn:aws:ssm:us-east-1:${account}:servicesetting${SettingId}`
  assert.deepEqual(usual, { SettingId, SettingValue: 'standard', LastModifiedUser: 'System', ARN, Status: 'Default' })
  await ssm.updateServiceSetting({ SettingId: ARN, SettingValue: 'advanced' })
  assert.deepEqual([(await get()).SettingValue, (await get(ARN)).Status], ['advanced', 'Customized'])
  assert.equal((await ssm.resetServiceSetting({ SettingId })).ServiceSetting!.SettingValue, 'standard')
  await refused(ssm.updateServiceSetting({ SettingId, SettingValue: 'gold' }), 'ValidationException')
  await refused(get('/ssm/none'), 'ServiceSettingNotFound')
})

test('the tier that parameters have where none is named', async t => {
  const { ssm } = await freshAccount(t)
  const SettingId = '/ssm/parameter-store/default-parameter-tier'
  const tierOf = async (name: string, value = 'x') => {
    await put(ssm, name, value)
    return (await ssm.describeParameters({ ParameterFilters: [{ Key: 'Name', Values: [name] }] })).Parameters![0]!.Tier
  }
  assert.equal(await tierOf('a'), 'Standard')
  await ssm.updateServiceSetting({ SettingId, SettingValue: 'Intelligent-Tiering' })
  assert.deepEqual([await tierOf('b'), await tierOf('c', 'x'.repeat(5000))], ['Standard', 'Advanced'])
  await ssm.updateServiceSetting({ SettingId, SettingValue: 'Advanced' })
  assert.equal(await tierOf('d'), 'Advanced')
})
