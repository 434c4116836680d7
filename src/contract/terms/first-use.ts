// What must be said before a first use: a promise of the customer's (attested), a licence (accepted), a disclosure (told). Each is one
// record per account and clause. A disclosure is told before the call. A promise that nobody has made is listed as outstanding; an account
// in strict mode is refused until promises are made and licences accepted.

import { Fault } from '../../kernel/fault.ts'
import type { Values } from '../../wire/protocol.ts'
import type { Profile, PromiseState } from './office.ts'
import type { Rule, Visit } from './rule.ts'
import { onAll } from './rule.ts'

export type FirstUseKind = 'attestation' | 'licence' | 'disclosure'

export interface FirstUse {
  readonly clause: string
  readonly kind: FirstUseKind
  /** `service:Operation`. */
  readonly on: readonly string[]
  /** What is promised, accepted or told. */
  readonly says: string
  /** Whether the call falls under the clause; every call where absent. */
  readonly when?: (input: Values, profile: Profile, place: { readonly partition: string }) => boolean
}

const unsaid: Readonly<Record<FirstUseKind, PromiseState>> = { attestation: 'outstanding', licence: 'accepted', disclosure: 'told' }

const words: Readonly<Record<PromiseState, string>> = {
  outstanding: 'listed a promise as outstanding', attested: 'recorded a promise',
  accepted: 'recorded a licence', told: 'recorded a disclosure',
}

/** Declares what must be said before a first use. */
export function firstUse(use: FirstUse): Rule {
  const { clause, kind, on, when } = use
  const falls = ({ input, office, call }: Visit) => when === undefined || when(input, office.profile(call.account), call)
  const note = (visit: Visit): void => {
    const { office, call, rule } = visit
    if (office.promise(call.account, clause) !== undefined || !falls(visit)) return
    const state = unsaid[kind]
    office.record({ account: call.account, clause, state, at: office.now(), operation: call.operation })
    office.log(rule, call, `${words[state]}: ${use.says}`)
  }
  return {
    id: `${kind}-${clause.replace(/[#.]/g, '-')}`,
    clauses: [clause],
    ...(kind !== 'disclosure' && { asks: [clause] }),
    get says() { return use.says },
    reactions: onAll(on, {
      before: visit => {
        const { office, call } = visit
        if (kind === 'disclosure') return note(visit)
        if (!office.profile(call.account).strict || !falls(visit)) return
        const state = office.promise(call.account, clause)?.state
        if (state === 'attested' || state === 'accepted') return
        office.log(visit.rule, call, `refused ${call.operation}: nothing is recorded for clause ${clause}`)
        throw new Fault('AccessDeniedException',
          `${use.says} Account ${call.account} has not said so (Service Terms ${clause}): record it with orrery terms attest ${clause}.`)
      },
      ...(kind !== 'disclosure' && { after: note }),
    }),
  }
}
