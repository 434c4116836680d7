// Whether an operation can play its part for a resource, and which of its members name it. It is judged by the planner that writes answers.

import { faultCode, serviceWideMissing } from '../../src/kernel/resource/derive/fault-code.ts'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import { editsOf } from '../../src/kernel/resource/derive/edit.ts'
import { holdsTags } from '../../src/kernel/resource/derive/kept.ts'
import type { KeptResource } from '../../src/kernel/resource/derive/kept.ts'
import { elementOf, outcomesOf } from '../../src/kernel/resource/derive/many.ts'
import { isOwnName } from '../../src/kernel/resource/derive/plain-name.ts'
import { isVersionName, opened, pageFields, planOf, plainMembers, withinOf } from '../../src/kernel/resource/derive/plan.ts'
import type { Plan } from '../../src/kernel/resource/derive/plan.ts'
import { isToken } from '../../src/kernel/resource/derive/subject.ts'
import type { DerivedCorrection, DerivedKeyPart, DerivedOperation, DerivedRole } from '../../src/model/derived.ts'
import type { Member, OperationModel, StructureShape } from '../../src/model/shape.ts'
import { isGiven } from './derivation-key.ts'
import { listOf } from './derivation-list.ts'
import { Doubt } from './derivation-names.ts'

export interface Judged {
  readonly key: readonly DerivedKeyPart[]
  readonly kept: KeptResource
  readonly correction: DerivedCorrection
  /** Made by an operation that replaces: a setting. */
  readonly isSetting: boolean
  /** The code of the operation that does to one what this does to several. */
  readonly missing?: string | undefined
}

/** @throws Doubt */
export function operationOf(operation: OperationModel, role: DerivedRole, judged: Judged, wrap: string | undefined): DerivedOperation {
  const { key, kept, correction, isSetting } = judged
  const { name, output } = operation
  if (operation.streamsInput || operation.streamsOutput) throw new Doubt(`${name} carries a stream.`)
  if (role === 'list') return listOf(operation, key, kept)
  const isNew = role === 'create' || role === 'put'
  const names = isNew ? { key: key.map(() => null) } : keyMembers(operation, role, key, kept, wrap)
  const own = faultCode(operation, kept.noun, 'missing', false, correction)
  const said = own ?? judged.missing
  // A model that lists errors and here none for what is not there says that it is no error.
  const lenient = role === 'delete' && said === undefined && (operation.errors.length > 0 || isSetting || listsErrors(operation))
  const isSilent = !isNew && !lenient && said === undefined && serviceWideMissing(operation) === undefined
  if (isSilent && !(isSetting && role === 'read')) throw new Doubt(`${name} lists no error for one that is not there.`)
  if (role === 'put' && key.some(({ from }) => from === 'assigned')) throw new Doubt(`${name} does not say which one it replaces.`)
  const beside = { ...(own === undefined && said !== undefined && { missing: said }), ...(lenient && { lenient: true as const }),
    ...(isSilent && { unset: true as const }) }
  if (role === 'tag' || role === 'untag' || role === 'tags') {
    const framed = pageFields(output, '', 0)
    const rest = output.members.filter(each => each.required && !(each.name in framed) && !holdsTags(each.shape))
    if (rest.length > 0) throw new Doubt(`the model does not tell what ${rest[0]!.name} in the answer of ${name} should be.`)
    return { role, ...names, ...beside }
  }
  if (role === 'edit') checkEdits(operation, kept)
  if (wrap !== undefined && elementOf(operation.input.memberByName.get(wrap)) !== undefined) {
    return { role, ...manyNames(operation, role, names, judged, wrap), ...beside }
  }
  const within = withinOf(output, kept)
  const { missing, known } = planOf(output, kept, within)
  if (missing.length > 0) throw new Doubt(`the model does not tell what ${missing.join(', ')} in the answer of ${name} should be.`)
  if (isNew && output.members.length > 0 && !showsIdentity(planOf(output, kept, within), key)) {
    throw new Doubt(`${name} does not show its ${key.at(-1)!.name}.`)
  }
  if (role === 'read' && known === 0) throw new Doubt(`the answer of ${name} shows nothing of what is kept.`)
  return { role, ...names, ...beside, ...(within !== undefined && { within }) }
}

/** Whether the service's model lists errors of operations at all. */
function listsErrors({ service }: OperationModel): boolean {
  return service.operationNames.some(name => service.operation(name)!.errors.length > 0)
}

/** Its changes are made to a list that an answer shows. @throws Doubt */
function checkEdits({ name, input, service }: OperationModel, { noun, shapes }: KeptResource): void {
  const edits = editsOf(input)
  const isKept = edits !== undefined && [...shapes.values()].some(shape => shape.kind === 'list'
    && compatible(edits.value.shape, shape.element.shape))
  if (!isKept) throw new Doubt(`no answer of ${service.id} shows of ${noun} what ${name} changes.`)
}

