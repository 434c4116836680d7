// Lays committed facts (`facts/<id>.tsv`, extracted by `tools/extract-facts.ts`) over a model of aws-sdk v2, which has no names for its
// shapes, no errors and no bounds. Facts and model are walked side by side from each operation; what comes out is fully named.
// Invariant: facts win over the model where both speak; what only the older model knows stays.

import type { Draft, DraftOperation, DraftShape } from './draft.ts'
import { isComposite, kindOf, withPlaces } from './draft.ts'
import type { RawMetadata } from '../../src/model/raw.ts'

/** Facts of one shape. With `type` they are all there is to know of it; without, they are laid over the older model's shape. */
export type ShapeFacts = Omit<DraftShape, 'members' | 'member' | 'key' | 'value'> & {
  /** Members whose target is the one that `Facts.members` gives for their name. */
  add?: string[]
  /** Target by member name, or a whole member where more than the target is new. */
  members?: Record<string, string | DraftShape>
  member?: string | DraftShape
  key?: string | DraftShape
  value?: string | DraftShape
}

/**
 * `input` and `output` name shapes where they break the service's rule (`''`: none, `'='`: the usual one, though the older model has none).
 * Errors are listed beyond the service's common ones.
 */
export type OperationFacts = Omit<DraftOperation, 'input' | 'output' | 'errors'> & {
  input?: string | DraftShape
  output?: string | DraftShape
  errors?: string[]
  /** Common errors that this operation has not. */
  without?: string[]
}

export interface Facts {
  /** Package and version the facts come from. */
  readonly source: string
  readonly metadata?: Partial<RawMetadata>
  /** What follows an operation's name in the names of its input and output. */
  readonly suffixes: readonly [input: string, output: string]
  readonly commonErrors: readonly string[]
  /** Operations that only the older model has. */
  readonly retired: readonly string[]
  readonly operations: Readonly<Record<string, OperationFacts>>
  /** The shape that a member of this name has in most structures of the service. */
  readonly members: Readonly<Record<string, string>>
  readonly shapes: Readonly<Record<string, ShapeFacts>>
}

/** Types, which are no names of shapes; a composite one as a target means the older model's shape, under its numbering. */
export const plainTypes: ReadonlySet<string> = new Set([
  'string', 'character', 'boolean', 'byte', 'short', 'integer', 'long', 'float', 'double', 'biginteger', 'bigdecimal', 'blob', 'timestamp',
  'structure', 'list', 'map',
])

/** What a target without a name of its own says: a type, and bounds where it has them (`string[1..128]`, `integer[..10]`). */
export function plainShape(target: string): DraftShape | undefined {
  const [, type, min, max] = /^([a-z]+)(?:\[([-+\d.e]*?)\.\.([-+\d.e]*)\])?$/.exec(target) ?? []
  if (type === undefined || !plainTypes.has(type)) return undefined
  return { type, ...(min && { min: Number(min) }), ...(max && { max: Number(max) }) }
}

/** The inverse of `plainShape`, for a scalar that has no more than a type and bounds. */
export function plainTarget({ type = 'string', min, max }: DraftShape): string {
  const name = type === 'character' ? 'string' : type
  return min === undefined && max === undefined ? name : `${name}[${min ?? ''}..${max ?? ''}]`
}

/** What a place leads to: a shape's name, or what it says without one. */
export function targetOf(place: DraftShape): string {
  return place.shape ?? plainTarget(place)
}

/** Traits of a place rather than of the shape in it. */
export const placeTraits = [
  'location', 'locationName', 'queryName', 'xmlAttribute', 'xmlNamespace', 'idempotencyToken', 'hostLabel', 'jsonvalue', 'eventpayload',
  'eventheader', 'resultWrapper', 'flattened',
] as const

/** Traits of a scalar, which the older model writes in place. */
const scalarTraits = ['timestampFormat', 'sensitive', 'streaming', 'requiresLength'] as const

