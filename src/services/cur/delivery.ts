// The delivery of reports to S3, by real calls: a CSV in gzip or ZIP, or Parquet, a manifest, and what is wanted beside them. The layout is
// AWS's: prefix/name/20270301-20270401/… or prefix/name/name/year=2027/month=3/…, with a folder for each delivery where reports are kept.
// Source: "Report versioning" and "Report timeline", CUR User Guide.

import type { ReportDefinition } from '../../../generated/aws/cur.ts'
import {
  contractOf, dayMs, instant, isNumberColumn, monthEnd, monthOf, monthsAfter, monthStart, reportColumns, reportFile, reportRows, tagColumns,
} from '../../contract/index.ts'
import type { TimeUnit } from '../../contract/index.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { artifactsOf } from './artifact.ts'
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
  const { TimeUnit, Compression, AdditionalSchemaElements: elements, S3Bucket, S3Prefix, S3Region, ReportName } = definition
  const isParquet = Compression === 'Parquet'
  const resources = elements.includes('RESOURCES')
  const rows = [...reportRows(contract, payer, month, { timeUnit: TimeUnit as TimeUnit, resources })]
  const columns = [...reportColumns, ...resources ? ['lineItem/ResourceId'] : [], ...tagColumns(contract, payer, month)]
  const s3 = call.to('s3', { region: S3Region })
  const put = (Key: string, body: Uint8Array | string) => s3.PutObject({
    Bucket: S3Bucket, Key, Body: typeof body === 'string' ? Buffer.from(body) : body,
  })
  const base = [S3Prefix, ReportName].filter(part => part !== '').join('/')
  const period = [monthStart(month), monthEnd(month)].map(at => instant(at).slice(0, 10).replaceAll('-', '')).join('-')
  const [year = '', number = ''] = month.split('-')
  const status = { year, month: String(Number(number)) }
  const assemblyId = call.uuid()
  const isNew = definition.ReportVersioning !== 'OVERWRITE_REPORT'
  const own = isParquet ? `${base}/${ReportName}/year=${status.year}/month=${status.month}` : `${base}/${period}`
  const folder = isNew ? `${own}/${assemblyId}` : own
  const name = `${ReportName}-00001`
  const { bytes, ending } = await reportFile(columns, rows, isParquet ? 'Parquet' : Compression as 'GZIP', { name, at: call.now() })
  const file = `${folder}/${name}${ending}`
  await put(file, bytes)
  const manifest = JSON.stringify({
    assemblyId, account: payer, columns: columns.map(column => {
      const [category = '', ...rest] = column.split('/')
      return { category, name: rest.join('/'), type: isNumberColumn(column) ? 'OptionalBigDecimal' : 'OptionalString' }
    }),
    charset: 'UTF-8', compression: Compression, contentType: isParquet ? 'Parquet'
      : 'text/csv', reportId: ReportName, reportName: ReportName,
    billingPeriod: { start: stamp(monthStart(month)), end: stamp(monthEnd(month)) }, bucket: S3Bucket, reportKeys: [file],
    additionalArtifactKeys: (definition.AdditionalArtifacts ?? []).map(artifactType => ({ artifactType, name: ReportName })),
  })
  await put(`${base}/${period}/${ReportName}-Manifest.json`, manifest)
  if (isNew) await put(`${base}/${period}/${assemblyId}/${ReportName}-Manifest.json`, manifest)
  const manifests = isNew ? `${base}/${period}/${assemblyId}` : `${base}/${period}`
  for (const { key, text } of artifactsOf({ definition, folder: manifests, files: [file], columns, period, status })) await put(key, text)
}

function stamp(at: number): string {
  return `${instant(at).replaceAll(/[-:]/g, '').replace('Z', '')}.000Z`
}
