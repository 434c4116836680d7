// Form parameters ⇄ values by the model: `Tags.member.1.Key=a` for query, `Tag.1.Key=a` for ec2. What is around them (Action, Version) and
// how an answer looks is each protocol's own. Parameters grow into a tree by their dots, so that time and memory stay linear in the text
// whatever the indices are. Invariant: what is read holds only members that the model knows; unknown parameters are passed over.

import type { ListShape, MapShape, Member, SimpleShape } from '../model/shape.ts'
import type { FormPair } from './form.ts'
import { setOwn } from './json-text.ts'
import type { MalformedRequest } from './message.ts'
import type { Values } from './protocol.ts'
import { readScalar, writeScalar } from './scalar-text.ts'

/** Where query and ec2 differ. */
export interface FormDialect {
  nameOf(member: Member): string
  /** `Tags.member.1`: the name between a list and the index; undefined where indices follow the list's own name. */
  wrapperOf(list: Member, shape: ListShape): string | undefined
  /** `Attributes.entry.1.key` */
  readonly mapWrapper: string
  /** `Names=` stands for an empty list. */
  readonly writesEmptyLists: boolean
  /** A value of the wrong kind. `path` is the parameter's name as far as it is known, `text` its value where it has one. */
  wrongKind(reason: WrongKind, path: string, text: string): MalformedRequest
}

export type WrongKind = 'scalar-expected' | 'list-expected' | 'structure-expected' | 'entry-expected' | 'too-deep' | SimpleShape['kind']

interface FormNode {
  text: string | undefined
  children: Map<string, FormNode> | undefined
}

type Read = (node: FormNode, path: string) => unknown
type Fields = ReadonlyMap<string, { readonly member: Member, readonly read: Read }>

const index = /^\d{1,15}$/
const deepest = 128

export class FormValues {
  readonly #dialect: FormDialect
  readonly #fields = new WeakMap<readonly Member[], Fields>()

  constructor(dialect: FormDialect) {
    this.#dialect = dialect
  }

  /** @throws MalformedRequest. Where a parameter stands twice, the first counts. */
  read(members: readonly Member[], pairs: Iterable<FormPair>): Values {
    const root: FormNode = { text: undefined, children: undefined }
    for (const [name, value] of pairs) {
      if (!plant(root, name, value)) throw this.#dialect.wrongKind('too-deep', name.slice(0, 100), '')
    }
    return this.#readStructure(members, root, '')
  }

  /** Undefined and null members are left out. */
  write(members: readonly Member[], values: Values): FormPair[] {
    const pairs: FormPair[] = []
    this.#writeStructure(members, values, '', pairs)
    return pairs
  }

