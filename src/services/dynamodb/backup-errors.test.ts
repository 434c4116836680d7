// What is said to backups, recoveries, exports and imports that cannot be made. Sources: the operations in the DynamoDB API Reference;
// texts as users report them.

import { test } from 'node:test'
import { oneError, saysAll, tables, unmet } from './errors.fixture.ts'
import type { Row } from './errors.fixture.ts'

const A = 'arn:aws:dynamodb:us-east-1:000000000000:table/Music'
const NA = A.replace('Music', 'nope')
const BA = `${A}/backup/01489602797149-73d8d5bc`
const T = { TableName: 'Music' }
const N = { TableName: 'nope' }

const backups: readonly Row[] = [
  [['DescribeContinuousBackups', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['DescribeContinuousBackups', T], ''],
  [['DescribeContinuousBackups', N], 'TableNotFoundException: Table not found: nope'],
  [['DescribeContinuousBackups', { TableName: 'ab' }], 'TableNotFoundException: Table not found: ab'],
  [['DescribeContinuousBackups', { TableName: 'a;bc' }], 'TableNotFoundException: Table not found: a;bc'],
  [['UpdateContinuousBackups', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['UpdateContinuousBackups', T],
    oneError + 'null at \'pointInTimeRecoverySpecification\' ' + unmet + 'not be null'],
  [['UpdateContinuousBackups', N],
    oneError + 'null at \'pointInTimeRecoverySpecification\' ' + unmet + 'not be null'],
  [['UpdateContinuousBackups', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['UpdateContinuousBackups', { TableName: 'a;bc' }],
    oneError + 'null at \'pointInTimeRecoverySpecification\' ' + unmet + 'not be null'],
  [['UpdateContinuousBackups', { ...T, PointInTimeRecoverySpecification: {} }],
    oneError + 'null at \'pointInTimeRecoverySpecification.pointInTimeRecoveryEnabled\' ' + unmet + '' +
      'not be null'],
  [['UpdateContinuousBackups', { ...N, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
    'TableNotFoundException: Table not found: nope'],
  [['UpdateContinuousBackups', { ...T, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true, RecoveryPeriodInDays: 36 } }],
    oneError + '\'36\' at \'pointInTimeRecoverySpecification.recoveryPeriodInDays\' ' + unmet + 'have ' +
      'value less than or equal to 35'],
  [['UpdateContinuousBackups', { ...T, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false, RecoveryPeriodInDays: 3 } }],
    ''],
  [['CreateBackup', {}], 'The parameter \'TableName\' is required but was not present in the request'],
  [['CreateBackup', T], oneError + 'null at \'backupName\' ' + unmet + 'not be null'],
  [['CreateBackup', N], oneError + 'null at \'backupName\' ' + unmet + 'not be null'],
  [['CreateBackup', { TableName: 'ab' }], 'TableName must be at least 3 characters long and at most 255 characters long'],
  [['CreateBackup', { TableName: 'a;bc' }], oneError + 'null at \'backupName\' ' + unmet + 'not be null'],
  [['CreateBackup', { ...T, BackupName: 'x' }],
    oneError + '\'x\' at \'backupName\' ' + unmet + 'have length greater than or equal to 3'],
  [['CreateBackup', { ...N, BackupName: 'xyz' }], 'TableNotFoundException: Table not found: nope'],
  [['CreateBackup', { TableName: 'Fresh', BackupName: 'xyz' }],
    'ContinuousBackupsUnavailableException: Backups are being enabled for the table: Fresh. Please retry later'],
  [['DescribeBackup', {}], oneError + 'null at \'backupArn\' ' + unmet + 'not be null'],
  [['DescribeBackup', { BackupArn: 'x' }],
    oneError + '\'x\' at \'backupArn\' ' + unmet + 'have length greater than or equal to 37'],
  [['DescribeBackup', { BackupArn: BA }],
    'BackupNotFoundException: Backup not found: arn:aws:dynamodb:us-east-1:000000000000:table/Music/backup/01489602797149-73d8d5bc'],
  [['DeleteBackup', {}], oneError + 'null at \'backupArn\' ' + unmet + 'not be null'],
  [['DeleteBackup', { BackupArn: BA }],
    'BackupNotFoundException: Backup not found: arn:aws:dynamodb:us-east-1:000000000000:table/Music/backup/01489602797149-73d8d5bc'],
  [['ListBackups', { Limit: 0 }],
    oneError + '\'0\' at \'limit\' ' + unmet + 'have value greater than or equal to 1'],
  [['ListBackups', { Limit: 101 }],
    oneError + '\'101\' at \'limit\' ' + unmet + 'have value less than or equal to 100'],
  [['ListBackups', { BackupType: 'X' }],
    oneError + '\'X\' at \'backupType\' ' + unmet + 'satisfy enum value set: [USER, SYSTEM, ' +
      'AWS_BACKUP, ALL]'],
  [['ListBackups', N], ''],
  [['RestoreTableFromBackup', {}],
    '2 validation errors detected: Value null at \'targetTableName\' failed to satisfy constraint: Member must not be null; Value ' +
      'null at \'backupArn\' failed to satisfy constraint: Member must not be null'],
  [['RestoreTableFromBackup', { TargetTableName: 'x', BackupArn: BA }],
    oneError + '\'x\' at \'targetTableName\' ' + unmet + 'have length greater than or equal to 3'],
  [['RestoreTableFromBackup', { TargetTableName: 'Other', BackupArn: BA }],
    'BackupNotFoundException: Backup not found: arn:aws:dynamodb:us-east-1:000000000000:table/Music/backup/01489602797149-73d8d5bc'],
  [['RestoreTableToPointInTime', {}], oneError + 'null at \'targetTableName\' ' + unmet + 'not be null'],
  [['RestoreTableToPointInTime', { SourceTableName: 'Music' }],
    oneError + 'null at \'targetTableName\' ' + unmet + 'not be null'],
  [['RestoreTableToPointInTime', { TargetTableName: 'Other' }], 'Either SourceTableName or SourceTableArn must be specified'],
  [['RestoreTableToPointInTime', { SourceTableName: 'nope', TargetTableName: 'Other', UseLatestRestorableTime: true }],
    'TableNotFoundException: Table not found: nope'],
  [['RestoreTableToPointInTime', { SourceTableName: 'Music', TargetTableName: 'Other', UseLatestRestorableTime: true }],
    'PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table \'Music\''],
  [['RestoreTableToPointInTime', { SourceTableName: 'Prov', TargetTableName: 'Music', UseLatestRestorableTime: true }],
    'PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table \'Prov\''],
  [['RestoreTableToPointInTime', { SourceTableName: 'Prov', TargetTableName: 'Other' }],
    'PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table \'Prov\''],
  [['RestoreTableToPointInTime', { SourceTableName: 'Music', TargetTableName: 'Other', RestoreDateTime: 1 }],
    'PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table \'Music\''],
]
test('backups and recovery', t => saysAll(t, tables, backups))

const exchanges: readonly Row[] = [
  [['ExportTableToPointInTime', {}],
    '2 validation errors detected: Value null at \'tableArn\' failed to satisfy constraint: Member must not be null; Value null ' +
      'at \'s3Bucket\' failed to satisfy constraint: Member must not be null'],
  [['ExportTableToPointInTime', { TableArn: A }], oneError + 'null at \'s3Bucket\' ' + unmet + 'not be null'],
  [['ExportTableToPointInTime', { TableArn: A, S3Bucket: 'b' }],
    oneError + '\'b\' at \'s3Bucket\' ' + unmet + 'satisfy regular expression pattern: ' +
      '^[a-z0-9A-Z]+[\\.\\-\\w]*[a-z0-9A-Z]+$'],
  [['ExportTableToPointInTime', { TableArn: NA, S3Bucket: 'bucket' }], 'TableNotFoundException: Table not found: nope'],
  [['ExportTableToPointInTime', { TableArn: A.replace('Music', 'Prov'), S3Bucket: 'bucket' }],
    'PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table \'Prov\''],
  [['ExportTableToPointInTime', { TableArn: A, S3Bucket: 'bucket', ExportFormat: 'X' }],
    oneError + '\'X\' at \'exportFormat\' ' + unmet + 'satisfy enum value set: [DYNAMODB_JSON, ION]'],
  [['ExportTableToPointInTime', { TableArn: A, S3Bucket: 'bucket', ExportTime: 1 }],
    'PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table \'Music\''],
  [['ExportTableToPointInTime', { TableArn: A, S3Bucket: 'bucket', ExportType: 'INCREMENTAL_EXPORT' }],
    'PointInTimeRecoveryUnavailableException: Point in time recovery is not enabled for table \'Music\''],
  [['DescribeExport', {}], oneError + 'null at \'exportArn\' ' + unmet + 'not be null'],
  [['DescribeExport', { ExportArn: A + '/export/x' }],
    'ExportNotFoundException: Export not found: arn:aws:dynamodb:us-east-1:000000000000:table/Music/export/x'],
  [['ListExports', { MaxResults: 0 }],
    oneError + '\'0\' at \'maxResults\' ' + unmet + 'have value greater than or equal to 1'],
  [['ListExports', { MaxResults: 26 }],
    oneError + '\'26\' at \'maxResults\' ' + unmet + 'have value less than or equal to 25'],
  [['ListExports', { TableArn: NA }], ''],
  [['ImportTable', {}],
    '3 validation errors detected: Value null at \'s3BucketSource\' failed to satisfy constraint: Member must not be null; Value ' +
      'null at \'inputFormat\' failed to satisfy constraint: Member must not be null; Value null at \'tableCreationParameters\' ' +
      'failed to satisfy constraint: Member must not be null'],
  [['ImportTable', { S3BucketSource: {}, InputFormat: 'X', TableCreationParameters: {} }],
    '5 validation errors detected: Value null at \'s3BucketSource.s3Bucket\' failed to satisfy constraint: Member must not be ' +
      'null; Value \'X\' at \'inputFormat\' failed to satisfy constraint: Member must satisfy enum value set: [DYNAMODB_JSON, ION, ' +
      'CSV]; Value null at \'tableCreationParameters.tableName\' failed to satisfy constraint: Member must not be null; Value null ' +
      'at \'tableCreationParameters.attributeDefinitions\' failed to satisfy constraint: Member must not be null; Value null at ' +
      '\'tableCreationParameters.keySchema\' failed to satisfy constraint: Member must not be null'],
  [['DescribeImport', {}], oneError + 'null at \'importArn\' ' + unmet + 'not be null'],
  [['DescribeImport', { ImportArn: A + '/import/01234567890123-abcdefgh' }],
    'ImportNotFoundException: Import not found: arn:aws:dynamodb:us-east-1:000000000000:table/Music/import/01234567890123-abcdefgh'],
  [['ListImports', { PageSize: 0 }],
    oneError + '\'0\' at \'pageSize\' ' + unmet + 'have value greater than or equal to 1'],
  [['ListImports', { PageSize: 26 }],
    oneError + '\'26\' at \'pageSize\' ' + unmet + 'have value less than or equal to 25'],
]
test('exports and imports', t => saysAll(t, tables, exchanges))
