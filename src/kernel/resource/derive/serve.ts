// Runs the operations of derived resources: create, put, read, list, update, delete, on the ordinary store, one record per resource. What
// the model does not tell is refused, never passed over: a filter, a precondition, a change to what is not kept.
// Invariant: an operation bound here fills every required member of its output.

import { isDeepStrictEqual } from 'node:util'
import type { DerivedOperation, DerivedResource } from '../../../model/derived.ts'
import type { Member, OperationModel, ServiceModel, Shape } from '../../../model/shape.ts'
import { key as keyText } from '../../../std/key.ts'
import type { Values } from '../../../wire/protocol.ts'
import { Fault } from '../../fault.ts'
import type { AnyOperation, Call } from '../../service.ts'
import type { Collection } from '../collection.ts'
import type { ResourceType } from '../resource.ts'
import { readTags } from '../tags.ts'
import { arnOf, arnTable } from './arn-name.ts'
import type { ArnEntry } from './arn-name.ts'
import { compatible } from './compatible.ts'
import { faultCode, serviceWideMissing } from './fault-code.ts'
import type { FaultKind } from './fault-code.ts'
import type { KeptResource } from './kept.ts'
import { idAfter, newId } from './new-id.ts'
import type { Parent } from './parent.ts'
import { isOwnName } from './plain-name.ts'
import { echoesOf, isVersionName, opened, planOf, plainMembers } from './plan.ts'
import type { Plan } from './plan.ts'
import { written } from './record.ts'
import type { DerivedRecord, Moment } from './record.ts'
import { makingMs } from './state.ts'

/** The key of what there is one of. */
const only = '-'

const accountNames = /^(aws)?accountid$|^catalogid$/
const tokenNames = /^(client|creator|caller|idempotency)(request)?(token|reference|id)$|^idempotencykey$/

interface TypedParent extends Parent { readonly type: ResourceType<DerivedRecord> }

/** One operation of one derived resource, with all that can be known before it is called. */
export class DerivedServing {
  readonly #service: ServiceModel
  readonly #resource: DerivedResource
  readonly #kept: KeptResource
  readonly #type: ResourceType<DerivedRecord>
  readonly #model: OperationModel
  readonly #operation: DerivedOperation
  readonly #parents: readonly TypedParent[]
  /** Of the input, opened where the resource stands in a structure of its own. */
  readonly #members: ReadonlyMap<string, Member>

  constructor(
    service: ServiceModel, resource: DerivedResource, kept: KeptResource, type: ResourceType<DerivedRecord>, model: OperationModel,
    parents: readonly TypedParent[],
  ) {
    this.#parents = parents
    this.#service = service
    this.#resource = resource
    this.#kept = kept
    this.#type = type
    this.#model = model
    this.#operation = resource.operations[model.name]!
    this.#members = plainMembers(kept.noun, opened(model.input, this.#operation.wrap))
  }

