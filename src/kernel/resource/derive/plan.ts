// How an answer is written from a derived record: which member of the output comes from where. A member that nothing is known of is left
// out; where the model requires it, the plan says so and the operation refuses. Invariant: no plan holds a value that nobody gave, but for
// ids, ARNs, times of the clock and settled states.

import type { DerivedKeyPart } from '../../../model/derived.ts'
import type { Member, OperationModel, Shape, StructureShape } from '../../../model/shape.ts'
import { compatible } from './compatible.ts'
import { isOwnPlural, plainName } from './plain-name.ts'
import { isStateName, statesOf } from './state.ts'
import type { States } from './state.ts'

export type Source =
  /** `isGiven`: AWS gives it, and it may hold what is known only when it is shown. */
  | { readonly kind: 'value', readonly name: string, readonly isGiven?: true }
  | { readonly kind: 'created' } | { readonly kind: 'updated' }
  /** The account that owns it. */
  | { readonly kind: 'account' }
  /** What changes must name to be taken: another with each of them. */
  | { readonly kind: 'version' }
  | { readonly kind: 'state', readonly states: States }
  | { readonly kind: 'tags' }
  | { readonly kind: 'empty' }
  /** How many of a noun stand below it. */
  | { readonly kind: 'count', readonly noun: string }
  /** `isList`: the member is a list, of this one. */
  | { readonly kind: 'within', readonly plan: Plan, readonly isList: boolean }

export interface Field { readonly member: Member, readonly source: Source }

export interface Plan {
  readonly fields: readonly Field[]
  /** Required members that nothing is known of. */
  readonly missing: readonly string[]
  /** Plain names of what answers must hold and create need not be given. */
  readonly needed: readonly string[]
  /** How many members hold what was put in, or what names the record. */
  readonly known: number
}

/** What is kept of a resource, by plain name. */
export interface Kept {
  readonly noun: string
  /** How its names are spelled: see `plainName`. */
  readonly spelling: string
  readonly shapes: ReadonlyMap<string, Shape>
  /** What every record has. */
  readonly always: ReadonlySet<string>
  /** What create can be given. */
  readonly sayable: ReadonlySet<string>
  /** The words of its state, where a person has said them. */
  readonly state: States | undefined
  /** Plain names of what AWS gives where the caller says nothing. */
  readonly given: ReadonlySet<string>
  /** Nouns that are counted below it, by plain name. */
  readonly counts: Readonly<Record<string, string>>
  /** The plain name of its tags, where they are kept by ARN. */
  readonly tags: string | undefined
}

const createdNames = /^(create|created|creation)(at|on|date|time|datetime|timestamp)?$|^(date|time)created$/
const updatedNames =
  /^(last)?(update|updated|modify|modified|modification)(at|on|date|time|datetime|timestamp)?$|^(date|time)(updated|modified)$/
const ownerNames = /^(owner|aws|owneraws|resourceowner)?account(id)?$|^ownerid$|^owneraccount(id)?$/
const versionNames = /^(etag|locktoken|nextlocktoken|updatetoken|ifmatch)$/
const emptyNames = /^(errors|failures|failed|warnings|unprocessed\w*|\w*notfound)$/i
const failureNames = /^(errors?|errorentries|fail(ed|ures?)\w*|unprocessed\w*|unsuccessful\w*|invalid\w*|\w*(errors|notdeleted|notfound))$/i

/** A text that names one state of a resource among those it has had, so that a change of another is refused. */
export function isVersionName(plain: string): boolean {
  return versionNames.test(plain)
}

/** A member of an answer that holds what went wrong with one of several. */
export function isFailures(name: string): boolean {
  return failureNames.test(name)
}

/**
 * An input with the one structure in it opened, so that its members stand beside the others; of a list its element, of texts one text
 * under the list's name in the singular.
 */
