// Runs the operations of derived resources: create, put, read, list, update, delete, changes of state, on the ordinary store, one record
// per
// resource. What the model does not tell is refused, never passed over: a filter, a precondition, a change to what is not kept.
// Invariant: an operation bound here fills every required member of its output.

import { isDeepStrictEqual } from 'node:util'
import type { Shape } from '../../../model/shape.ts'
import { key as keyText } from '../../../std/key.ts'
import type { Values } from '../../../wire/protocol.ts'
import { Fault } from '../../fault.ts'
import type { AnyOperation, Call } from '../../service.ts'
import { readTags, tagNamesMember, tagsMember, writeTags } from '../tags.ts'
import { arnOf, arnTable } from './arn-name.ts'
import type { ArnEntry } from './arn-name.ts'
import { deleteBelow, firstBelow, usedCode } from './below.ts'
import { compatible } from './compatible.ts'
import { edited, editsOf } from './edit.ts'
import { faultCode, missingCodeOf } from './fault-code.ts'
import { given } from './given.ts'
import { newId } from './new-id.ts'
import { isVersionName, pageFields, planOf } from './plan.ts'
import { holdsTags } from './kept.ts'
import { elementOf, manyOf, outcomesOf } from './many.ts'
import type { Plan } from './plan.ts'
import { written } from './record.ts'
import type { DerivedRecord } from './record.ts'
import { DerivedList } from './serve-list.ts'
import { makingMs } from './state.ts'
import { isToken, missingOrPresent, only, Subject } from './subject.ts'
import type { Ground } from './subject.ts'

/** One operation of one derived resource, with all that can be known before it is called. */
export class DerivedServing {
  readonly #ground: Ground
  readonly #subject: Subject

  constructor(ground: Ground) {
    this.#ground = ground
    this.#subject = new Subject(ground)
  }

  /** What runs. */
  get run(): AnyOperation {
    const { model, kept } = this.#ground
    const { role, wrap, within } = this.#subject.operation
    if (role === 'list') return new DerivedList(this.#ground).run as AnyOperation
    const needed = role === 'create' || role === 'put' ? this.#needed() : []
    const one = {
      create: (input: Values, call: Call, plan: Plan) => this.#create(plan, needed, input, call, false),
      put: (input: Values, call: Call, plan: Plan) => this.#create(plan, needed, input, call, true),
      read: (input: Values, call: Call, plan: Plan) => this.#read(plan, input, call),
      update: (input: Values, call: Call, plan: Plan) => this.#update(plan, input, call),
      edit: (input: Values, call: Call, plan: Plan) => this.#edit(plan, input, call),
      change: (input: Values, call: Call, plan: Plan) => this.#change(plan, input, call),
      delete: (input: Values, call: Call, plan: Plan) => this.#delete(plan, input, call),
      tag: (input: Values, call: Call) => this.#tag(input, call),
      untag: (input: Values, call: Call) => this.#untag(input, call),
      tags: (input: Values, call: Call) => this.#tags(input, call),
    }[role]
    if (wrap !== undefined && elementOf(model.input.memberByName.get(wrap)) !== undefined) {
      const outcomes = outcomesOf(model.output, model.input, wrap, kept)
      return manyOf(wrap, model.input, outcomes, (input, call, plan) => one(input, call, plan ?? silent),
        input => this.#nameIn(input)) as AnyOperation
    }
    const plan = planOf(model.output, kept, within)
    const echoes = model.output.members.filter(member => isToken(member.name.toLowerCase(), member)
      && model.input.memberByName.has(member.name)).map(({ name }) => name)
    const body = (input: Values, call: Call): Values => {
      const output = one(input, call, plan)
      for (const name of echoes) output[name] ??= input[name]
      return output
    }
    if (wrap === undefined) return body as AnyOperation
    return ((input: Values, call: Call) => body({ ...input[wrap] as Values | undefined, ...input, [wrap]: undefined },
      call)) as AnyOperation
  }

  /** The name that an input gives the record. */
  #nameIn(input: Values): unknown {
    const { key } = this.#subject.operation
    const name = key.at(-1) ?? this.#subject.members.get(this.#ground.resource.key.at(-1)!.name)?.name
    return name === undefined ? undefined : input[name]
  }

  /** What some answer must hold, and create need not be given. */
  #needed(): readonly string[] {
    const { service, resource, kept } = this.#ground
    const models = Object.entries(resource.operations).map(([name, part]) => [service.operation(name)!, part] as const)
    const named = resource.key.filter(({ from, may }) => from === 'input' && may === true).map(({ name }) => name)
    return [...new Set([...named, ...models.flatMap(([{ output }, { within, items, inside }]) => {
      const outer = inside === undefined ? output : output.memberByName.get(inside)!.shape
      const list = items === undefined || outer.kind !== 'structure' ? undefined : outer.memberByName.get(items)!.shape
      const element = list?.kind === 'list' ? list.element.shape : undefined
      return (element?.kind === 'structure' ? planOf(element, kept) : planOf(output, kept, within)).needed
    })])]
  }

