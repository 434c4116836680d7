// What customer and support write to each other in a case. Source: AddCommunicationToCase and DescribeCommunications, AWS Support API
// Reference; "Case status", AWS Support User Guide.

import type { Support } from '../../../generated/aws/support.ts'
import type { Call } from '../../kernel/service.ts'
import { claimSet } from './attachment.ts'
import { append, Case, caseNamed, shownCommunication, submitter, timeOf } from './case-record.ts'
import { severitiesOf } from './plan.ts'

export const AddCommunicationToCase: Support['AddCommunicationToCase'] = (input, call) => {
  severitiesOf(call)
  const { caseId, communicationBody: body, attachmentSetId, ccEmailAddresses: cc } = input
  const found = caseNamed(caseId, call)
  const told = cc === undefined ? found : { ...found, cc: [...new Set([...found.cc, ...cc])] }
  const status = found.status === 'resolved' ? 'reopened' : found.status === 'pending-customer-action' ? 'work-in-progress' : found.status
  append(told, { body, by: submitter(call), attachments: claimSet(attachmentSetId, call) }, call, status)
  return { result: true }
}

export const DescribeCommunications: Support['DescribeCommunications'] = function* ({ caseId, afterTime, beforeTime }, call) {
  severitiesOf(call)
  const from = afterTime === undefined ? -Infinity : timeOf(afterTime, call)
  const until = beforeTime === undefined ? Infinity : timeOf(beforeTime, call)
  for (const each of [...caseNamed(caseId, call).communications].reverse()) {
    if (each.at >= from && each.at <= until) yield shownCommunication(caseId, each)
  }
}

const received = 'We have received your case and are looking into it. Nobody reads it here: go on by what the case is about.'

/** The timer of a case that waits for its first answer. */
export function answer(_: unknown, call: Call, { id }: { readonly id: string }): void {
  const found = call.of(Case).get(id)
  if (found !== undefined) append(found, { body: received, by: 'Amazon Web Services', attachments: [] }, call, 'pending-customer-action')
}
