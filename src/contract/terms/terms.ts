// The service terms at work: a part of the cloud that runs the rules over calls and the clock, and its controls below `/_orrery/terms`.
// Which rules there are is said in `rules/`; how each one works, in the file of its primitive.

import type { Ground, Part, PartMaker } from '../../kernel/part.ts'
import type { Watch } from '../../kernel/watch.ts'
import type { Clause, ClauseClass } from './clause.ts'
import { readRegister } from './clause.ts'
import { registerTermsControls } from './controls.ts'
import { firstUse } from './first-use.ts'
import { Office, timerKind } from './office.ts'
import type { Reaction, Rule } from './rule.ts'
import { agreements } from './rules/agreements.ts'
import { deviceDesks } from './rules/desks-devices.ts'
import { engagementDesks } from './rules/desks-engagements.ts'
import { machineDesks } from './rules/desks-machines.ts'
import { mailDesks } from './rules/desks-mail.ts'
import { meetingDesks } from './rules/desks-meetings.ts'
import { marketDesks } from './rules/desks-market.ts'
import { workDesks } from './rules/desks-works.ts'
import { workplaceDesks } from './rules/desks-workplace.ts'
import { firstUses } from './rules/first-uses.ts'
import { idleRules } from './rules/idle-resources.ts'
import { improvement } from './rules/improvement.ts'
import { licenceIncreases } from './rules/licence-increase.ts'
import { maintenance } from './rules/maintenance.ts'
import { previewBar, previews } from './rules/previews.ts'
import { endedProgrammes } from './rules/programmes.ts'
import { serviceRefusals } from './rules/refusals-services.ts'
import { refusals } from './rules/refusals.ts'
import { directConnect } from './rules/direct-connect.ts'
import { contentRules } from './rules/idle-content.ts'
import { supportPlans } from './rules/support-plan.ts'
import { domainSnapshots } from './rules/snapshots.ts'
import { caseRules } from './rules/service-credit.ts'
import { spotRules } from './rules/spot.ts'
import { takedown } from './rules/takedown.ts'

export const termsPart: PartMaker = { id: 'terms', make: ground => new Terms(ground) }

export class Terms implements Part {
  readonly id = 'terms'
  readonly timers: NonNullable<Part['timers']>
  readonly rules: readonly Rule[]
  readonly office: Office
  readonly #reactions = new Map<string, [Rule, Reaction][]>()
  #clauses: readonly Clause[] | undefined

  constructor(ground: Ground) {
    const uses = firstUses(clause => this.#textOf(clause))
    const desks = [...deviceDesks, ...machineDesks, ...mailDesks, ...marketDesks, ...meetingDesks, ...engagementDesks, ...workDesks,
      ...workplaceDesks]
    this.rules = [...idleRules, ...refusals, ...serviceRefusals, ...endedProgrammes, takedown, maintenance, ...previews, improvement,
      ...agreements, ...spotRules, ...caseRules, ...licenceIncreases, ...domainSnapshots, ...contentRules,
      ...directConnect, ...supportPlans, ...uses.map(firstUse), ...desks]
    this.office = new Office(ground, clause => this.#textOf(clause))
    this.timers = Object.fromEntries(this.rules.flatMap(rule => Object.entries(rule.timers ?? {}).map(([kind, handler]) =>
      [timerKind(rule, kind), (payload: never) => handler(this.office, rule, payload)])))
    for (const rule of this.rules) {
      for (const [operation, reaction] of Object.entries(rule.reactions ?? {})) {
        this.#reactions.set(operation, [...this.#reactions.get(operation) ?? [], [rule, reaction]])
      }
    }
    registerTermsControls(ground, this)
    for (const rule of this.rules) for (const { method = 'POST', path, says, example, run } of rule.controls ?? []) {
      ground.control(method, path, says, example, ({ body, query }) => run(this.office, rule, body, query))
    }
  }

  readonly bars = (account: string, service: string, region: string): string | undefined => {
    const { stops } = this.office
    if (stops.isIdle) return undefined
    const preview = stops.previewAmong(service, region)
    return stops.reason(account, service) ?? (preview === undefined ? undefined : previewBar(this.office, account, preview))
  }

  begin(): void {
    this.office.stops.begin()
  }

  /** The register, read when somebody first asks for a text of it: most clouds open and close without. */
  get clauses(): readonly Clause[] {
    return this.#clauses ??= readRegister()
  }

  #textOf(clause: string): string {
    return this.#clause(clause).text
  }

  kindOf(clause: string): ClauseClass {
    return this.#clause(clause).class
  }

  #clause(clause: string): Clause {
    const found = this.clauses.find(({ id }) => id === clause)
    if (found === undefined) throw new Error(`assert: the register has no clause ${clause}`)
    return found
  }

  /** The rules' say about an operation. Services in their own name are not customers. */
  readonly watch = (service: string, operation: string): Watch | undefined => {
    const reactions = this.#reactions.get(`${service}:${operation}`)
    if (reactions === undefined) return undefined
    const { office } = this
    return {
      before: (call, input) => {
        if (call.principal.kind === 'service') return
        for (const [rule, { before }] of reactions) if (office.isOn(rule)) before?.({ rule, office, call, input })
      },
      after: (call, input, output) => {
        if (call.principal.kind === 'service') return
        for (const [rule, { after }] of reactions) if (office.isOn(rule)) after?.({ rule, office, call, input, output })
      },
    }
  }
}
