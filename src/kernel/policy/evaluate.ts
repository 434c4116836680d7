// One set of policies against one request: an explicit deny wins, an allow comes next, and silence denies. How sets of different kinds bear
// on one another is in `decide.ts`. Pure. Source: "Policy evaluation logic", IAM User Guide.

import type { Principal } from '../identity/principal.ts'
import { meets } from './condition.ts'
import { readPolicy } from './document.ts'
import type { Element, Policy, ResourcePattern, Statement } from './document.ts'
import { reachOf } from './named-principal.ts'
import type { Reach } from './named-principal.ts'
import { matches, matchesResource } from './pattern.ts'
import type { Lookup } from './template.ts'

export interface Question {
  readonly principal: Principal
  /** `service:Operation`, in any case. */
  readonly action: string
  /**
   * The ARN that is meant, `*` where the action has none. Undefined where the service does not say: then Resource elements are not judged,
   * and only a `*` denies.
   */
  readonly resource: string | undefined
  /** Values of condition keys, asked for in lower case. */
  readonly conditions: Lookup
  /** Of the principal's account, for the service whose policies name such. */
  readonly canonicalId?: string
}

export type Verdict = 'allow' | 'explicit-deny' | 'implicit-deny'

export interface Outcome {
  readonly verdict: Verdict
  /** The statement that decided; absent where none spoke. */
  readonly statement?: Statement
  /** Of an allow that names principals: how directly it names this one. */
  readonly reach?: Reach
}

const silent: Outcome = { verdict: 'implicit-deny' }
const directness: readonly (Reach | undefined)[] = ['delegated', 'limited', 'direct']

export function evaluate(policies: readonly Policy[], question: Question): Outcome {
  const action = question.action.toLowerCase()
  let outcome = silent
  for (const { statements } of policies) {
    for (const statement of statements) {
      const reach = speaks(statement, action, question)
      if (reach === false) continue
      if (statement.effect === 'deny') return { verdict: 'explicit-deny', statement }
      if (outcome !== silent && directness.indexOf(reach) <= directness.indexOf(outcome.reach)) continue
      outcome = { verdict: 'allow', statement, ...(reach !== undefined && { reach }) }
    }
  }
  return outcome
}

/** Judges the text of one resource's policy; one that cannot be read allows nothing and denies nothing. */
export function evaluatePolicy(text: string, question: Question): Outcome {
  const read = readPolicy(text, 'resource')
  return 'problem' in read ? silent : evaluate([read.policy], question)
}

/** Whether a statement is about this request; where it names principals, how directly. */
function speaks(statement: Statement, action: string, question: Question): Reach | undefined | false {
  const { negated, of: patterns } = statement.action
  if (patterns.some(pattern => matches(pattern, action)) === negated) return false
  const { principal, resource } = statement
  const reach = principal === undefined ? undefined : reachOf(principal.of, question.principal, question.canonicalId)
  if (principal !== undefined && (reach === undefined) !== principal.negated) return false
  if (resource !== undefined && !covers(resource, statement.effect, question)) return false
  if (!meets(statement.conditions, question.conditions)) return false
  return principal?.negated === true ? 'limited' : reach
}

/** A pattern that names what the request lacks covers nothing, and makes its `NotResource` say nothing. */
function covers({ negated, of: patterns }: Element<readonly ResourcePattern[]>, effect: 'allow' | 'deny', question: Question): boolean {
  const { resource, conditions } = question
  if (resource === undefined) return effect === 'allow' || (!negated && patterns.some(({ any }) => any))
  let unknown = false
  for (const { any, arn } of patterns) {
    if (any) return !negated
    const pattern = arn(conditions)
    if (pattern === undefined) unknown = true
    else if (matchesResource(pattern, resource)) return !negated
  }
  return negated && !unknown
}
