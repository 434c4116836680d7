// What to buy: for each kind of on-demand usage of the last days the reservation, or the Savings Plan, that would have saved the most had
// it
// been there. Source: GetReservationPurchaseRecommendation and GetSavingsPlansPurchaseRecommendation, AWS Cost Explorer API Reference.

import type { Ce } from '../../../generated/aws/ce.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { contractOf, dollar, familyAndSize, hourMs, instant } from '../../contract/index.ts'
import type { Line } from '../../contract/index.ts'
import { bestCommitment } from './best-commitment.ts'
import { chargesOf } from './charges.ts'
import { vocabularyOf } from './cost-category.ts'
import { invalid } from './fault.ts'
import { testOf } from './filter.ts'

interface Generation { readonly id: string, readonly at: number, readonly doneAt: number }
export const Generation = records<Generation>({ name: 'RecommendationGeneration', key: 'id' })

const days: Readonly<Record<string, number>> = { SEVEN_DAYS: 7, THIRTY_DAYS: 30, SIXTY_DAYS: 60 }
const options: Readonly<Record<string, string>> = {
  NO_UPFRONT: 'No Upfront', PARTIAL_UPFRONT: 'Partial Upfront', ALL_UPFRONT: 'All Upfront',
}
const services: Readonly<Record<string, string>> = {
  'Amazon Elastic Compute Cloud - Compute': 'ec2', 'Amazon Relational Database Service': 'rds', 'Amazon ElastiCache': 'elasticache',
  'Amazon Redshift': 'redshift',
}
/** "In a typical month", Cost Explorer: 730 hours. */
const monthHours = 730
const generationMs = 3_600_000

/** What something used in each hour that had any: dollars on demand, and pieces. */
interface Series { readonly line: Line, readonly costs: Map<number, number>, readonly counts: Map<number, number> }

interface Asked {
  readonly LookbackPeriodInDays?: string, readonly TermInYears?: string, readonly PaymentOption?: string, readonly AccountScope?: string
  readonly Filter?: unknown
}

function look(asked: Asked, call: Call, groupOf: (line: Line) => string | undefined) {
  const { LookbackPeriodInDays: lookback = 'SEVEN_DAYS', TermInYears: term = 'ONE_YEAR', PaymentOption: option = 'NO_UPFRONT' } = asked
  const payment = options[option]
  const length = days[lookback]
  if (payment === undefined || length === undefined) throw invalid(`${option} over ${lookback} is not recommended`)
  const until = call.now() - call.now() % hourMs
  const from = until - length * 24 * hourMs
  const test = testOf(asked.Filter as never, vocabularyOf(call))
  const series = new Map<string, Series>()
  for (const { lines } of chargesOf(call, from, until)) {
    for (const line of lines) {
      const group = line.kind === 'Usage' && line.cost > 0n && test(line) ? groupOf(line) : undefined
      if (group === undefined) continue
      const name = asked.AccountScope === 'LINKED' ? `${line.account}\0${group}` : group
      let own = series.get(name)
      if (own === undefined) series.set(name, own = { line, costs: new Map(), counts: new Map() })
      const cost = Number(line.cost * 10_000_000_000n / dollar) / 1e10
      for (let at = line.fromAt; at < line.beforeAt; at += hourMs) {
        own.costs.set(at, (own.costs.get(at) ?? 0) + cost)
        own.counts.set(at, (own.counts.get(at) ?? 0) + Number(line.amount) / hourMs)
      }
    }
  }
  const years = term === 'THREE_YEARS' ? 3 as const : 1 as const
  return { lookback, term, option, payment, years, hours: length * 24, series: [...series.values()] }
}

function ratioOf(programme: string, offeringClass: string, years: number, payment: string, call: Call): number | undefined {
  const terms = contractOf(call).ledger.commitments.terms.find(each => each.programme === programme && each.offeringClass === offeringClass
    && each.years === years && each.payment === payment)
  return terms === undefined ? undefined : Number(terms.permille) / 1000
}

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0)
const text = (amount: number) => String(Math.round(amount * 100) / 100)

