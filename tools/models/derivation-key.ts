// What names a resource: what the operation that deletes (or else shows) asks for, if create takes it or gives it.

import { isWhole, structuresOf } from '../../src/kernel/resource/derive/kept.ts'
import { isOwnName } from '../../src/kernel/resource/derive/plain-name.ts'
import { isVersionName, opened, plainMembers } from '../../src/kernel/resource/derive/plan.ts'
import { isToken } from '../../src/kernel/resource/derive/subject.ts'
import type { DerivedKeyPart } from '../../src/model/derived.ts'
import type { Member, OperationModel } from '../../src/model/shape.ts'
import { Doubt } from './derivation-names.ts'

/** The key, and how its names are spelled. */
export interface Keyed { readonly key: DerivedKeyPart[], readonly spelling: string }

/** A name that create neither takes nor gives; `member` is how the deletion spells it. */
class Unknown extends Doubt {
  readonly member: string

  constructor(member: string, message: string) {
    super(message)
    this.member = member
  }
}

/**
 * As `keyOf`; what is asked for by another noun's id, which create's answer shows by that very name, is its own id.
 * @param isStrict create must say the name or give it, and no other will do
 * @throws Doubt
 */
export function keyedOf(
  spelling: string, create: OperationModel, wrap: string | undefined, removing: OperationModel, all: readonly OperationModel[],
  isStrict: boolean, removeWrap?: string,
): Keyed {
  const remove = { ...removing, name: removing.name, input: opened(removing.input, removeWrap) } as OperationModel

  try {
    const key = keyOf(spelling, create, wrap, remove, all)
    if (isStrict && key.some(({ may }) =>
      may === true)) throw new Doubt(`${create.name} does not require its ${key.at(-1)!.name || 'name'}.`)
    return { key, spelling }
  } catch (error) {
    if (isStrict) throw error
    const name = error instanceof Unknown ? error.member.toLowerCase() : ''
    const kind = /arn$/.test(name) ? 'arn' : 'id'
    const isGivenBack = structuresOf(create.output).some(({ members }) => members.some(member =>
      member.name.toLowerCase() === name && member.shape.kind === 'string')) && /(id|arn|name|uuid)$/.test(name)
    if (!isGivenBack || isShown(spelling, kind, create, all)) throw error
    const other = `${spelling}|${name}>${kind}`
    return { key: keyOf(other, create, wrap, remove, all), spelling: other }
  }
}

/** Without a name there is one of it. @throws Doubt */
function keyOf(
  spelling: string, create: OperationModel, wrap: string | undefined, remove: OperationModel, all: readonly OperationModel[],
): DerivedKeyPart[] {
  const inputs = plainMembers(spelling, opened(create.input, wrap))
  const asked = [...plainMembers(spelling, remove.input)].filter(([plain, member]) => !isVersionName(plain)
    && (isOwnName(plain) || !isToken(plain, member)))
  const parts = asked.filter(([, { required }]) => required)
  if (parts.length === 0) return namelessOf(spelling, inputs, asked, create, remove, all)
  const key = parts.map(([plain, { name, shape }]) => partOf(spelling, plain, { name, shape }, inputs, create, remove, all))
  // Parents first: a list scans below them.
  const named = key.filter(({ name, from, number }) => isOwnName(name) || (number === true && from === 'assigned'))
  // Where a name stands beside the id that the service gives, the id finds it.
  const given = named.filter(({ from }) => from === 'assigned')
  const own = named.length > 1 && given.length === 1 ? given : named
  const parents = key.filter(part => !named.includes(part))
  if (new Set(key.map(({ name }) => name)).size < key.length || own.length > 1) throw new Doubt(`${remove.name} names it twice.`)
  return [...parents, ...own]
}

