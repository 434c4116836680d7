// Savings Plans: bought for a term, used by the ledger hour by hour, retired at its end. They cannot be cancelled (Service Terms 5.4.2); a
// queued one may be deleted before it begins, and one of at most 100 dollars an hour may be returned within seven days in its month.
// Source: CreateSavingsPlan, ReturnSavingsPlan, Savings Plans API Reference and User Guide.

import type { Savingsplans } from '../../../generated/aws/savingsplans.ts'
import { contractOf, dollars, instant, isActive, monthOf, priceOf, priceText, termSeconds } from '../../contract/index.ts'
import type { Commitment } from '../../contract/index.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { offerings, pageOf, ratesOf } from './offering.ts'

const arnOf = arnTemplate('arn:{partition}:savingsplans::{account}:savingsplan/{id}')
const returnableMs = 7 * 86_400_000
const returnableHourly = priceOf('100')

type PlanCall = Call<'ResourceNotFoundException' | 'ValidationException'>

export const CreateSavingsPlan: Savingsplans['CreateSavingsPlan'] = (input, call) => {
  const offering = [...offerings(call)].find(({ id }) => id === input.savingsPlanOfferingId)
  if (offering === undefined) throw call.fault('ResourceNotFoundException', `Offering ${input.savingsPlanOfferingId} is not found`)
  if (!/^\d+(\.\d{1,8})?$/.test(input.commitment) || priceOf(input.commitment) < priceOf('0.001')) {
    throw call.fault('ValidationException', 'The commitment must be dollars an hour, at least 0.001')
  }
  const startAt = input.purchaseTime === undefined ? call.now() : Number(input.purchaseTime)
  if (startAt < call.now()) throw call.fault('ValidationException', 'The purchase time must not be in the past')
  const id = call.uuid()
  contractOf(call).buy({
    id, arn: arnOf(call, { id }), account: call.account, programme: 'savings-plan', region: offering.region ?? '', years: offering.years,
    payment: offering.payment, offeringId: offering.id, startAt, tags: input.tags ?? {},
    plan: { type: offering.type, hourly: priceOf(input.commitment), ...(offering.family !== undefined && { family: offering.family }) },
  })
  return { savingsPlanId: id }
}

export const DescribeSavingsPlans: Savingsplans['DescribeSavingsPlans'] = (input, call) => {
  const { savingsPlanArns: arns = [], savingsPlanIds: ids = [], states = [], filters = [] } = input
  const shownPlans = plansOf(call).map(plan => shown(plan, call))
  const fields: Readonly<Record<string, (plan: ReturnType<typeof shown>) => string>> = {
    region: plan => plan.region, 'ec2-instance-family': plan => plan.ec2InstanceFamily ?? '', commitment: plan => plan.commitment,
    upfront: plan => plan.upfrontPaymentAmount, term: plan => String(plan.termDurationInSeconds), 'savings-plan-type': plan =>
      plan.savingsPlanType,
    'payment-option': plan => plan.paymentOption, start: plan => plan.start, end: plan => plan.end,
  }
  const found = shownPlans.filter(plan => (arns.length === 0 || arns.includes(plan.savingsPlanArn))
    && (ids.length === 0 || ids.includes(plan.savingsPlanId)) && (states.length === 0 || states.includes(plan.state))
    && filters.every(({ name = '', values = [] }) => values.includes(fields[name]?.(plan) ?? '')))
  const { items, token } = pageOf(found, input, 'plans', call)
  return { savingsPlans: items, ...token }
}

export const DescribeSavingsPlanRates: Savingsplans['DescribeSavingsPlanRates'] = (input, call) => {
  const plan = planNamed(input.savingsPlanId, call)
  const wanted = (name: string) => (input.filters ?? []).filter(filter => filter.name === name).flatMap(({ values = [] }) => values)
  const has = (name: string, value: string) => wanted(name).length === 0 || wanted(name).includes(value)
  const { type, family, permille } = plan.plan!
  const own = { type, permille, ...(family !== undefined && { family, region: plan.region }) }
  const found = [...ratesOf(own, call, plan.startAt)].filter(rate => has('region', rate.region) && has('instanceType', rate.instanceType)
    && has('usageType', rate.usageType) && has('operation', rate.operation))
  const { items, token } = pageOf(found, input, `rates/${plan.id}`, call)
  return {
    savingsPlanId: plan.id,
    searchResults: items.map(({ rate, usageType, operation, region, instanceType }) => ({
      rate, currency: 'USD' as const, unit: 'Hrs' as const, productType: 'EC2' as const, serviceCode: 'AmazonEC2' as const, usageType,
        operation,
      properties: [{ name: 'region' as const, value: region }, { name: 'instanceType' as const, value: instanceType }],
    })),
    ...token,
  }
}

