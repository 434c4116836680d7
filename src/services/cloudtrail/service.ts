// AWS CloudTrail: the event history of the last 90 days, read from the cloud's own journal. The manifest.
// Trails, event data stores and insights are not written yet; nothing is stored here.

import { Fault, service } from '../../kernel/service.ts'
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

  invalid([first]: readonly Violation[]) {
    const { path, value, rule } = first!
    const code = faultByMember[path.split('.')[0]!] ?? 'InvalidParameterException'
    return new Fault(code, `Value ${value === null ? 'null' : `'${String(value)}'`} at '${path}' failed to satisfy constraint: ${rule}`)
  },
})
