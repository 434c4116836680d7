// AWS CloudTrail: the event history of the last 90 days, read from the cloud's own journal, and trails that deliver it. The manifest.
// Event data stores and channels are derived from the API's model; what would query or compare events is refused.

import { coralMessage, Fault, parseArn, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { targetOf } from './access.ts'
import { deliver, deliverHourly } from './delivery.ts'
import { noteActivity } from './delivery-timer.ts'
import { ListPublicKeys } from './digest-key.ts'
import { LookupEvents } from './lookup.ts'
import { GetEventSelectors, GetInsightSelectors, PutEventSelectors, PutInsightSelectors } from './selector-operations.ts'
import { AddTags, ListTags, RemoveTags } from './tagging.ts'
import {
  CreateTrail, DeleteTrail, DescribeTrails, GetTrail, GetTrailStatus, ListTrails, StartLogging, StopLogging, UpdateTrail,
} from './trail.ts'
import { Trail } from './trail-record.ts'

const faultByMember: Readonly<Record<string, string>> = {
  eventCategory: 'InvalidEventCategoryException',
  lookupAttributes: 'InvalidLookupAttributesException',
  maxResults: 'InvalidMaxResultsException',
}

const lake = 'CloudTrail Lake takes in no events here, so there is nothing to query: read a trail\'s files, or use LookupEvents.'
const insights = 'Nothing here compares rates of calls, so there are no Insights events.'

/** Operations that show a trail of any region, by its ARN. */
const reading = new Set(['GetTrail', 'GetTrailStatus', 'GetEventSelectors', 'GetInsightSelectors'])

interface Naming { readonly Name?: string, readonly TrailName?: string }

export const cloudtrail = service({
  id: 'cloudtrail',
  resources: [Trail] as never,
  operations: {
    AddTags, CreateTrail, DeleteTrail, DescribeTrails, GetEventSelectors, GetInsightSelectors, GetTrail, GetTrailStatus, ListPublicKeys,
      ListTags,
    ListTrails, LookupEvents, PutEventSelectors, PutInsightSelectors, RemoveTags, StartLogging, StopLogging, UpdateTrail,
  },
  refuses: {
    StartQuery: lake, DescribeQuery: lake, GetQueryResults: lake, ListQueries: lake, CancelQuery: lake, GenerateQuery: lake,
    SearchSampleQueries: lake, EnableFederation: lake, DisableFederation: lake, ListInsightsData: insights,
      ListInsightsMetricData: insights,
  },
  timers: { activity: noteActivity, deliver, hour: deliverHourly },
  pageSizes: { LookupEvents: 50 },
  target: targetOf,

  invalid(violations: readonly Violation[]) {
    const [member = ''] = violations[0]!.path.split('.')
    return new Fault(faultByMember[member] ?? 'InvalidParameterException', coralMessage(violations))
  },

  locate(operation, { Name, TrailName }: Naming) {
    const region = reading.has(operation) ? parseArn(Name ?? TrailName ?? '')?.region : undefined
    return region === undefined ? undefined : { region }
  },
})
