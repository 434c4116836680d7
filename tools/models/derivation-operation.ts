// Whether an operation can play its part for a resource, and which of its members name it. It is judged by the planner that writes answers.

import { faultCode, serviceWideMissing } from '../../src/kernel/resource/derive/fault-code.ts'
import { compatible } from '../../src/kernel/resource/derive/compatible.ts'
import { holdsTags } from '../../src/kernel/resource/derive/kept.ts'
import type { KeptResource } from '../../src/kernel/resource/derive/kept.ts'
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
}

/** @throws Doubt */
export function operationOf(operation: OperationModel, role: DerivedRole, judged: Judged, wrap: string | undefined): DerivedOperation {
  const { key, kept, correction, isSetting } = judged
  const { name, output } = operation
  if (operation.streamsInput || operation.streamsOutput) throw new Doubt(`${name} carries a stream.`)
  if (role === 'list') return listOf(operation, key, kept)
  const isNew = role === 'create' || role === 'put'
  const names = isNew ? { key: key.map(() => null) } : keyMembers(operation, role, key, kept, wrap)
  const said = faultCode(operation, kept.noun, 'missing', false, correction)
  // A model that lists other errors and none for what is not there says that it is no error.
  const lenient = role === 'delete' && said === undefined && (operation.errors.length > 0 || isSetting)
  const isSilent = !isNew && !lenient && said === undefined && serviceWideMissing(operation) === undefined
  if (isSilent && !(isSetting && role === 'read')) throw new Doubt(`${name} lists no error for one that is not there.`)
  if (role === 'put' && key.some(({ from }) => from === 'assigned')) throw new Doubt(`${name} does not say which one it replaces.`)
  const beside = { ...(lenient && { lenient: true as const }), ...(isSilent && { unset: true as const }) }
  if (role === 'tag' || role === 'untag' || role === 'tags') {
    const framed = pageFields(output, '', 0)
    const rest = output.members.filter(each => each.required && !(each.name in framed) && !holdsTags(each.shape))
    if (rest.length > 0) throw new Doubt(`the model does not tell what ${rest[0]!.name} in the answer of ${name} should be.`)
    return { role, ...names, ...beside }
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
    return role === 'update' && from !== undefined && plain !== kept.tags && compatible(shape, from)
  }
  const isOfTags = ({ shape }: Member): boolean => (role === 'tag' && holdsTags(shape)) || (role === 'untag' && shape.kind === 'list')
  const others = [...members].filter(([plain, member]) =>
    member.required && !names.includes(member.name) && !or.includes(member.name) && !isToken(plain, member) && !isVersionName(plain)
    && !kept.repeated.has(plain) && !isKept([plain, member]) && !isOfTags(member)).map(([, member]) => member)
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