/** Traits of a composite shape. */
export const shapeTraits = [
  'payload', 'union', 'eventstream', 'event', 'document', 'sensitive', 'xmlOrder', 'sparse', 'exception', 'fault', 'error',
  'timestampFormat', 'min', 'max', 'pattern', 'enum', 'streaming', 'requiresLength', 'required',
] as const

/** The model with its facts; shapes are named as AWS names them. */
export function withFacts(legacy: Draft, facts: Facts): Draft {
  return new Alignment(legacy, facts).draft
}

/** Names of the shapes that places lead to which only the facts know. */
export function introducedNames(legacy: Draft, facts: Facts): ReadonlySet<string> {
  return new Alignment(legacy, facts).introduced
}

class Alignment {
  readonly draft: Draft
  readonly introduced = new Set<string>()
  readonly #legacy: Draft
  readonly #facts: Facts
  readonly #begun = new Set<string>()

  constructor(legacy: Draft, facts: Facts) {
    this.#legacy = legacy
    this.#facts = facts
    this.draft = { id: legacy.id, metadata: { ...legacy.metadata, ...facts.metadata }, operations: {}, shapes: {} }
    const names = new Set([...Object.keys(legacy.operations), ...Object.keys(facts.operations)])
    for (const name of [...names].sort()) this.draft.operations[name] = this.#operation(name)
    for (const [name, shape] of Object.entries(facts.shapes)) if (shape.exception === true || shape.error !== undefined) this.#ensure(name)
  }

  #operation(name: string): DraftOperation {
    const legacy = this.#legacy.operations[name]
    if (legacy !== undefined && this.#facts.retired.includes(name)) return { ...legacy, ...this.#anonymousRoots(legacy) }
    const { input, output, errors, without, ...traits } = this.#facts.operations[name] ?? {}
    const operation: DraftOperation = { ...legacy, ...traits }
    const [inputSuffix, outputSuffix] = this.#facts.suffixes
    operation.input = this.#root(legacy?.input, input, name + inputSuffix)
    operation.output = this.#root(legacy?.output, output, name + outputSuffix)
    if (operation.input === undefined) delete operation.input
    if (operation.output === undefined) delete operation.output
    const common = this.#facts.commonErrors.filter(error => without?.includes(error) !== true)
    operation.errors = [...common, ...errors ?? []].map(error => this.#fresh(error))
    return operation
  }

  #root(legacy: DraftShape | undefined, facts: string | DraftShape | undefined, usualName: string): DraftShape | undefined {
    if (facts === '' || (facts === undefined && legacy === undefined)) return undefined
    if (facts === '=') return this.#fresh(usualName)
    if (typeof facts === 'object') {
      if (legacy !== undefined && facts.shape !== undefined) this.#place(legacy, facts.shape)
      return this.#fresh(facts)
    }
    const name = facts ?? usualName
    return legacy === undefined ? this.#fresh(name) : this.#place(legacy, name)
  }

