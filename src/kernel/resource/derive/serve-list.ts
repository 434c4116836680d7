// Lists of derived resources: pages by the model's pager, chosen by names, by values and by filters that ask for what is kept. A filter
// that
// asks for something else is refused by its name.

import type { Member, OperationModel, StructureShape } from '../../../model/shape.ts'
import type { Values } from '../../../wire/protocol.ts'
import type { Call } from '../../service.ts'
import { faultCode } from './fault-code.ts'
import { plainName } from './plain-name.ts'
import { failureIn } from './many.ts'
import { echoesOf, isFailures, opened, pageFields, planOf, plainMembers, singular } from './plan.ts'
import type { Plan } from './plan.ts'
import { written } from './record.ts'
import type { DerivedRecord } from './record.ts'
import { Subject } from './subject.ts'
import type { Ground } from './subject.ts'

export class DerivedList {
  readonly #ground: Ground
  readonly #subject: Subject
  /** The items' own members by plain name; undefined where items are texts. */
  readonly #shown: ReadonlyMap<string, Member> | undefined
  readonly #plan: Plan | undefined

  constructor(ground: Ground) {
    this.#ground = ground
    this.#subject = new Subject(ground)
    const items = this.#outer.memberByName.get(this.#subject.operation.items!)!
    const element = items.shape.kind === 'list' ? items.shape.element.shape : undefined
    this.#plan = element?.kind === 'structure' ? planOf(element, ground.kept) : undefined
    this.#shown = element?.kind === 'structure' ? plainMembers(ground.kept.spelling, element) : undefined
  }