/** Of an operation that means several: what is said of them, and that its answer can be written. @throws Doubt */
function manyNames(
  operation: OperationModel, role: DerivedRole, names: Pick<DerivedOperation, 'key' | 'or'>, { key, kept }: Judged, wrap: string,
): Pick<DerivedOperation, 'key' | 'or'> {
  const { name, input, output } = operation
  const { missing } = outcomesOf(output, input, wrap, kept)
  if (missing.length > 0) throw new Doubt(`the model does not tell what ${missing.join(', ')} in the answer of ${name} should be.`)
  const members = plainMembers(kept.spelling, opened(input, wrap))
  const naming = role === 'create' || role === 'put' ? members.get(key.at(-1)!.name)?.name : names.key.at(-1)
  const isEach = key.at(-1)!.from === 'assigned' || (typeof naming === 'string' && !input.memberByName.has(naming))
  if (!isEach) throw new Doubt(`${name} does not name each of those that it means.`)
  if (role === 'create' || role === 'put') {
    const isHeld = ([plain, member]: [string, Member]): boolean => isToken(plain, member) || isVersionName(plain)
      || (kept.shapes.has(plain) && compatible(member.shape, kept.shapes.get(plain)!))
    const strange = [...members].find(each => !isHeld(each))
    if (strange !== undefined) throw new Doubt(`${name} takes ${strange[1].name}, which is not kept.`)
    const unsaid = [...kept.always].find(plain => !kept.assigned.has(plain) && kept.sayable.has(plain)
      && members.get(plain)?.required !== true)
    if (unsaid !== undefined) throw new Doubt(`${name} does not require ${unsaid || 'its name'}.`)
    if (key.some(({ from, name: plain }) => from === 'assigned' && !members.has(plain)) && output.members.length === 0) {
      throw new Doubt(`${name} does not show its ${key.at(-1)!.name}.`)
    }
  }
  return names
}

/** What the service assigned is in the answer, or the caller named it himself. */
function showsIdentity({ fields }: Plan, key: readonly DerivedKeyPart[]): boolean {
  const { name, from } = key.at(-1)!
  return from !== 'assigned' || fields.some(({ source }) =>
    (source.kind === 'value' && source.name === name) || (source.kind === 'within' && showsIdentity(source.plan, key)))
}

/** The members of an input that name the record. @throws Doubt */
function keyMembers(
  operation: OperationModel, role: DerivedRole, key: readonly DerivedKeyPart[], kept: KeptResource, wrap: string | undefined,
): Pick<DerivedOperation, 'key' | 'or'> {
  const members = plainMembers(kept.spelling, opened(operation.input, wrap))
  const or: string[] = []
  const names = key.map(({ name, from }) => {
    if (from === 'only') return null
    const open = isOwnName(name) ? [name, '', 'identifier', ...(kept.assigned.has('arn') ? ['arn'] : [])] : [name]
    const required = open.map(plain => members.get(plain)).find(each => isGiven(each)
      || (each?.required === true && each.shape.kind === 'string'))
    const texts = open.map(plain => members.get(plain)).filter(each => each?.shape.kind === 'string')
    const member = required ?? (isOwnName(name) ? texts[0] : undefined)
    if (member === undefined) throw new Doubt(`${operation.name} does not require its ${name || 'name'}.`)
    if (required === undefined
      && open.includes('arn')) or.push(...texts.slice(1).map(each => each!.name).filter(each => each !== member.name))
    return member.name
  })
  const isKept = ([plain, { shape }]: [string, Member]): boolean => {
    const from = kept.shapes.get(plain)
    return (role === 'update' || role === 'edit') && from !== undefined && plain !== kept.tags && compatible(shape, from)
  }
  const edited = role === 'edit' ? editsOf(operation.input)?.member : undefined
  const isOfTags = ({ shape }: Member): boolean => (role === 'tag' && holdsTags(shape)) || (role === 'untag' && shape.kind === 'list')
  const others = [...members].filter(([plain, member]) =>
    member.required && !names.includes(member.name) && !or.includes(member.name) && !isToken(plain, member) && !isVersionName(plain)
    && !kept.repeated.has(plain) && !isKept([plain, member]) && !isOfTags(member) && member !== edited).map(([, member]) => member)
  if (others.length > 0) throw new Doubt(`${operation.name} requires ${others.map(({ name }) => name).join(', ')}, which is not kept.`)
  return { key: names, ...(or.length > 0 && { or }) }
}

/** Whether anybody can learn the ARN. */
export function showsArn({ output }: OperationModel, { within, items, item, inside }: DerivedOperation, kept: KeptResource): boolean {
  if (item === 'arn') return true
  const shows = ({ fields }: Plan): boolean => fields.some(({ source }) =>
    (source.kind === 'value' && source.name === 'arn') || (source.kind === 'within' && shows(source.plan)))
  const outer = inside === undefined ? output : output.memberByName.get(inside)!.shape as StructureShape
  const list = items === undefined ? undefined : outer.memberByName.get(items)!.shape
  const element = list?.kind === 'list' ? list.element.shape : undefined
  return shows(element?.kind === 'structure' ? planOf(element, kept) : planOf(output, kept, within))
}
