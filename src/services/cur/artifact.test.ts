// What lies beside a report: where it points, and what it declares.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { artifactsOf } from './artifact.ts'

const delivered = {
  folder: 'p/r/20270301-20270401', files: ['p/r/20270301-20270401/r-00001.csv.gz'],
    columns: ['lineItem/UsageType', 'lineItem/UnblendedCost'],
  period: '20270301-20270401', status: { year: '2027', month: '3' },
}
const definition = { ReportName: 'r', S3Bucket: 'b', S3Prefix: 'p', S3Region: 'us-east-1', Compression: 'GZIP' }

function of(artifact: string) {
  return artifactsOf({ ...delivered, definition: { ...definition, AdditionalArtifacts: [artifact] } as never })
}

test('manifests point at the report', () => {
  const [manifest, commands] = of('REDSHIFT')
  assert.deepEqual(JSON.parse(manifest!.text), { entries: [{ url: 's3://b/p/r/20270301-20270401/r-00001.csv.gz', mandatory: true }] })
  assert.match(commands!.text, /create table AWSBilling202703\("lineItem_UsageType" varchar/)
  assert.match(of('QUICKSIGHT')[0]!.text, /"URIs":\["s3:\/\/b\/p/)
})

test('the table has the columns of the Parquet file', () => {
  assert.match(of('ATHENA')[0]!.text, /line_item_usage_type STRING,\nline_item_unblended_cost DOUBLE/)
})
