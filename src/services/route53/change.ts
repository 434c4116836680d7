// Changes of zones and records: PENDING until the name servers have them, INSYNC from then on. Source: GetChange, Amazon Route 53 API
// Reference; "generally within 60 seconds", ChangeResourceRecordSets.

import type { ChangeInfo, Route53 } from '../../../generated/aws/route53.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface Change { readonly id: string, readonly submittedAt: number, readonly settledAt: number, readonly comment?: string }

export const Change = records<Change>({ name: 'Change', key: 'id' })

/** How long it takes until the name servers have it. */
const spreadingMs = 30_000

/** What an operation that changes something answers. */
export function submitted(call: Call, comment?: string): ChangeInfo {
  const now = call.now()
  const change = call.of(Change).put({
    id: `C${call.alphanumeric(20).toUpperCase()}`, submittedAt: now, settledAt: now + call.lifecycleMs(spreadingMs),
    ...(comment !== undefined && { comment }),
  })
  return shown(change, call)
}

function shown({ id, submittedAt, settledAt, comment }: Change, call: Call): ChangeInfo {
  return {
    Id: `/change/${id}`, Status: call.now() < settledAt ? 'PENDING' : 'INSYNC', SubmittedAt: submittedAt,
    ...(comment !== undefined && { Comment: comment }),
  }
}

export const GetChange: Route53['GetChange'] = ({ Id }, call) => {
  const change = call.of(Change).get(Id.replace(/^\/?change\//, ''))
  if (change === undefined) throw call.fault('NoSuchChange', `A change with the specified change ID ${Id} does not exist.`)
  return { ChangeInfo: shown(change, call) }
}