/** @throws Doubt */
function partOf(
  spelling: string, plain: string, { name, shape }: Pick<Member, 'name' | 'shape'>, inputs: ReadonlyMap<string, Member>,
  create: OperationModel, remove: OperationModel, all: readonly OperationModel[],
): DerivedKeyPart {
  const isNumber = isWhole(shape)
  if (shape.kind !== 'string' && !isNumber) throw new Doubt(`${remove.name} names it by ${name}, which is no text.`)
  const number = isNumber ? { number: true as const } : {}
  // An `identifier` is the id that the service gives, where it gives one.
  const isArn = isOpen(plain) && /^\^?\(?arn:/.test(shape.constraints?.pattern ?? '') && isShown(spelling, 'arn', create, all)
  const isId = plain === 'identifier' && !inputs.has(plain) && isShown(spelling, 'id', create, all)
  const spellings = isId || isArn ? [] : isOpen(plain) ? [plain, 'name', 'id', ''] : isOwnName(plain) ? [plain, ''] : [plain]
  const given = spellings.find(each => isGiven(inputs.get(each)) && isWhole(inputs.get(each)!.shape) === isNumber)
  if (given !== undefined) return { name: given, from: 'input', ...number }
  const open = inputs.get(plain)
  if (open !== undefined) {
    if (open.shape.kind !== 'string' || open.idempotencyToken === true) throw new Doubt(`${create.name} does not require ${name}.`)
    const isAssigned = (plain === 'id' || plain === 'arn') && isShown(spelling, plain, create, all)
    if (plain === 'arn' && !isAssigned) throw new Doubt(`${create.name} does not require ${name}.`)
    return { name: plain, from: isAssigned ? 'assigned' : 'input', may: true }
  }
  const candidates = isNumber ? [plain] : isArn ? ['arn'] : isOpen(plain) || plain === 'id' ? ['id', 'arn'] : plain === 'arn' ? [plain] : []
  const shown = candidates.find(each => isShown(spelling, each, create, all, isNumber))
  if (shown === undefined) throw new Unknown(name, `${remove.name} asks for ${name}, which ${create.name} neither takes nor gives.`)
  return { name: shown, from: 'assigned', ...number }
}

/** Named by one of several names, none of them required; or there is one of it in an account and region. @throws Doubt */
function namelessOf(
  spelling: string, inputs: ReadonlyMap<string, Member>, asked: readonly (readonly [string, Member])[],
  create: OperationModel, remove: OperationModel, all: readonly OperationModel[],
): DerivedKeyPart[] {
  const named = new Map(asked.filter(([plain, { shape }]) => isOwnName(plain) && shape.kind === 'string'))
  const given = ['name', 'id', ''].find(plain => named.has(plain) && isGiven(inputs.get(plain)))
  // A change that asks for the id says that the id finds it.
  const isById = all.some(({ input }) => plainMembers(spelling, input).get('id')?.required === true)
  if (given !== undefined && (given === 'id' || !isById)) return [{ name: given, from: 'input' }]
  const shown = ['id', 'arn'].find(plain => named.has(plain) && !inputs.has(plain) && isShown(spelling, plain, create, all))
  if (shown !== undefined) return [{ name: shown, from: 'assigned' }]
  const said = ['name', ''].find(plain => named.has(plain) && inputs.get(plain)?.shape.kind === 'string')
  if (said !== undefined) return [{ name: said, from: 'input', may: true }]
  const names = asked.filter(([plain, { shape }]) => shape.kind !== 'boolean' && !/token$|^expectedbucketowner$/.test(plain))
  const own = [...inputs.keys()].filter(plain => isOwnName(plain) && inputs.get(plain)!.shape.kind === 'string')
  if (names.length > 0 || own.length > 0) throw new Doubt(`${remove.name} requires no name of what it means.`)
  return [{ name: 'only', from: 'only' }]
}

function isOpen(plain: string): boolean {
  return plain === '' || plain === 'identifier'
}

/** Whether who calls must say it. */
export function isGiven(member: Member | undefined): boolean {
  return member?.required === true && (member.shape.kind === 'string' || isWhole(member.shape)) && member.idempotencyToken !== true
}

/** Whether create's answer has it, or, where that is empty, the reading operations' do. */
function isShown(spelling: string, plain: string, create: OperationModel, all: readonly OperationModel[], isNumber = false): boolean {
  const shows = ({ output }: OperationModel): boolean =>
    structuresOf(output).some(structure => {
      const shape = plainMembers(spelling, structure).get(plain)?.shape
      return shape !== undefined && (isNumber ? isWhole(shape) : shape.kind === 'string')
    })
  return shows(create) || (create.output.members.length === 0 && all.some(shows))
}
