// Values, versions and staging labels.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, refused, valueOf } from './account.fixture.ts'

test('a new value moves the labels on', async t => {
  const { secrets } = await freshAccount(t)
  const SecretId = await made(secrets, 's', 'one')
  await secrets.putSecretValue({ SecretId, SecretString: 'two' })
  const { VersionId: third } = await secrets.putSecretValue({ SecretId, SecretString: 'three' })
  assert.deepEqual([await valueOf(secrets, SecretId), await valueOf(secrets, SecretId, 'AWSPREVIOUS')], ['three', 'two'])
  await secrets.putSecretValue({ SecretId, SecretString: 'four', VersionStages: ['mine'] })
  assert.deepEqual([await valueOf(secrets, SecretId), await valueOf(secrets, SecretId, 'mine')], ['three', 'four'])
  const { Versions: labelled } = await secrets.listSecretVersionIds({ SecretId })
  assert.equal(labelled!.length, 3)
  assert.equal((await secrets.listSecretVersionIds({ SecretId, IncludeDeprecated: true })).Versions!.length, 4)
  const one = await secrets.listSecretVersionIds({ SecretId, MaxResults: 1 })
  assert.equal(one.Versions!.length, 1)
  assert.equal((await secrets.listSecretVersionIds({ SecretId, NextToken: one.NextToken })).Versions!.length, 2)
  await refused(valueOf(secrets, SecretId, 'none'), 'ResourceNotFoundException', /staging label: none$/)
  await refused(secrets.getSecretValue({ SecretId, VersionId: third, VersionStage: 'mine' }), 'InvalidRequestException', /not associated/)
})

test('bytes, and the same value again', async t => {
  const { secrets } = await freshAccount(t)
  const SecretBinary = Uint8Array.from([0, 1, 255])
  const ClientRequestToken = 'b'.repeat(32)
  const { ARN: SecretId } = await secrets.createSecret({ Name: 's', SecretBinary, ClientRequestToken })
  const { SecretBinary: found, SecretString: text } = await secrets.getSecretValue({ SecretId })
  assert.deepEqual([found, text], [SecretBinary, undefined])
  await secrets.putSecretValue({ SecretId, SecretBinary, ClientRequestToken })
  await refused(secrets.putSecretValue({ SecretId, SecretString: 'x', ClientRequestToken }), 'ResourceExistsException')
  await refused(secrets.putSecretValue({ SecretId }), 'InvalidRequestException', /either SecretString or SecretBinary/)
  await refused(secrets.putSecretValue({ SecretId, SecretString: 'x'.repeat(65_537) }), 'InvalidParameterException', /65536/)
  await secrets.putSecretValue({ SecretId, SecretString: 'x'.repeat(65_536) })
})

test('labels are moved one by one', async t => {
  const { secrets } = await freshAccount(t)
  const { ARN: SecretId, VersionId: one } = await secrets.createSecret({ Name: 's', SecretString: 'one' })
  const { VersionId: two } = await secrets.putSecretValue({ SecretId, SecretString: 'two' })
  const move = { SecretId, VersionStage: 'AWSCURRENT', MoveToVersionId: one }
  await refused(secrets.updateSecretVersionStage(move), 'InvalidParameterException', /RemoveFromVersionId can't be empty/)
  await secrets.updateSecretVersionStage({ ...move, RemoveFromVersionId: two })
  assert.equal(await valueOf(secrets, SecretId!), 'one')
  assert.equal(await valueOf(secrets, SecretId!, 'AWSPREVIOUS'), 'two')
  await secrets.updateSecretVersionStage({ SecretId, VersionStage: 'mine', MoveToVersionId: two })
  await secrets.updateSecretVersionStage({ SecretId, VersionStage: 'mine', RemoveFromVersionId: two })
  await refused(valueOf(secrets, SecretId!, 'mine'), 'ResourceNotFoundException')
  await refused(secrets.updateSecretVersionStage({ SecretId, VersionStage: 'AWSCURRENT', RemoveFromVersionId: one }),
    'InvalidRequestException')
})

test('many at once, each with its value or its fault', async t => {
  const { secrets } = await freshAccount(t)
  for (const name of ['a1', 'a2', 'b1']) await made(secrets, name, `of ${name}`)
  const some = await secrets.batchGetSecretValue({ SecretIdList: ['a1', 'none', 'b1'] })
  assert.deepEqual(some.SecretValues!.map(({ SecretString: text }) => text), ['of a1', 'of b1'])
  assert.deepEqual(some.Errors!.map(({ SecretId, ErrorCode }) => [SecretId, ErrorCode]), [['none', 'ResourceNotFoundException']])
  const first = await secrets.batchGetSecretValue({ Filters: [{ Key: 'name', Values: ['a'] }], MaxResults: 1 })
  assert.deepEqual(first.SecretValues!.map(({ Name }) => Name), ['a1'])
  const rest = await secrets.batchGetSecretValue({ Filters: [{ Key: 'name', Values: ['a'] }], NextToken: first.NextToken })
  assert.deepEqual([rest.SecretValues!.map(({ Name }) => Name), rest.NextToken], [['a2'], undefined])
  await refused(secrets.batchGetSecretValue({}), 'InvalidParameterException')
})