  #create(plan: Plan, needed: readonly string[], input: Values, call: Call, replaces: boolean): Values {
    const { kept, resource: { correction, arn, key: parts }, type } = this.#ground
    const values: Values = { ...correction?.defaults }
    for (const [plain, member] of this.#subject.members) {
      if (/^dryrun$/.test(plain) && input[member.name] === true) throw this.#subject.refused(member)
      const value = input[member.name]
      if (value !== undefined && member !== kept.tagsMember && !isVersionName(plain)) values[plain] = value
    }
    this.#takeParents(values, call)
    const unsaid = needed.find(plain => values[plain] === undefined && correction?.gives?.[plain] === undefined)
    if (unsaid !== undefined) throw this.#unsaid(unsaid)
    for (const [plain, shapes] of kept.assigned) {
      if (plain !== 'arn' && values[plain] === undefined) values[plain] = this.#assigned(plain, shapes, values, call)
    }
    if (arn !== undefined) values['arn'] = arnOf(arn, parts, values, call)
    for (const [plain, form] of Object.entries(correction?.gives ?? {})) values[plain] = given(form, values, call)
    if (arn !== undefined && this.#isShared(String(values['arn']), call)) {
      values['arn'] = arnOf(arn, parts, { ...values, name: undefined, id: undefined }, call)
    }
    const key = parts.map(({ name, from }) => from === 'only' ? only : this.#subject.partOf(name, String(values[name]), call))
    const records = call.of(type)
    const existing = records.get(...key)
    if (existing !== undefined && !replaces) return this.#again(plan, values, existing, key, call)
    const now = call.now()
    const { createdAt, settledAt } = existing ?? { createdAt: now, settledAt: now + call.lifecycleMs(makingMs) }
    // An update of a setting keeps what it does not name.
    const before = existing !== undefined && /^(Update|Modify)/.test(this.#ground.model.name) ? existing.values : {}
    const record: DerivedRecord = {
      key, values: { ...before, ...values }, createdAt, updatedAt: now, settledAt, ...this.#version(call),
    }
    records.put(record)
    if (arn !== undefined) call.table<ArnEntry>(arnTable).put(keyText(String(values['arn'])), { noun: kept.noun, key })
    const { tagsMember: held } = kept
    const tags = held === undefined ? undefined : input[held.name]
    if (tags !== undefined) call.tags(type).add(readTags(held!, tags), ...key)
    return written(plan, record, this.#subject.moment(record, call))
  }

  /** Whether an ARN made of a name is taken, where two may bear one name: nothing finds them but the ARN, and no fault is listed. */
  #isShared(arn: string, call: Call): boolean {
    const { kept, model, resource: { key, correction }, type } = this.#ground
    const own = key.at(-1)!
    return own.name === 'arn' && own.from === 'assigned' && key.length === 1 && call.of(type).get(arn) !== undefined
      && faultCode(model, kept.noun, 'present', false, correction) === undefined
  }

  /** What it is made under must be there, where the operation has a fault for that; and what answers show of it is known from then on. */
  #takeParents(values: Values, call: Call): void {
    const { service, model, parents, resource } = this.#ground
    for (const { part, resource: { noun, correction }, type } of parents) {
      const own = Object.entries(resource.inherits ?? {}).filter(([, [from]]) => from === part)
      const code = faultCode(model, noun, 'missing', own.length === 0, correction)
      const text = String(values[part])
      const parent = call.of(type).get(this.#subject.partOf(part, text, call))
      if (parent === undefined && (code !== undefined || own.length > 0)) {
        throw missingOrPresent(service, model, code ?? 'ValidationException', noun, text, 'missing', call)
      }
      for (const [plain, [, , name]] of own) values[plain] = parent?.values[name]
    }
    this.#checkReferences(values, call)
  }

  /** What it names by an id of the service's giving must be there, where the operation has a fault for that very thing. */
  #checkReferences(values: Values, call: Call): void {
    const { service, model, references } = this.#ground
    for (const { part, resource: { noun }, type } of references) {
      const code = missingCodeOf(model, noun)
      const text = values[part]
      if (code === undefined || typeof text !== 'string' || text === '' || call.of(type).get(text) !== undefined) continue
      if (call.table<ArnEntry>(arnTable).get(keyText(text)) !== undefined || isForeign(text, call.account)) continue
      throw missingOrPresent(service, model, code, noun, text, 'missing', call)
    }
  }

