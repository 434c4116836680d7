// AWS CloudTrail: the event history of the last 90 days, read from the cloud's own journal. The manifest.
// Trails, event data stores and insights are not written yet; nothing is stored here.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { LookupEvents } from './lookup.ts'

const faultByMember: Readonly<Record<string, string>> = {
  eventCategory: 'InvalidEventCategoryException',
  lookupAttributes: 'InvalidLookupAttributesException',
  maxResults: 'InvalidMaxResultsException',
}

export const cloudtrail = service({
  id: 'cloudtrail',
  operations: { LookupEvents },
  pageSizes: { LookupEvents: 50 },

  invalid(violations: readonly Violation[]) {
    const [member = ''] = violations[0]!.path.split('.')
    return new Fault(faultByMember[member] ?? 'InvalidParameterException', coralMessage(violations))
  },
})
