// Reports of Contributor Insights: who contributed most to what a rule counts, in a time and by periods, out of the log events that came in
// while the rule was there and enabled. They are read by real calls of CloudWatch Logs when a report is asked for.
// Source: GetInsightRuleReport, CloudWatch API Reference.

import type { Cloudwatch, GetInsightRuleReportInput } from '../../../generated/aws/cloudwatch.ts'
import { readContributorRule } from '../../engines/contributor-rule.ts'
import type { ContributorRule } from '../../engines/contributor-rule.ts'
import { everyPage } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { InsightRule } from './insight-rule.ts'

/** What one contributor has in one period. */
interface Amount { value: number, count: number, least: number, most: number }

type Periods = Map<number, Amount>

const usualContributors = 10
const mostContributors = 100
const orders = ['Sum', 'Maximum']

export const GetInsightRuleReport: Cloudwatch['GetInsightRuleReport'] = async (input, call) => {
  const { RuleName: name, OrderBy: order = 'Sum', MaxContributorCount: most = usualContributors } = input
  const found = call.of(InsightRule).require(name)
  check(input, call)
  const rule = readContributorRule(JSON.parse(found.definition))
  const contributors = await counted(rule, found, input, call)
  const total = (periods: Periods) => [...periods.values()].reduce((sum, { value }) => sum + value, 0)
  const rank = order === 'Sum' ? total : (periods: Periods) => Math.max(...[...periods.values()].map(({ value }) => value))
  const ranked = [...contributors].sort(([, one], [, other]) => rank(other) - rank(one))
  return {
    KeyLabels: rule.keyLabels, AggregationStatistic: rule.aggregate === 'Sum' ? 'Sum' : 'SampleCount',
    AggregateValue: ranked.reduce((sum, [, periods]) => sum + total(periods), 0),
    ApproximateUniqueCount: ranked.length,
    Contributors: ranked.slice(0, most).map(([keys, periods]) => ({
      Keys: JSON.parse(keys) as string[], ApproximateAggregateValue: total(periods),
      Datapoints: [...periods].sort(([one], [other]) => one - other)
        .map(([at, { value }]) => ({ Timestamp: at, ApproximateValue: value })),
    })),
    MetricDatapoints: (input.Metrics ?? []).length === 0 ? [] : datapoints([...contributors.values()], input.Metrics!),
  }
}

function check({ StartTime: from, EndTime: to, Period: period, MaxContributorCount: most = 1, Metrics: metrics = [],
  OrderBy: order = 'Sum' }:
GetInsightRuleReportInput, call: Call): void {
  const invalid = (text: string) => call.fault('InvalidParameterValueException', text)
  if (to <= from) throw invalid('The parameter StartTime must be less than the parameter EndTime.')
  if (period < 60 || period % 60 !== 0) throw invalid('The parameter Period must be a multiple of 60.')
  if (most < 1 || most > mostContributors) throw invalid(`The parameter MaxContributorCount must be between 1 and ${mostContributors}.`)
  if (!orders.includes(order)) throw invalid(`The parameter OrderBy must be one of ${orders.join(', ')}.`)
  const strange = metrics.find(metric => !Object.hasOwn(figures, metric))
  if (strange !== undefined) throw invalid(`The metric ${strange} must be one of ${Object.keys(figures).join(', ')}.`)
}

/** By keys as JSON, what each contributor has by the beginnings of periods. */
async function counted(rule: ContributorRule, { active }: InsightRule, { StartTime: from, EndTime: to, Period: period }:
GetInsightRuleReportInput, call: Call): Promise<Map<string, Periods>> {
  const contributors = new Map<string, Periods>()
  const wasActive = (at: number) => active.some(({ since, until = Infinity }) => at >= since && at < until)
  for (const logGroupIdentifier of await groupsOf(rule, call)) {
    const asked = { logGroupIdentifier, startTime: from, endTime: to - 1 }
    const read = ({ NextToken: nextToken }: { readonly NextToken?: string }) =>
      call.to('logs').FilterLogEvents({ ...asked, ...(nextToken !== undefined && { nextToken }) })
        .then(({ events, nextToken: token }) => ({ events, ...(token !== undefined && { NextToken: token }) }))
    for await (const { message = '', timestamp = 0, ingestionTime = 0 } of everyPage(read, ({ events }) => events)) {
      const contribution = wasActive(ingestionTime) ? rule.contribution(message) : undefined
      if (contribution === undefined) continue
      const name = JSON.stringify(contribution.keys)
      const at = from + Math.floor((timestamp - from) / (period * 1000)) * period * 1000
      const periods: Periods = contributors.get(name) ?? new Map<number, Amount>()
      contributors.set(name, periods.set(at, added(periods.get(at), contribution.value)))
    }
  }
  return contributors
}

function added(to: Amount | undefined, value: number): Amount {
  return to === undefined ? { value, count: 1, least: value, most: value }
    : { value: to.value + value, count: to.count + 1, least: Math.min(to.least, value), most: Math.max(to.most, value) }
}

/** Groups that there are, of those that the rule names. */
async function groupsOf({ logGroups }: ContributorRule, call: Call): Promise<string[]> {
  const found = new Set<string>()
  for (const given of logGroups) {
    const name = given.replace(/^arn:[^:]*:logs:[^:]*:\d*:log-group:/, '').replace(/:\*$/, '')
    const prefix = name.replace(/\*$/, '')
    const read = ({ NextToken: nextToken }: { readonly NextToken?: string }) =>
      call.to('logs').DescribeLogGroups({ ...(prefix !== '' && { logGroupNamePrefix: prefix }),
        ...(nextToken !== undefined && { nextToken }) })
        .then(({ logGroups: groups, nextToken: token }) => ({ groups, ...(token !== undefined && { NextToken: token }) }))
    for await (const { logGroupName: group = '' } of everyPage(read, ({ groups }) => groups)) {
      if (name.endsWith('*') || group === name) found.add(group)
    }
  }
  return [...found]
}

const sum = (amounts: readonly Amount[], of: (amount: Amount) => number) => amounts.reduce((total, amount) => total + of(amount), 0)

/** What a period says of all contributors. */
const figures: Readonly<Record<string, (amounts: readonly Amount[]) => number>> = {
  UniqueContributors: amounts => amounts.length,
  MaxContributorValue: amounts => Math.max(...amounts.map(({ value }) => value)),
  SampleCount: amounts => sum(amounts, ({ count }) => count),
  Sum: amounts => sum(amounts, ({ value }) => value),
  Minimum: amounts => Math.min(...amounts.map(({ least }) => least)),
  Maximum: amounts => Math.max(...amounts.map(({ most }) => most)),
  Average: amounts => sum(amounts, ({ value }) => value) / sum(amounts, ({ count }) => count),
}

function datapoints(contributors: readonly Periods[], metrics: readonly string[]) {
  const times = [...new Set(contributors.flatMap(periods => [...periods.keys()]))].sort((one, other) => one - other)
  return times.map(at => {
    const amounts = contributors.flatMap(periods => periods.get(at) ?? [])
    return { Timestamp: at, ...Object.fromEntries(metrics.map(metric => [metric, figures[metric]!(amounts)])) }
  })
}
