// What is kept of a derived resource: the members of its create and update inputs, and the id and ARN that the service gives. Read off the
// model, once per resource, when one of its operations is first bound.

import type { DerivedCorrection, DerivedOperation, DerivedResource } from '../../../model/derived.ts'
import type { Member, OperationModel, ServiceModel, Shape, StructureShape } from '../../../model/shape.ts'
import { compatible } from './compatible.ts'
import { editedIn, editsOf } from './edit.ts'
import { isOwnName, spellingOf } from './plain-name.ts'
import { isVersionName, opened, plainMembers } from './plan.ts'
import type { Kept } from './plan.ts'

export interface KeptResource extends Kept {
  /** Assigned by the service, by plain name. */
  readonly assigned: ReadonlyMap<string, readonly Shape[]>
  readonly tagsMember: Member | undefined
  /** Names that a deletion asks for beside the one that finds it. */
  readonly repeated: ReadonlySet<string>
  /** The members by which changes name the state that they change. */
  readonly versions: readonly Shape[]
}

/** Operations of the resource with their models. */
export function operationsOf(service: ServiceModel, resource: Pick<DerivedResource, 'operations'>): [OperationModel, DerivedOperation][] {
  return Object.entries(resource.operations).map(([name, operation]) => [service.operation(name)!, operation])
}

type Part = readonly [OperationModel, Pick<DerivedOperation, 'role' | 'wrap'>]

/** What names a resource, before its operations are known. */
export type Named = Pick<DerivedResource, 'noun' | 'spelling' | 'key' | 'inherits'>

/** @param arn whether the resource has ARNs of its own making */
export function keptOf(resource: Named, operations: readonly Part[], arn: boolean, correction: DerivedCorrection = {}): KeptResource {
  const { noun, key, inherits = {} } = resource
  const spelling = spellingOf(resource)
  const [create, { wrap }] = operations.find(([, { role }]) => role === 'create' || role === 'put')!
  const inputs = plainMembers(spelling, opened(create.input, wrap))
  const shapes = new Map<string, Shape>()
  const always = new Set(key.filter(({ from }) => from === 'input').map(({ name }) => name))
  for (const [plain, member] of inputs) {
    if (isVersionName(plain)) continue
    shapes.set(plain, member.shape)
    if (member.required || correction.defaults?.[plain] !== undefined) always.add(plain)
  }
  const tags = [...inputs].find(([plain, member]) => /^(resource)?tag(s|list|set)$/.test(plain) && holdsTags(member.shape))
  for (const [{ input }, { role, wrap: own }] of operations) {
    if (role !== 'update') continue
    for (const [plain, { shape }] of plainMembers(spelling, opened(input, own))) {
      const isNew = !shapes.has(plain) && !isVersionName(plain) && !isOwnName(plain)
      if (isNew && isShown(spelling, plain, shape, operations)) shapes.set(plain, shape)
    }
  }
  const outputs = operations.map(([{ output }]) => output)
  for (const [{ input }, { role }] of operations) {
    const edits = role === 'edit' ? editsOf(input) : undefined
    const list = edits === undefined ? undefined : editedIn(edits, spelling, outputs.flatMap(structuresOf))
    if (list !== undefined && !shapes.has(list[0])) shapes.set(...list)
  }
  const assigned = assignedOf(spelling, key, outputs, inputs, arn)
  for (const [plain, [shown]] of assigned) {
    shapes.set(plain, shown!)
    always.add(plain)
  }
  for (const plain of Object.keys(inherits)) {
    const shown = shownAs(spelling, plain, outputs)
    if (shown === undefined) continue
    shapes.set(plain, shown)
    always.add(plain)
  }
  const asking = askedOf(spelling, key, operations, assigned)
  const removed = operations.filter(([, { role }]) => role === 'delete').flatMap(([{ input }]) => [...plainMembers(spelling, input)])
  const repeated = new Set(removed.filter(([plain, { required }]) =>
    required && isOwnName(plain) && shapes.get(plain)?.kind === 'string' && !key.some(({ name }) => name === plain)).map(([plain]) =>
      plain))
  const given = new Set([...Object.keys(correction.defaults ?? {}), ...Object.keys(correction.gives ?? {})])
  const versions = asking.filter(([plain, { shape }]) => isVersionName(plain) && shape.kind === 'string')
    .map(([, { shape }]) => shape)
  const isTagged = arn && tags !== undefined
  return {
    noun, spelling, shapes, always, assigned, given, repeated, versions, state: correction.state, counts: correction.counts ?? {},
      sayable: new Set(inputs.keys()),
    tags: isTagged ? tags[0] : undefined, tagsMember: isTagged ? tags[1] : undefined,
  }
}

/** The members that operations ask for; those that ask for what is assigned say what form it must have. */
function askedOf(
  spelling: string, key: DerivedResource['key'], operations: readonly Part[], assigned: ReadonlyMap<string, Shape[]>,
): [string, Member][] {
  const own = key.at(-1)!
  const asked = (plain: string): string => own.from === 'assigned' && (plain === '' || plain === 'identifier') ? own.name : plain
  const asking = operations.flatMap(([{ input }, { wrap }]) => [...plainMembers(spelling, opened(input, wrap))])
  for (const [plain, { shape, required }] of asking) {
    if (required && shape.kind === 'string') assigned.get(asked(plain))?.push(shape)
  }
  return asking
}

/** Whether an answer has a member of that name that can hold it. */
function isShown(spelling: string, plain: string, shape: Shape, operations: readonly Part[]): boolean {
  return operations.some(([{ output }]) => structuresOf(output).some(structure => {
    const member = plainMembers(spelling, structure).get(plain)
    return member !== undefined && compatible(shape, member.shape)
  }))
}

/** The shape by which answers show it, a text. */
function shownAs(spelling: string, plain: string, outputs: readonly StructureShape[]): Shape | undefined {
  return outputs.flatMap(structuresOf).map(structure => plainMembers(spelling, structure).get(plain)?.shape)
    .find(shape => shape?.kind === 'string')
}

/** The id and ARN that outputs show and the input of create does not have, or need not be given. */
function assignedOf(
  spelling: string, key: DerivedResource['key'], outputs: readonly StructureShape[], inputs: ReadonlyMap<string, Member>, arn: boolean,
): Map<string, Shape[]> {
  const counted = new Set(key.filter(({ number }) => number === true).map(({ name }) => name))
  const given = new Set(key.filter(({ from }) => from === 'assigned').map(({ name }) => name))
  const wanted = new Set(['id', ...given])
  if (arn) wanted.add('arn')
  const found = new Map<string, Shape[]>()
  for (const output of outputs) {
    for (const structure of structuresOf(output)) {
      for (const [plain, { shape }] of plainMembers(spelling, structure)) {
        if (!wanted.has(plain) || (inputs.has(plain) && !given.has(plain))) continue
        if (!(shape.kind === 'string' || (counted.has(plain) && isWhole(shape)))) continue
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