  /** What holds the items. */
  get #outer(): StructureShape {
    const { output } = this.#ground.model
    const { inside } = this.#subject.operation
    return inside === undefined ? output : output.memberByName.get(inside)!.shape as StructureShape
  }

  get run(): (input: Values, call: Call) => unknown {
    const { model, kept, resource } = this.#ground
    const { operation } = this.#subject
    const rest = planOf(model.output, kept).fields.filter(({ source }) => source.kind === 'empty')
    const empty = Object.fromEntries(rest.map(({ member }) => [member.name, []]))
    const echoes = echoesOf(model, kept, resource.key, operation.key)
    const isPaged = model.pagination !== undefined && operation.inside === undefined && model.pagination.resultKeys[0] === operation.items
    return (input, call) => {
      this.#subject.refuseOthers(input, call, member => isOfPages(model, member))
      const missed: string[] = []
      const records = this.#selected(input, call, missed)
      const beside = { ...empty, ...Object.fromEntries(echoes.map(([to, from]) => [to, input[from]])) }
      if (isPaged) return this.#pages(records, () => ({ ...beside, ...this.#missed(missed, call) }), call)
      const all = [...records].map(record => this.#item(record, call))
      Object.assign(beside, this.#missed(missed, call))
      this.#refuseCut(input, all.length)
      const held = { ...pageFields(this.#outer, operation.items!, all.length), [operation.items!]: all }
      return operation.inside === undefined ? { ...beside, ...held } : { ...beside, [operation.inside]: held }
    }
  }

  #item(record: DerivedRecord, call: Call): unknown {
    const { resource } = this.#ground
    const { operation } = this.#subject
    if (this.#plan === undefined) return record.values[operation.item === 'arn' ? 'arn' : resource.key.at(-1)!.name]
    return written(this.#plan, record, this.#subject.moment(record, call))
  }

  * #pages(records: Iterable<DerivedRecord>, beside: () => Values, call: Call): Generator<unknown, Values> {
    for (const record of records) yield this.#item(record, call)
    return beside()
  }

  /** What was asked for by its name and is not there, where the answer has a place to say so. */
  #missed(names: readonly string[], call: Call): Values {
    const { model } = this.#ground
    const { chosen } = this.#subject.operation
    const member = model.output.members.find(({ name, shape }) => isFailures(name) && shape.kind === 'list')
    if (names.length === 0 || chosen === undefined || member?.shape.kind !== 'list') return {}
    const element = member.shape.element.shape
    // Texts under `Unprocessed…` are what AWS has had no time for.
    if (element.kind === 'string') return /^unprocessed/i.test(member.name) ? {} : { [member.name]: names }
    if (element.kind !== 'structure') return {}
    const shapes = opened(model.input, chosen)
    return { [member.name]: names.map(own =>
      failureIn(element, { [singular(chosen)]: own }, shapes, this.#subject.fault('missing', own, call))) }
  }

  /**
   * The records that a list is asked for: those chosen by their own names, or all below the parents that are given.
   * @param missed gets the names of those that are not there
   */
  * #selected(input: Values, call: Call, missed: string[]): Iterable<DerivedRecord> {
    const records = call.of(this.#ground.type)
    const { chosen } = this.#subject.operation
    const parts = this.#subject.named(input, call)
    const asked = chosen === undefined ? undefined : input[chosen] as string | readonly string[] | undefined
    const tests = this.#testsOf(input, call)
    const isMeant = (record: DerivedRecord): boolean => parts.every((part, i) => part === undefined || record.key[i] === part)
      && tests.every(test => test(record))
    if (asked !== undefined && asked.length > 0) {
      for (const own of typeof asked === 'string' ? [asked] : asked) {
        const record = this.#chosen([...parts.slice(0, -1), own], call)
        if (record !== undefined && isMeant(record)) yield record
        else if (this.#missesAloud) throw this.#subject.fault('missing', own, call)
        else missed.push(own)
      }
      return
    }
    const open = parts.findIndex(part => part === undefined)
    for (const record of records.scan({ within: parts.slice(0, open === -1 ? parts.length : open) as string[] })) {
      if (isMeant(record)) yield record
    }
  }

  /** By its key, by its ARN, or by its name where another names it. */
  #chosen(parts: readonly (string | undefined)[], call: Call): DerivedRecord | undefined {
    const records = call.of(this.#ground.type)
    const record = this.#subject.recordOf(parts, records, call)
    const { kept } = this.#ground
    if (record !== undefined || !kept.always.has('name') || parts.length > 1) return record
    return [...records.scan()].find(({ values }) => values['name'] === parts.at(-1))
  }

  /** What each record must pass: a value by which it is asked for, and filters. */
  #testsOf(input: Values, call: Call): ((record: DerivedRecord) => boolean)[] {
    const { equal = [], filters } = this.#subject.operation
    const tests = [...this.#subject.members].filter(([, { name }]) => equal.includes(name) && input[name] !== undefined)
      .map(([plain, member]) => {
        if (!this.#tells(plain.replace(/(prefix|contains)$/, '')) && !this.#tells(plain)) throw this.#subject.refused(member)
        return this.#testOf(plain, [input[member.name]], call)
      })
    const given = filters === undefined ? [] : (input[filters] ?? []) as Values[]
    return [...tests, ...given.map(filter => {
      const name = String(filter[Object.keys(filter).find(each => /name|key/i.test(each)) ?? ''])
      const plain = plainName(this.#ground.kept.spelling, name.replace(/[^a-zA-Z0-9]/g, ''))
      if (!this.#tells(plain)) throw this.#subject.refused({ name: `the filter ${name}` })
      const values = filter[Object.keys(filter).find(each => /values?$/i.test(each)) ?? '']
      return this.#testOf(plain, Array.isArray(values) ? values : [values], call)
    })]
  }

  /** Whether records or the items that are shown of them have such a value. */
  #tells(plain: string): boolean {
    return this.#ground.kept.shapes.has(plain) || (this.#shown?.has(plain) ?? false)
  }

  #testOf(plain: string, wanted: readonly unknown[], call: Call): (record: DerivedRecord) => boolean {
    const prefix = /^(.*)(prefix|contains)$/.exec(plain)
    const ofText = prefix !== null && !this.#ground.kept.shapes.has(plain)
    return record => {
      const value = this.#valueOf(ofText ? prefix[1]! : plain, record, call)
      if (!ofText) return wanted.some(each => String(each) === String(value))
      return wanted.some(each => prefix[2] === 'prefix' ? String(value).startsWith(String(each)) : String(value).includes(String(each)))
    }
  }

  /** What is kept, or what is shown: a state, a time. */
  #valueOf(plain: string, record: DerivedRecord, call: Call): unknown {
    const member = this.#shown?.get(plain)
    return record.values[plain] ?? (member === undefined ? undefined : (this.#item(record, call) as Values)[member.name])
  }

  /** What lists filters; what describes speaks of those that are not there, where it has a word for it. */
  get #missesAloud(): boolean {
    const { model, kept } = this.#ground
    return !/^(List|BatchGet)/.test(model.name) && faultCode(model, kept.noun, 'missing', true) !== undefined
  }

  /** Without a pager of the model's, a list is whole or refused. */
  #refuseCut(input: Values, count: number): void {
    for (const member of this.#ground.model.input.members) {
      const value = input[member.name]
      if (value === undefined || !isOfPages(this.#ground.model, member)) continue
      if (Number.isNaN(Number(value)) || Number(value) < count) throw this.#subject.refused(member)
    }
  }
}

function isOfPages({ pagination }: OperationModel, { name }: Member): boolean {
  if (pagination !== undefined && (pagination.inputTokens.includes(name) || pagination.limitKey === name)) return true
  return /^(next|pagination|starting|page)?(token|marker)$|^(max|page|limit)(results|records|items|size)?$/i.test(name)
}
