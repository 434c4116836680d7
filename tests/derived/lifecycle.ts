// The life of one derived resource, from outside: made, found again with everything that was put in, listed, changed, tagged, deleted, not
// found. It says what went otherwise; which operations there are it takes from the derivation, what they mean from the model.

import { isDeepStrictEqual } from 'node:util'
import { faultCode, missingCodeOf } from '../../src/kernel/resource/derive/fault-code.ts'
import { holdsTags } from '../../src/kernel/resource/derive/kept.ts'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import { editsOf } from '../../src/kernel/resource/derive/edit.ts'
import { isVersionName, plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import type { DerivedOperation, DerivedResource, DerivedTagging, ServiceDerivation } from '../../src/model/derived.ts'
import type { Member, OperationModel, ServiceModel, StructureShape } from '../../src/model/shape.ts'
import { tagNamesMember, tagsMember, writeTags } from '../../src/kernel/resource/tags.ts'
import type { Values } from '../../src/wire/protocol.ts'
import type { Calling } from './caller.ts'
import { parentsOf, referencesOf } from '../../src/kernel/resource/derive/parent.ts'
import { isOwnName, plainName, spellingOf } from '../../src/kernel/resource/derive/plain-name.ts'
import { flawsOf, inputFor, valueFor } from './minimal-input.ts'
import {
  failuresIn, heldIn, isAside, namedIn, openedInput, plain, putInto, text, textIn, versionIn, withoutTokens,
} from './shown.ts'
import type { Named } from './shown.ts'

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

export class Life {
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
  /** Which name of ours stands for which that was wanted. */
  readonly renamed = new Map<string, string>()
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

  get arn(): string | undefined {
    return this.#arn
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
    for (const [edit, part] of this.#of('edit')) await this.#edits(edit, part, key)
    for (const [change, part] of this.#of('change')) await this.#takesState(change, part, key)
    await this.#isTagged(key)
    await this.#hasOwnTags(key)
    for (const [other, part] of [...this.#of('create'), ...this.#of('put')].slice(1)) await this.#isMadeOtherwise(other, part)
    for (const [i, [remove, part]] of this.#of('delete').entries()) {
      // Each deletion has one of its own to delete.
      if (i > 0) {
        const again = new Life(this.#caller, this.#service, undefined, this.#resource, this.#siblings)
        const other = await again.made()
        await this.#succeed(remove, again.#named(remove, part, other))
        continue
      }
      await this.#succeed(remove, this.#named(remove, part, key))
      if (part.lenient === true) await this.#succeed(remove, this.#named(remove, part, key))
      else if (this.#of('read').length + this.#of('list').length === 0) await this.#fail(remove, this.#named(remove, part, key))
    }
    const isGone = this.#of('delete').length > 0
    if (isGone) for (const [read, part] of this.#of('read')) await this.#fail(read, this.#named(read, part, key), part.unset)
    if (isGone) for (const [list, part] of this.#of('list')) if (part.chosen === undefined) await this.#isListed(list, part, key, false)
    return { operations: this.#operations, compared: this.#compared }
  }

  /** Makes the parents first, and names them in the input. */
  async #madeBelow(create: OperationModel, input: Values, names: ReadonlyMap<string, string> = new Map()): Promise<void> {
    const { wrap } = this.#resource.operations[create.name]!
    const members = openedInput(create, wrap, this.#spelling)
    const references = referencesOf(this.#resource, members.keys(), this.#siblings)
      .filter(({ resource }) => missingCodeOf(create, resource.noun) !== undefined)
    const isWanted = ({ part }: { readonly part: string }): boolean => members.get(part)!.required
    for (const { part } of references.filter(each => !isWanted(each))) this.#put(create, input, members.get(part)!.name, undefined)
    for (const { part, resource } of [...parentsOf(this.#resource, this.#siblings), ...references.filter(isWanted)]) {
      const parent = new Life(this.#caller, this.#service, undefined, resource, this.#siblings)
      const wanted = names.get(part)
      const [name] = await parent.made(wanted === undefined ? new Map() : new Map([[resource.key[0]!.name, wanted]]))
      if (wanted !== undefined && wanted !== name) this.renamed.set(wanted, String(name))
      this.#put(create, input, members.get(part)!.name, part.endsWith('arn') ? parent.#arn ?? name : name)
    }
    const [flaw] = flawsOf(create.input, input)
    if (flaw !== undefined) throw new Otherwise(`its parent's name does not fit ${create.name}: ${flaw.slice(0, 160)}`)
  }

  #put(operation: OperationModel, input: Values, member: string, value: unknown): void {
    putInto(operation, this.#resource.operations[operation.name]!.wrap, input, member, value)
  }

  /** Only made, and left there. @param names that it is wanted by, by plain name @returns its key */
  async made(names: ReadonlyMap<string, string> = new Map()): Promise<Named[]> {
    const [[create, { wrap }]] = [...this.#of('create'), ...this.#of('put')] as [[OperationModel, DerivedOperation]]
    const wanted = this.#resource.key.filter(({ name, from }) => from === 'input' && isOwnName(name) && names.has(name))
    for (let serial = 3; ; serial += 1) {
      const input = this.#input(create, serial, member => !isAside(member))
      await this.#madeBelow(create, input, names)
      for (const { name } of wanted) {
        this.#put(create, input, openedInput(create, wrap, this.#spelling).get(name)!.name, names.get(name))
      }
      const { output, fault } = await this.#caller.call(create, input)
      if (fault === undefined) {
        this.#arn = textIn(this.#spelling, 'arn', output)
        return this.#keyIn(create, input, output)
      }
      const isPresent = faultCode(create, this.#resource.noun, 'present', false, this.#resource.correction) === fault.code
      if (isPresent && wanted.length > 0) return this.#keyIn(create, input, {})
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

  #input(operation: OperationModel, serial: number, isWanted: (member: Member) => boolean): Values {
    const { input, name } = operation
    const made = inputFor(input, serial, isWanted)
    for (const [member, text] of Object.entries(allowed[this.#service.id] ?? {})) if (made[member] !== undefined) made[member] = text
    const { wrap, role } = this.#resource.operations[name]!
    if (wrap !== undefined) made[wrap] ??= valueFor(input.memberByName.get(wrap)!.shape, serial)
    for (const { name: plain, may, from } of role === 'create' || role === 'put' ? this.#resource.key : []) {
      const member = may === true && from === 'input' ? openedInput(operation, wrap, this.#spelling).get(plain) : undefined
      if (member !== undefined) this.#put(operation, made, member.name, valueFor(member.shape, serial))
    }
    const flaws = flawsOf(input, made)
    if (flaws.length > 0) throw new Otherwise(`no input for ${name} could be made: ${flaws[0]!.slice(0, 120)}`)
    return made
  }

  async #succeed(operation: OperationModel, input: Values): Promise<Values> {
    const answer = await this.#caller.call(operation, input)
    const { fault } = answer
    if (fault !== undefined) throw new Otherwise(`${operation.name} answers ${fault.code}: ${fault.message.slice(0, 160)}`)
    const failures = failuresIn(operation, answer.output)
    if (failures !== undefined) throw new Otherwise(`${operation.name} says that it failed: ${text(failures)}`)
    this.#operations.add(operation.name)
    this.#arn ??= textIn(this.#spelling, 'arn', answer.output)
    this.#version = versionIn(answer.output) ?? this.#version
    for (const { name, required } of operation.output.members) {
      if (required && answer.output[name] === undefined) throw new Otherwise(`${operation.name} answers without ${name}`)
    }
    return answer.output
  }

  /** By another operation, one or several at once. */
  async #isMadeOtherwise(create: OperationModel, part: DerivedOperation): Promise<void> {
    const input = this.#input(create, 21, () => false)
    if (part.role === 'create' || part.role === 'put') await this.#madeBelow(create, input)
    await this.#succeed(create, input)
  }

  /** Another of the same name is refused, or, where no fault is listed, the same input is answered alike. */
  async #repeats(create: OperationModel, input: Values): Promise<void> {
    const { noun, correction } = this.#resource
    if (faultCode(create, noun, 'present', false, correction) === undefined) await this.#succeed(create, input)
    else await this.#fail(create, input)
  }

  /** The fault must be one that the model lists, or that a person has said. */
  async #fail(operation: OperationModel, input: Values, unset = false): Promise<void> {
    const { fault, output } = await this.#caller.call(operation, input)
    if (fault === undefined && failuresIn(operation, output) !== undefined) return
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
    const given = openedInput(create, wrap, this.#spelling)
    const held = heldIn(create, wrap, input)
    const shown = [output, ...await this.#itemsWhereSilent(create, key.map(({ name }) => held[given.get(name)?.name ?? '']))]
    return key.map(({ name, from }) => {
      if (from === 'only') return '-'
      const value = from === 'input' ? held[given.get(name)!.name]
        : shown.map(each => namedIn(this.#spelling, name, each)).find(each => each !== undefined)
      if (typeof value !== 'string' && typeof value !== 'number') throw new Otherwise(`${create.name} does not show its ${name}`)
      return value
    })
  }

  /** Of a create that answers nothing, what lists show. @param parents the parts of the key, as far as the input has them */
  async #itemsWhereSilent(create: OperationModel, parents: readonly unknown[]): Promise<Values[]> {
    if (create.output.members.length > 0) return []
    const [list, part] = this.#of('list').find(([{ input }, { key }]) =>
      input.members.every(({ name, required }) => !required || key.includes(name))) ?? []
    if (list === undefined) return []
    const input = Object.fromEntries(part!.key.flatMap((name, i) => name === null ? [] : [[name, parents[i]]]))
    return ((await this.#succeed(list, input))[part!.items!] as Values[] | undefined) ?? []
  }

  #named(operation: OperationModel, part: DerivedOperation, key: readonly Named[]): Values {
    const input = this.#input(operation, 1, () => false)
    const last = this.#resource.key.length - 1
    const asked = key.map((each, i) => i === last && this.#resource.key[i]!.name !== 'arn' && this.#arn !== undefined
      && plainName(this.#spelling, part.key[i] ?? '') === 'arn' ? this.#arn : each)
    part.key.forEach((name, i) => {
      if (name !== null) this.#put(operation, input, name, asked[i])
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
    return openedInput(create, wrap, this.#spelling).get(plain)!.name
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

  /** What is put into its list is shown, until it is taken out. */
  async #edits(edit: OperationModel, part: DerivedOperation, key: readonly Named[]): Promise<void> {
    const { member, action, value } = editsOf(edit.input)!
    const element = valueFor(value.shape, 5)
    const shown = async (): Promise<boolean> => (await Promise.all(this.#of('read').map(async ([read, where]) =>
      this.#succeed(read, this.#named(read, where, key))))).every(each => text(each, Infinity).includes(text(element, Infinity)))
    for (const [word, isThere] of [['INSERT', true], ['DELETE', false]] as const) {
      await this.#succeed(edit, { ...this.#named(edit, part, key), [member.name]: [{ [action.name]: word, [value.name]: element }] })
      if (this.#of('read').length > 0 && await shown() !== isThere) throw new Otherwise(`${edit.name} with ${word} is not shown`)
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
    // What stands below what can be tagged often cannot.
    if (flawsOf(tag.input, { ...at(tag), [tags.name]: red }).length > 0) return
    await this.#succeed(tag, { ...at(tag), [tags.name]: red })
    if (!JSON.stringify(await this.#succeed(list, at(list))).includes('colour')) throw new Otherwise(`${list.name} does not show its tag`)
    const names = untag.input.members.find(({ shape }) => shape.kind === 'list')!
    await this.#succeed(untag, { ...at(untag), [names.name]: ['colour'] })
    if (JSON.stringify(await this.#succeed(list, at(list))).includes('colour')) throw new Otherwise(`${untag.name} leaves its tag`)
  }
}