  #readStructure(members: readonly Member[], node: FormNode, path: string): Values {
    const values: Values = {}
    if (node.children === undefined) return values
    const fields = this.#compiled(members)
    for (const [name, child] of node.children) {
      const field = fields.get(name)
      if (field === undefined) continue
      const value = field.read(child, path === '' ? name : `${path}.${name}`)
      if (value !== undefined) values[field.member.name] = value
    }
    return values
  }

  #compiled(members: readonly Member[]): Fields {
    let fields = this.#fields.get(members)
    if (fields === undefined) {
      fields = new Map(members.map(member => {
        return [this.#dialect.nameOf(member), { member, read: this.#compile(member, member.flattened === true) }]
      }))
      this.#fields.set(members, fields)
    }
    return fields
  }

  #compile(member: Member, flattened: boolean): Read {
    const { shape } = member
    switch (shape.kind) {
      case 'structure': return (node, path) => {
        if (node.children === undefined && node.text !== undefined && node.text !== '') throw this.#wrong('structure-expected', path, node)
        return this.#readStructure(shape.members, node, path)
      }
      case 'list': return this.#compileList(member, shape)
      case 'map': return this.#compileMap(shape, flattened)
      default: return (node, path) => {
        if (node.text === undefined) throw this.#wrong('scalar-expected', path, node)
        const value = readScalar(member, shape, node.text)
        if (value === undefined) throw this.#wrong(shape.kind, path, node)
        return value
      }
    }
  }

  /** The model's wrapper, the customary `member` of other SDKs and bare indices are all understood. */
  #compileList(list: Member, shape: ListShape): Read {
    const wrapper = this.#dialect.wrapperOf(list, shape)
    let read: Read | undefined
    return (node, path) => {
      if (node.children === undefined && node.text !== undefined && node.text !== '') throw this.#wrong('list-expected', path, node)
      const within = node.children?.get(wrapper ?? 'member') ?? node.children?.get('member') ?? node
      read ??= this.#compile(shape.element, false)
      const items: unknown[] = []
      for (const [position, child] of indexed(within)) items.push(read(child, `${path}.${position}`))
      return items
    }
  }

  #compileMap(shape: MapShape, flattened: boolean): Read {
    const wrapper = this.#dialect.mapWrapper
    const key = this.#dialect.nameOf(shape.key)
    const value = this.#dialect.nameOf(shape.value)
    let read: Read | undefined
    return (node, path) => {
      if (node.children === undefined && node.text !== undefined && node.text !== '') throw this.#wrong('structure-expected', path, node)
      const within = flattened ? node : node.children?.get(wrapper) ?? node
      read ??= this.#compile(shape.value, false)
      const values: Values = {}
      for (const [position, entry] of indexed(within)) {
        const name = entry.children?.get(key)?.text
        const item = entry.children?.get(value)
        if (name === undefined || item === undefined) throw this.#wrong('entry-expected', `${path}.${position}`, entry)
        setOwn(values, name, read(item, `${path}.${position}.${value}`))
      }
      return values
    }
  }

  #writeStructure(members: readonly Member[], values: Values, prefix: string, pairs: FormPair[]): void {
    for (const member of members) {
      const value = values[member.name]
      if (value === undefined || value === null) continue
      this.#write(member, value, prefix + this.#dialect.nameOf(member), member.flattened === true, pairs)
    }
  }

  #write(member: Member, value: unknown, path: string, flattened: boolean, pairs: FormPair[]): void {
    const { shape } = member
    if (shape.kind === 'structure') {
      this.#writeStructure(shape.members, value as Values, `${path}.`, pairs)
    } else if (shape.kind === 'list') {
      const items = [...value as Iterable<unknown>]
      const wrapper = this.#dialect.wrapperOf(member, shape)
      const prefix = wrapper === undefined ? path : `${path}.${wrapper}`
      if (items.length === 0 && this.#dialect.writesEmptyLists) pairs.push([path, ''])
      items.forEach((item, position) => this.#write(shape.element, item, `${prefix}.${position + 1}`, false, pairs))
    } else if (shape.kind === 'map') {
      const prefix = flattened ? path : `${path}.${this.#dialect.mapWrapper}`
      Object.entries(value as Values).forEach(([name, item], position) => {
        pairs.push([`${prefix}.${position + 1}.${this.#dialect.nameOf(shape.key)}`, name])
        this.#write(shape.value, item, `${prefix}.${position + 1}.${this.#dialect.nameOf(shape.value)}`, false, pairs)
      })
    } else {
      pairs.push([path, writeScalar(member, shape, value)])
    }
  }

  #wrong(reason: WrongKind, path: string, node: FormNode): MalformedRequest {
    return this.#dialect.wrongKind(reason, path, node.text ?? '')
  }
}

/** @returns false for a name that is nested deeper than any input goes */
function plant(root: FormNode, name: string, value: string): boolean {
  let node = root
  let depth = 0
  for (let at = 0; at <= name.length;) {
    if (++depth > deepest) return false
    let end = name.indexOf('.', at)
    if (end < 0) end = name.length
    const part = name.slice(at, end)
    node.children ??= new Map()
    let child = node.children.get(part)
    if (child === undefined) node.children.set(part, child = { text: undefined, children: undefined })
    node = child
    at = end + 1
  }
  node.text ??= value
  return true
}

/** Children that stand at an index, in the order of the indices; gaps close. */
function indexed(node: FormNode): [number, FormNode][] {
  const found: [number, FormNode][] = []
  for (const [part, child] of node.children ?? []) if (index.test(part)) found.push([Number(part), child])
  return found.sort(([a], [b]) => a - b)
}
