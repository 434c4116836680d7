// API calls as events on the default bus: after a call, CloudTrail is asked what there is that was not told yet. As in AWS it needs a
// trail, and reads are left out unless a rule asks for all management events.
// Source: "AWS service events delivered via AWS CloudTrail" and "Read-only management events", EventBridge User Guide.

import type { LookupEventsResponse } from '../../../generated/aws/cloudtrail.ts'
import type { Call } from '../../kernel/service.ts'
import { jsonObject } from '../../std/json-object.ts'
import { apiCallsTold, apiCallType } from './api-call-interest.ts'
import { defaultBus } from './bus.ts'
import type { Event } from './event.ts'
import { ingest } from './put-events.ts'
import { Rule } from './rule.ts'

type Found = NonNullable<LookupEventsResponse['Events']>[number]

const allEvents = 'ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS'

/** Timer: calls were made since. */
export async function tellApiCalls(_payload: unknown, call: Call): Promise<void> {
  const told = apiCallsTold(call).get('default')
  if (told === undefined) return
  const { trailList: trails = [] } = await call.to('cloudtrail').DescribeTrails({})
  const found = trails.length === 0 ? [] : await callsSince(told.at, call)
  call.transact(() => {
    const last = apiCallsTold(call).get('default')
    if (last === undefined) return
    const fresh = found.filter(({ EventId: id = '', EventTime: at = 0 }) => at > last.at || !last.ids.includes(id)).toReversed()
    const wantsReads = [...call.of(Rule).scan({ within: [defaultBus] })].some(({ state }) => state === allEvents)
    for (const each of fresh) {
      const event = eventOf(each, wantsReads, call)
      if (event !== undefined) ingest(defaultBus, event, false, call)
    }
    const at = Math.max(last.at, ...fresh.map(({ EventTime }) => EventTime ?? 0))
    const ids = [...(at === last.at ? last.ids : []),
      ...fresh.filter(({ EventTime }) => EventTime === at).map(({ EventId = '' }) => EventId)]
    apiCallsTold(call).put('default', { at, ids })
  })
}

/** Newest first. */
async function callsSince(at: number, call: Call): Promise<readonly Found[]> {
  const found: Found[] = []
  let token: string | undefined
  do {
    const page: LookupEventsResponse = await call.to('cloudtrail').LookupEvents({
      StartTime: Math.floor(at / 1000) * 1000, ...(token !== undefined && { NextToken: token }),
    })
    found.push(...page.Events ?? [])
    token = page.NextToken
  } while (token !== undefined)
  return found
}

/** Undefined for what is not told: reads, and calls of services in their own name. */
function eventOf({ CloudTrailEvent: text = '{}', ReadOnly: isRead }: Found, wantsReads: boolean, call: Call): Event | undefined {
  const detail = jsonObject(text) ?? {}
  const identity = detail.userIdentity as { readonly type?: string } | undefined
  if (identity?.type === 'AWSService' || (isRead === 'true' && !wantsReads)) return undefined
  return {
    version: '0', id: call.uuid(), 'detail-type': apiCallType, source: `aws.${String(detail.eventSource).split('.')[0]}`,
    account: call.account, time: String(detail.eventTime), region: call.region, resources: [], detail,
  }
}
