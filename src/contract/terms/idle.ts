// Retention of what nobody uses: a resource that lies idle for so long is announced for removal, and removed when the notice has passed and
// it is idle still. Use is what the rule names; each use starts the time anew and takes a notice back. Time costs nothing while it passes:
// a resource has one timer, looked at when it is due.

import { Fault } from '../../kernel/fault.ts'
import type { Values } from '../../wire/protocol.ts'
import { key } from '../../std/key.ts'
import type { Office, Place, ServiceCall } from './office.ts'
import type { Reaction, Rule } from './rule.ts'
import { after, wordsFor } from './span.ts'

/** The resource's own name out of a call that uses it; undefined for a call that uses none. */
export type NameOf = (input: Values, output: Values) => unknown

export interface IdleRetention {
  readonly id: string
  readonly clauses: readonly string[]
  readonly service: string
  /** Health's word for the service. */
  readonly healthService: string
  /** What a person calls it: `domain`. */
  readonly noun: string
  /** Durations of the clock: `6mo`, `30d`. Without a notice it is removed when it has been idle so long. */
  readonly idle: string
  readonly notice?: string
  /** Operations that use a resource, and how they name it. */
  readonly uses: Readonly<Record<string, NameOf>>
  /** Operations that remove one, and how they name it: nothing more is to be looked for. */
  readonly ends?: Readonly<Record<string, NameOf>>
  /** A call that fails where the resource is no more; one that Orrery does not answer tells nothing. */
  readonly look: (name: string) => ServiceCall
  readonly remove: (name: string) => ServiceCall
}

interface Stay extends Place { readonly name: string, readonly usedAt: number, readonly noticeAt?: number }

/** Declares a retention rule. */
export function idleRetention(declaration: IdleRetention): Rule {
  const { id, clauses, service, noun, idle, notice, uses, ends = {} } = declaration
  const says = notice === undefined ? `A ${noun} of ${service} that is not used for ${wordsFor(idle)} is removed.`
    : `A ${noun} of ${service} that is not used for ${wordsFor(idle)} is announced, and removed ${wordsFor(notice)} later if still idle.`
  const reactionTo = (nameOf: NameOf): Reaction => ({
    after: ({ rule, office, call, input, output }) => {
      const name = nameOf(input, output)
      if (typeof name === 'string' && name !== '') used(office, rule, declaration, { account: call.account, region: call.region, name })
    },
  })
  const endOf = (nameOf: NameOf): Reaction => ({
    after: ({ rule, office, call, input, output }) => {
      forget(office, rule, { account: call.account, region: call.region, name: String(nameOf(input, output) ?? '') })
    },
  })
  return {
    id, clauses, says, isPolicy: true,
    reactions: Object.fromEntries([
      ...Object.entries(uses).map(([operation, nameOf]) => [`${service}:${operation}`, reactionTo(nameOf)] as const),
      ...Object.entries(ends).map(([operation, nameOf]) => [`${service}:${operation}`, endOf(nameOf)] as const),
    ]),
    timers: {
      idle: (office, rule, payload) => whenIdle(office, rule, declaration, payload),
      removal: (office, rule, payload) => whenNoticed(office, rule, declaration, payload),
    },
  }
}

function used(office: Office, rule: Rule, { idle }: IdleRetention, of: Omit<Stay, 'usedAt'>): void {
  const stays = staysOf(office, rule)
  const id = key(of.account, of.region, of.name)
  const known = stays.get(id)
  const usedAt = office.now()
  stays.put(id, { ...of, usedAt })
  if (known?.noticeAt !== undefined) {
    office.cancelTimer(rule, 'removal', id)
    office.closeNotice(of.account, noticeId(rule, of))
    office.log(rule, of, `took the notice back: ${of.name} is used again`, [of.name])
  }
  if (known === undefined || known.noticeAt !== undefined) office.setTimer(rule, 'idle', id, after(usedAt, idle), id)
}

/** The customer removed it. */
function forget(office: Office, rule: Rule, of: Omit<Stay, 'usedAt'>): void {
  const id = key(of.account, of.region, of.name)
  if (!staysOf(office, rule).delete(id)) return
  for (const kind of ['idle', 'removal']) office.cancelTimer(rule, kind, id)
  office.closeNotice(of.account, noticeId(rule, of))
}

async function whenIdle(office: Office, rule: Rule, declaration: IdleRetention, id: string): Promise<void> {
  const stays = staysOf(office, rule)
  const stay = stays.get(id)
  if (stay === undefined) return
  const dueAt = after(stay.usedAt, declaration.idle)
  if (dueAt > office.now() || !office.isOn(rule)) {
    // A rule that is switched off looks again when as much time has passed once more.
    office.setTimer(rule, 'idle', id, dueAt > office.now() ? dueAt : after(office.now(), declaration.idle), id)
    return
  }
  if (!await isThere(office, declaration, stay)) {
    office.transact(() => { stays.delete(id) })
    return
  }
  if (declaration.notice === undefined) return remove(office, rule, declaration, stay)
  const noticeAt = office.now()
  const removalAt = after(noticeAt, declaration.notice)
  office.transact(() => {
    stays.put(id, { ...stay, noticeAt })
    office.setTimer(rule, 'removal', id, removalAt, id)
    office.notify({
      id: noticeId(rule, stay), account: stay.account, region: stay.region, service: declaration.healthService,
      typeCode: `AWS_${declaration.healthService}_RETENTION_NOTICE`, category: 'scheduledChange', startAt: removalAt,
      text: `The ${declaration.noun} ${stay.name} has not been used for ${wordsFor(declaration.idle)}. It will be deleted on ` +
        `${new Date(removalAt).toISOString().slice(0, 10)} unless it is used before then.`,
      affected: [stay.name], clause: rule.clauses[0]!,
    })
    const until = new Date(removalAt).toISOString()
    office.log(rule, stay, `gave notice: ${declaration.noun} ${stay.name} will be deleted at ${until}`, [stay.name])
  })
}

async function whenNoticed(office: Office, rule: Rule, declaration: IdleRetention, id: string): Promise<void> {
  const stay = staysOf(office, rule).get(id)
  if (stay?.noticeAt === undefined) return
  await remove(office, rule, declaration, stay)
}

async function remove(office: Office, rule: Rule, declaration: IdleRetention, stay: Stay): Promise<void> {
  let outcome = `deleted ${declaration.noun} ${stay.name}`
  try {
    await office.call(stay, declaration.remove(stay.name))
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    outcome = `could not delete ${declaration.noun} ${stay.name}: ${error.code}`
  }
  office.transact(() => {
    staysOf(office, rule).delete(key(stay.account, stay.region, stay.name))
    office.closeNotice(stay.account, noticeId(rule, stay))
    office.log(rule, stay, outcome, [stay.name])
  })
}

async function isThere(office: Office, { look }: IdleRetention, stay: Stay): Promise<boolean> {
  try {
    await office.call(stay, look(stay.name))
    return true
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return error.code === 'NotImplemented'
  }
}

function staysOf(office: Office, rule: Rule) {
  return office.table<Stay>(`${rule.id}.stay`)
}

function noticeId(rule: Rule, { region, name }: Omit<Stay, 'usedAt'>): string {
  return `${rule.id}/${region}/${name}`
}
