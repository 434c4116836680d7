// The delivery of reports to S3, by real calls: a CSV compressed with gzip, or Parquet, and for CSV a manifest. The layout is AWS's:
// prefix/name/20270301-20270401/… or prefix/name/name/year=2027/month=3/…. Source: "Report versioning" and "Report timeline", CUR User
// Guide.

import { gzipSync } from 'node:zlib'
import type { ReportDefinition } from '../../../generated/aws/cur.ts'
import {
  contractOf, dayMs, instant, monthEnd, monthOf, monthsAfter, monthStart, reportColumns, reportRows, tagColumns,
} from '../../contract/index.ts'
import type { ReportRow, TimeUnit } from '../../contract/index.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Report } from './definition.ts'

/** The timer of a report: delivers the running month, and the one before as long as it may still have changed. */
export async function deliver(_: unknown, call: Call, { id: name }: { readonly id: string }): Promise<void> {
  const report = call.of(Report).get(name)
  if (report === undefined) return
  const now = call.now()
  const month = monthOf(now)
  const isFirstDay = now - monthStart(month) < dayMs
  let lastStatus: Report['lastStatus'] = 'SUCCESS'
  try {
    if (isFirstDay) await write(report.definition, monthsAfter(month, -1), call)
    await write(report.definition, month, call)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    lastStatus = error.code === 'NoSuchBucket' ? 'ERROR_NO_BUCKET' : 'ERROR_PERMISSIONS'
  }
  call.transact(() => {
    const present = call.of(Report).get(name)
    if (present === undefined) return
    call.of(Report).put({ ...present, lastStatus, ...(lastStatus === 'SUCCESS' && { lastDelivery: instant(now) }) })
    call.setTimer('deliver', name, Math.min(now - now % dayMs + dayMs, monthEnd(month) + 1))
  })
}

async function write(definition: ReportDefinition, month: string, call: Call): Promise<void> {
  const contract = contractOf(call)
  const [payer = call.account] = contract.ledger.payersIn(call.account, month).slice(-1)
  if (payer !== call.account) return
  const { TimeUnit, Format, AdditionalSchemaElements: elements, S3Bucket, S3Prefix, S3Region, ReportName } = definition
  const resources = elements.includes('RESOURCES')
  const rows = [...reportRows(contract, payer, month, { timeUnit: TimeUnit as TimeUnit, resources })]
  const columns = [...reportColumns, ...resources ? ['lineItem/ResourceId'] : [], ...tagColumns(contract, payer, month)]
  const s3 = call.to('s3', { region: S3Region })
  const put = (Key: string, Body: Uint8Array | string) => s3.PutObject({ Bucket: S3Bucket, Key,
    Body: typeof Body === 'string' ? Buffer.from(Body) : Body })
  const base = [S3Prefix, ReportName].filter(part => part !== '').join('/')
  if (Format === 'Parquet') {
    const [year, number] = month.split('-')
    await put(`${base}/${ReportName}/year=${year}/month=${Number(number)}/${ReportName}-00001.snappy.parquet`, await parquet(columns, rows))
    return
  }
  const period = [monthStart(month), monthEnd(month)].map(at => instant(at).slice(0, 10).replaceAll('-', '')).join('-')
  const assemblyId = call.uuid()
  const folder = definition.ReportVersioning === 'OVERWRITE_REPORT' ? `${base}/${period}` : `${base}/${period}/${assemblyId}`
  const file = `${folder}/${ReportName}-00001.csv.gz`
  await put(file, gzipSync(csv(columns, rows)))
  await put(`${base}/${period}/${ReportName}-Manifest.json`, JSON.stringify({
    assemblyId, account: payer, columns: columns.map(column => ({ category: column.split('/')[0], name: column.split('/')[1] })),
      charset: 'UTF-8',
    compression: 'GZIP', contentType: 'text/csv', reportId: ReportName, reportName: ReportName, bucket: S3Bucket, reportKeys: [file],
    billingPeriod: { start: stamp(monthStart(month)), end: stamp(monthEnd(month)) },
  }))
}

function stamp(at: number): string {
  return `${instant(at).replaceAll(/[-:]/g, '').replace('Z', '')}.000Z`
}

function csv(columns: readonly string[], rows: readonly ReportRow[]): string {
  const cell = (text: string) => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  return `${[columns, ...rows.map(row => columns.map(column => row[column] ?? ''))].map(cells => cells.map(cell).join(',')).join('\n')}\n`
}

/** Athena's names: `line_item_usage_amount`; amounts are doubles there, everything else is text. */
async function parquet(columns: readonly string[], rows: readonly ReportRow[]): Promise<Uint8Array> {
  const { parquetWriteBuffer } = await import('hyparquet-writer')
  const columnData = columns.map(column => {
    const isNumber = /(Cost|Amount|Rate|Factor)$/i.test(column)
    const values = rows.map(row => row[column] ?? '')
    const name = column.replace(/[/:]/g, '_').replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase()
    return isNumber
      ? { name, data: values.map(text => text === '' ? null : Number(text)), type: 'DOUBLE' as const, nullable: true }
      : { name, data: values, type: 'STRING' as const }
  })
  return new Uint8Array(parquetWriteBuffer({ columnData }))
}
