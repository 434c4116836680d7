// What services tell of their resources' states, as events on the default bus: an instance that has stopped, a volume that is there.
// What is told stands in the resources' declarations. Source: "Events from AWS services", EventBridge User Guide.

import type { Call, Change } from '../../kernel/service.ts'
import { defaultBus } from './bus.ts'
import { secondsText } from './event.ts'
import type { Event } from './event.ts'
import { ingest } from './put-events.ts'

/** Timer: there is news. */
export function tellNews(_payload: unknown, call: Call): void {
  for (const change of call.changes.take('news', 'default')) {
    const event = eventOf(change, call)
    if (event !== undefined) ingest(defaultBus, event, false, call)
  }
}

function eventOf({ news, arn, at }: Change, call: Call): Event | undefined {
  return news && {
    version: '0', id: call.uuid(), 'detail-type': news.detailType, source: news.source, account: call.account, time: secondsText(at),
    region: call.region, resources: news.resources ?? [arn], detail: news.detail,
  }
}
