// A derived resource under Cloud Control and CloudFormation: properties ⇄ members by their plain names, by real calls of its own
// operations.
// A property that no member stands for is refused, not passed over. Names, identifiers and read-only properties are the registry's.

import type { DerivedCloudFormation, DerivedOperation, DerivedResource, DerivedRole } from '../../../model/derived.ts'
import type { Member, OperationModel, ServiceModel, Shape, StructureShape } from '../../../model/shape.ts'
import type { Values } from '../../../wire/protocol.ts'
import { Fault } from '../../fault.ts'
import type { Call } from '../../service.ts'
import type { CloudFormationHandlers, Properties } from '../resource.ts'
import { readTags, writeTags } from '../tags.ts'
import { holdsTags } from './kept.ts'
import { plainName, spellingOf } from './plain-name.ts'
import { opened, plainMembers } from './plan.ts'

type Part = readonly [OperationModel, DerivedOperation]
type Run = (input: Values) => Promise<Values>

export function derivedHandlers(service: ServiceModel, resource: DerivedResource,
  registered: DerivedCloudFormation): CloudFormationHandlers {
  return new Handlers(service, resource, registered)
}

class Handlers implements CloudFormationHandlers {
  readonly type: string
  readonly primaryIdentifier: readonly string[]
  readonly readOnly: readonly string[]
  readonly createOnly: readonly string[]
  readonly #service: ServiceModel
  readonly #resource: DerivedResource
  readonly #names: readonly string[]

  constructor(service: ServiceModel, resource: DerivedResource, { type, identifier, readOnly, createOnly,
    properties }: DerivedCloudFormation) {
    this.type = type
    this.primaryIdentifier = identifier
    this.readOnly = readOnly
    this.createOnly = createOnly
    this.#service = service
    this.#resource = resource
    this.#names = properties
  }

