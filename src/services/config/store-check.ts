// AWS's managed rules over tables, queues, topics, keys, logs, databases and functions, by the properties that CloudFormation has for them;
// and the rule over the tags of anything. Source: "List of AWS Config Managed Rules", AWS Config Developer Guide, page by page.

import { at, compliant, judged, listAt, notApplicable, rule, words } from './check.ts'
import type { ManagedRule } from './check.ts'
import type { Item } from './item.ts'

const table = 'AWS::DynamoDB::Table'
const database = 'AWS::RDS::DBInstance'
const logGroup = 'AWS::Logs::LogGroup'
const tagNumbers = [1, 2, 3, 4, 5, 6]

function isSet(item: Item, path: string): boolean {
  const found = at(item, path)
  return found !== undefined && found !== null && found !== '' && found !== false
}

/** A rule that is met where something is set. */
function set(type: string, path: string, whenNot: string, parameters: readonly string[] = []): ManagedRule {
  return rule(type, whenNot, item => isSet(item, path), parameters)
}

export const storeRules: Readonly<Record<string, ManagedRule>> = {
  REQUIRED_TAGS: {
    trigger: 'change', types: [], required: ['tag1Key'], parameters: tagNumbers.flatMap(number => [`tag${number}Key`, `tag${number}Value`]),
    check: ({ tags }, given) => {
      const lacking = tagNumbers.map(number => [given[`tag${number}Key`], words(given[`tag${number}Value`])] as const)
        .find(([name, values]) => name !== undefined
          && (tags[String(name)] === undefined || (values.length > 0 && !values.includes(tags[String(name)]!))))
      return judged(lacking === undefined, `The tag ${String(lacking?.[0])} is missing or has another value.`)
    },
  },
  DYNAMODB_PITR_ENABLED: set(table, 'PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled',
    'Point-in-time recovery is not enabled.'),
  DYNAMODB_TABLE_ENCRYPTION_ENABLED: set(table, 'SSESpecification.SSEEnabled', 'Encryption with a KMS key is not enabled.'),
  DYNAMODB_TABLE_ENCRYPTED_KMS: rule(table, 'The table is not encrypted with a KMS key.', (item, { kmsKeyArns }) =>
    isSet(item, 'SSESpecification.SSEEnabled')
      && (kmsKeyArns === undefined || words(kmsKeyArns).includes(String(at(item, 'SSESpecification.KMSMasterKeyId')))), ['kmsKeyArns']),
  DYNAMODB_TABLE_DELETION_PROTECTION_ENABLED: set(table, 'DeletionProtectionEnabled', 'Deletion protection is not enabled.'),
  CMK_BACKING_KEY_ROTATION_ENABLED: {
    trigger: 'periodic', types: ['AWS::KMS::Key'], parameters: [],
    check: item => (at(item, 'KeySpec') ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT' ? notApplicable
      : judged(isSet(item, 'EnableKeyRotation'), 'Key rotation is not enabled.'),
  },
  SNS_ENCRYPTED_KMS: set('AWS::SNS::Topic', 'KmsMasterKeyId', 'The topic is not encrypted with KMS.', ['kmsKeyIds']),
  KINESIS_STREAM_ENCRYPTED: rule('AWS::Kinesis::Stream', 'The stream is not encrypted.',
    item => at(item, 'StreamEncryption.EncryptionType') === 'KMS'),
  CW_LOGGROUP_RETENTION_PERIOD_CHECK: rule(logGroup, 'Events are kept for less than the minimum.',
    (item, { MinRetentionTime: least = 365 }) => {
    const days = at(item, 'RetentionInDays')
    return days === undefined || Number(days) >= Number(least)
  }, ['LogGroupNames', 'MinRetentionTime']),
  CLOUDWATCH_LOG_GROUP_ENCRYPTED: set(logGroup, 'KmsKeyId', 'The log group is not encrypted with KMS.', ['KmsKeyId']),
  CLOUDWATCH_ALARM_ACTION_CHECK: rule('AWS::CloudWatch::Alarm', 'The alarm does nothing in a state in which it must.', (item, given) =>
    ([['alarmActionRequired', 'AlarmActions', true], ['insufficientDataActionRequired', 'InsufficientDataActions', true],
      ['okActionRequired', 'OKActions', false]] as const)
      .every(([parameter, property, usually]) => String(given[parameter] ?? usually) !== 'true' || listAt(item, property).length > 0),
  ['alarmActionRequired', 'insufficientDataActionRequired', 'okActionRequired', 'action1', 'action2', 'action3', 'action4', 'action5']),
  SECRETSMANAGER_USING_CMK: set('AWS::SecretsManager::Secret', 'KmsKeyId', 'The secret is encrypted with the key of AWS.', ['kmsKeyArns']),
  RDS_STORAGE_ENCRYPTED: set(database, 'StorageEncrypted', 'The storage is not encrypted.', ['kmsKeyId']),
  RDS_MULTI_AZ_SUPPORT: set(database, 'MultiAZ', 'The instance is in one zone only.'),
  RDS_INSTANCE_PUBLIC_ACCESS_CHECK: rule(database, 'The instance is publicly accessible.', item => !isSet(item, 'PubliclyAccessible')),
  RDS_INSTANCE_DELETION_PROTECTION_ENABLED: set(database, 'DeletionProtection', 'Deletion protection is not enabled.', ['databaseEngines']),
  RDS_AUTOMATIC_MINOR_VERSION_UPGRADE_ENABLED: set(database, 'AutoMinorVersionUpgrade', 'Minor versions are not upgraded.'),
  DB_INSTANCE_BACKUP_ENABLED: rule(database, 'Backups are not enabled, or not kept long enough.',
    (item, { backupRetentionPeriod: least = 1 }) =>
    Number(at(item, 'BackupRetentionPeriod') ?? 0) >= Number(least),
  ['backupRetentionPeriod', 'backupRetentionMinimum', 'preferredBackupWindow', 'checkReadReplicas']),
  EFS_ENCRYPTED_CHECK: set('AWS::EFS::FileSystem', 'Encrypted', 'The file system is not encrypted.', ['KmsKeyId']),
  LAMBDA_INSIDE_VPC: rule('AWS::Lambda::Function', 'The function is in no VPC.', item => listAt(item, 'VpcConfig.SubnetIds').length > 0,
    ['subnetIds']),
  LAMBDA_DLQ_CHECK: set('AWS::Lambda::Function', 'DeadLetterConfig.TargetArn', 'The function has no dead-letter queue.', ['dlqArns']),
  ECR_PRIVATE_IMAGE_SCANNING_ENABLED: set('AWS::ECR::Repository', 'ImageScanningConfiguration.ScanOnPush',
    'Images are not scanned on push.'),
  ECR_PRIVATE_TAG_IMMUTABILITY_ENABLED: rule('AWS::ECR::Repository', 'Tags may be moved.',
    item => at(item, 'ImageTagMutability') === 'IMMUTABLE'),
  CODEBUILD_PROJECT_ARTIFACT_ENCRYPTION: rule('AWS::CodeBuild::Project', 'Artifacts are not encrypted.',
    item => at(item, 'Artifacts.EncryptionDisabled') !== true),
  STEP_FUNCTIONS_STATE_MACHINE_LOGGING_ENABLED: {
    trigger: 'change', types: ['AWS::StepFunctions::StateMachine'], parameters: ['logLevel', 'cloudWatchLogGroupArns'],
    check: item => ['ALL', 'ERROR', 'FATAL'].includes(String(at(item, 'LoggingConfiguration.Level'))) ? compliant
      : { compliance: 'NON_COMPLIANT', annotation: 'Logging is not enabled.' },
  },
}
