// Resource policies of secrets, and whom they let in.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { account, clientOf, freshAccount, refused, valueOf } from './account.fixture.ts'

const stranger = '444455556666'
const allow = { Effect: 'Allow', Principal: { AWS: stranger }, Action: 'secretsmanager:GetSecretValue', Resource: '*' }
const policyOf = (...statements: object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements })

test('another account needs the policies of the secret and of its key', async t => {
  const { secrets, cloud } = await freshAccount(t)
  const kms = new KMS({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const { KeyMetadata: key } = await kms.createKey({})
  const { ARN: arn } = await secrets.createSecret({ Name: 's', SecretString: 'hello', KmsKeyId: key!.KeyId })
  const strange = clientOf(cloud, stranger)
  await refused(valueOf(strange, arn!), 'AccessDeniedException',
    /because no resource-based policy allows the secretsmanager:GetSecretValue/)
  await secrets.putResourcePolicy({ SecretId: arn, ResourcePolicy: policyOf(allow) })
  await refused(valueOf(strange, arn!), 'AccessDeniedException', 'Access to KMS is not allowed')
  await kms.createGrant({ KeyId: key!.KeyId, GranteePrincipal: `arn:aws:iam::${stranger}:root`, Operations: ['Decrypt'] })
  assert.equal(await valueOf(strange, arn!), 'hello')
  const Condition = { StringEquals: { 'secretsmanager:VersionStage': 'AWSPREVIOUS' } }
  await secrets.putResourcePolicy({ SecretId: arn, ResourcePolicy: policyOf({ ...allow, Condition }) })
  await refused(valueOf(strange, arn!), 'AccessDeniedException')
  await secrets.deleteResourcePolicy({ SecretId: arn })
  assert.equal((await secrets.getResourcePolicy({ SecretId: arn })).ResourcePolicy, undefined)
})

test('what a policy must be', async t => {
  const { secrets } = await freshAccount(t)
  await secrets.createSecret({ Name: 's', SecretString: 'hello' })
  const open = policyOf({ ...allow, Principal: '*' })
  await refused(secrets.putResourcePolicy({ SecretId: 's', ResourcePolicy: 'x' }), 'MalformedPolicyDocumentException')
  await refused(secrets.putResourcePolicy({ SecretId: 's', ResourcePolicy: open, BlockPublicPolicy: true }), 'PublicPolicyException')
  await secrets.putResourcePolicy({ SecretId: 's', ResourcePolicy: open })
  const checks = async (ResourcePolicy: string) => {
    const { PolicyValidationPassed: passed, ValidationErrors: errors } = await secrets.validateResourcePolicy({ ResourcePolicy })
    return [passed, ...errors!.map(({ CheckName: name }) => name)]
  }
  assert.deepEqual(await checks(policyOf(allow)), [true])
  assert.deepEqual(await checks(open), [false, 'PUBLIC_POLICY_CHECK'])
  assert.deepEqual(await checks('{}'), [false, 'SYNTAX_CHECK'])
})