export const GetReservationPurchaseRecommendation: Ce['GetReservationPurchaseRecommendation'] = (input, call) => {
  const programme = services[input.Service]
  if (programme === undefined) throw invalid(`There are no reservations of ${input.Service}`)
  const offeringClass = programme === 'ec2' ? (input.ServiceSpecification?.EC2Specification?.OfferingClass ?? 'STANDARD').toLowerCase() : ''
  const seen = look(input as Asked, call, line => line.service === programme && line.quarterUnits === undefined && isInstance(line)
    ? `${line.region}/${line.usageType}/${line.operation}` : undefined)
  const ratio = ratioOf(programme, offeringClass, seen.years, seen.payment, call)
  const details = ratio === undefined ? [] : seen.series.flatMap(each => {
    const counts = [...each.counts.values()]
    const { commitment: number, savings, utilization } = bestCommitment(counts.map(count => count * ratio), seen.hours, ratio, ratio)
    const instances = Math.round(number / ratio)
    if (instances === 0) return []
    const price = sum(each.costs.values()) / sum(counts)
    const monthly = monthHours / seen.hours
    const cost = instances * price * ratio
    const inAdvance = seen.payment === 'All Upfront' ? 1 : seen.payment === 'Partial Upfront' ? 0.5 : 0
    const upfront = cost * inAdvance * seen.years * 8760
    const saved = savings * price * monthly
    return [{
      AccountId: each.line.account, InstanceDetails: instanceDetails(each.line, programme), CurrencyCode: 'USD',
      RecommendedNumberOfInstancesToPurchase: String(instances), MinimumNumberOfInstancesUsedPerHour: text(counts.length < seen.hours ? 0
        : Math.min(...counts)), MaximumNumberOfInstancesUsedPerHour: text(Math.max(...counts)),
      AverageNumberOfInstancesUsedPerHour: text(sum(counts) / seen.hours), AverageUtilization: text(utilization * 100),
      EstimatedMonthlyOnDemandCost: text(sum(each.costs.values()) * monthly), EstimatedMonthlySavingsAmount: text(saved),
      EstimatedMonthlySavingsPercentage: text(saved / (sum(each.costs.values()) * monthly) * 100),
      EstimatedReservationCostForLookbackPeriod: text(cost * seen.hours), UpfrontCost: text(upfront),
      RecurringStandardMonthlyCost: text(cost * (1 - inAdvance) * monthHours),
      EstimatedBreakEvenInMonths: text(upfront === 0 ? 0 : upfront / (saved + cost * inAdvance * monthHours)),
    }]
  })
  const total = sum(details.map(each => Number(each.EstimatedMonthlySavingsAmount)))
  const spent = sum(details.map(each => Number(each.EstimatedMonthlyOnDemandCost)))
  return {
    Metadata: { RecommendationId: call.uuid(), GenerationTimestamp: instant(call.now()) },
    Recommendations: details.length === 0 ? [] : [{
      AccountScope: input.AccountScope ?? 'PAYER', LookbackPeriodInDays: seen.lookback, TermInYears: seen.term, PaymentOption: seen.option,
      ...(input.ServiceSpecification !== undefined && { ServiceSpecification: input.ServiceSpecification }),
      RecommendationDetails: details,
      RecommendationSummary: {
        TotalEstimatedMonthlySavingsAmount: text(total),
          TotalEstimatedMonthlySavingsPercentage: text(spent === 0 ? 0 : total / spent * 100),
        CurrencyCode: 'USD',
      },
    }],
  }
}

function isInstance({ usageType }: Line): boolean {
  return /^(BoxUsage|InstanceUsage|Multi-AZUsage|NodeUsage|Node):/.test(usageType)
}

function instanceDetails({ usageType, region, operation }: Line, programme: string) {
  const type = usageType.slice(usageType.indexOf(':') + 1)
  const { family } = familyAndSize(type)
  const base = { Region: region, Family: family, CurrentGeneration: true }
  if (programme === 'ec2') {
    const isLinux = operation === '' || operation === 'RunInstances'
    return { EC2InstanceDetails: { ...base, InstanceType: type, Platform: isLinux ? 'Linux/UNIX' : operation, Tenancy: 'shared',
      SizeFlexEligible: isLinux } }
  }
  if (programme === 'rds') {
    return { RDSInstanceDetails: { ...base, InstanceType: type, SizeFlexEligible: true,
      DeploymentOption: usageType.startsWith('Multi-AZ') ? 'Multi-AZ' : 'Single-AZ' } }
  }
  if (programme === 'elasticache') return { ElastiCacheInstanceDetails: { ...base, NodeType: type, SizeFlexEligible: true } }
  return { RedshiftInstanceDetails: { ...base, NodeType: type, SizeFlexEligible: false } }
}

