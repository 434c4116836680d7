// AWS's rules over tables, queues, databases and the like, each with what it lets pass and what it does not.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { itemOf } from './item.fixture.ts'
import { storeRules } from './store-check.ts'

test('what passes, and what does not', async () => {
  const cases: [identifier: string, configuration: object, compliance: string, parameters?: object][] = [
    ['DYNAMODB_PITR_ENABLED', { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }, 'COMPLIANT'],
    ['DYNAMODB_PITR_ENABLED', {}, 'NON_COMPLIANT'],
    ['DYNAMODB_TABLE_ENCRYPTION_ENABLED', { SSESpecification: { SSEEnabled: true } }, 'COMPLIANT'],
    ['DYNAMODB_TABLE_ENCRYPTED_KMS', { SSESpecification: { SSEEnabled: true, KMSMasterKeyId: 'a' } }, 'NON_COMPLIANT', { kmsKeyArns: 'b' }],
    ['DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED', { DeletionProtectionEnabled: false }, 'NON_COMPLIANT'],
    ['CMK_BACKING_KEY_ROTATION_ENABLED', { EnableKeyRotation: true }, 'COMPLIANT'],
    ['CMK_BACKING_KEY_ROTATION_ENABLED', { KeySpec: 'RSA_2048' }, 'NOT_APPLICABLE'],
      ['SNS_ENCRYPTED_KMS', { KmsMasterKeyId: 'a' }, 'COMPLIANT'],
    ['KINESIS_STREAM_ENCRYPTED', { StreamEncryption: { EncryptionType: 'KMS' } }, 'COMPLIANT'],
    ['CW_LOGGROUP_RETENTION_PERIOD_CHECK', { RetentionInDays: 30 }, 'NON_COMPLIANT'],
    ['CW_LOGGROUP_RETENTION_PERIOD_CHECK', { RetentionInDays: 30 }, 'COMPLIANT', { MinRetentionTime: '7' }],
    ['CLOUDWATCH_LOG_GROUP_ENCRYPTED', {}, 'NON_COMPLIANT'],
    ['CLOUDWATCH_ALARM_ACTION_CHECK', { AlarmActions: ['a'], InsufficientDataActions: ['b'] }, 'COMPLIANT'],
    ['CLOUDWATCH_ALARM_ACTION_CHECK', { AlarmActions: ['a'] }, 'NON_COMPLIANT'],
    ['CLOUDWATCH_ALARM_ACTION_CHECK', { AlarmActions: ['a'] }, 'COMPLIANT', { insufficientDataActionRequired: 'false' }],
    ['SECRETSMANAGER_USING_CMK', { KmsKeyId: 'a' }, 'COMPLIANT'], ['RDS_STORAGE_ENCRYPTED', { StorageEncrypted: true }, 'COMPLIANT'],
    ['RDS_MULTI_AZ_SUPPORT', { MultiAZ: false }, 'NON_COMPLIANT'],
      ['RDS_INSTANCE_PUBLIC_ACCESS_CHECK', { PubliclyAccessible: true }, 'NON_COMPLIANT'],
    ['RDS_INSTANCE_DELETION_PROTECTION_ENABLED', { DeletionProtection: true }, 'COMPLIANT'],
    ['RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED', {}, 'NON_COMPLIANT'],
      ['DB_INSTANCE_BACKUP_ENABLED', { BackupRetentionPeriod: 7 }, 'COMPLIANT'],
    ['DB_INSTANCE_BACKUP_ENABLED', { BackupRetentionPeriod: 7 }, 'NON_COMPLIANT', { backupRetentionPeriod: '14' }],
    ['EFS_ENCRYPTED_CHECK', { Encrypted: true }, 'COMPLIANT'], ['LAMBDA_INSIDE_VPC', { VpcConfig: { SubnetIds: ['a'] } }, 'COMPLIANT'],
    ['LAMBDA_DLQ_CHECK', {}, 'NON_COMPLIANT'],
      ['ECR_PRIVATE_IMAGE_SCANNING_ENABLED', { ImageScanningConfiguration: { ScanOnPush: true } }, 'COMPLIANT'],
    ['ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED', { ImageTagMutability: 'IMMUTABLE' }, 'COMPLIANT'],
    ['CODEBUILD_PROJECT_ARTIFACT_ENCRYPTION', { Artifacts: { EncryptionDisabled: true } }, 'NON_COMPLIANT'],
    ['STEP_FUNCTIONS_STATE_MACHINE_LOGGING_ENABLED', { LoggingConfiguration: { Level: 'ALL' } }, 'COMPLIANT'],
  ]
  for (const [identifier, configuration, wanted, parameters = {}] of cases) {
    const item = itemOf('x', configuration as Record<string, unknown>)
    const { compliance } = await storeRules[identifier]!.check!(item, parameters as Record<string, unknown>, undefined as never)
    assert.equal(compliance, wanted, `${identifier} ${JSON.stringify(configuration)}`)
  }
  assert.deepEqual(Object.keys(storeRules).filter(name => name !== 'REQUIRED_TAGS' && !cases.some(([each]) => each === name)), [])
})

test('required tags', async () => {
  const judge = async (tags: Record<string, string>, given: Record<string, unknown>) =>
    (await storeRules['REQUIRED_TAGS']!.check!(itemOf('x', {}, {}, tags), given, undefined as never)).compliance
  assert.equal(await judge({ team: 'shop' }, { tag1Key: 'team' }), 'COMPLIANT')
  assert.equal(await judge({ team: 'shop' }, { tag1Key: 'team', tag2Key: 'cost' }), 'NON_COMPLIANT')
  assert.equal(await judge({ team: 'shop' }, { tag1Key: 'team', tag1Value: 'till' }), 'NON_COMPLIANT')
})
