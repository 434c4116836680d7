// Lines as rows of a cost and usage report: one for each hour, day or month that a line covers, as texts by column. Amounts have twenty
// decimals, so that a report adds up to the invoice. Source: data dictionary of the Cost and Usage Reports, CUR User Guide.

import { createHash } from 'node:crypto'
import { dayMs, hourMs, instant, monthEnd, monthStart } from '../calendar.ts'
import { decimal, dollar, priceText } from '../money.ts'
import type { Contract } from '../part.ts'
import { amountOfUnit } from '../prices/measure.ts'
import type { Line } from '../rating/line.ts'
import { hoursOf } from '../usage/piece.ts'
import { Blend } from './metrics.ts'

export type TimeUnit = 'HOURLY' | 'DAILY' | 'MONTHLY'
export type ReportRow = Readonly<Record<string, string>>

/** Columns that every report has, in order; those of resources and tags follow. */
export const reportColumns = [
  'identity/LineItemId', 'identity/TimeInterval', 'bill/InvoiceId', 'bill/BillingEntity', 'bill/BillType', 'bill/PayerAccountId',
  'bill/BillingPeriodStartDate', 'bill/BillingPeriodEndDate', 'lineItem/UsageAccountId', 'lineItem/LineItemType', 'lineItem/UsageStartDate',
  'lineItem/UsageEndDate', 'lineItem/ProductCode', 'lineItem/UsageType', 'lineItem/Operation', 'lineItem/UsageAmount',
  'lineItem/NormalizationFactor', 'lineItem/NormalizedUsageAmount', 'lineItem/CurrencyCode', 'lineItem/UnblendedRate',
    'lineItem/UnblendedCost',
  'lineItem/BlendedCost', 'lineItem/LineItemDescription', 'lineItem/LegalEntity', 'product/ProductName', 'product/region',
  'pricing/publicOnDemandCost', 'pricing/publicOnDemandRate', 'pricing/term', 'pricing/unit', 'reservation/EffectiveCost',
  'reservation/ReservationARN', 'savingsPlan/SavingsPlanARN', 'savingsPlan/SavingsPlanEffectiveCost',
] as const

export interface ReportOptions { readonly timeUnit: TimeUnit, readonly resources: boolean }

/** The rows of a payer's month. */
export function* reportRows(contract: Contract, payer: string, month: string, options: ReportOptions): IterableIterator<ReportRow> {
  const { lines } = contract.closing.statement(payer, month)
  const blend = new Blend(lines)
  const invoices = contract.invoices.inMonth(payer, month)
  const numberOf = (account: string) => (invoices.find(({ unit }) => unit?.accounts.includes(account) === true)
    ?? invoices.find(({ unit }) => unit === undefined))?.number ?? ''
  const bill = {
    'bill/BillingEntity': 'AWS', 'bill/PayerAccountId': payer,
    'bill/BillingPeriodStartDate': instant(monthStart(month)), 'bill/BillingPeriodEndDate': instant(monthEnd(month)),
  }
  for (const line of lines) for (const part of parts(line, options.timeUnit)) yield {
    ...bill, 'bill/InvoiceId': numberOf(line.account), ...rowOf(contract, part, month, blend, options),
  }
}

/** The tag columns that a month's lines need, sorted. */
export function tagColumns(contract: Contract, payer: string, month: string): string[] {
  const names = new Set(contract.closing.statement(payer, month).lines.flatMap(({ tags }) => Object.keys(tags)))
  return [...names].sort().map(name => `resourceTags/user:${name}`)
}

function* parts(line: Line, timeUnit: TimeUnit): IterableIterator<Line> {
  const stepMs = timeUnit === 'HOURLY' ? hourMs : timeUnit === 'DAILY' ? dayMs : Infinity
  for (let { fromAt } = line; fromAt < line.beforeAt;) {
    const beforeAt = Math.min(line.beforeAt, stepMs === Infinity ? line.beforeAt : fromAt - fromAt % stepMs + stepMs)
    yield { ...line, fromAt, beforeAt }
    fromAt = beforeAt
  }
}

function rowOf(contract: Contract, line: Line, month: string, blend: Blend, { resources }: ReportOptions): ReportRow {
  const { book } = contract.ledger
  const { kind, account, region, service, usageType, operation, resource, measure, unit, price, publicPrice, description, fromAt,
    beforeAt } = line
  const hours = BigInt(hoursOf(line))
  const costs = blend.costs(line)
  const money = (perHour: bigint) => plain(decimal(perHour * hours, dollar, 20))
  const units = (amount: bigint) => plain(decimal(amount * hours, amountOfUnit(measure, month), 10))
  const interval = `${instant(fromAt)}/${instant(beforeAt)}`
  const offer = book.offers.of(service, usageType)
  const isPlan = kind.startsWith('SavingsPlan')
  const named = `${account}/${region}/${service}/${usageType}/${operation}/${resource}/${kind}/${price}/${description}/${interval}`
  return {
    'identity/LineItemId': createHash('sha256').update(named).digest('hex').slice(0, 52), 'identity/TimeInterval': interval,
    'bill/BillType': kind === 'Refund' ? 'Refund' : kind === 'Fee' || kind === 'SavingsPlanUpfrontFee' ? 'Purchase' : 'Anniversary',
    'lineItem/UsageAccountId': account, 'lineItem/LineItemType': kind, 'lineItem/UsageStartDate': instant(fromAt),
    'lineItem/UsageEndDate': instant(beforeAt), 'lineItem/ProductCode': offer.code,
    'lineItem/UsageType': book.regions.usageType(region, usageType), 'lineItem/Operation': operation,
    'lineItem/UsageAmount': units(line.amount),
    'lineItem/NormalizationFactor': line.quarterUnits === undefined ? '' : plain(decimal(line.quarterUnits, 4n, 2)),
    'lineItem/NormalizedUsageAmount': line.quarterUnits === undefined ? ''
      : plain(decimal(line.amount * hours * line.quarterUnits, 14_400_000n, 10)),
    'lineItem/CurrencyCode': 'USD', 'lineItem/UnblendedRate': line.amount === 0n ? '' : priceText(price),
    'lineItem/UnblendedCost': money(costs.unblended), 'lineItem/BlendedCost': money(costs.blended),
      'lineItem/LineItemDescription': description,
    'lineItem/LegalEntity': contract.closing.sellerOf(line), 'product/ProductName': offer.name, 'product/region': region,
    'pricing/publicOnDemandCost': money(line.publicCost), 'pricing/publicOnDemandRate': line.amount === 0n ? '' : priceText(publicPrice),
    'pricing/term': kind === 'DiscountedUsage' ? 'Reserved' : line.amount === 0n ? '' : 'OnDemand', 'pricing/unit': unit,
    'reservation/EffectiveCost': kind === 'DiscountedUsage' ? money(costs.amortized) : '',
    'reservation/ReservationARN': !isPlan ? line.commitment ?? '' : '', 'savingsPlan/SavingsPlanARN': isPlan ? line.commitment ?? '' : '',
    'savingsPlan/SavingsPlanEffectiveCost': kind === 'SavingsPlanCoveredUsage' ? money(costs.amortized) : '',
    ...(resources && { 'lineItem/ResourceId': resource }),
    ...Object.fromEntries(Object.entries(line.tags).map(([name, value]) => [`resourceTags/user:${name}`, value])),
  }
}

function plain(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text
}
