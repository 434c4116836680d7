// Making and changing secrets.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, freshAccount, made, refused, valueOf } from './account.fixture.ts'

test('a secret as it is described', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const { ARN: arn, Name: name, VersionId: id } = await secrets.createSecret({
    Name: 'app/db', Description: 'mine', SecretString: 'hello', Tags: [{ Key: 'a', Value: 'b' }],
  })
  assert.match(arn!, /^arn:aws:secretsmanager:us-east-1:111122223333:secret:app\/db-\w{6}$/)
  const { $metadata: _, ...found } = await secrets.describeSecret({ SecretId: name })
  const now = new Date(Math.floor(cloud.clock.now()))
  assert.deepEqual(found, {
    ARN: arn, Name: name, Description: 'mine', CreatedDate: now, LastChangedDate: now, Tags: [{ Key: 'a', Value: 'b' }],
    VersionIdsToStages: { [id!]: ['AWSCURRENT'] },
  })
  await refused(made(secrets, 'app/db'), 'ResourceExistsException', 'The operation failed because the secret app/db already exists.')
  await refused(made(secrets, 'a b'), 'ValidationException', /^Invalid name\. Must be a valid name/)
  for (const SecretId of [arn!, arn!.slice(0, -7)]) assert.equal(await valueOf(secrets, SecretId), 'hello')
  await refused(valueOf(secrets, 'none'), 'ResourceNotFoundException', 'Secrets Manager can\'t find the specified secret.')
})

test('a token makes a secret once', async t => {
  const { secrets } = await freshAccount(t)
  const asked = { Name: 's', SecretString: 'one', ClientRequestToken: 'a'.repeat(32) }
  const first = await secrets.createSecret(asked)
  const again = await secrets.createSecret(asked)
  assert.deepEqual([again.ARN, again.VersionId], [first.ARN, first.VersionId])
  await refused(secrets.createSecret({ ...asked, SecretString: 'two' }), 'ResourceExistsException', /ClientRequestToken/)
})

test('changing a secret, and its tags', async t => {
  const { secrets } = await freshAccount(t)
  const { ARN: SecretId } = await secrets.createSecret({ Name: 'empty' })
  await refused(valueOf(secrets, SecretId!), 'ResourceNotFoundException',
    'Secrets Manager can\'t find the specified secret value for staging label: AWSCURRENT')
  const { VersionId: id } = await secrets.updateSecret({ SecretId, SecretString: 'one', Description: 'new' })
  assert.ok(id)
  const { VersionId: none } = await secrets.updateSecret({ SecretId, Description: 'newer' })
  assert.equal(none, undefined)
  assert.equal(await valueOf(secrets, SecretId!), 'one')
  await secrets.tagResource({ SecretId, Tags: [{ Key: 'x', Value: '1' }, { Key: 'y', Value: '2' }] })
  await secrets.untagResource({ SecretId, TagKeys: ['x'] })
  const found = await secrets.describeSecret({ SecretId })
  assert.deepEqual([found.Description, found.Tags], ['newer', [{ Key: 'y', Value: '2' }]])
  await refused(secrets.updateSecret({ SecretId, SecretString: 'x', SecretBinary: Buffer.from('x') }), 'InvalidParameterException')
})

test('a new key seals the labelled versions anew', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const kms = new KMS(cloud.client({ accessKeyId: account }))
  const [first, second] = [(await kms.createKey({})).KeyMetadata!.KeyId!, (await kms.createKey({})).KeyMetadata!.KeyId!]
  await secrets.createSecret({ Name: 's', SecretString: 'one', KmsKeyId: first })
  await secrets.putSecretValue({ SecretId: 's', SecretString: 'two' })
  await secrets.updateSecret({ SecretId: 's', KmsKeyId: second })
  await kms.disableKey({ KeyId: first })
  assert.equal((await secrets.getSecretValue({ SecretId: 's' })).SecretString, 'two')
  assert.equal((await secrets.getSecretValue({ SecretId: 's', VersionStage: 'AWSPREVIOUS' })).SecretString, 'one')
})
