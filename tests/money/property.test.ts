// Over random histories: however the clock is wound, no cent changes; and the report, Cost Explorer and the invoice tell the same sums,
// however they are grouped.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { CostExplorer } from '@aws-sdk/client-cost-explorer'
import type { GroupDefinition } from '@aws-sdk/client-cost-explorer'
import { S3 } from '@aws-sdk/client-s3'
import { hour, openBooks, payer } from './books.ts'
import type { Books } from './books.ts'
import { history } from './history.ts'

const months = ['2027-03', '2027-04'] as const

async function lived(t: TestContext, seed: number, stepMs: number): Promise<Books> {
  const books = await openBooks(t)
  await books.post('billing/account', { account: '444455556666', payer })
  for (const step of history(seed)) {
    for (let left = step.afterMs; left > 0; left -= stepMs) await books.cloud.clock.advance(Math.min(left, stepMs))
    await step.do(books)
  }
  const end = Date.UTC(2027, 5, 2)
  for (let left = end - books.cloud.clock.now(); left > 0; left -= stepMs) await books.cloud.clock.advance(Math.min(left, stepMs))
  return books
}

describe('winding at once or in steps of an hour', () => {
  for (const seed of [1, 2, 3]) {
    test(`history ${seed}`, async t => {
      const [atOnce, hourly] = [await lived(t, seed, Infinity), await lived(t, seed, hour)]
      for (const month of months) {
        const [one, other] = [await atOnce.bill(month), await hourly.bill(month)]
        assert.deepEqual(one.lines, other.lines)
        assert.deepEqual([one.total, one.beforeTax], [other.total, other.beforeTax])
      }
    })
  }
})

describe('report, Cost Explorer and invoice agree', () => {
  for (const seed of [4, 5, 6, 7]) {
    test(`history ${seed}`, async t => {
      const books = await lived(t, seed, Infinity)
      const client = new CostExplorer({ ...books.cloud.client({ accessKeyId: payer }), maxAttempts: 1 })
      for (const month of months) {
        const { beforeTax } = await books.bill(month)
        const [Start, End] = [`${month}-01`, new Date(Date.UTC(2027, Number(month.slice(5)), 1)).toISOString().slice(0, 10)]
        const groupings: readonly GroupDefinition[][] = [
          [], [{ Type: 'DIMENSION', Key: 'SERVICE' }], [{ Type: 'DIMENSION', Key: 'LINKED_ACCOUNT' },
            { Type: 'DIMENSION', Key: 'USAGE_TYPE' }],
          [{ Type: 'DIMENSION', Key: 'RECORD_TYPE' }], [{ Type: 'TAG', Key: 'team' }],
        ]
        for (const Granularity of ['DAILY', 'MONTHLY'] as const) {
          for (const GroupBy of groupings) {
            const { ResultsByTime } = await client.getCostAndUsage({
              TimePeriod: { Start, End }, Granularity, Metrics: ['UnblendedCost', 'BlendedCost'], ...(GroupBy.length > 0 && { GroupBy }),
            })
            for (const metric of ['UnblendedCost', 'BlendedCost']) {
              const amounts = ResultsByTime!.flatMap(({ Total, Groups }) =>
                [Total![metric]?.Amount ?? '0', ...Groups!.map(group => group.Metrics![metric]!.Amount!)])
              assert.equal(sum(amounts), Number(beforeTax).toFixed(5), `${month} ${Granularity} ${metric} ${JSON.stringify(GroupBy)}`)
            }
          }
        }
      }
    })
  }

  test('a report in S3 adds up to the invoice, by the hour and by the month', async t => {
    const books = await lived(t, 8, Infinity)
    await books.cloud.clock.set('2027-06-30T12:00:00Z')
    const client = { ...books.cloud.client({ accessKeyId: payer }), maxAttempts: 1 }
    const s3 = new S3({ ...client, forcePathStyle: true })
    await s3.createBucket({ Bucket: 'reports' })
    const report = (ReportName: string, TimeUnit: string, Format: string) => books.call('cur', 'PutReportDefinition', {
      ReportDefinition: {
        ReportName, TimeUnit, Format, Compression: Format === 'Parquet' ? 'Parquet' : 'GZIP', AdditionalSchemaElements: ['RESOURCES'],
        S3Bucket: 'reports', S3Prefix: 'p', S3Region: 'us-east-1', ReportVersioning: 'OVERWRITE_REPORT',
      },
    })
    // What is running is delivered every day, and the month before on the first day of the next.
    await report('hourly', 'HOURLY', 'textORcsv')
    await report('monthly', 'MONTHLY', 'textORcsv')
    await report('table', 'DAILY', 'Parquet')
    await books.cloud.clock.set('2027-07-01T06:00:00Z')
    const { beforeTax } = await books.bill('2027-06')
    for (const name of ['hourly', 'monthly']) {
      const { Body } = await s3.getObject({ Bucket: 'reports', Key: `p/${name}/20270601-20270701/${name}-00001.csv.gz` })
      const [head = '', ...rows] = gunzipSync(await Body!.transformToByteArray()).toString().trim().split('\n')
      const column = head.split(',').indexOf('lineItem/UnblendedCost')
      assert.equal(sum(rows.map(row => cells(row)[column]!)), Number(beforeTax).toFixed(5), name)
    }
    const { Body } = await s3.getObject({ Bucket: 'reports', Key: 'p/table/table/year=2027/month=6/table-00001.snappy.parquet' })
    const bytes = await Body!.transformToByteArray()
    const { parquetReadObjects } = await import('hyparquet')
    const read = await parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset,
      bytes.byteOffset + bytes.byteLength) as ArrayBuffer })
    assert.equal(read.reduce((total, row) => total + Number(row['line_item_unblended_cost']), 0).toFixed(4), Number(beforeTax).toFixed(4))
  })
})

/** Adds decimal texts exactly, to twenty decimals, and shows five. */
function sum(amounts: readonly string[]): string {
  const total = amounts.reduce((all, text) => {
    const [whole = '0', part = ''] = text.replace('-', '').split('.')
    const value = BigInt(whole + part.slice(0, 20).padEnd(20, '0'))
    return text.startsWith('-') ? all - value : all + value
  }, 0n)
  return (Number(total) / 1e20).toFixed(5)
}

function cells(row: string): string[] {
  return [...row.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell]) => cell!)
}