export function opened(shape: StructureShape, wrap: string | undefined): StructureShape {
  const held = wrap === undefined ? undefined : shape.memberByName.get(wrap)
  const inner = held?.shape.kind === 'list' ? held.shape.element.shape : held?.shape
  const own = inner?.kind === 'structure' ? held?.shape.kind === 'list' ? named(inner.members) : inner.members
    : inner?.kind === 'string' && held?.shape.kind === 'list' ? [{ ...held, name: singular(held.name), shape: inner, required: true }] : []
  if (held === undefined || own.length === 0) return shape
  const members = [...shape.members.filter(({ name }) => name !== wrap), ...own.filter(({ name }) => !shape.memberByName.has(name))]
  return { ...shape, members, memberByName: new Map(members.map(member => [member.name, member])) }
}

/** Of an element that requires nothing, the one member that can name it is required all the same. */
function named(members: readonly Member[]): readonly Member[] {
  const naming = members.filter(({ name, shape }) => shape.kind === 'string' && /(id|arn|name)$/i.test(name))
  const only = members.some(({ required }) => required) || naming.length !== 1 ? undefined : naming[0]
  return only === undefined ? members
    : members.map(each => each === only ? { ...each, name: each.name, shape: each.shape, required: true } : each)
}

/** `TargetGroupARNs` → `TargetGroupARN`, `ConnectionNameList` → `ConnectionName`, `TablesToDelete` → `Table`. */
export function singular(name: string): string {
  const word = name.replace(/To[A-Z][a-z]+$/, '').replace(/List$/, '')
  return word.replace(/ies$/, 'y').replace(/(ss|x|ch|sh)es$/, '$1').replace(/(?<!s)s$/, '')
}

/** Members by plain name; of two with one plain name, the one spelled so keeps it. */
export function plainMembers(spelling: string, { members }: StructureShape): Map<string, Member> {
  const found = new Map<string, Member>()
  const plains = members.map(({ name }) => plainName(spelling, name))
  const isSpelledSo = (at: number): boolean => plains[at] === members[at]!.name.toLowerCase()
  for (const wanted of [true, false]) {
    members.forEach((member, at) => {
      if (isSpelledSo(at) === wanted) found.set(found.has(plains[at]!) ? member.name.toLowerCase() : plains[at]!, member)
    })
  }
  return found
}

/** @param within the member that holds the resource, if it has one of its own */
export function planOf(shape: StructureShape, kept: Kept, within?: string): Plan {
  const fields: Field[] = []
  const missing: string[] = []
  const needed: string[] = []
  let known = 0
  for (const [plain, member] of plainMembers(kept.spelling, shape)) {
    const held = member.name === within ? structureIn(member.shape) : undefined
    const source = held === undefined ? sourceOf(plain, member, kept)
      : { kind: 'within', plan: planOf(held, kept), isList: member.shape.kind === 'list' } as const
    if (source === undefined) {
      if (member.required) missing.push(member.name)
      continue
    }
    if (source.kind === 'within') {
      missing.push(...source.plan.missing)
      needed.push(...source.plan.needed)
      known += source.plan.known
    }
    if (source.kind === 'value') known += 1
    if (source.kind === 'value' && isNeeded(plain, member, kept)) needed.push(plain)
    fields.push({ member, source })
  }
  return { fields, missing, needed, known }
}

/** Required, and not always there; a collection is empty then. */
function isNeeded(plain: string, { required, shape }: Member, kept: Kept): boolean {
  return required && !kept.always.has(plain) && shape.kind !== 'list' && shape.kind !== 'map'
}

/** The member of an output that holds the resource; undefined where its members stand in the output itself. */
export function withinOf(shape: StructureShape, kept: Kept): string | undefined {
  let best: string | undefined
  let most = planOf(shape, kept).known
  for (const member of shape.members) {
    const held = structureIn(member.shape)
    const plain = plainName(kept.spelling, member.name)
    if (held === undefined || held.eventStream === true || kept.shapes.has(plain)) continue
    if (member.shape.kind === 'list' && !isOwnPlural(kept.spelling, member.name)) continue
    const { known } = planOf(held, kept)
    const isNamed = plain === ''
    if (known > most || (known > 0 && known === most && isNamed)) [best, most] = [member.name, known]
  }
  return best
}

