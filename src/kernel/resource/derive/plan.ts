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
  | { readonly kind: 'value', readonly name: string }
  | { readonly kind: 'created' } | { readonly kind: 'updated' }
  | { readonly kind: 'state', readonly states: States }
  | { readonly kind: 'tags' }
  | { readonly kind: 'empty' }
  /** `isList`: the member is a list, of this one. */
  | { readonly kind: 'within', readonly plan: Plan, readonly isList: boolean }

export interface Field { readonly member: Member, readonly source: Source }

export interface Plan {
  readonly fields: readonly Field[]
  /** Required members that nothing is known of. */
  readonly missing: readonly string[]
  /** How many members hold what was put in, or what names the record. */
  readonly known: number
}

/** What is kept of a resource, by plain name. */
export interface Kept {
  readonly noun: string
  readonly shapes: ReadonlyMap<string, Shape>
  /** What every record has. */
  readonly always: ReadonlySet<string>
  /** The plain name of its tags, where they are kept by ARN. */
  readonly tags: string | undefined
}

const createdNames = /^(create|created|creation)(at|on|date|time|datetime|timestamp)?$|^(date|time)created$/
const updatedNames =
  /^(last)?(update|updated|modify|modified|modification)(at|on|date|time|datetime|timestamp)?$|^(date|time)(updated|modified)$/
const emptyNames = /^(errors|failures|failed|warnings|unprocessed\w*|\w*notfound)$/i

/** Members by plain name; of two with one plain name, the one spelled so keeps it. */
export function plainMembers(noun: string, { members }: StructureShape): Map<string, Member> {
  const found = new Map<string, Member>()
  const inOrder = [...members].sort((a, b) => Number(isPlain(noun, b)) - Number(isPlain(noun, a)))
  for (const member of inOrder) {
    const plain = plainName(noun, member.name)
    found.set(found.has(plain) ? member.name.toLowerCase() : plain, member)
  }
  return found
}

function isPlain(noun: string, { name }: Member): boolean {
  return plainName(noun, name) === name.toLowerCase()
}

/** @param within the member that holds the resource, if it has one of its own */
export function planOf(shape: StructureShape, kept: Kept, within?: string): Plan {
  const fields: Field[] = []
  const missing: string[] = []
  let known = 0
  for (const [plain, member] of plainMembers(kept.noun, shape)) {
    const held = member.name === within ? structureIn(member.shape) : undefined
    const source = held === undefined ? sourceOf(plain, member, kept)
      : { kind: 'within', plan: planOf(held, kept), isList: member.shape.kind === 'list' } as const
    if (source === undefined) {
      if (member.required) missing.push(member.name)
      continue
    }
    if (source.kind === 'within') {
      missing.push(...source.plan.missing)
      known += source.plan.known
    }
    if (source.kind === 'value') known += 1
    fields.push({ member, source })
  }
  return { fields, missing, known }
}

/** The member of an output that holds the resource; undefined where its members stand in the output itself. */
export function withinOf(shape: StructureShape, kept: Kept): string | undefined {
  let best: string | undefined
  let most = planOf(shape, kept).known
  for (const member of shape.members) {
    const held = structureIn(member.shape)
    const plain = plainName(kept.noun, member.name)
    if (held === undefined || held.eventStream === true || kept.shapes.has(plain)) continue
    if (member.shape.kind === 'list' && !isOwnPlural(kept.noun, member.name)) continue
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
  const from = kept.shapes.get(plain)
  if (from !== undefined) {
    if (!compatible(from, shape)) return undefined
    if (member.required && !kept.always.has(plain) && shape.kind !== 'list' && shape.kind !== 'map') return undefined
    return { kind: 'value', name: plain }
  }
  if (showsTime(shape)) {
    if (createdNames.test(plain)) return { kind: 'created' }
    if (updatedNames.test(plain)) return { kind: 'updated' }
  }
  const states = isStateName(plain) ? statesOf(shape) : undefined
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
  const shown = plainMembers(kept.noun, output)
  return key.flatMap(({ name }, i): [string, string][] => {
    const [to, from] = [shown.get(name), names[i]]
    return to?.shape.kind === 'string' && typeof from === 'string' ? [[to.name, from]] : []
  })
}
