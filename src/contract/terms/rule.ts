// What a rule is: clauses of the terms, the calls it looks at, the timers it sets. Rules are made by a few primitives (`idle.ts`,
// `first-use.ts`, `refusal.ts`, …) from declarations of some lines; the part that runs them is `terms.ts`.

import type { Call } from '../../kernel/service.ts'
import type { Values } from '../../wire/protocol.ts'
import type { Office } from './office.ts'

/** A customer's call, as a rule sees it. */
export interface Visit {
  readonly rule: Rule
  readonly office: Office
  readonly call: Call
  readonly input: Values
}

export interface Reaction {
  /** Before the call runs. @throws Fault to refuse it */
  before?(visit: Visit): void
  /** After it has succeeded, in a transaction. */
  after?(visit: Visit & { readonly output: Values }): void
}

export type RuleTimer = (office: Office, rule: Rule, payload: never) => void | Promise<void>

/** One of Orrery's own calls that a rule answers: `POST /_orrery/…`, for what no public API is there. */
export interface RuleControl {
  readonly path: string
  readonly says: string
  readonly example: unknown
  readonly method?: 'GET'
  readonly run: (office: Office, rule: Rule, body: unknown, query: URLSearchParams) => unknown
}

export interface Rule {
  /** Kebab-case; names its state, its timers and its switch. */
  readonly id: string
  /** The clauses that it carries out, whole or in part. */
  readonly clauses: readonly string[]
  /** Clauses whose promise or licence may be recorded beforehand. */
  readonly asks?: readonly string[]
  /** One sentence: what it does. */
  readonly says: string
  /** The provider may act so, and the user may switch it off. */
  readonly isPolicy?: boolean
  /** By `service:Operation`. */
  readonly reactions?: Readonly<Record<string, Reaction>>
  readonly timers?: Readonly<Record<string, RuleTimer>>
  readonly controls?: readonly RuleControl[]
}

/** The same reaction to several operations. */
export function onAll(operations: readonly string[], reaction: Reaction): Record<string, Reaction> {
  return Object.fromEntries(operations.map(operation => [operation, reaction]))
}