  #anonymousRoots({ input, output }: DraftOperation): Pick<DraftOperation, 'input' | 'output'> {
    return {
      ...(input !== undefined && { input: this.#anonymous(input) }),
      ...(output !== undefined && { output: this.#anonymous(output) }),
    }
  }

  /** A place of the older model whose target's name is known, or not. */
  #place(legacy: DraftShape, target: string | undefined): DraftShape {
    const plain = target === undefined ? undefined : plainShape(target)
    if (target === undefined || (plain !== undefined && isComposite(plain))) return this.#anonymous(legacy)
    const node = this.#resolved(legacy)
    const traits = pick(node, placeTraits)
    if (plain !== undefined) return { ...traits, ...pick(node, scalarTraits), ...plain }
    if (!isComposite(node)) return { ...traits, ...this.#fresh(target) }
    const facts = this.#facts.shapes[target]
    if (facts?.type !== undefined) this.#ensure(target)
    else this.#align(node, target)
    return { ...traits, shape: target }
  }

  /** Copies a composite of the older model under its name, once, with its facts. */
  #align(node: DraftShape, name: string): void {
    if (this.#begun.has(name)) return
    this.#begun.add(name)
    const { add = [], members = {}, member, key, value, ...traits } = this.#facts.shapes[name] ?? {}
    const shape: DraftShape = { type: kindOf(node), ...pick(node, shapeTraits), ...traits }
    this.draft.shapes[name] = shape
    if (shape.type === 'structure') {
      const known = Object.entries(node.members ?? {}).map(([memberName, place]) => {
        return [memberName, this.#within(place, members[memberName] ?? this.#usual(memberName))] as const
      })
      shape.members = { ...Object.fromEntries(known), ...this.#freshMembers(add, members, node.members) }
    }
    if (node.member !== undefined) shape.member = this.#within(node.member, member)
    if (node.key !== undefined) shape.key = this.#within(node.key, key)
    if (node.value !== undefined) shape.value = this.#within(node.value, value)
  }

  #within(node: DraftShape, facts: string | DraftShape | undefined): DraftShape {
    return typeof facts === 'object' ? this.#replaced(node, facts) : this.#place(node, facts)
  }

  /** A place that the facts state whole; the older one still lends its structure to the named shape. */
  #replaced(node: DraftShape, facts: DraftShape): DraftShape {
    if (facts.shape !== undefined) this.#place(node, facts.shape)
    return this.#fresh(facts)
  }

  #usual(memberName: string): string | undefined {
    return Object.hasOwn(this.#facts.members, memberName) ? this.#facts.members[memberName] : undefined
  }

  #freshMembers(
    add: string[], members: Record<string, string | DraftShape>, known: Record<string, DraftShape> = {},
  ): Record<string, DraftShape> {
    const fresh: Record<string, DraftShape> = {}
    for (const name of add) fresh[name] = this.#fresh(this.#usual(name) ?? 'string')
    for (const [name, target] of Object.entries(members)) if (!Object.hasOwn(known, name)) fresh[name] = this.#fresh(target)
    return fresh
  }

  /** A place that only the facts know. */
  #fresh(target: string | DraftShape): DraftShape {
    const place = typeof target === 'object' ? target : plainShape(target) ?? { shape: target }
    if (place.shape !== undefined) {
      this.introduced.add(place.shape)
      this.#ensure(place.shape)
    } else if (isComposite(place) && place.document !== true) {
      throw new Error(`assert: the facts of ${this.draft.id} have a new ${kindOf(place)} without a name`)
    }
    return place
  }

  /** Builds a shape that the facts know whole. */
  #ensure(name: string): void {
    const facts = this.#facts.shapes[name]
    if (facts?.type === undefined || this.#begun.has(name)) return
    this.#begun.add(name)
    const { add = [], members = {}, member, key, value, ...traits } = facts
    const shape: DraftShape = { ...traits }
    this.draft.shapes[name] = shape
    if (shape.type === 'structure') shape.members = this.#freshMembers(add, members)
    if (member !== undefined) shape.member = this.#fresh(member)
    if (key !== undefined) shape.key = this.#fresh(key)
    if (value !== undefined) shape.value = this.#fresh(value)
    if (shape.type === 'list') shape.member ??= { type: 'string' }
  }

  /** A place that only the older model knows: its shapes keep the model's own numbering. */
  #anonymous(node: DraftShape): DraftShape {
    if (node.shape !== undefined) {
      if (!this.#begun.has(node.shape)) {
        this.#begun.add(node.shape)
        this.draft.shapes[node.shape] = this.#anonymous(this.#legacy.shapes[node.shape] ?? {})
      }
      return node
    }
    return withPlaces(node, place => this.#anonymous(place))
  }

  #resolved(node: DraftShape): DraftShape {
    if (node.shape === undefined) return node
    const { shape, ...traits } = node
    return { ...this.#legacy.shapes[shape], ...traits }
  }
}

export function pick<T extends object, K extends keyof T>(from: T, keys: readonly K[]): Partial<Pick<T, K>> {
  const picked: Partial<Pick<T, K>> = {}
  for (const key of keys) if (from[key] !== undefined) picked[key] = from[key]
  return picked
}