/** The structure that a member holds, or holds a list of. */
function structureIn(shape: Shape): StructureShape | undefined {
  const held = shape.kind === 'list' ? shape.element.shape : shape
  return held.kind === 'structure' ? held : undefined
}

function sourceOf(plain: string, member: Member, kept: Kept): Source | undefined {
  const { shape } = member
  if (member.location === 'statusCode' || member.location === 'headers') return undefined
  if (plain === kept.tags && (shape.kind === 'map' || shape.kind === 'list')) return { kind: 'tags' }
  const counted = kept.counts[plain]
  if (counted !== undefined) return { kind: 'count', noun: counted }
  const from = kept.shapes.get(plain)
  if (from === undefined && kept.given.has(plain)) return { kind: 'value', name: plain, isGiven: true }
  if (from !== undefined && (!isNeeded(plain, member, kept) || kept.sayable.has(plain))) {
    if (!compatible(from, shape)) return undefined
    return { kind: 'value', name: plain }
  }
  if (shape.kind === 'string' && isVersionName(plain)) return { kind: 'version' }
  if (shape.kind === 'string' && ownerNames.test(plain)) return { kind: 'account' }
  if (showsTime(shape)) {
    if (createdNames.test(plain)) return { kind: 'created' }
    if (updatedNames.test(plain)) return { kind: 'updated' }
  }
  const states = isStateName(plain) ? statesOf(shape, kept.state) : undefined
  if (states !== undefined) return { kind: 'state', states }
  if (member.required && shape.kind === 'list' && emptyNames.test(member.name)) return { kind: 'empty' }
  return undefined
}

/** A timestamp, or a text that says it is one. */
function showsTime(shape: Shape): boolean {
  if (shape.kind === 'timestamp') return true
  if (shape.kind !== 'string' || shape.constraints?.enum !== undefined) return false
  const { pattern } = shape.constraints ?? {}
  return /date|time|iso8601/i.test(shape.name) && pattern === undefined
}

/** Members of a list's output that repeat the parents that were asked for: output's member, input's member. */
export function echoesOf(
  { output }: OperationModel, kept: Kept, key: readonly DerivedKeyPart[], names: readonly (string | null)[],
): [string, string][] {
  const shown = plainMembers(kept.spelling, output)
  return key.flatMap(({ name }, i): [string, string][] => {
    const [to, from] = [shown.get(name), names[i]]
    return to?.shape.kind === 'string' && typeof from === 'string' ? [[to.name, from]] : []
  })
}

const countNames = /^(total|item|result)?(count|quantity|results|items)$|^number_?of_?results$/
const limitNames = /^max(items|results)$/

/** What the frame of a whole list tells of it: how many there are, that nothing is cut off. Members that it must have, and no others. */
export function pageFields({ members }: StructureShape, items: string, count: number): Record<string, unknown> {
  return Object.fromEntries(members.flatMap(({ name, shape, required }): [string, unknown][] => {
    const plain = name.toLowerCase()
    if (!required || name === items) return []
    if (shape.kind === 'boolean' && /^(is)?truncated$|^hasmore/.test(plain)) return [[name, false]]
    if (shape.kind === 'string' && /^(next)?(marker|token)$/.test(plain)) return [[name, '']]
    const isNumber = shape.kind === 'integer' || shape.kind === 'long'
    // A hundred where the caller names no limit: MaxItems of ListDistributions and of ListHostedZones.
    if (limitNames.test(plain)) return [[name, isNumber ? 100 : '100']]
    return isNumber && countNames.test(plain) ? [[name, count]] : []
  }))
}
