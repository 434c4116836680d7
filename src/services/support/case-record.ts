// What a case is: its record, what was written in it, and how one is found and added to. The operations are in `case.ts` and
// `communication.ts`.

import type { Communication as Shown } from '../../../generated/aws/support.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import type { Attached } from './attachment.ts'
import type { Severity } from './plan.ts'

export interface Case {
  readonly id: string
  readonly displayId: string
  readonly subject: string
  readonly status: 'unassigned' | 'opened' | 'pending-customer-action' | 'reopened' | 'resolved' | 'work-in-progress'
  readonly serviceCode: string
  readonly categoryCode: string
  readonly severity: Severity
  readonly submittedBy: string
  readonly createdAt: number
  readonly cc: readonly string[]
  readonly language: string
  readonly communications: readonly Communication[]
}

export const Case = records<Case>({ name: 'Case', key: 'id' })

export interface Communication { readonly body: string, readonly by: string, readonly at: number,
  readonly attachments: readonly Attached[] }

/** Adds to a case. Inside a transaction. */
export function append(to: Case, { body, by, attachments }: Omit<Communication, 'at'>, call: Call, status = to.status): Case {
  const communications = [...to.communications, { body, by, attachments, at: call.now() }]
  return call.of(Case).put({ ...to, communications, status })
}

export function shownCommunication(caseId: string, { body, by, at, attachments }: Communication): Shown {
  return {
    caseId, body, submittedBy: by, timeCreated: new Date(at).toISOString(),
    attachmentSet: attachments.map(({ id, fileName }) => ({ attachmentId: id, fileName })),
  }
}

/** @throws CaseIdNotFound */
export function caseNamed(id: string | undefined, call: Call): Case {
  const found = id === undefined ? undefined : call.of(Case).get(id)
  if (found === undefined) throw call.fault('CaseIdNotFound', `The requested CaseId ${id ?? ''} could not be located.`)
  return found
}

export function submitter({ principal, account }: Call): string {
  return principal.kind === 'service' ? 'Amazon Web Services' : `root@${account}.example`
}

/** @throws ValidationException for what is no time */
export function timeOf(text: string, call: Call): number {
  const at = Date.parse(text)
  if (Number.isNaN(at)) throw call.fault('ValidationException', `${text} is not a valid date.`)
  return at
}
