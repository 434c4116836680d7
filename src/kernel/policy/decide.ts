// The decision over all policies that bear on a request: those of the identity, the resource, the boundary, the session and the
// organization. Any explicit deny ends it; then each kind must allow in its turn, and who is named how directly by the resource's policy
// decides which turns are left out. Pure.
// Source: "How AWS enforcement code logic evaluates requests" and "Cross-account policy evaluation logic", IAM User Guide.

import type { Policy, Statement } from './document.ts'
import { evaluate } from './evaluate.ts'
import type { Outcome, Question } from './evaluate.ts'

/** In AWS's words for a denial. */
export type PolicyKind =
  | 'identity-based policy' | 'resource-based policy' | 'permissions boundary' | 'session policy' | 'service control policy'
  | 'resource control policy' | 'role trust policy'

/** Organization policies of one level: the root, a unit, or the account; one of them must allow. */
type Level = readonly Policy[]

export interface PolicySets {
  readonly identity?: readonly Policy[]
  readonly resource?: readonly Policy[]
  /** Instead of a resource's: the policy of a role that the caller wants to become. It must allow, whatever others say. */
  readonly trust?: readonly Policy[]
  /** Absent where the identity has no boundary. */
  readonly boundary?: readonly Policy[]
  /** Absent where no session policies narrow the caller; without any in the list, nothing is allowed. */
  readonly session?: readonly Policy[]
  readonly organization?: { readonly scp?: readonly Level[], readonly rcp?: readonly Level[] }
}

export type Decision =
  | { readonly allowed: true }
  | { readonly allowed: false, readonly by: PolicyKind, readonly explicit: boolean, readonly statement?: Statement }

const allowed: Decision = { allowed: true }

/** @param sameAccount whether the principal and the resource belong to one account; a principal of none never does */
export function decide(sets: PolicySets, question: Question, { sameAccount }: { readonly sameAccount: boolean }): Decision {
  const { identity = [], resource = [], trust, boundary, session, organization: { scp = [], rcp = [] } = {} } = sets
  const { kind, account } = question.principal
  const controls = ([...rcp.map(level => ['resource control policy', level]), ...scp.map(level => ['service control policy', level])] as
    [PolicyKind, Level][]).map(([by, level]) => turn(by, evaluate(level, question)))
  const resourceTurn = trust === undefined ? turn('resource-based policy', evaluate(resource, question))
    : turn('role trust policy', evaluate(trust, question))
  const own = kind === 'root' ? turn('identity-based policy', { verdict: 'allow' })
    : turn('identity-based policy', evaluate(identity, question))
  const limits = [
    ...(boundary === undefined ? [] : [turn('permissions boundary', evaluate(boundary, question))]),
    ...(session === undefined ? [] : [turn('session policy', evaluate(session, question))]),
  ]
  const denial = [...controls, resourceTurn, own, ...limits].find(({ verdict }) => verdict === 'explicit-deny')
  if (denial !== undefined) return refusal(denial)
  return throughAll([...controls, ...turnsFor(resourceTurn, own, limits, sameAccount, account === '')])
}

interface Turn extends Outcome { readonly by: PolicyKind }

/** Which kinds must allow, in AWS's order, besides the organization's. */
function turnsFor(resource: Turn, identity: Turn, limits: readonly Turn[], sameAccount: boolean, homeless: boolean): readonly Turn[] {
  if (homeless) return [resource]
  if (!sameAccount) return [resource, identity, ...limits]
  if (resource.by === 'role trust policy' && resource.verdict !== 'allow') return [resource]
  if (resource.verdict !== 'allow' || resource.reach === 'delegated') return [identity, ...limits]
  return resource.reach === 'direct' ? [] : limits
}

function throughAll(turns: readonly Turn[]): Decision {
  const failed = turns.find(({ verdict }) => verdict !== 'allow')
  return failed === undefined ? allowed : refusal(failed)
}

function turn(by: PolicyKind, outcome: Outcome): Turn {
  return { ...outcome, by }
}

function refusal({ by, verdict, statement }: Turn): Decision {
  return { allowed: false, by, explicit: verdict === 'explicit-deny', ...(statement !== undefined && { statement }) }
}
