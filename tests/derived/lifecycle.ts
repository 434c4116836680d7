// The life of one derived resource, from outside: made, found again with everything that was put in, listed, changed, tagged, deleted, not
// found. It says what went otherwise; which operations there are it takes from the derivation, what they mean from the model.

import { isDeepStrictEqual } from 'node:util'
import { faultCode, missingCodeOf } from '../../src/kernel/resource/derive/fault-code.ts'
import { holdsTags } from '../../src/kernel/resource/derive/kept.ts'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import { isVersionName, opened, plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import type { DerivedOperation, DerivedResource, DerivedTagging, ServiceDerivation } from '../../src/model/derived.ts'
import type { Member, OperationModel, ServiceModel, StructureShape } from '../../src/model/shape.ts'
import { tagNamesMember, tagsMember, writeTags } from '../../src/kernel/resource/tags.ts'
import type { Values } from '../../src/wire/protocol.ts'
import type { Calling } from './caller.ts'
import { parentsOf, referencesOf } from '../../src/kernel/resource/derive/parent.ts'
import { isOwnName, plainName, spellingOf } from '../../src/kernel/resource/derive/plain-name.ts'
import { flawsOf, inputFor, valueFor } from './minimal-input.ts'

type Named = string | number

export class Otherwise extends Error {}

/** Texts that are free by the model and not by the service's terms, by service. */
const allowed: Readonly<Record<string, Readonly<Record<string, unknown>>>> = { dms: { EngineName: 'mysql' } }

export interface Lived { readonly operations: ReadonlySet<string>, readonly compared: number }

/** @throws Otherwise */
export async function live(
  caller: Calling, service: ServiceModel, { tagging, resources }: Pick<ServiceDerivation, 'resources' | 'tagging'>,
    resource: DerivedResource,
): Promise<Lived> {
  return new Life(caller, service, tagging, resource, resources).lived()
}

class Life {
  readonly #caller: Calling
  readonly #service: ServiceModel
  readonly #tagging: DerivedTagging | undefined
  readonly #resource: DerivedResource
  readonly #siblings: readonly DerivedResource[]
  readonly #operations = new Set<string>()
  #compared = 0
  /** What it was made of. */
  #made: Values = {}
  /** The state that changes must name, as it was last shown. */
  #version: string | undefined
  /** The first that was shown. */
  #arn: string | undefined
  readonly #spelling: string

  constructor(
    caller: Calling, service: ServiceModel, tagging: DerivedTagging | undefined, resource: DerivedResource,
      siblings: readonly DerivedResource[],
  ) {
    this.#siblings = siblings
    this.#spelling = spellingOf(resource)
    this.#caller = caller
    this.#service = service
    this.#tagging = tagging
    this.#resource = resource
  }

  async lived(): Promise<Lived> {
    const [[create, { role }]] = [...this.#of('create'), ...this.#of('put')] as [[OperationModel, DerivedOperation]]
    const input = this.#input(create, 1, member => !isAside(member))
    await this.#madeBelow(create, input)
    this.#made = input
    const output = await this.#succeed(create, input)
    const key = await this.#keyIn(create, input, output)
    if (role === 'create' && this.#resource.key.at(-1)!.from !== 'assigned') await this.#repeats(create, withoutTokens(create, input))
    await this.#isShown(create, input, key)
    for (const [list, part] of this.#of('list')) await this.#isListed(list, part, key, true)
    for (const [update, part] of this.#of('update')) await this.#changes(update, part, key)
    for (const [change, part] of this.#of('change')) await this.#takesState(change, part, key)
    await this.#isTagged(key)
    await this.#hasOwnTags(key)
    for (const [remove, part] of this.#of('delete')) {
      await this.#succeed(remove, this.#named(remove, part, key))
      if (part.lenient === true) await this.#succeed(remove, this.#named(remove, part, key))
    }
    const isGone = this.#of('delete').length > 0
    if (isGone) for (const [read, part] of this.#of('read')) await this.#fail(read, this.#named(read, part, key), part.unset)
    if (isGone) for (const [list, part] of this.#of('list')) if (part.chosen === undefined) await this.#isListed(list, part, key, false)
    return { operations: this.#operations, compared: this.#compared }
  }

  /** Makes the parents first, and names them in the input. */
  async #madeBelow(create: OperationModel, input: Values): Promise<void> {
    const { wrap } = this.#resource.operations[create.name]!
    const members = plainMembers(this.#spelling, opened(create.input, wrap))
    const references = referencesOf(this.#resource, members.keys(), this.#siblings)
      .filter(({ resource }) => missingCodeOf(create, resource.noun) !== undefined)
    const isWanted = ({ part }: { readonly part: string }): boolean => members.get(part)!.required
    for (const { part } of references.filter(each => !isWanted(each))) this.#put(create, input, members.get(part)!.name, undefined)
    for (const { part, resource } of [...parentsOf(this.#resource, this.#siblings), ...references.filter(isWanted)]) {
      const parent = new Life(this.#caller, this.#service, undefined, resource, this.#siblings)
      const [name] = await parent.made()
      this.#put(create, input, members.get(part)!.name, part.endsWith('arn') ? parent.#arn ?? name : name)
    }
    const [flaw] = flawsOf(create.input, input)
    if (flaw !== undefined) throw new Otherwise(`its parent's name does not fit ${create.name}: ${flaw.slice(0, 160)}`)
  }

  /** A member of the input, or of the structure in it that holds the resource. */
  #put({ name, input: { memberByName } }: OperationModel, input: Values, member: string, value: unknown): void {
    const { wrap } = this.#resource.operations[name]!
    const into = wrap !== undefined && !memberByName.has(member) ? input[wrap] as Values : input
    into[member] = value
  }

  /** Only made, and left there. @returns its key */
  async made(): Promise<Named[]> {
    const [[create]] = [...this.#of('create'), ...this.#of('put')] as [[OperationModel, DerivedOperation]]
    for (let serial = 3; ; serial += 1) {
      const input = this.#input(create, serial, member => !isAside(member))
      await this.#madeBelow(create, input)
      const { output, fault } = await this.#caller.call(create, input)
      if (fault === undefined) {
        this.#arn = textIn(this.#spelling, 'arn', output)
        return this.#keyIn(create, input, output)
      }
      // Another child has made one of that name.
      if (serial > 12 || faultCode(create, this.#resource.noun, 'present') !== fault.code) {
        throw new Otherwise(`its parent ${this.#resource.noun} cannot be made: ${fault.message.slice(0, 120)}`)
      }
    }
  }

  #of(role: DerivedOperation['role']): [OperationModel, DerivedOperation][] {
    return Object.entries(this.#resource.operations).filter(([, part]) => part.role === role)
      .map(([name, part]) => [this.#service.operation(name)!, part])
  }

  #input({ input, name }: OperationModel, serial: number, isWanted: (member: Member) => boolean): Values {
    const made = inputFor(input, serial, isWanted)
    for (const [member, text] of Object.entries(allowed[this.#service.id] ?? {})) if (made[member] !== undefined) made[member] = text
    const { wrap, role } = this.#resource.operations[name]!
    for (const { name: plain, may, from } of role === 'create' || role === 'put' ? this.#resource.key : []) {
      const member = may === true && from === 'input' ? plainMembers(this.#spelling, opened(input, wrap)).get(plain) : undefined
      if (member !== undefined) this.#put({ name, input } as OperationModel, made, member.name, valueFor(member.shape, serial))
    }
    const flaws = flawsOf(input, made)
    if (flaws.length > 0) throw new Otherwise(`no input for ${name} could be made: ${flaws[0]!.slice(0, 120)}`)
    return made
  }

  async #succeed(operation: OperationModel, input: Values): Promise<Values> {
    const answer = await this.#caller.call(operation, input)
    const { fault } = answer
    if (fault !== undefined) throw new Otherwise(`${operation.name} answers ${fault.code}: ${fault.message.slice(0, 160)}`)
    this.#operations.add(operation.name)
    this.#arn ??= textIn(this.#spelling, 'arn', answer.output)
    this.#version = versionIn(answer.output) ?? this.#version
    for (const { name, required } of operation.output.members) {
      if (required && answer.output[name] === undefined) throw new Otherwise(`${operation.name} answers without ${name}`)
    }
    return answer.output
  }

  /** Another of the same name is refused, or, where no fault is listed, the same input is answered alike. */
  async #repeats(create: OperationModel, input: Values): Promise<void> {
    const { noun, correction } = this.#resource
    if (faultCode(create, noun, 'present', false, correction) === undefined) await this.#succeed(create, input)
    else await this.#fail(create, input)
  }

  /** The fault must be one that the model lists, or that a person has said. */
  async #fail(operation: OperationModel, input: Values, unset = false): Promise<void> {
    const { fault } = await this.#caller.call(operation, input)
    if (fault === undefined) throw new Otherwise(`${operation.name} succeeds where it must not`)
    // What a setting is that nobody has made is asked for by name.
    if (unset && fault.code === 'NotImplemented') return
    const codes = operation.errors.flatMap(({ name, error }) => [name, error?.code])
    const isKnown = codes.includes(fault.code) || Object.values(this.#resource.correction ?? {}).includes(fault.code)
      || operation.service.errorShape(fault.code) !== undefined
    if (!isKnown) throw new Otherwise(`${operation.name} fails with ${fault.code}, which it does not list`)
    this.#operations.add(operation.name)
  }

  /** The parts of the key, of the input or of what was answered. */
  async #keyIn(create: OperationModel, input: Values, output: Values): Promise<Named[]> {
    const { key, operations } = this.#resource
    const { wrap } = operations[create.name]!
    const given = plainMembers(this.#spelling, opened(create.input, wrap))
    const held = wrap === undefined ? input : { ...input, ...input[wrap] as Values }
    const shown = [output, ...await this.#itemsWhereSilent(create)]
    return key.map(({ name, from }) => {
      if (from === 'only') return '-'
      const value = from === 'input' ? held[given.get(name)!.name]
        : shown.map(each => namedIn(this.#spelling, name, each)).find(each => each !== undefined)
      if (typeof value !== 'string' && typeof value !== 'number') throw new Otherwise(`${create.name} does not show its ${name}`)
      return value
    })
  }

  async #itemsWhereSilent(create: OperationModel): Promise<Values[]> {
    if (create.output.members.length > 0) return []
    const [list, part] = this.#of('list').find(([{ input }]) => input.members.every(({ required }) => !required)) ?? []
    if (list === undefined) return []
    return ((await this.#succeed(list, {}))[part!.items!] as Values[] | undefined) ?? []
  }

  #named(operation: OperationModel, part: DerivedOperation, key: readonly Named[]): Values {
    const input = this.#input(operation, 1, () => false)
    const inner = part.wrap === undefined ? undefined : input[part.wrap] as Values
    const last = this.#resource.key.length - 1
    const asked = key.map((each, i) => i === last && this.#resource.key[i]!.name !== 'arn' && this.#arn !== undefined
      && plainName(this.#spelling, part.key[i] ?? '') === 'arn' ? this.#arn : each)
    part.key.forEach((name, i) => {
      if (name === null) return
      if (inner !== undefined && !operation.input.memberByName.has(name)) inner[name] = asked[i]
      else input[name] = asked[i]
    })
    for (const { name, required } of operation.input.members) {
      const own = required && part.role !== 'list' && isOwnName(plainName(this.#spelling, name)) ? this.#made[name] : undefined
      if (own !== undefined && !part.key.includes(name)) input[name] = own
      if (isVersionName(name.toLowerCase()) && this.#version !== undefined) input[name] = this.#version
    }
    return input
  }

  async #isShown(create: OperationModel, input: Values, key: readonly Named[]): Promise<void> {
    for (const [read, part] of this.#of('read')) {
      const output = await this.#succeed(read, this.#named(read, part, key))
      this.#holds(read, part.within, output, create.input, input)
    }
  }

  /** Every member that went in and has a like one in the answer is there, unchanged. */
  #holds(read: OperationModel, within: string | undefined, output: Values, from: StructureShape, input: Values): void {
    const shape = within === undefined ? read.output : read.output.memberByName.get(within)!.shape as StructureShape
    const held = (within === undefined ? output : output[within]) as Values
    for (const member of from.members) {
      const other = shape.memberByName.get(member.name)
      if (other === undefined || input[member.name] === undefined || !compatible(member.shape, other.shape)) continue
      if (isVersionName(member.name.toLowerCase())) continue
      if (!isDeepStrictEqual(plain(held[member.name]), plain(input[member.name]))) {
        throw new Otherwise(`${read.name} shows ${member.name} as ${text(held[member.name])}, put in as ${text(input[member.name])}`)
      }
      this.#compared += 1
    }
  }

  async #isListed(list: OperationModel, part: DerivedOperation, key: readonly Named[], isThere: boolean): Promise<void> {
    const input: Values = {}
    part.key.forEach((name, i) => { if (name !== null) input[name] = key[i] })
    const chosen = part.chosen === undefined ? undefined : list.input.memberByName.get(part.chosen)!
    if (chosen?.required === true) input[chosen.name] = chosen.shape.kind === 'list' ? [key.at(-1)] : key.at(-1)
    const required = (part.equal ?? []).filter(name => list.input.memberByName.get(name)!.required)
    for (const name of required) input[name] = this.#made[this.#madeName(list, name)]
    const output = await this.#succeed(list, input)
    const items = (part.inside === undefined ? output : output[part.inside] as Values)[part.items!] as unknown[] | undefined
    if (items === undefined && !isThere) return
    const [own, value] = [this.#resource.key.at(-1)!.name, String(key.at(-1)!)]
    const isOurs = (item: unknown): boolean => part.item === 'structure'
      ? String(namedIn(this.#spelling, own, item as Values)) === value
        || String(textIn(this.#spelling, 'arn', item as Values)).includes(value)
      : String(item).includes(value)
    const found = isThere ? 'does not show it' : 'still shows it'
    if (items?.some(isOurs) !== isThere) throw new Otherwise(`${list.name} ${found}: ${text(items)}`)
  }

  /** The member of create that a list's member refers to. */
  #madeName({ input }: OperationModel, name: string): string {
    const [[create, { wrap }]] = [...this.#of('create'), ...this.#of('put')] as unknown as [[OperationModel, DerivedOperation]]
    const [plain] = [...plainMembers(this.#spelling, input)].find(([, member]) => member.name === name)!
    return plainMembers(this.#spelling, opened(create.input, wrap)).get(plain)!.name
  }

  async #changes(update: OperationModel, part: DerivedOperation, key: readonly Named[]): Promise<void> {
    const input = this.#named(update, part, key)
    const [first] = this.#of('read')
    const shape = first === undefined ? undefined
      : first[1].within === undefined ? first[0].output : first[0].output.memberByName.get(first[1].within)!.shape as StructureShape
    for (const member of update.input.members) {
      const other = shape?.memberByName.get(member.name)
      if (part.key.includes(member.name) || isAside(member) || !this.#isKept(member) || this.#isRepeated(member)) continue
      if (other === undefined || !compatible(member.shape, other.shape)) continue
      const value = valueFor(member.shape, 2)
      if (value !== undefined && flawsOf(update.input, { ...input, [member.name]: value }).length === 0) input[member.name] = value
    }
    await this.#succeed(update, input)
    for (const [read, where] of this.#of('read')) {
      this.#holds(read, where.within, await this.#succeed(read, this.#named(read, where, key)), update.input, input)
    }
  }

  /** A name that the deletion repeats beside the one that finds it is no property to be changed. */
  #isRepeated({ name }: Member): boolean {
    return isOwnName(plainName(this.#spelling, name))
      && this.#of('delete').some(([{ input }]) => input.memberByName.get(name)?.required === true)
  }

  /** What create takes, too, in a like form; the rest of an update may be refused. */
  #isKept({ name, shape }: Member): boolean {
    const [[create]] = [...this.#of('create'), ...this.#of('put')] as unknown as [[OperationModel]]
    const other = create.input.memberByName.get(name)
    return other !== undefined && compatible(shape, other.shape) && !/tags$/i.test(name)
  }

  /** What shows states shows the one that it was taken to. */
  async #takesState(change: OperationModel, part: DerivedOperation, key: readonly Named[]): Promise<void> {
    await this.#succeed(change, this.#named(change, part, key))
    const words = [part.state, ...Object.values(part.sets ?? {})].filter(word => word !== undefined)
    const reads = await Promise.all(this.#of('read').map(async ([read, where]) => this.#succeed(read, this.#named(read, where, key))))
    const isTold = reads.length === 0 || reads.some(output => words.every(word => JSON.stringify(plain(output)).includes(
      JSON.stringify(word))))
    if (!isTold) throw new Otherwise(`nothing shows what ${change.name} does`)
  }

  /** Tag operations of this kind of resource alone. */
  async #hasOwnTags(key: readonly Named[]): Promise<void> {
    const [first, second, third] = [this.#of('tag')[0], this.#of('untag')[0], this.#of('tags')[0]]
    if (first === undefined || second === undefined || third === undefined) return
    const [[tag, tagPart], [untag, untagPart], [list, listPart]] = [first, second, third]
    const { name, shape } = tagsMember(tag, tag.input)
    const red = writeTags({ name, shape } as Member, { colour: 'red' })
    await this.#succeed(tag, { ...this.#named(tag, tagPart, key), [name]: red })
    if (!JSON.stringify(await this.#succeed(list, this.#named(list, listPart, key))).includes('colour')) {
      throw new Otherwise(`${list.name} does not show its tag`)
    }
    const pairs = untag.input.members.find(each => holdsTags(each.shape))
    const { name: names } = pairs ?? tagNamesMember(untag, untag.input)
    await this.#succeed(untag, { ...this.#named(untag, untagPart, key), [names]: pairs === undefined ? ['colour'] : red })
    if (JSON.stringify(await this.#succeed(list, this.#named(list, listPart, key))).includes('colour')) {
      throw new Otherwise(`${untag.name} leaves its tag`)
    }
  }

  async #isTagged(key: readonly Named[]): Promise<void> {
    const tagging = this.#tagging
    const { arn: template } = this.#resource
    const arn = template === undefined ? undefined : this.#resource.key.at(-1)!.name === 'arn' ? key.at(-1) : this.#arn
    if (tagging === undefined || arn === undefined) return
    const [tag, untag, list] = [tagging.tag, tagging.untag, tagging.list].map(name => this.#service.operation(name)!) as
      [OperationModel, OperationModel, OperationModel]
    const isArn = ({ shape, required }: Member): boolean => required && shape.kind === 'string'
    const at = (operation: OperationModel): Values => ({ [operation.input.members.find(isArn)!.name]: arn })
    const tags = tag.input.members.find(({ shape }) => shape.kind === 'map' || shape.kind === 'list')!
    const element = tags.shape.kind === 'list' ? tags.shape.element.shape as StructureShape : undefined
    const [nameOf, valueOf] = [/key$/i, /value$/i].map(end => element?.members.find(({ name }) => end.test(name))?.name)
    const red = element === undefined ? { colour: 'red' } : [{ [nameOf!]: 'colour', [valueOf!]: 'red' }]
    await this.#succeed(tag, { ...at(tag), [tags.name]: red })
    if (!JSON.stringify(await this.#succeed(list, at(list))).includes('colour')) throw new Otherwise(`${list.name} does not show its tag`)
    const names = untag.input.members.find(({ shape }) => shape.kind === 'list')!
    await this.#succeed(untag, { ...at(untag), [names.name]: ['colour'] })
    if (JSON.stringify(await this.#succeed(list, at(list))).includes('colour')) throw new Otherwise(`${untag.name} leaves its tag`)
  }
}

/** What is no property of the resource. */
function isAside({ name, idempotencyToken }: Member): boolean {
  return idempotencyToken === true || /dryrun|token$/i.test(name)
}

/** Another call, not the same one repeated. */
function withoutTokens({ input: { members } }: OperationModel, input: Values): Values {
  const changed = members.filter(member => member.idempotencyToken === true && input[member.name] !== undefined)
  return { ...input, ...Object.fromEntries(changed.map(({ name, shape }) => [name, valueFor(shape, 7)])) }
}

/** A text by its plain name, in an answer or in what it holds. */
function textIn(spelling: string, name: string, values: Values): string | undefined {
  const inner = Object.values(values).flatMap(each => Array.isArray(each) ? each as unknown[] : [each]).filter(isRecord)
  for (const structure of [values, ...inner]) {
    const shape = { members: Object.keys(structure).map(each => ({ name: each })) } as unknown as StructureShape
    const member = plainMembers(spelling, shape).get(name)
    if (member !== undefined && typeof structure[member.name] === 'string') return structure[member.name] as string
  }
  return undefined
}

/** A text or number by its plain name. */
function namedIn(spelling: string, name: string, values: Values): Named | undefined {
  const found = textIn(spelling, name, values)
  if (found !== undefined) return found
  const inner = [values, ...Object.values(values).filter(isRecord)]
  return inner.flatMap(each => Object.entries(each)).find(([member, value]) => plainName(spelling, member) === name
    && typeof value === 'number')?.[1] as
    number | undefined
}

function versionIn(values: Values): string | undefined {
  const all = [values, ...Object.values(values).filter(isRecord)].flatMap(each => Object.entries(each))
  return all.find(([name, value]) => isVersionName(name.toLowerCase()) && typeof value === 'string')?.[1] as string | undefined
}

function isRecord(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
}

function plain(value: unknown): unknown {
  if (value === undefined) return undefined
  return JSON.parse(JSON.stringify(value, (_, each: unknown) => typeof each === 'bigint' ? Number(each)
    : each instanceof Uint8Array ? Object.assign([], each) : each)) as unknown
}

function text(value: unknown): string {
  return String(JSON.stringify(plain(value))).slice(0, 80)
}
