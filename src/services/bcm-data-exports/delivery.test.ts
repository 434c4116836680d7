// Deliveries: where files lie, what is in them, that they add up to the invoice, and what is said when they cannot be written.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { parquetReadObjects } from 'hyparquet'
import { account, contractCloud } from '../../../tests/terms/contract.ts'
import { exporter, wanted, written } from './account.fixture.ts'

test('delivered every day, and a last time with the number of the invoice; rows are those of the query', async t => {
  const { contract, s3, create } = await exporter(t)
  const arn = await create(wanted)
  const read = async () => {
    const { Body } = await s3.getObject({ Bucket: 'exports', Key: 'p/bill/data/BILLING_PERIOD=2027-03/bill-00001.csv.gz' })
    const [head = '', ...rows] = gunzipSync(await Body!.transformToByteArray()).toString().trim().split('\n')
    assert.equal(head, 'line_item_usage_type,line_item_usage_amount,line_item_unblended_cost,team,bill_invoice_id')
    const own = rows.filter(row => row.startsWith('BoxUsage:m5.large,')).map(row => row.split(','))
    const sum = (column: number) => own.reduce((total, row) => total + Number(row[column]), 0)
    // The first hour began some milliseconds after the instance was asked for.
    return [sum(1).toFixed(2), sum(2).toFixed(3), own[0]![3], own[0]![4]]
  }
  await contract.cloud.clock.set('2027-03-11T00:00:01Z')
  assert.deepEqual(await read(), ['240.00', '23.040', 'web', ''])
  await contract.cloud.clock.set('2027-04-01T01:00:00Z')
  assert.deepEqual(await read(), ['744.00', '71.424', 'web', `202703-${account}`])
  const { Body } = await s3.getObject({ Bucket: 'exports', Key: 'p/bill/metadata/BILLING_PERIOD=2027-03/bill-Manifest.json' })
  const manifest = JSON.parse(await Body!.transformToString()) as { dataFiles: string[], columns: { name: string, type: string }[] }
  assert.deepEqual(manifest.dataFiles, ['s3://exports/p/bill/data/BILLING_PERIOD=2027-03/bill-00001.csv.gz'])
  assert.deepEqual(manifest.columns[1], { name: 'line_item_usage_amount', type: 'double' })
  const { ExportStatus } = await contract.ask('bcm-data-exports:GetExport', { ExportArn: arn })
  assert.equal((ExportStatus as { StatusCode: string }).StatusCode, 'HEALTHY')
})

test('Parquet, day by day, kept side by side: the costs add up to the invoice before tax', async t => {
  const { contract, s3, create } = await exporter(t)
  await create(written({ Compression: 'PARQUET', Format: 'PARQUET', Overwrite: 'CREATE_NEW_REPORT' }, {
    DataQuery: {
      QueryStatement: 'SELECT line_item_unblended_cost AS cost, product.product_name, resource_tags FROM COST_AND_USAGE_REPORT',
      TableConfigurations: { COST_AND_USAGE_REPORT: { TIME_GRANULARITY: 'DAILY' } },
    },
  }))
  await contract.cloud.clock.set('2027-04-01T01:00:00Z')
  const { Contents: found = [] } = await s3.listObjectsV2({ Bucket: 'exports', Prefix: 'p/bill/data/BILLING_PERIOD=2027-03/' })
  assert.ok(found.length >= 31)
  const { Body } = await s3.getObject({ Bucket: 'exports', Key: found.map(({ Key }) => Key!).sort().at(-1)! })
  const bytes = await Body!.transformToByteArray()
  const rows = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer })
  assert.ok(rows.length > 31)
  const total = rows.reduce((sum, row) => sum + Number(row['cost']), 0)
  const { bills: [bill] } = await contract.control(`bill?account=${account}&month=2027-03`) as { bills: { beforeTax: string }[] }
  assert.ok(Math.abs(total - Number(bill!.beforeTax)) < 1e-6, `${total} of ${bill!.beforeTax}`)
  assert.ok(rows.some(row => row['resource_tags'] === '{"user_team":"web"}'
    && row['product_name'] === 'Amazon Elastic Compute Cloud - Compute'))
})

test('what cannot be delivered is an execution that failed, and the export is not healthy', async t => {
  const contract = await contractCloud(t, '2027-03-01T00:00:00Z')
  const { ExportArn } = await contract.ask('bcm-data-exports:CreateExport', { Export: wanted })
  await contract.cloud.clock.advance('1h')
  const { ExportStatus } = await contract.ask('bcm-data-exports:GetExport', { ExportArn })
  const { StatusCode, StatusReason } = ExportStatus as Record<string, unknown>
  assert.deepEqual([StatusCode, StatusReason], ['UNHEALTHY', 'INSUFFICIENT_PERMISSION'])
})
