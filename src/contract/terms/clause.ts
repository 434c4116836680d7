// The clauses of the provider's service terms of 8 December 2020, each in our words: what sets it off, under which condition, what
// happens. The register is data (`register.tsv`); this file reads it. It carries nothing out: rules do (`rule.ts`).

import { readFileSync } from 'node:fs'

/** ENFORCE: made to happen or prevented. ATTEST: a promise of the customer. DISCLOSE: told and recorded. METER: money. LICENSE: a text. */
export const clauseClasses = ['ENFORCE', 'ATTEST', 'DISCLOSE', 'METER', 'LICENSE', 'INFO'] as const

export type ClauseClass = typeof clauseClasses[number]

export interface Clause {
  /** `5.3#2` is the second behaviour of clause 5.3; `0#n` are statements outside the numbered terms. */
  readonly id: string
  /** Systems that it concerns; `*` for all. */
  readonly services: readonly string[]
  readonly text: string
  readonly class: ClauseClass
  readonly trigger: string
  readonly condition: string
  readonly action: string
  /** `service:Operation`, `state:`, `record:`, `event:`, `error:` or `local:` words. */
  readonly affected: readonly string[]
}

/** All clauses, in the order of the terms. */
export function readRegister(): readonly Clause[] {
  const [, ...lines] = readFileSync(new URL('./register.tsv', import.meta.url), 'utf8').trimEnd().split('\n')
  return lines.map(line => {
    const [id = '', services = '', text = '', kind = '', trigger = '', condition = '', action = '', affected = ''] = line.split('\t')
    const lists = { services: services.split(';'), affected: affected.split('; ') }
    return { id, text, class: kind as ClauseClass, trigger, condition, action, ...lists }
  })
}