  /** What the service gives: an id, or the next number below the same parent. */
  #assigned(plain: string, shapes: readonly Shape[], values: Values, call: Call): unknown {
    const { kept, resource: { key, correction } } = this.#ground
    if (!key.some(({ name, number }) => name === plain && number === true)) {
      return correction?.id === undefined ? newId(shapes, call) : String(given(correction.id, values, call))
    }
    const counters = call.table<number>('derived-counters')
    const place = keyText(kept.noun, ...key.filter(({ name }) => name !== plain).map(({ name }) => String(values[name])))
    const next = (counters.get(place) ?? 0) + 1
    counters.put(place, next)
    return next
  }

  /** One is there already: AWS's fault, or, where the model lists none, the same answer to the same input. */
  #again(plan: Plan, values: Values, existing: DerivedRecord, key: readonly string[], call: Call): Values {
    const { kept, model, resource } = this.#ground
    if (faultCode(model, kept.noun, 'present', false, resource.correction) !== undefined) {
      throw this.#subject.fault('present', key.at(-1)!, call)
    }
    const alike = [...this.#subject.members.keys()].every(plain => isDeepStrictEqual(values[plain], existing.values[plain]))
    if (alike) return written(plan, existing, this.#subject.moment(existing, call))
    const message = `There is ${kept.noun} ${key.join('/')} already, and the API model does not tell what ${model.name} does then.`
    throw new Fault('NotImplemented', message, 400)
  }

  #unsaid(plain: string): Fault {
    const name = this.#subject.members.get(plain)?.name ?? plain
    const message = `AWS would choose ${name} of ${this.#ground.kept.noun}, and the API model does not tell how. Say ${name}.`
    return new Fault('NotImplemented', message, 400)
  }

  #read(plan: Plan, input: Values, call: Call): Values {
    this.#subject.refuseOthers(input, call, () => false)
    const record = this.#subject.found(input, call)
    return written(plan, record, this.#subject.moment(record, call))
  }

  #update(plan: Plan, input: Values, call: Call): Values {
    const { kept } = this.#ground
    const record = this.#subject.found(input, call)
    this.#subject.checkVersion(record, input, call)
    const named = [...this.#subject.members].filter(([, member]) => input[member.name] !== undefined && !this.#subject.names(member))
    const known = named.filter(([plain, member]) => {
      const shape = kept.shapes.get(plain)
      return shape !== undefined && !kept.assigned.has(plain) && plain !== kept.tags && compatible(member.shape, shape)
    })
    this.#subject.refuseOthers(input, call, member => known.some(([, other]) => other === member))
    return this.#changed(plan, record, { values: Object.fromEntries(known.map(([plain, member]) => [plain, input[member.name]])) }, call)
  }

  /** Puts into a list of it and takes out, element by element, and changes what else is named. */
  #edit(plan: Plan, input: Values, call: Call): Values {
    const { kept, model } = this.#ground
    const edits = editsOf(model.input)!
    const record = this.#subject.found(input, call)
    const [name] = [...kept.shapes].find(([, shape]) => shape.kind === 'list'
      && compatible(edits.value.shape, shape.element.shape))!
    const others = [...this.#subject.members].filter(([plain, member]) => input[member.name] !== undefined && member !== edits.member
      && !this.#subject.names(member) && kept.shapes.has(plain))
    this.#subject.refuseOthers(input, call, member => member === edits.member || others.some(([, other]) => other === member))
    const list = edited((record.values[name] ?? []) as unknown[], (input[edits.member.name] ?? []) as Values[], edits)
    if (list === undefined) throw this.#subject.fault('missing', edits.value.name, call)
    const named = Object.fromEntries(others.map(([plain, member]) => [plain, input[member.name]]))
    return this.#changed(plan, record, { values: { ...named, [name]: list } }, call)
  }

  /** Starts it, stops it, and the like. */
  #change(plan: Plan, input: Values, call: Call): Values {
    const record = this.#subject.found(input, call)
    this.#subject.checkVersion(record, input, call)
    this.#subject.refuseOthers(input, call, () => false)
    const { state, sets } = this.#subject.operation
    return this.#changed(plan, record, { ...(state !== undefined && { state }), ...(sets !== undefined && { values: sets }) }, call)
  }

  #changed(plan: Plan, record: DerivedRecord, change: { readonly values?: Readonly<Values>, readonly state?: string }, call: Call): Values {
    const after = call.of(this.#ground.type).put({
      ...record, ...change, values: { ...record.values, ...change.values }, updatedAt: call.now(),
      changes: (record.changes ?? 0) + 1, ...this.#version(call),
    })
    return written(plan, after, this.#subject.moment(after, call))
  }

  /** The state that changes must name, another with each of them. */
  #version(call: Call): Pick<DerivedRecord, 'version'> {
    const { versions } = this.#ground.kept
    return versions.length === 0 ? {} : { version: newId(versions, call) ?? call.uuid() }
  }

  #delete(plan: Plan, input: Values, call: Call): Values {
    const { type, resource, below, model, service, kept } = this.#ground
    const children = below()
    this.#subject.refuseOthers(input, call, member => member.shape.kind === 'boolean')
    const { lenient } = this.#subject.operation
    if (lenient === true && this.#subject.recordOf(this.#subject.named(input, call), call.of(type), call) === undefined) return {}
    const record = this.#subject.found(input, call)
    this.#subject.checkVersion(record, input, call)
    const code = resource.correction?.cascades === true ? undefined : usedCode(model)
    const used = code === undefined ? undefined : firstBelow(children, record.key, code, call)
    if (used !== undefined) throw missingOrPresent(service, model, code!, kept.noun, `${record.key.at(-1)!} (by ${used})`, 'used', call)
    this.#checkEmpty(record, call)
    deleteBelow(children, record.key, call)
    const tags = this.#subject.moment(record, call).tags()
    call.of(type).delete(...record.key)
    if (resource.arn !== undefined) call.table(arnTable).delete(keyText(String(record.values['arn'])))
    return written(plan, record, { now: call.now(), account: call.account, isGoing: true, tags: () => tags, count: () => 0 })
  }

  /** What is filled element by element must be empty before it goes, where the operation has a fault for that. */
  #checkEmpty(record: DerivedRecord, call: Call): void {
    const { service, model, kept, resource } = this.#ground
    const code = model.errors.map(({ name }) => name).find(name => /NonEmpty/.test(name))
    const editing = Object.entries(resource.operations).find(([, { role }]) => role === 'edit')?.[0]
    const edits = editing === undefined ? undefined : editsOf(service.operation(editing)!.input)
    if (code === undefined || edits === undefined) return
    const isFilled = [...kept.shapes].some(([plain, shape]) => shape.kind === 'list' && compatible(edits.value.shape, shape.element.shape)
      && ((record.values[plain] ?? []) as unknown[]).length > 0)
    if (isFilled) throw call.fault(code as never, `${kept.noun} ${record.key.at(-1)!} is not empty.`)
  }

  #tag(input: Values, call: Call): Values {
    const { key } = this.#subject.found(input, call)
    const member = tagsMember(this.#ground.model, this.#ground.model.input)
    call.tags(this.#ground.type).add(readTags(member, input[member.name] ?? []), ...key)
    return {}
  }

  #untag(input: Values, call: Call): Values {
    const { key } = this.#subject.found(input, call)
    const { model, type } = this.#ground
    // Some ask for the tags themselves: RemoveTagsFromCertificate.
    const byPair = model.input.members.find(({ shape }) => holdsTags(shape))
    const member = byPair ?? tagNamesMember(model, model.input)
    const names = byPair === undefined ? (input[member.name] ?? []) as string[] : Object.keys(readTags(member, input[member.name] ?? []))
    call.tags(type).remove(names, ...key)
    return {}
  }

  #tags(input: Values, call: Call): Values {
    const { key } = this.#subject.found(input, call)
    const member = tagsMember(this.#ground.model, this.#ground.model.output)
    return { ...pageFields(this.#ground.model.output, member.name, 0),
      [member.name]: writeTags(member, call.tags(this.#ground.type).get(...key)) }
  }
}

/** Of an answer that shows nothing of one record. */
const silent: Plan = { fields: [], missing: [], needed: [], known: 0 }

/** An ARN of another account, which this cell cannot look up. */
function isForeign(text: string, account: string): boolean {
  return text.split(':').length > 5 && text.split(':')[4] !== account
}