export const DeleteQueuedSavingsPlan: Savingsplans['DeleteQueuedSavingsPlan'] = ({ savingsPlanId }, call) => {
  const plan = planNamed(savingsPlanId, call)
  if (stateOf(plan, call.now()) !== 'queued') throw call.fault('ValidationException', `Savings Plan ${savingsPlanId} is not queued`)
  contractOf(call).ledger.commitments.put({ ...plan, endedAt: plan.startAt, ending: 'queued-deleted' })
  return {}
}

export const ReturnSavingsPlan: Savingsplans['ReturnSavingsPlan'] = ({ savingsPlanId }, call) => {
  const plan = planNamed(savingsPlanId, call)
  const now = call.now()
  const isInTime = now - plan.startAt <= returnableMs && monthOf(now) === monthOf(plan.startAt) && plan.plan!.hourly <= returnableHourly
  if (stateOf(plan, now) !== 'active' || !isInTime) {
    throw call.fault('ValidationException', 'A Savings Plan can be returned within seven days, in the month of its purchase')
  }
  contractOf(call).ledger.commitments.returned(plan)
  return { savingsPlanId }
}

export const TagResource: Savingsplans['TagResource'] = ({ resourceArn, tags }, call) => {
  const plan = planOfArn(resourceArn, call)
  contractOf(call).ledger.commitments.put({ ...plan, tags: { ...plan.tags, ...tags } })
  return {}
}

export const UntagResource: Savingsplans['UntagResource'] = ({ resourceArn, tagKeys }, call) => {
  const plan = planOfArn(resourceArn, call)
  const tags = Object.fromEntries(Object.entries(plan.tags).filter(([name]) => !tagKeys.includes(name)))
  contractOf(call).ledger.commitments.put({ ...plan, tags })
  return {}
}

export const ListTagsForResource: Savingsplans['ListTagsForResource'] = ({ resourceArn }, call) =>
  ({ tags: { ...planOfArn(resourceArn, call).tags } })

function plansOf(call: Call): Commitment[] {
  return contractOf(call).ledger.commitments.of(call.account, 'savings-plan')
}

function planNamed(id: string, call: PlanCall): Commitment {
  const plan = plansOf(call).find(each => each.id === id)
  if (plan === undefined) throw call.fault('ResourceNotFoundException', `Savings Plan ${id} is not found`)
  return plan
}

function planOfArn(arn: string, call: PlanCall): Commitment {
  return planNamed(arn.split('/').at(-1) ?? '', call)
}

function stateOf(plan: Commitment, now: number) {
  if (plan.ending !== undefined) return plan.ending
  if (now < plan.startAt) return 'queued'
  return isActive(plan, now) ? 'active' : 'retired'
}

function shown(plan: Commitment, call: Call) {
  const { id, arn, offeringId, startAt, endAt, region, payment, years, upfront, recurring, tags } = plan
  const { type, family, hourly } = plan.plan!
  return {
    offeringId, savingsPlanId: id, savingsPlanArn: arn, start: instant(startAt), end: instant(endAt - 1000),
      state: stateOf(plan, call.now()), region,
    description: `${years} year ${payment} ${type === 'Compute' ? 'Compute' : `${family} EC2 Instance`} Savings Plan`,
      savingsPlanType: type,
    ...(family !== undefined && { ec2InstanceFamily: family }), paymentOption: payment, currency: 'USD' as const,
      commitment: priceText(hourly),
    productTypes: type === 'Compute' ? ['EC2', 'Fargate', 'Lambda'] as const : ['EC2'] as const, upfrontPaymentAmount: dollars(upfront),
    recurringPaymentAmount: priceText(recurring), termDurationInSeconds: termSeconds(years), tags: { ...tags },
    returnableUntil: instant(startAt + returnableMs),
  }
}
