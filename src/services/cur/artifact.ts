// What lies beside a report for those who load it: commands and a manifest for Redshift, a manifest for QuickSight, a table for Athena.
// Source: "Querying Cost and Usage Reports using Amazon Athena", "Loading report data to other resources", CUR User Guide.

import type { ReportDefinition } from '../../../generated/aws/cur.ts'
import { columnName, isNumberColumn } from '../../contract/index.ts'

export interface Artifact { readonly key: string, readonly text: string }

interface Delivered {
  readonly definition: ReportDefinition
  /** Where manifests of the month lie. */
  readonly folder: string
  /** Where the report itself lies. */
  readonly files: readonly string[]
  readonly columns: readonly string[]
  readonly period: string
  readonly status: { readonly year: string, readonly month: string }
}

export function artifactsOf(delivered: Delivered): Artifact[] {
  const { AdditionalArtifacts: wanted = [] } = delivered.definition
  return wanted.flatMap(artifact =>
    artifact === 'REDSHIFT' ? redshift(delivered) : artifact === 'QUICKSIGHT' ? quickSight(delivered) : athena(delivered))
}

function redshift({ definition: { ReportName, S3Bucket, S3Region }, folder, files, columns, period }: Delivered): Artifact[] {
  const table = `AWSBilling${period.slice(0, 6)}`
  const fields = columns.map(column => `"${column.replace('/', '_')}" varchar(65535)`).join(', ')
  const manifest = `${folder}/${ReportName}-RedshiftManifest.json`
  return [
    { key: manifest, text: JSON.stringify({ entries: files.map(file => ({ url: `s3://${S3Bucket}/${file}`, mandatory: true })) }) },
    {
      key: `${folder}/${ReportName}-RedshiftCommands.sql`,
      text: `create table ${table}(${fields});\n\ncopy ${table} from 's3://${S3Bucket}/${manifest}' credentials 'aws_iam_role=<AWS_ROLE>' `
        + `region '${S3Region}' GZIP CSV IGNOREHEADER 1 TIMEFORMAT 'auto' manifest;\n`,
    },
  ]
}

function quickSight({ definition: { ReportName, S3Bucket, Compression }, folder, files }: Delivered): Artifact[] {
  const text = JSON.stringify({
    fileLocations: [{ URIs: files.map(file => `s3://${S3Bucket}/${file}`) }],
    globalUploadSettings: { format: 'CSV', delimiter: ',', textqualifier: '"', containsHeader: 'true', compression: Compression },
  })
  return [{ key: `${folder}/${ReportName}-QuickSightManifest.json`, text }]
}

function athena({ definition: { ReportName, S3Bucket, S3Prefix }, columns, status }: Delivered): Artifact[] {
  const base = [S3Prefix, ReportName].filter(part => part !== '').join('/')
  const table = ReportName.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')
  const fields = columns.map(column => `${columnName(column)} ${isNumberColumn(column) ? 'DOUBLE' : 'STRING'}`).join(',\n')
  return [
    {
      key: `${base}/${ReportName}/${ReportName}-create-table.sql`,
      text: `CREATE EXTERNAL TABLE ${table}.${table}(\n${fields}\n)\nPARTITIONED BY (\nyear STRING,\nmonth STRING\n)\n`
        + `ROW FORMAT SERDE 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe'\nSTORED AS PARQUET\n`
        + `LOCATION 's3://${S3Bucket}/${base}/${ReportName}/'\n`,
    },
    {
      key: `${base}/${ReportName}/cost_and_usage_data_status/year=${status.year}/month=${status.month}/status.csv`,
      text: 'status\nREADY\n',
    },
  ]
}