  /** What runs. */
  get run(): AnyOperation {
    const { role, wrap } = this.#operation
    if (role === 'list') return this.#list() as AnyOperation
    const plan = planOf(this.#model.output, this.#kept, this.#operation.within)
    const needed = role === 'create' || role === 'put' ? this.#needed() : []
    const body = {
      create: (input: Values, call: Call) => this.#create(plan, needed, input, call, false),
      put: (input: Values, call: Call) => this.#create(plan, needed, input, call, true),
      read: (input: Values, call: Call) => this.#read(plan, input, call),
      update: (input: Values, call: Call) => this.#update(plan, input, call),
      delete: (input: Values, call: Call) => this.#delete(plan, input, call),
    }[role]
    if (wrap === undefined) return body as AnyOperation
    return ((input: Values, call: Call) => body({ ...input, [wrap]: undefined, ...input[wrap] as Values | undefined },
      call)) as AnyOperation
  }

  /** What some answer must hold, and create need not be given. */
  #needed(): readonly string[] {
    const models = Object.entries(this.#resource.operations).map(([name, part]) => [this.#service.operation(name)!, part] as const)
    return [...new Set(models.flatMap(([{ output }, { within, items }]) => {
      const list = items === undefined ? undefined : output.memberByName.get(items)!.shape
      const element = list?.kind === 'list' ? list.element.shape : undefined
      return (element?.kind === 'structure' ? planOf(element, this.#kept) : planOf(output, this.#kept, within)).needed
    }))]
  }

  #create(plan: Plan, needed: readonly string[], input: Values, call: Call, replaces: boolean): Values {
    const { correction, arn, key: parts } = this.#resource
    const values: Values = { ...correction?.defaults }
    for (const [plain, member] of this.#members) {
      if (/^dryrun$/.test(plain) && input[member.name] === true) throw this.#refused(member)
      const value = input[member.name]
      if (value !== undefined && member !== this.#kept.tagsMember && !isVersionName(plain)) values[plain] = value
    }
    this.#checkParents(values, call)
    const unsaid = needed.find(plain => values[plain] === undefined)
    if (unsaid !== undefined) throw this.#unsaid(unsaid)
    for (const [plain, shapes] of this.#kept.assigned) if (plain !== 'arn') values[plain] = this.#assigned(plain, shapes, values, call)
    if (arn !== undefined) values['arn'] = arnOf(arn, parts, values, call)
    const key = parts.map(({ name, from }) => from === 'only' ? only : String(values[name]))
    const records = call.of(this.#type)
    const existing = records.get(...key)
    if (existing !== undefined && !replaces) return this.#again(plan, values, existing, key, call)
    const now = call.now()
    const { createdAt, settledAt } = existing ?? { createdAt: now, settledAt: now + call.lifecycleMs(makingMs) }
    const record: DerivedRecord = {
      key, values, createdAt, updatedAt: now, settledAt, ...(this.#kept.hasVersions && { version: call.uuid() }),
    }
    records.put(record)
    if (arn !== undefined) call.table<ArnEntry>(arnTable).put(keyText(String(values['arn'])), { noun: this.#kept.noun, key })
    const { tagsMember } = this.#kept
    const tags = tagsMember === undefined ? undefined : input[tagsMember.name]
    if (tags !== undefined) call.tags(this.#type).add(readTags(tagsMember!, tags), ...key)
    return written(plan, record, this.#moment(record, call))
  }

  /** What it is made under must be there, where the operation has a fault for that. */
  #checkParents(values: Values, call: Call): void {
    for (const { part, resource: { noun, correction }, type } of this.#parents) {
      const code = faultCode(this.#model, noun, 'missing', true, correction)
      const given = String(values[part])
      const entry = call.table<ArnEntry>(arnTable).get(keyText(given))
      if (code === undefined || call.of(type).get(given) !== undefined || entry?.noun === noun) continue
      throw missingOrPresent(this.#service, this.#model, code, noun, given, 'missing', call)
    }
  }

  /** What the service gives: an id, or the next number below the same parent. */
  #assigned(plain: string, shapes: readonly Shape[], values: Values, call: Call): unknown {
    const { key, correction } = this.#resource
    if (!key.some(({ name, number }) => name === plain && number === true)) {
      return correction?.id === undefined ? newId(shapes, call) : idAfter(correction.id, call)
    }
    const counters = call.table<number>('derived-counters')
    const place = keyText(this.#kept.noun, ...key.filter(({ name }) => name !== plain).map(({ name }) => String(values[name])))
    const next = (counters.get(place) ?? 0) + 1
    counters.put(place, next)
    return next
  }

  /** One is there already: AWS's fault, or, where the model lists none, the same answer to the same input. */
  #again(plan: Plan, values: Values, existing: DerivedRecord, key: readonly string[], call: Call): Values {
    if (faultCode(this.#model, this.#kept.noun, 'present', false, this.#resource.correction) !== undefined) {
      throw this.#fault('present', key.at(-1)!, call)
    }
    const alike = [...this.#members.keys()].every(plain => isDeepStrictEqual(values[plain], existing.values[plain]))
    if (alike) return written(plan, existing, this.#moment(existing, call))
    const message = `There is ${this.#kept.noun} ${key.join('/')} already, and the API model does not tell what `
      + `${this.#model.name} does then.`
    throw new Fault('NotImplemented', message, 400)
  }

  #unsaid(plain: string): Fault {
    const name = this.#members.get(plain)?.name ?? plain
    return new Fault('NotImplemented', `AWS would choose ${name} of ${this.#kept.noun}, and the API model does not tell how. Say ${name}.`,
      400)
  }

  #read(plan: Plan, input: Values, call: Call): Values {
    this.#refuseOthers(input, call, () => false)
    const record = this.#found(input, call)
    return written(plan, record, this.#moment(record, call))
  }

  #update(plan: Plan, input: Values, call: Call): Values {
    const record = this.#found(input, call)
    this.#checkVersion(record, input, call)
    const given = [...this.#members].filter(([, member]) => input[member.name] !== undefined && !this.#names(member))
    const kept = given.filter(([plain, member]) => {
      const shape = this.#kept.shapes.get(plain)
      return shape !== undefined && !this.#kept.assigned.has(plain) && plain !== this.#kept.tags && compatible(member.shape, shape)
    })
    this.#refuseOthers(input, call, member => kept.some(([, other]) => other === member))
    const changes = Object.fromEntries(kept.map(([plain, member]) => [plain, input[member.name]]))
    const after = call.of(this.#type).put({
      ...record, values: { ...record.values, ...changes }, updatedAt: call.now(), ...(record.version !== undefined
        && { version: call.uuid() }),
    })
    return written(plan, after, this.#moment(after, call))
  }

  #delete(plan: Plan, input: Values, call: Call): Values {
    this.#refuseOthers(input, call, member => member.shape.kind === 'boolean')
    const { lenient } = this.#operation
    if (lenient === true && this.#recordOf(this.#named(input), call.of(this.#type), call) === undefined) return {}
    const record = this.#found(input, call)
    this.#checkVersion(record, input, call)
    const tags = this.#moment(record, call).tags()
    call.of(this.#type).delete(...record.key)
    if (this.#resource.arn !== undefined) call.table(arnTable).delete(keyText(String(record.values['arn'])))
    return written(plan, record, { now: call.now(), account: call.account, isGoing: true, tags: () => tags })
  }

  #list(): (input: Values, call: Call) => unknown {
    const items = this.#model.output.memberByName.get(this.#operation.items!)!
    const element = items.shape.kind === 'list' ? items.shape.element.shape : undefined
    const plan = element?.kind === 'structure' ? planOf(element, this.#kept) : undefined
    const rest = planOf(this.#model.output, this.#kept).fields.filter(({ source }) => source.kind === 'empty')
    const empty = Object.fromEntries(rest.map(({ member }) => [member.name, []]))
    const echoes = echoesOf(this.#model, this.#kept, this.#resource.key, this.#operation.key)
    const { pagination } = this.#model
    return (input, call) => {
      this.#refuseOthers(input, call, member => this.#isOfPages(member))
      const shown = (record: DerivedRecord): unknown => plan === undefined
        ? record.values[this.#operation.item === 'arn' ? 'arn' : this.#resource.key.at(-1)!.name]
        : written(plan, record, this.#moment(record, call))
      const records = this.#selected(input, call)
      const beside = { ...empty, ...Object.fromEntries(echoes.map(([to, from]) => [to, input[from]])) }
      if (pagination !== undefined) return this.#pages(records, shown, beside)
      const all = [...records].map(shown)
      this.#refuseCut(input, all.length)
      return { ...beside, [items.name]: all }
    }
  }

  * #pages(records: Iterable<DerivedRecord>, shown: (record: DerivedRecord) => unknown, beside: Values): Generator<unknown, Values> {
    for (const record of records) yield shown(record)
    return beside
  }

  /** The records that a list is asked for: those chosen by their own names, or all below the parents that are given. */
  * #selected(input: Values, call: Call): Iterable<DerivedRecord> {
    const records = call.of(this.#type)
    const parts = this.#named(input)
    const { chosen } = this.#operation
    const asked = chosen === undefined ? undefined : input[chosen] as string | readonly string[] | undefined
    const wanted = [...this.#members].filter(([, { name }]) => this.#operation.equal?.includes(name) && input[name] !== undefined)
    const isBelow = (record: DerivedRecord): boolean => parts.every((part, i) => part === undefined || record.key[i] === part)
      && wanted.every(([plain, { name }]) => record.values[plain] === input[name])
    if (asked !== undefined && asked.length > 0) {
      for (const own of typeof asked === 'string' ? [asked] : asked) {
        const record = this.#recordOf([...parts.slice(0, -1), own], records, call)
        if (record !== undefined && isBelow(record)) yield record
        else if (this.#missesAloud) throw this.#fault('missing', own, call)
      }
      return
    }
    const open = parts.findIndex(part => part === undefined)
    for (const record of records.scan({ within: parts.slice(0, open === -1 ? parts.length : open) as string[] })) {
      if (isBelow(record)) yield record
    }
  }

  /** What lists filters; what describes speaks of those that are not there, where it has a word for it. */
  get #missesAloud(): boolean {
    return !this.#model.name.startsWith('List') && faultCode(this.#model, this.#kept.noun, 'missing', true) !== undefined
  }

  /** Without a pager of the model's, a list is whole or refused. */
  #refuseCut(input: Values, count: number): void {
    for (const member of this.#model.input.members) {
      const value = input[member.name]
      if (value === undefined || !this.#isOfPages(member)) continue
      if (typeof value !== 'number' || value < count) throw this.#refused(member)
    }
  }

  #isOfPages({ name }: Member): boolean {
    const { pagination } = this.#model
    if (pagination !== undefined) return pagination.inputTokens.includes(name) || pagination.limitKey === name
    return /^(next|pagination|starting|page)?(token|marker)$|^(max|page|limit)(results|records|items|size)?$/i.test(name)
  }

  #found(input: Values, call: Call): DerivedRecord {
    const given = this.#named(input)
    const records = call.of(this.#type)
    const record = this.#recordOf(given, records, call)
    if (record === undefined) throw this.#fault('missing', String(given.at(-1)), call)
    this.#checkNames(record, input, call)
    return records.require(...record.key)
  }

  /** The parts of the key, as the input names them. */
  #named(input: Values): (string | undefined)[] {
    return this.#resource.key.map(({ from }, at) => {
      const name = this.#operation.key[at]
      if (from === 'only') return only
      const value = typeof name === 'string' ? input[name] : undefined
      return value === undefined ? undefined : String(value)
    })
  }

  /** Names that stand beside the one that finds it must be its own. */
  #checkNames(record: DerivedRecord, input: Values, call: Call): void {
    for (const [plain, { name }] of this.#members) {
      if (!this.#isName(plain) || this.#operation.key.includes(name) || input[name] === undefined) continue
      if (input[name] !== record.values[plain]) throw this.#fault('missing', String(input[name]), call)
    }
  }

  /** A name that even a deletion must repeat; another is a property that may change. */
  #isName(plain: string): boolean {
    return isOwnName(plain) && this.#operation.role !== 'list' && this.#kept.repeated.has(plain)
  }

  /** Who changes it must know which state he changes, where the API asks for that. */
  #checkVersion(record: DerivedRecord, input: Values, call: Call): void {
    const member = [...this.#members].find(([plain]) => isVersionName(plain))?.[1]
    const given = member === undefined ? undefined : input[member.name]
    if (given === undefined || given === record.version) return
    const names = this.#model.errors.map(({ name }) => name)
    const code = names.find(name => /OptimisticLock|PreconditionFailed|InvalidIfMatch|StaleRequest/.test(name))
      ?? names.find(name => /Conflict|Validation|Invalid/.test(name)) ?? 'ValidationException'
    throw call.fault(code as never, `${this.#kept.noun} ${record.key.join('/')} has been changed since ${member!.name} was given.`)
  }

  /** An ARN stands for the record that has it. */
  #recordOf(parts: readonly (string | undefined)[], records: Collection<DerivedRecord>, call: Call): DerivedRecord | undefined {
    if (parts.includes(undefined)) return undefined
    const record = records.get(...parts as string[])
    if (record !== undefined || this.#resource.arn === undefined) return record
    const entry = call.table<ArnEntry>(arnTable).get(keyText(parts.at(-1)!))
    return entry?.noun === this.#kept.noun ? records.get(...entry.key) : undefined
  }

  #names(member: Member): boolean {
    const { key, chosen, equal } = this.#operation
    return key.includes(member.name) || member.name === chosen || (equal?.includes(member.name) ?? false)
  }

  /** What the model does not explain is not passed over. */
  #refuseOthers(input: Values, call: Call, isKnown: (member: Member) => boolean): void {
    for (const [plain, member] of this.#members) {
      const value = input[member.name]
      if (value === undefined || value === false || (Array.isArray(value) && value.length === 0)) continue
      if (this.#names(member) || this.#isName(plain) || isVersionName(plain) || member.idempotencyToken === true || tokenNames.test(plain)
        || isKnown(member)) continue
      if (accountNames.test(plain) && value === call.account) continue
      throw this.#refused(member)
    }
  }

  #refused({ name }: Member): Fault {
    const message = `Orrery keeps ${this.#kept.noun} as the API model tells it, and the model does not tell what ${this.#model.name} does `
      + `with ${name}. Leave ${name} out.`
    return new Fault('NotImplemented', message, 400)
  }

  #moment(record: DerivedRecord, call: Call): Moment {
    return {
      now: call.now(), account: call.account, isGoing: false, tags: () => this.#resource.arn === undefined
        ? {} : call.tags(this.#type).get(...record.key),
    }
  }

  #fault(kind: FaultKind, own: string, call: Call): Fault {
    const code = faultCode(this.#model, this.#kept.noun, kind, false, this.#resource.correction)
      ?? (kind === 'missing' ? serviceWideMissing(this.#model) : undefined) ?? 'ValidationException'
    return missingOrPresent(this.#service, this.#model, code, this.#kept.noun, own, kind, call)
  }
}

/** The fault with what its shape asks for. */
export function missingOrPresent(
  service: ServiceModel, operation: OperationModel, code: string, noun: string, own: string, kind: FaultKind, call: Call,
): Fault {
  const message = `${noun} ${own} ${kind === 'missing' ? 'does not exist' : 'already exists'}.`
  const shape = operation.errors.find(({ name }) => name === code) ?? service.errorShape(code)
  const fields: Values = {}
  for (const { name } of shape?.members ?? []) {
    if (/^resourceId$/i.test(name)) fields[name] = own
    if (/^resourceType$/i.test(name)) fields[name] = noun
  }
  return call.fault(code as never, message, fields)
}
