// GetFreeTierUsage: what of each free allowance was used this month, and what it will come to. Source: AWS Free Tier API Reference.

import type { Freetier, Expression } from '../../../generated/aws/freetier.ts'
import { amountOfUnit, contractOf, hoursOf, monthEnd, monthStart } from '../../contract/index.ts'
import type { Allowance, Line } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'

const kinds: Readonly<Record<Allowance['kind'], string>> = { always: 'Always Free', '12-months': '12 Months Free', trial: 'Free Trial' }

export const GetFreeTierUsage: Freetier['GetFreeTierUsage'] = ({ filter }, call) => ({
  freeTierUsages: usages(call).filter(usage => passes(filter, usage)),
})

type Usage = ReturnType<typeof usageOf>

function usages(call: Call): Usage[] {
  const { ledger } = contractOf(call)
  const lines = ledger.month(call.account, ledger.currentMonth).lines
  return ledger.allowances.flatMap(allowance => {
    const own = lines.filter(line => line.allowance === allowance.id)
    return own.length === 0 ? [] : [usageOf(allowance, own, call)]
  })
}

function usageOf({ id, kind, limit }: Allowance, lines: readonly Line[], call: Call) {
  const { ledger } = contractOf(call)
  const month = ledger.currentMonth
  const [first] = lines
  const perUnit = amountOfUnit(first!.measure, month)
  const actual = Number(lines.reduce((sum, line) => sum + line.amount * BigInt(hoursOf(line)), 0n) * 1_000_000n / perUnit) / 1_000_000
  const passed = (call.now() - monthStart(month)) / (monthEnd(month) - monthStart(month))
  const regions = new Set(lines.map(({ region }) => region))
  const usageTypes = [...new Set(lines.map(({ usageType }) => usageType))]
  return {
    service: ledger.book.offers.of(first!.service, first!.usageType).name, operation: first!.operation,
    usageType: `${regions.size === 1 && first!.region === 'us-east-1' ? '' : 'Global-'}${usageTypes.join(', ')}`,
    region: regions.size === 1 ? first!.region : 'global', actualUsageAmount: actual,
    forecastedUsageAmount: passed === 0 ? actual : Math.round(actual / passed * 1_000_000) / 1_000_000, limit: Number(limit),
      unit: first!.unit,
    description: `${limit} ${first!.unit} a month, ${id}`, freeTierType: kinds[kind],
  }
}

function passes(filter: Expression | undefined, usage: Usage): boolean {
  if (filter === undefined) return true
  const { And, Or, Not, Dimensions } = filter
  if (And !== undefined) return And.every(each => passes(each, usage))
  if (Or !== undefined) return Or.some(each => passes(each, usage))
  if (Not !== undefined) return !passes(Not, usage)
  if (Dimensions === undefined) return true
  const { Key, Values, MatchOptions } = Dimensions
  const fields: Readonly<Record<string, string>> = {
    SERVICE: usage.service, OPERATION: usage.operation, USAGE_TYPE: usage.usageType, REGION: usage.region,
      FREE_TIER_TYPE: usage.freeTierType,
    DESCRIPTION: usage.description, USAGE_PERCENTAGE: String(Math.round(usage.actualUsageAmount / usage.limit * 100)),
  }
  const found = fields[Key] ?? ''
  return Values.some(value => MatchOptions.every(option => {
    switch (option) {
      case 'STARTS_WITH': return found.startsWith(value)
      case 'ENDS_WITH': return found.endsWith(value)
      case 'CONTAINS': return found.includes(value)
      case 'GREATER_THAN_OR_EQUAL': return Number(found) >= Number(value)
      default: return found === value
    }
  }))
}
