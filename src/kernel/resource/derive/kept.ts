// What is kept of a derived resource: the members of its create and update inputs, and the id and ARN that the service gives. Read off the
// model, once per resource, when one of its operations is first bound.

import type { DerivedCorrection, DerivedOperation, DerivedResource } from '../../../model/derived.ts'
import type { Member, OperationModel, ServiceModel, Shape, StructureShape } from '../../../model/shape.ts'
import { compatible } from './compatible.ts'
import { isOwnName } from './plain-name.ts'
import { isVersionName, opened, plainMembers } from './plan.ts'
import type { Kept } from './plan.ts'

export interface KeptResource extends Kept {
  /** Assigned by the service, by plain name. */
  readonly assigned: ReadonlyMap<string, readonly Shape[]>
  readonly tagsMember: Member | undefined
  /** Names that a deletion asks for beside the one that finds it. */
  readonly repeated: ReadonlySet<string>
  /** Changes must name the state that they change. */
  readonly hasVersions: boolean
}

/** Operations of the resource with their models. */
export function operationsOf(service: ServiceModel, resource: Pick<DerivedResource, 'operations'>): [OperationModel, DerivedOperation][] {
  return Object.entries(resource.operations).map(([name, operation]) => [service.operation(name)!, operation])
}

type Part = readonly [OperationModel, Pick<DerivedOperation, 'role' | 'wrap'>]

/** @param arn whether the resource has ARNs of its own making */
export function keptOf(
  noun: string, key: DerivedResource['key'], operations: readonly Part[], arn: boolean, correction: DerivedCorrection = {},
): KeptResource {
  const [create, { wrap }] = operations.find(([, { role }]) => role === 'create' || role === 'put')!
  const inputs = plainMembers(noun, opened(create.input, wrap))
  const shapes = new Map<string, Shape>()
  const always = new Set<string>()
  for (const [plain, member] of inputs) {
    if (isVersionName(plain)) continue
    shapes.set(plain, member.shape)
    if (member.required || correction.defaults?.[plain] !== undefined) always.add(plain)
  }
  const tags = [...inputs].find(([plain, member]) => /^(resource)?tag(s|list|set)$/.test(plain) && holdsTags(member.shape))
  for (const [{ input }, { role, wrap: own }] of operations) {
    if (role !== 'update') continue
    for (const [plain, { shape }] of plainMembers(noun, opened(input, own))) {
      const isNew = !shapes.has(plain) && !isVersionName(plain) && !isOwnName(plain)
      if (isNew && isShown(noun, plain, shape, operations)) shapes.set(plain, shape)
    }
  }
  const assigned = assignedOf(noun, key, operations.map(([{ output }]) => output), inputs, arn)
  for (const [plain, [shown]] of assigned) {
    shapes.set(plain, shown!)
    always.add(plain)
  }
  const own = key.at(-1)!
  const asked = (plain: string): string => own.from === 'assigned' && (plain === '' || plain === 'identifier') ? own.name : plain
  const asking = operations.flatMap(([{ input }, { wrap: own }]) => [...plainMembers(noun, opened(input, own))])
  for (const [plain, { shape, required }] of asking) {
    if (required && shape.kind === 'string') assigned.get(asked(plain))?.push(shape)
  }
  const removed = operations.filter(([, { role }]) => role === 'delete').flatMap(([{ input }]) => [...plainMembers(noun, input)])
  const repeated = new Set(removed.filter(([plain, { required }]) =>
    required && isOwnName(plain) && shapes.get(plain)?.kind === 'string' && !key.some(({ name }) => name === plain)).map(([plain]) =>
      plain))
  const given = new Set(Object.keys(correction.defaults ?? {}))
  const hasVersions = asking.some(([plain, { shape }]) => isVersionName(plain) && shape.kind === 'string')
  const isTagged = arn && tags !== undefined
  return {
    noun, shapes, always, assigned, given, repeated, hasVersions, state: correction.state, sayable: new Set(inputs.keys()),
    tags: isTagged ? tags[0] : undefined, tagsMember: isTagged ? tags[1] : undefined,
  }
}

/** Whether an answer has a member of that name that can hold it. */
function isShown(noun: string, plain: string, shape: Shape, operations: readonly Part[]): boolean {
  return operations.some(([{ output }]) => structuresOf(output).some(structure => {
    const member = plainMembers(noun, structure).get(plain)
    return member !== undefined && compatible(shape, member.shape)
  }))
}

/** The id and ARN that outputs show and the input of create does not have. */
function assignedOf(
  noun: string, key: DerivedResource['key'], outputs: readonly StructureShape[], inputs: ReadonlyMap<string, Member>, arn: boolean,
): Map<string, Shape[]> {
  const counted = new Set(key.filter(({ number }) => number === true).map(({ name }) => name))
  const wanted = new Set(['id', ...key.filter(({ from }) => from === 'assigned').map(({ name }) => name)])
  if (arn) wanted.add('arn')
  const found = new Map<string, Shape[]>()
  for (const output of outputs) {
    for (const structure of structuresOf(output)) {
      for (const [plain, { shape }] of plainMembers(noun, structure)) {
        if (!wanted.has(plain) || inputs.has(plain) || !(shape.kind === 'string' || (counted.has(plain) && isWhole(shape)))) continue
        if (found.get(plain)?.push(shape) === undefined) found.set(plain, [shape])
      }
    }
  }
  return found
}

/** An output, the structures in it, and those that its lists hold. */
export function structuresOf(output: StructureShape): StructureShape[] {
  const inner = output.members.map(({ shape }) => shape.kind === 'list' ? shape.element.shape : shape)
  return [output, ...inner.filter((shape): shape is StructureShape => shape.kind === 'structure')]
}

/** A whole number, such as a version's. */
export function isWhole({ kind }: Shape): boolean {
  return kind === 'integer' || kind === 'long'
}

/** Texts by name, or a list of pairs of them. */
export function holdsTags(shape: Shape): boolean {
  if (shape.kind === 'map') return shape.value.shape.kind === 'string'
  if (shape.kind !== 'list' || shape.element.shape.kind !== 'structure') return false
  const names = shape.element.shape.members.map(({ name }) => name)
  return names.length === 2 && names.some(name => /key$/i.test(name)) && names.some(name => /value$/i.test(name))
}
