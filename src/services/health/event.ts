// What an account was told, as events of AWS Health: the notices of the service terms, with their codes, times and states. This service
// keeps nothing of its own. Like AWS's, it answers accounts with a Business or Enterprise support plan only.

import type { EventFilter, Health, HealthEvent } from '../../../generated/aws/health.ts'
import { noticesOf, supportPlanOf } from '../../contract/index.ts'
import type { Notice } from '../../contract/index.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

const eventArn = arnTemplate('arn:{partition}:health:{noticeRegion}::event/{service}/{typeCode}/{typeCode}_{digest}')

/** Plans with which the API may be used ("AWS Health API", User Guide). */
const admitted: ReadonlySet<string> = new Set(['business', 'enterprise-on-ramp', 'enterprise'])

export interface Told { readonly notice: Notice, readonly event: HealthEvent & { readonly arn: string } }

/** Everything that the account was told, the newest first. @throws SubscriptionRequiredException */
export function told(call: Call): Told[] {
  if (!admitted.has(supportPlanOf(call))) {
    throw call.fault('SubscriptionRequiredException', 'AWS Premium Support Subscription is required to use this service.')
  }
  return noticesOf(call).map(notice => ({ notice, event: eventOf(notice, call) })).sort((a, b) => b.notice.updatedAt - a.notice.updatedAt)
}

function eventOf(notice: Notice, call: Call) {
  const { region, service, typeCode, category, startAt, endAt, updatedAt, isClosed } = notice
  const digest = Buffer.from(notice.id).toString('hex').slice(-36)
  return {
    arn: eventArn(call, { noticeRegion: region, service, typeCode, digest }),
    service, eventTypeCode: typeCode, eventTypeCategory: category, region, startTime: startAt, lastUpdatedTime: updatedAt,
    ...(endAt !== undefined && { endTime: endAt }),
    statusCode: isClosed ? 'closed' : startAt > call.now() ? 'upcoming' : 'open',
    eventScopeCode: 'ACCOUNT_SPECIFIC',
  } as const
}

type Spans = readonly { readonly from?: number, readonly to?: number }[] | undefined

function lies(at: number | undefined, spans: Spans): boolean {
  if (spans === undefined || spans.length === 0) return true
  return at !== undefined && spans.some(({ from = -Infinity, to = Infinity }) => at >= from && at <= to)
}

function among<T>(value: T, wanted: readonly T[] | undefined): boolean {
  return wanted === undefined || wanted.length === 0 || wanted.includes(value)
}

/** Whether an event is one of those that a filter lets through; tags are not kept on notices, so a filter by tags lets none through. */
export function passes({ event, notice }: Told, filter: EventFilter = {}): boolean {
  return among(event.arn, filter.eventArns) && among(event.eventTypeCode!, filter.eventTypeCodes) && among(event.service!, filter.services)
    && among(event.region!, filter.regions) && among<string>(event.eventTypeCategory!, filter.eventTypeCategories)
    && among<string>(event.statusCode!, filter.eventStatusCodes) && (filter.availabilityZones ?? []).length === 0
    && lies(notice.startAt, filter.startTimes) && lies(notice.endAt, filter.endTimes) && lies(notice.updatedAt, filter.lastUpdatedTimes)
    && (filter.entityValues === undefined || notice.affected.some(value => filter.entityValues!.includes(value)))
    && (filter.tags ?? []).length === 0
}

/** Events are told in English here, as AWS does unless it is asked for Japanese. @throws UnsupportedLocale */
export function checkLocale(locale: string | undefined, call: Call): void {
  if (locale === undefined || locale === 'en') return
  throw call.fault('UnsupportedLocale', `The locale ${locale} is not supported.`)
}

export const DescribeEvents: Health['DescribeEvents'] = function* ({ filter, locale }, call) {
  checkLocale(locale, call)
  for (const each of told(call)) if (passes(each, filter)) yield each.event
}

export const DescribeEventDetails: Health['DescribeEventDetails'] = ({ eventArns, locale }, call) => {
  checkLocale(locale, call)
  const known = new Map(told(call).map(each => [each.event.arn, each]))
  const found = eventArns.flatMap(arn => known.get(arn) ?? [])
  return {
    successfulSet: found.map(({ event, notice }) => ({
      event, eventDescription: { latestDescription: notice.text }, eventMetadata: { clause: notice.clause },
    })),
    failedSet: eventArns.filter(arn => !known.has(arn)).map(arn => ({
      eventArn: arn, errorName: 'EventNotFound', errorMessage: 'The event is not known.',
    })),
  }
}

export const DescribeEventAggregates: Health['DescribeEventAggregates'] = function* ({ filter }, call) {
  const counts = new Map<string, number>()
  for (const each of told(call)) {
    if (passes(each, filter)) counts.set(each.notice.category, (counts.get(each.notice.category) ?? 0) + 1)
  }
  for (const [aggregateValue, count] of [...counts].sort()) yield { aggregateValue, count }
}

export const DescribeEventTypes: Health['DescribeEventTypes'] = function* ({ filter = {}, locale }, call) {
  checkLocale(locale, call)
  const seen = new Set<string>()
  for (const { notice: { service, typeCode, category } } of told(call)) {
    const wanted = among(typeCode, filter.eventTypeCodes) && among(service, filter.services)
      && among<string>(category, filter.eventTypeCategories)
    if (!wanted || seen.has(typeCode)) continue
    seen.add(typeCode)
    yield { service, code: typeCode, category }
  }
}
