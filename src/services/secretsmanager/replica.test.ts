// Secrets in several regions.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientOf, freshAccount, made, refused, valueOf } from './account.fixture.ts'

test('copies follow their primary', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const abroad = clientOf(cloud, undefined, 'eu-west-1')
  const { ARN: arn, ReplicationStatus: status } = await secrets.createSecret({
    Name: 's', SecretString: 'one', Tags: [{ Key: 'a', Value: 'b' }], AddReplicaRegions: [{ Region: 'eu-west-1' }],
  })
  assert.deepEqual(status!.map(({ Region, Status }) => [Region, Status]), [['eu-west-1', 'InSync']])
  const copy = await abroad.describeSecret({ SecretId: 's' })
  assert.deepEqual([copy.ARN, copy.PrimaryRegion, copy.Tags],
    [arn!.replace('us-east-1', 'eu-west-1'), 'us-east-1', [{ Key: 'a', Value: 'b' }]])
  await secrets.putSecretValue({ SecretId: 's', SecretString: 'x'.repeat(65_000) })
  assert.equal((await valueOf(abroad, 's')).length, 65_000)
  assert.equal(await valueOf(abroad, 's', 'AWSPREVIOUS'), 'one')
  await refused(abroad.putSecretValue({ SecretId: 's', SecretString: 'x' }), 'InvalidRequestException', /replica secret/)
  await refused(secrets.deleteSecret({ SecretId: 's' }), 'InvalidRequestException', /still has replica regions/)
  await secrets.removeRegionsFromReplication({ SecretId: 's', RemoveReplicaRegions: ['eu-west-1'] })
  await refused(valueOf(abroad, 's'), 'ResourceNotFoundException')
  await secrets.deleteSecret({ SecretId: 's' })
})

test('a copy becomes a secret of its own; a name that is taken is not overwritten unasked', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const abroad = clientOf(cloud, undefined, 'eu-west-1')
  await made(abroad, 's', 'theirs')
  await made(secrets, 's', 'ours')
  const failed = await secrets.replicateSecretToRegions({ SecretId: 's', AddReplicaRegions: [{ Region: 'eu-west-1' }] })
  assert.equal(failed.ReplicationStatus![0]!.Status, 'Failed')
  assert.equal(await valueOf(abroad, 's'), 'theirs')
  await refused(secrets.replicateSecretToRegions({ SecretId: 's', AddReplicaRegions: [{ Region: 'eu-west-1' }] }),
    'InvalidParameterException', 'Invalid replica region: eu-west-1')
  await made(secrets, 't', 'ours')
  await secrets.replicateSecretToRegions({ SecretId: 't', AddReplicaRegions: [{ Region: 'eu-west-1' }] })
  await abroad.stopReplicationToReplica({ SecretId: 't' })
  assert.deepEqual((await secrets.describeSecret({ SecretId: 't' })).ReplicationStatus ?? [], [])
  await abroad.putSecretValue({ SecretId: 't', SecretString: 'own' })
  assert.equal(await valueOf(abroad, 't'), 'own')
  await refused(secrets.stopReplicationToReplica({ SecretId: 't' }), 'InvalidRequestException')
})
