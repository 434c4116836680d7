// Whether an operation lists a resource, and how: where its items stand, what an item is, which parents and names it may be asked for.

import type { KeptResource } from '../../src/kernel/resource/derive/kept.ts'
import { isOwnName, isOwnPlural, plainName } from '../../src/kernel/resource/derive/plain-name.ts'
import { echoesOf, planOf, plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import type { DerivedKeyPart, DerivedOperation } from '../../src/model/derived.ts'
import type { ListShape, Member, OperationModel } from '../../src/model/shape.ts'
import { Doubt } from './derivation-names.ts'

/** @throws Doubt */
export function listOf(operation: OperationModel, key: readonly DerivedKeyPart[], kept: KeptResource): DerivedOperation {
  const items = itemsOf(operation, kept)
  const item = itemOf(operation, items, key, kept)
  const members = plainMembers(kept.noun, operation.input)
  const parents = key.slice(0, -1).map(({ name }) => textNamed(members.get(name)))
  const chosen = operation.input.members.find(member => selects(member, kept))?.name
  const equal = [...members].filter(([plain, member]) => refersTo(plain, member, kept)).map(([, { name }]) => name)
    .filter(name => !parents.includes(name) && name !== chosen)
  const isKnown = ({ name }: Member): boolean => parents.includes(name) || name === chosen || equal.includes(name)
  const unknown = operation.input.members.filter(member => member.required && !isKnown(member))
  if (unknown.length > 0) throw new Doubt(`${operation.name} requires ${unknown.map(({ name }) => name).join(', ')}, which is not kept.`)
  const echoes = echoesOf(operation, kept, key, [...parents, null]).map(([to]) => to)
  const { fields } = planOf(operation.output, kept)
  const isFilled = (name: string): boolean =>
    name === items.name || echoes.includes(name) || fields.some(({ member, source }) => member.name === name && source.kind === 'empty')
  const rest = operation.output.members.filter(({ name, required }) => required && !isFilled(name)).map(({ name }) => name)
  if (rest.length > 0) throw new Doubt(`the model does not tell what ${rest.join(', ')} in the answer of ${operation.name} should be.`)
  const selecting = { ...(chosen !== undefined && { chosen }), ...(equal.length > 0 && { equal }) }
  return { role: 'list', key: [...parents, null], ...selecting, items: items.name, item }
}

function textNamed(member: Member | undefined): string | null {
  return member?.shape.kind === 'string' ? member.name : null
}

/** A name of another resource, which create required and every record therefore has. */
function refersTo(plain: string, { shape }: Member, kept: KeptResource): boolean {
  const from = kept.shapes.get(plain)
  return from !== undefined && from.kind === 'string' && shape.kind === 'string' && shape.constraints?.enum === undefined
    && kept.always.has(plain) && !isOwnName(plain) && /(id|arn|name|identifier)$/.test(plain)
}

function selects({ name, shape }: Member, kept: KeptResource): boolean {
  if (shape.kind === 'string') return isOwnName(plainName(kept.noun, name)) && shape.constraints?.enum === undefined
  return shape.kind === 'list' && shape.element.shape.kind === 'string' && isOwnPlural(kept.noun, name)
}

/** The one list of the output, or the one that the paginator names. @throws Doubt */
function itemsOf({ name, output, pagination }: OperationModel, kept: KeptResource): Member & { readonly shape: ListShape } {
  const lists = output.members.filter(({ shape }) => shape.kind === 'list')
  const fitting = lists.filter(({ name: member, shape }) => {
    if (/^(errors|failures|failed|warnings|unprocessed\w*|\w*notfound)$/i.test(member)) return false
    const element = (shape as ListShape).element.shape
    return element.kind !== 'structure' || planOf(element, kept).known > 0
  })
  const named = fitting.filter(({ name: member }) => isOwnPlural(kept.noun, member))
  const only = fitting.length === 1 ? fitting[0] : named.length === 1 ? named[0] : undefined
  const wanted = pagination === undefined ? only : output.memberByName.get(pagination.resultKeys[0] ?? '')
  if (wanted?.shape.kind !== 'list') throw new Doubt(`${name} answers with no plain list.`)
  return wanted as Member & { readonly shape: ListShape }
}

/** @throws Doubt */
function itemOf(
  { name }: OperationModel, items: Member & { readonly shape: ListShape }, key: readonly DerivedKeyPart[], kept: KeptResource,
): 'structure' | 'id' | 'arn' {
  const { shape } = items.shape.element
  const own = key.at(-1)!.name
  if (shape.kind === 'string') {
    const isArn = /arns?$/i.test(items.name) || /arn$/i.test(shape.name)
    if (isArn && !kept.shapes.has('arn')) throw new Doubt(`${name} lists ARNs, which the model does not tell.`)
    if (isArn) return 'arn'
    if (!isOwnPlural(kept.noun, items.name) || own === 'arn') throw new Doubt(`${name} lists texts that need not be its names.`)
    return 'id'
  }
  if (shape.kind !== 'structure') throw new Doubt(`${name} answers with no list of resources.`)
  const { missing, fields } = planOf(shape, kept)
  if (missing.length > 0) throw new Doubt(`the model does not tell what ${missing.join(', ')} in the items of ${name} should be.`)
  const isNamed = fields.some(({ source }) => source.kind === 'value' && (source.name === own || source.name === 'arn'))
  if (!isNamed) throw new Doubt(`the items of ${name} do not show which they are.`)
  return 'structure'
}
