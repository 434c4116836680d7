// The history of alarms, kept for 30 days, of removed ones too. Source: DescribeAlarmHistory, CloudWatch API Reference.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import type { Call } from '../../kernel/service.ts'

interface HistoryItem {
  readonly alarm: string
  readonly kind?: 'metric' | 'composite'
  readonly at: number
  readonly about: string
  readonly summary: string
  readonly data: string
}

const table = 'history'
const keptMs = 30 * 86_400_000

/** Writes a line of an alarm's history. */
export function note(
  alarm: { readonly name: string, readonly kind: 'metric' | 'composite' }, about: string, summary: string, data: object, call: Call,
): void {
  const items = call.table<HistoryItem>(table)
  for (const [at, item] of items.scan()) {
    if (item.at >= call.now() - keptMs) break
    items.delete(at)
  }
  items.put(String(call.sequence()).padStart(20, '0'),
    { alarm: alarm.name, kind: alarm.kind, at: call.now(), about, summary, data: JSON.stringify(data) })
}

/** Newest first, in pages of up to 100. */
export const DescribeAlarmHistory: Cloudwatch['DescribeAlarmHistory'] = (input, call) => {
  const { AlarmName: name, HistoryItemType: about, StartDate: fromAt = 0, EndDate: throughAt = Infinity, ScanBy: order,
    AlarmTypes: types = ['MetricAlarm'], MaxRecords: most = 100, NextToken: token } = input
  const isOldestFirst = order === 'TimestampAscending'
  const after = token === undefined ? undefined : call.open('history', token)
  if (token !== undefined && typeof after !== 'string') throw call.fault('InvalidNextToken', 'The next token specified is invalid.')
  const found: { readonly at: string, readonly item: HistoryItem }[] = []
  for (const [at, item] of call.table<HistoryItem>(table).scan({ reverse: !isOldestFirst })) {
    if (typeof after === 'string' && (isOldestFirst ? at <= after : at >= after)) continue
    if ((name !== undefined && item.alarm !== name) || (about !== undefined && item.about !== about)) continue
    if (item.at < fromAt || item.at > throughAt || item.at < call.now() - keptMs) continue
    if (name === undefined && !types.includes(typeOf(item))) continue
    found.push({ at, item })
    if (found.length > most) break
  }
  const page = found.slice(0, most)
  return {
    AlarmHistoryItems: page.map(({ item }) => ({
      AlarmName: item.alarm, AlarmType: typeOf(item), Timestamp: item.at, HistoryItemType: item.about, HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...(found.length > most && { NextToken: call.seal('history', page.at(-1)!.at) }),
  }
}

function typeOf({ kind }: HistoryItem): string {
  return kind === 'composite' ? 'CompositeAlarm' : 'MetricAlarm'
}