  async create(properties: Properties, call: Call): Promise<string> {
    const [model, part] = this.#part('create') ?? this.#part('put')!
    const output = await this.#run(model, call)(this.#input(model, part, properties, new Map()))
    const shown = { ...properties, ...this.#properties(model.output, output) }
    return this.primaryIdentifier.map(name => String(shown[name])).join('|')
  }

  async read(identifier: string, call: Call): Promise<Properties> {
    const read = this.#part('read')
    const keys = this.#keys(identifier)
    if (read !== undefined) {
      const [model, { key }] = read
      const output = await this.#run(model, call)(Object.fromEntries(key.flatMap((name, at) => name === null ? [] : [[name, keys[at]]])))
      return { ...this.#named(identifier), ...this.#properties(model.output, output) }
    }
    for await (const [each, properties] of this.#items(call)) if (each === identifier) return properties
    throw new Fault('ResourceNotFoundException', `${this.type} ${identifier} does not exist.`)
  }

  async update(identifier: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
    const update = this.#part('update') ?? this.#part('put')
    if (update === undefined) throw new Fault('UnsupportedActionException', `${this.type} cannot be changed.`)
    const [model, part] = update
    const changed = part.role === 'put' ? properties
      : Object.fromEntries(Object.entries(properties).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(previous[name])))
    await this.#run(model, call)(this.#input(model, part, changed, this.#keyValues(part, identifier)))
  }

  async delete(identifier: string, call: Call): Promise<void> {
    const [model, { key }] = this.#part('delete')!
    const keys = this.#keys(identifier)
    await this.read(identifier, call)
    await this.#run(model, call)(Object.fromEntries(key.flatMap((name, at) => name === null ? [] : [[name, keys[at]]])))
  }

  async* list(call: Call): AsyncIterable<string> {
    for await (const [identifier] of this.#items(call)) yield identifier
  }

  async* #items(call: Call): AsyncGenerator<readonly [string, Properties]> {
    const list = this.#part('list')
    if (list === undefined) throw new Fault('UnsupportedActionException', `${this.type} cannot be listed.`)
    const [model, { items }] = list
    const element = model.output.memberByName.get(items!)!.shape
    if (element.kind !== 'list' || element.element.shape.kind !== 'structure') {
      throw new Fault('UnsupportedActionException', `${this.type} is listed by name only.`)
    }
    let token: unknown
    do {
      const { pagination } = model
      const output = await this.#run(model, call)(token === undefined ? {} : { [pagination!.inputTokens[0]!]: token })
      for (const item of (output[items!] ?? []) as Values[]) {
        const properties = this.#propertiesOf(element.element.shape, item)
        yield [this.primaryIdentifier.map(name => String(properties[name])).join('|'), properties]
      }
      token = pagination === undefined ? undefined : output[pagination.outputTokens[0]!]
    } while (token !== undefined)
  }

  #part(role: DerivedRole): Part | undefined {
    const found = Object.entries(this.#resource.operations).find(([, part]) => part.role === role)
    return found === undefined ? undefined : [this.#service.operation(found[0])!, found[1]]
  }

  #run({ name }: OperationModel, call: Call): Run {
    return (call.to(this.#service.id as never) as Readonly<Record<string, Run>>)[name]!
  }

  /** The parts of the key, in its order; an ARN stands for the last. */
  #keys(identifier: string): (string | undefined)[] {
    const given = new Map(identifier.split('|').map((text, at) => [this.#plain(this.primaryIdentifier[at] ?? ''), text]))
    return this.#resource.key.map(({ name }, at, all) => given.get(name) ?? (at === all.length - 1 ? given.get('arn')
      ?? [...given.values()].at(-1) : undefined))
  }

  #keyValues({ key }: DerivedOperation, identifier: string): ReadonlyMap<string, unknown> {
    const keys = this.#keys(identifier)
    return new Map(key.flatMap((name, at) => name === null ? [] : [[name, keys[at]] as const]))
  }

  #named(identifier: string): Properties {
    return Object.fromEntries(identifier.split('|').map((text, at) => [this.primaryIdentifier[at]!, text]))
  }

  #plain(property: string): string {
    return plainName(spellingOf(this.#resource), property)
  }

  /** @throws Fault for a property that no member stands for */
  #input(model: OperationModel, { wrap }: DerivedOperation, properties: Properties, keys: ReadonlyMap<string, unknown>): Values {
    const members = plainMembers(spellingOf(this.#resource), opened(model.input, wrap))
    const inner = wrap === undefined ? undefined : model.input.memberByName.get(wrap)!.shape as StructureShape
    const input: Values = Object.fromEntries(keys)
    for (const [name, value] of Object.entries(properties)) {
      if (this.readOnly.includes(name) || value === undefined) continue
      const member = members.get(this.#plain(name)) ?? members.get(name.toLowerCase())
      if (member === undefined) throw new Fault('InvalidRequest',
        `Orrery's ${this.type} does not tell what ${model.name} does with ${name}.`)
      if (keys.has(member.name)) continue
      const into = inner?.memberByName.has(member.name) === true ? (input[wrap!] ??= {}) as Values : input
      into[member.name] = /^tags?$/i.test(name) && holdsTags(member.shape) ? tagsFor(member, value) : asMember(member.shape, value)
    }
    return input
  }

  /** What an answer shows, in it or in the structure that holds the resource. */
  #properties(shape: StructureShape, output: Values): Properties {
    const inner = shape.members.filter(member => member.shape.kind === 'structure' && output[member.name] !== undefined)
    const shown = inner.map(member => this.#propertiesOf(member.shape as StructureShape, output[member.name] as Values))
    return Object.assign({}, ...shown, this.#propertiesOf(shape, output)) as Properties
  }

  #propertiesOf(shape: StructureShape, values: Values): Properties {
    const members = plainMembers(spellingOf(this.#resource), shape)
    return Object.fromEntries(this.#names.flatMap(name => {
      const member = members.get(this.#plain(name)) ?? members.get(name.toLowerCase())
      const value = member === undefined ? undefined : values[member.name]
      if (value === undefined) return []
      return [[name, /^tags?$/i.test(name) && holdsTags(member!.shape) ? tagsOf(member!, value) : asProperty(value)]]
    }))
  }
}

type Tag = { readonly Key: string, readonly Value: string }

function tagsFor(member: Member, value: unknown): unknown {
  const pairs = Array.isArray(value) ? (value as Tag[]).map(({ Key, Value }) => [Key,
    Value] as const) : Object.entries(value as Record<string, string>)
  return writeTags(member, Object.fromEntries(pairs))
}

function tagsOf(member: Member, value: unknown): Tag[] {
  return Object.entries(readTags(member, value)).map(([Key, Value]) => ({ Key, Value }))
}

/** A property as a member has it: names of nested members differ in their case only. */
function asMember(shape: Shape, value: unknown): unknown {
  if (shape.kind === 'list' && Array.isArray(value)) return value.map(each => asMember(shape.element.shape, each))
  if (typeof value !== 'object' || value === null) return value
  if (shape.kind === 'map') return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, asMember(shape.value.shape,
    each)]))
  if (shape.kind !== 'structure') return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => {
    const member = shape.members.find(other => other.name.toLowerCase() === name.toLowerCase())
    return member === undefined ? [name, each] : [member.name, asMember(member.shape, each)]
  }))
}

/** CloudFormation writes nested names with a capital. */
function asProperty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asProperty)
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.charAt(0).toUpperCase() + name.slice(1), asProperty(each)]))
}
