// Which trail a call is about, for policies that name trails. Source: "Actions, resources, and condition keys for AWS CloudTrail", Service
// Authorization Reference.

import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Trail } from './trail-record.ts'

interface Naming { readonly Name?: string, readonly TrailName?: string, readonly ResourceId?: string }

const ofTrails = new Set([
  'CreateTrail', 'DeleteTrail', 'GetEventSelectors', 'GetInsightSelectors', 'GetTrail', 'GetTrailStatus', 'PutEventSelectors',
  'PutInsightSelectors', 'StartLogging', 'StopLogging', 'UpdateTrail',
])

/** Undefined for what is about no single trail. */
export function targetOf(operation: string, { Name, TrailName, ResourceId }: Naming, call: Call): string | undefined {
  if (operation === 'AddTags' || operation === 'RemoveTags') return ResourceId
  const given = Name ?? TrailName
  if (!ofTrails.has(operation) || given === undefined) return undefined
  return parseArn(given) === undefined ? Trail.arnOf(call, { name: given, homeRegion: call.region }) : given
}
