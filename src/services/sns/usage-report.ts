// Daily usage reports: a line for each part of each text message of a day, in a compressed CSV file in the bucket that the account named,
// a day later. Source: "Subscribing to Amazon SNS daily SMS usage reports", SNS Developer Guide: what a line says, where the file lies,
// that numbers that opted out are left out.

import { gzipSync } from 'node:zlib'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Message } from './message.ts'
import { textSettings } from './phone.ts'
import type { SentText } from './text-message.ts'
import { Topic } from './topic.ts'

interface ReportLine { readonly day: string, readonly sequence: number, readonly line: string }

const ReportLine = records<ReportLine>({ name: 'TextReportLine', key: ['day', 'sequence'] })
const columns = 'PublishTimeUTC,MessageId,DestinationPhoneNumber,MessageType,DeliveryStatus,MessagePriceInUSD,PartNumber,TotalParts'
const dayMs = 86_400_000

/** Inside a transaction; nothing where no bucket is named. */
export function keepForReport({ number, parts, price, kind, outcome }: SentText, { id, publishedAt }: Message, call: Call): void {
  if (textSettings(call)['UsageReportS3Bucket'] === undefined) return
  const now = call.now()
  const day = new Date(now).toISOString().slice(0, 10)
  const status = outcome.kind === 'delivered' ? 'Message has been accepted by phone carrier' : outcome.reason
  const priceOfPart = String(Number(price) / parts)
  for (let part = 1; part <= parts; part += 1) {
    const fields = [new Date(publishedAt).toISOString(), id, number, kind, status, priceOfPart, part, parts]
    call.of(ReportLine).put({ day, sequence: call.sequence(), line: fields.join(',') })
  }
  call.setTimer('reportTexts', day, Math.floor(now / dayMs) * dayMs + 2 * dayMs)
}

/** Timer: a day after a day with messages is over. What the bucket refuses stands in the journal. */
export async function reportTexts(_payload: unknown, call: Call, { id: day }: { readonly id: string }): Promise<void> {
  const lines = [...call.of(ReportLine).scan({ within: [day] })]
  const bucket = textSettings(call)['UsageReportS3Bucket']
  call.transact(() => { for (const { sequence } of lines) call.of(ReportLine).delete(day, sequence) })
  if (bucket === undefined || lines.length === 0) return
  const text = [columns, ...lines.map(({ line }) => line)].map(line => `${line}\n`).join('')
  const key = `SMSUsageReports/${call.region}/${day.replaceAll('-', '/')}/001.csv.gz`
  await call.invoke('s3', 'PutObject', { Bucket: bucket, Key: key, Body: gzipSync(text) }, { sourceArn: Topic.arnOf(call, { name: '*' }) })
}