export const GetSavingsPlansPurchaseRecommendation: Ce['GetSavingsPlansPurchaseRecommendation'] = (input, call) => {
  const isCompute = input.SavingsPlansType === 'COMPUTE_SP'
  if (!isCompute && input.SavingsPlansType !== 'EC2_INSTANCE_SP') throw invalid(`${input.SavingsPlansType} is not sold here`)
  const seen = look(input as Asked, call, line => {
    const isBox = line.service === 'ec2' && line.usageType.startsWith('BoxUsage:')
    if (isCompute) return isBox || /^(Fargate-|Lambda-GB-Second)/.test(line.usageType) ? 'compute' : undefined
    return isBox ? `${line.region}/${familyAndSize(line.usageType.slice('BoxUsage:'.length)).family}` : undefined
  })
  const ratio = ratioOf(isCompute ? 'Compute' : 'EC2Instance', '', seen.years, seen.payment, call) ?? 1
  const details = seen.series.flatMap(({ line, costs }) => {
    const hourly = [...costs.values()]
    const { commitment, savings, utilization } = bestCommitment(hourly.map(cost => cost * ratio), seen.hours, ratio, 0.001)
    if (commitment === 0) return []
    const [spent, cost, monthly] = [sum(hourly), commitment * seen.hours, monthHours / seen.hours]
    const inAdvance = seen.payment === 'All Upfront' ? 1 : seen.payment === 'Partial Upfront' ? 0.5 : 0
    return [{
      SavingsPlansDetails: isCompute ? {} : { Region: line.region, InstanceFamily: familyAndSize(line.usageType.slice(9)).family },
      AccountId: line.account, CurrencyCode: 'USD', HourlyCommitmentToPurchase: commitment.toFixed(3), EstimatedSPCost: text(cost),
      EstimatedOnDemandCost: text(spent - savings - cost), EstimatedOnDemandCostWithCurrentCommitment: text(spent),
      EstimatedSavingsAmount: text(savings), EstimatedSavingsPercentage: text(savings / spent * 100),
      EstimatedMonthlySavingsAmount: text(savings * monthly), EstimatedAverageUtilization: text(utilization * 100),
      EstimatedROI: text(savings / cost * 100), UpfrontCost: text(commitment * inAdvance * seen.years * 8760),
      CurrentMinimumHourlyOnDemandSpend: text(hourly.length < seen.hours ? 0 : Math.min(...hourly)),
      CurrentMaximumHourlyOnDemandSpend: text(Math.max(...hourly)), CurrentAverageHourlyOnDemandSpend: text(spent / seen.hours),
    }]
  })
  const of = (name: keyof typeof details[number]) => sum(details.map(each => Number(each[name])))
  return {
    Metadata: { RecommendationId: call.uuid(), GenerationTimestamp: instant(call.now()), AdditionalMetadata: '' },
    SavingsPlansPurchaseRecommendation: {
      AccountScope: input.AccountScope ?? 'PAYER', SavingsPlansType: input.SavingsPlansType, TermInYears: input.TermInYears,
      PaymentOption: input.PaymentOption, LookbackPeriodInDays: input.LookbackPeriodInDays,
      SavingsPlansPurchaseRecommendationDetails: details,
      SavingsPlansPurchaseRecommendationSummary: {
        CurrencyCode: 'USD', TotalRecommendationCount: String(details.length),
          HourlyCommitmentToPurchase: of('HourlyCommitmentToPurchase').toFixed(3),
        DailyCommitmentToPurchase: (of('HourlyCommitmentToPurchase') * 24).toFixed(3), EstimatedTotalCost: text(of('EstimatedSPCost')
          + of('EstimatedOnDemandCost')), CurrentOnDemandSpend: text(of('EstimatedOnDemandCostWithCurrentCommitment')),
        EstimatedSavingsAmount: text(of('EstimatedSavingsAmount')),
          EstimatedMonthlySavingsAmount: text(of('EstimatedMonthlySavingsAmount')),
      },
    },
  }
}

export const StartSavingsPlansPurchaseRecommendationGeneration: Ce['StartSavingsPlansPurchaseRecommendationGeneration'] = (_, call) => {
  const now = call.now()
  if ([...call.of(Generation).scan()].some(({ doneAt }) => doneAt > now)) {
    throw call.fault('GenerationExistsException', 'A request to generate a recommendation is in progress')
  }
  const generation = { id: call.uuid(), at: now, doneAt: now + generationMs }
  call.of(Generation).insert(generation)
  return { RecommendationId: generation.id, GenerationStartedTime: instant(now), EstimatedCompletionTime: instant(generation.doneAt) }
}

export const ListSavingsPlansPurchaseRecommendationGeneration: Ce['ListSavingsPlansPurchaseRecommendationGeneration'] = (input, call) => {
  const all = [...call.of(Generation).scan()].sort((a, b) => b.at - a.at).map(({ id, at, doneAt }) => {
    const isDone = call.now() >= doneAt
    return {
      RecommendationId: id, GenerationStatus: isDone ? 'SUCCEEDED' as const : 'PROCESSING' as const, GenerationStartedTime: instant(at),
      EstimatedCompletionTime: instant(doneAt), ...(isDone && { GenerationCompletionTime: instant(doneAt) }),
    }
  })
  const { GenerationStatus: status, RecommendationIds: ids = [] } = input
  return {
    GenerationSummaryList: all.filter(each => (status === undefined || each.GenerationStatus === status)
      && (ids.length === 0 || ids.includes(each.RecommendationId))),
  }
}
