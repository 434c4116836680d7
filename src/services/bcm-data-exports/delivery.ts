// The delivery of exports to S3, by real calls: the month's rows as CSV in gzip or ZIP, or as Parquet, and a manifest beside them, below
// prefix/name/data/BILLING_PERIOD=2027-03 and …/metadata/BILLING_PERIOD=2027-03. Source: "Export delivery", AWS Data Exports User Guide.

import { contractOf, dayMs, monthEnd, monthOf, monthsAfter, monthStart, reportFile } from '../../contract/index.ts'
import { Fault } from '../../kernel/service.ts'
import { keepExecution } from './execution-record.ts'
import type { Execution } from './execution-record.ts'
import { asked, Export } from './export.ts'
import { cellOf, textOf } from './query.ts'
import { tableRows } from './row.ts'
import { columnsOf } from './table.ts'
import type { CheckedCall } from './table.ts'

/** The timer of an export: delivers the running month, and the one before as long as it may still have changed. */
export async function deliver(_: unknown, call: CheckedCall, { id }: { readonly id: string }): Promise<void> {
  const found = call.of(Export).get(id)
  if (found === undefined) return
  const now = call.now()
  const month = monthOf(now)
  const months = now - monthStart(month) < dayMs ? [monthsAfter(month, -1), month] : [month]
  let problem: Export['problem']
  for (const each of months) problem = await execute(found, each, call) ?? problem
  call.transact(() => {
    const present = call.of(Export).get(id)
    if (present === undefined) return
    const { problem: _before, ...rest } = present
    call.of(Export).put({ ...rest, ...(problem === undefined ? { refreshedAt: now } : { problem }) })
    call.setTimer('deliver', id, Math.min(now - now % dayMs + dayMs, monthEnd(month) + 1))
  })
}

/** @returns why it failed */
async function execute(found: Export, month: string, call: CheckedCall): Promise<Export['problem']> {
  const contract = contractOf(call)
  const [payer = call.account] = contract.ledger.payersIn(call.account, month).slice(-1)
  const execution = call.uuid()
  let reason: Execution['reason']
  if (payer !== call.account) reason = 'BILL_OWNER_CHANGED'
  else {
    try {
      await write(found, month, execution, call)
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      reason = 'INSUFFICIENT_PERMISSION'
    }
  }
  call.transact(() => {
    keepExecution(found.id, {
      execution, createdAt: call.now(), shown: found.shown, status: reason === undefined ? 'DELIVERY_SUCCESS' : 'DELIVERY_FAILURE',
      ...(reason !== undefined && { reason }),
    }, call)
  })
  return reason
}

const endings = { GZIP: 'GZIP', ZIP: 'ZIP', PARQUET: 'Parquet' } as const

async function write({ name, shown }: Export, month: string, execution: string, call: CheckedCall): Promise<void> {
  const { query, settings } = asked(shown, call)
  const { S3Bucket: Bucket, S3Prefix: prefix, S3Region: region,
    S3OutputConfigurations: output } = shown.DestinationConfigurations.S3Destination
  const types = new Map(columnsOf(settings).map(column => [column.name, column.type]))
  const isNumber = new Set(query.columns.filter(({ column, member }) => member === undefined
    && types.get(column) === 'double').map(each => each.name))
  const columns = query.columns.map(each => each.name)
  const rows: Record<string, string>[] = []
  for (const row of tableRows(contractOf(call), call.account, month, settings)) {
    if (rows.length >= (query.limit ?? Infinity)) break
    if (query.passes(row)) rows.push(Object.fromEntries(query.columns.map(each => [each.name, textOf(cellOf(row, each))])))
  }
  const compression = endings[output.Compression as keyof typeof endings]
  const file = await reportFile(columns, rows, compression,
    { name: `${name}-00001`, at: call.now(), isNumber: column => isNumber.has(column) })
  const base = [prefix, name].filter(part => part !== '').join('/')
  const partition = `BILLING_PERIOD=${month}`
  const own = output.Overwrite === 'OVERWRITE_REPORT' ? partition
    : `${partition}/${new Date(call.now()).toISOString().slice(0, 19)}-${execution}`
  const s3 = call.to('s3', { region })
  const data = `${base}/data/${own}/${name}-00001${file.ending}`
  await s3.PutObject({ Bucket, Key: data, Body: file.bytes })
  const manifest = {
    executionId: execution, exportName: name, account: call.account, billingPeriod: month, compression: output.Compression,
      format: output.Format,
    columns: query.columns.map(each => ({ name: each.name, type: types.get(each.column) })), dataFiles: [`s3://${Bucket}/${data}`],
  }
  await s3.PutObject({ Bucket, Key: `${base}/metadata/${own}/${name}-Manifest.json`, Body: Buffer.from(JSON.stringify(manifest)) })
}
