// How many records finer figures would have: one for each hour, day or month that each line covers, by service. Source:
// GetApproximateUsageRecords, AWS Cost Explorer API Reference.

import type { Ce } from '../../../generated/aws/ce.ts'
import { contractOf, dayMs, dayOf, hourMs } from '../../contract/index.ts'
import { chargesOf } from './charges.ts'

/** What AWS looks back on, by granularity: 14 days by the hour or resource, else a month. */
const lookbackDays: Readonly<Record<string, number>> = { HOURLY: 14, DAILY: 30, MONTHLY: 30 }

export const GetApproximateUsageRecords: Ce['GetApproximateUsageRecords'] = (input, call) => {
  const { Granularity: granularity, ApproximationDimension: dimension, Services: wanted = [] } = input
  const days = dimension === 'RESOURCE' ? 14 : lookbackDays[granularity] ?? 30
  const until = call.now() - call.now() % dayMs
  const from = until - days * dayMs
  const { book } = contractOf(call).ledger
  const stepMs = granularity === 'HOURLY' ? hourMs : granularity === 'DAILY' ? dayMs : Infinity
  const records = new Map<string, Set<string>>()
  for (const { month, lines } of chargesOf(call, from, until)) {
    for (const line of lines) {
      const service = book.offers.of(line.service, line.usageType).name
      if (line.amount === 0n || (wanted.length > 0 && !wanted.includes(service))) continue
      let own = records.get(service)
      if (own === undefined) records.set(service, own = new Set())
      const of = `${line.account}/${line.region}/${line.usageType}/${line.operation}/${dimension === 'RESOURCE' ? line.resource : ''}`
      if (stepMs === Infinity) own.add(`${of}/${month}`)
      else for (let at = line.fromAt - line.fromAt % stepMs; at < line.beforeAt; at += stepMs) own.add(`${of}/${at}`)
    }
  }
  const counts = [...records].map(([service, own]) => [service, own.size] as const)
  return {
    Services: Object.fromEntries(counts), TotalRecords: counts.reduce((sum, [, count]) => sum + count, 0),
    LookbackPeriod: { Start: dayOf(from), End: dayOf(until) },
  }
}
