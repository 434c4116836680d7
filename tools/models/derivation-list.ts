// Whether an operation lists a resource, and how: where its items stand, what an item is, which parents and names it may be asked for.

import type { KeptResource } from '../../src/kernel/resource/derive/kept.ts'
import { isOwnName, isOwnPlural, plainName } from '../../src/kernel/resource/derive/plain-name.ts'
import { echoesOf, pageFields, planOf, plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import { isStateName } from '../../src/kernel/resource/derive/state.ts'
import type { DerivedKeyPart, DerivedOperation } from '../../src/model/derived.ts'
import type { ListShape, Member, OperationModel, StructureShape } from '../../src/model/shape.ts'
import { Doubt } from './derivation-names.ts'

/** @throws Doubt */
export function listOf(operation: OperationModel, key: readonly DerivedKeyPart[], kept: KeptResource): DerivedOperation {
  const [inside, items] = itemsIn(operation, kept)
  const item = itemOf(operation, items, key, kept)
  const members = plainMembers(kept.spelling, operation.input)
  const parents = key.slice(0, -1).map(({ name }) => textNamed(members.get(name)))
  const chosen = operation.input.members.find(member => selects(member, kept))?.name
  const equal = [...members].filter(([plain, member]) => refersTo(plain, member, kept)).map(([, { name }]) => name)
    .filter(name => !parents.includes(name) && name !== chosen)
  const filters = operation.input.members.find(holdsFilters)?.name
  const plains = new Map([...members].map(([plain, { name }]) => [name, plain]))
  const isKnown = ({ name }: Member): boolean => parents.includes(name) || name === chosen
    || (equal.includes(name) && kept.always.has(plains.get(name)!))
  const unknown = operation.input.members.filter(member => member.required && !isKnown(member))
  if (unknown.length > 0) throw new Doubt(`${operation.name} requires ${unknown.map(({ name }) => name).join(', ')}, which is not kept.`)
  const echoes = echoesOf(operation, kept, key, [...parents, null]).map(([to]) => to)
  const { fields } = planOf(operation.output, kept)
  const isPaged = operation.pagination !== undefined && operation.pagination.resultKeys[0] === items.name
  const outer = inside === undefined ? operation.output : inside.shape as StructureShape
  const framed = isPaged ? {} : pageFields(outer, items.name, 0)
  const isFilled = (name: string): boolean =>
    name === items.name || echoes.includes(name) || fields.some(({ member, source }) => member.name === name && source.kind === 'empty')
    || name in framed
  const all = inside === undefined ? outer.members : [...outer.members, ...operation.output.members.filter(each => each !== inside)]
  const rest = all.filter(({ name, required }) => required && !isFilled(name)).map(({ name }) => name)
  if (rest.length > 0) throw new Doubt(`the model does not tell what ${rest.join(', ')} in the answer of ${operation.name} should be.`)
  const selecting = {
    ...(chosen !== undefined && { chosen }), ...(equal.length > 0 && { equal }), ...(filters !== undefined && { filters }),
    ...(inside !== undefined && { inside: inside.name }),
  }
  return { role: 'list', key: [...parents, null], ...selecting, items: items.name, item }
}

function textNamed(member: Member | undefined): string | null {
  return member?.shape.kind === 'string' ? member.name : null
}

/** A value that is kept of each, or shown of it; a text that names the resource itself chooses it. */
function refersTo(plain: string, { shape }: Member, kept: KeptResource): boolean {
  if (isOwnName(plain)) return false
  const isText = shape.kind === 'string'
  const from = kept.shapes.get(plain)
  if (isText && /^name(prefix|contains)$/.test(plain)) return kept.always.has('name')
  if (from === undefined) return isText && isStateName(plain) && shape.constraints?.enum !== undefined
  return (isText && from.kind === 'string') || (shape.kind === 'boolean' && from.kind === 'boolean')
}

/** `[{ Name, Values }]` */
function holdsFilters({ name, shape }: Member): boolean {
  if (!/^filters?$/i.test(name) || shape.kind !== 'list' || shape.element.shape.kind !== 'structure') return false
  const names = shape.element.shape.members.map(member => member.name)
  return names.length === 2 && names.some(each => /name|key/i.test(each)) && names.some(each => /values?$/i.test(each))
}

function selects({ name, shape }: Member, kept: KeptResource): boolean {
  if (shape.kind === 'string') return isOwnName(plainName(kept.spelling, name)) && shape.constraints?.enum === undefined
  return shape.kind === 'list' && shape.element.shape.kind === 'string' && isOwnPlural(kept.spelling, name)
}

/** The list, and the structure of the output that holds it, where it does not stand in the output itself. @throws Doubt */
function itemsIn(operation: OperationModel, kept: KeptResource): [Member | undefined, Member & { readonly shape: ListShape }] {
  const items = itemsOf(operation, operation.output, kept)
  if (items !== undefined) return [undefined, items]
  const structures = operation.output.members.filter(({ shape }) => shape.kind === 'structure')
  const inner = structures.length === 1 ? itemsOf(operation, structures[0]!.shape as StructureShape, kept) : undefined
  if (inner === undefined) throw new Doubt(`${operation.name} answers with no plain list.`)
  return [structures[0], inner]
}

/** The one list of the output, or the one that the paginator names. */
function itemsOf(
  { pagination }: OperationModel, output: StructureShape, kept: KeptResource,
): Member & { readonly shape: ListShape } | undefined {
  const lists = output.members.filter(({ shape }) => shape.kind === 'list')
  const fitting = lists.filter(({ name: member, shape }) => {
    if (/^(errors|failures|failed|warnings|unprocessed\w*|\w*notfound)$/i.test(member)) return false
    const element = (shape as ListShape).element.shape
    return element.kind !== 'structure' || planOf(element, kept).known > 0
  })
  const named = fitting.filter(({ name: member }) => isOwnPlural(kept.spelling, member))
  const only = fitting.length === 1 ? fitting[0] : named.length === 1 ? named[0] : undefined
  const paged = pagination === undefined ? undefined : output.memberByName.get(pagination.resultKeys[0] ?? '')
  const wanted = paged ?? only
  return wanted?.shape.kind === 'list' ? wanted as Member & { readonly shape: ListShape } : undefined
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
    if (!isOwnPlural(kept.spelling, items.name) || own === 'arn') throw new Doubt(`${name} lists texts that need not be its names.`)
    return 'id'
  }
  if (shape.kind !== 'structure') throw new Doubt(`${name} answers with no list of resources.`)
  const { missing, fields } = planOf(shape, kept)
  if (missing.length > 0) throw new Doubt(`the model does not tell what ${missing.join(', ')} in the items of ${name} should be.`)
  const isNamed = fields.some(({ source }) => source.kind === 'value' && (source.name === own || source.name === 'arn'))
  if (!isNamed) throw new Doubt(`the items of ${name} do not show which they are.`)
  return 'structure'
}
