// What the terms forbid: a call that falls under the clause is refused with the service's own error, and the attempt is logged.

import { Fault } from '../../kernel/fault.ts'
import type { Rule, Visit } from './rule.ts'
import { onAll } from './rule.ts'

export interface Refusal {
  readonly id: string
  readonly clauses: readonly string[]
  readonly says: string
  readonly on: readonly string[]
  /** Why this call is refused; undefined for one that may go on. */
  readonly when: (visit: Visit) => string | undefined
  /** The service's error. */
  readonly code: string
  readonly status?: number
  readonly isPolicy?: boolean
}

/** Declares what is refused. */
export function refusal({ id, clauses, says, on, when, code, status = 400, isPolicy = false }: Refusal): Rule {
  return {
    id, clauses, says, isPolicy,
    reactions: onAll(on, {
      before: visit => {
        const reason = when(visit)
        if (reason === undefined) return
        visit.office.log(visit.rule, visit.call, `refused ${visit.call.operation}: ${reason}`)
        throw new Fault(code, reason, status)
      },
    }),
  }
}
