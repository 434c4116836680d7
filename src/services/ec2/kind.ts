// What all of EC2's resources have in common: an id of its own form, what describe shows of it, changes that come with time, tags, filters.
// A thing is stored as it is shown, without its tags. Invariant: a change that is due by the clock is seen by every reader.

import { Fault, resource } from '../../kernel/service.ts'
import type { Call, News, Occasion, ResourceType } from '../../kernel/service.ts'
import { filterPaths, passes } from './filter.ts'
import type { Filter, FilterPaths } from './filter.ts'

export interface Thing<Shown> {
  readonly id: string
  readonly shown: Shown
  /** What of it changes by itself, and when. */
  readonly next?: { readonly at: number, readonly patch: Partial<Shown> }
  /** From then on nobody sees it any more. */
  readonly goneAt?: number
}

export interface Kind<Shown extends object> {
  readonly type: ResourceType<Thing<Shown>>
  /** Its name in ARNs and tag specifications: `vpc`. */
  readonly word: string
  readonly prefix: string
  readonly filters: FilterPaths
  readonly tagMember: 'Tags' | 'TagSet'
}

interface Declaration<Shown> {
  readonly name: string
  readonly word: string
  readonly prefix: string
  /** The code for one that is not there, and its text with `{id}`. */
  readonly missing: readonly [code: string, text: string]
  readonly filters: string
  readonly tagMember?: 'TagSet'
  /** What EventBridge hears of it, from what was shown and what is. */
  readonly news?: (before: Shown | undefined, after: Shown | undefined, occasion: Occasion) => News | undefined
}

interface Tag { readonly Key?: string, readonly Value?: string }
export interface TagSpecification { readonly ResourceType?: string, readonly Tags?: readonly Tag[] }

export interface Making<Shown> {
  readonly tags?: readonly TagSpecification[] | undefined
  readonly next?: Thing<Shown>['next']
}

export function kind<Shown extends object>(declaration: Declaration<Shown>): Kind<Shown> {
  const { name, word, prefix, missing: [code, text], filters, tagMember, news } = declaration
  const type = resource<Thing<Shown>>({
    name, key: 'id', arn: `arn:{partition}:ec2:{region}:{account}:${word}/{id}`, tags: 'list',
    notFound: { code, message: ([id]) => text.replace('{id}', String(id)) },
    ripens,
    ...(news !== undefined && { news: (before, after, occasion) => news(before?.shown, after?.shown, occasion) }),
  })
  return { type, word, prefix, filters: filterPaths(filters), tagMember: tagMember ?? 'Tags' }
}

/** Readers see what is due without it; it is for those who are told of changes. */
function ripens<Shown>({ id, shown, next, goneAt }: Thing<Shown>): { readonly at: number,
  readonly record: Thing<Shown> | null } | undefined {
  if (next === undefined) return goneAt === undefined ? undefined : { at: goneAt, record: null }
  return { at: next.at, record: { id, shown: { ...shown, ...next.patch }, ...(goneAt !== undefined && { goneAt }) } }
}

/** Makes one of the kind. @returns what is shown of it, its tags among it */
export function make<Shown extends object>(
  kind: Kind<Shown>, call: Call, shown: (id: string) => NoInfer<Shown>, { tags, next }: Making<Shown> = {},
): Shown {
  const id = `${kind.prefix}-${call.hex(17)}`
  const thing: Thing<Shown> = { id, shown: shown(id), ...(next !== undefined && { next }) }
  call.of(kind.type).put(thing)
  tagAs(kind, call, id, tags)
  return tagged(kind, call, thing)
}

/** Tags from the specifications that mean this kind. */
export function tagAs<Shown extends object>(
  kind: Kind<Shown>, call: Call, id: string, tags: readonly TagSpecification[] | undefined,
): void {
  const own = (tags ?? []).filter(({ ResourceType: type }) => type === kind.word).flatMap(({ Tags }) => Tags ?? [])
  if (own.length > 0) call.tags(kind.type).add(Object.fromEntries(own.map(({ Key, Value }) => [Key ?? '', Value ?? ''])), id)
}

/** @throws the kind's not-found fault */
export function find<Shown extends object>(kind: Kind<Shown>, id: string | undefined, call: Call): Shown {
  const { code, message } = kind.type.notFound
  const shown = seek(kind, id ?? '', call)
  if (shown === undefined) throw new Fault(code, message([id ?? '']))
  return shown
}

export function seek<Shown extends object>(kind: Kind<Shown>, id: string, call: Call): Shown | undefined {
  const thing = call.of(kind.type).get(id)
  return thing === undefined ? undefined : present(thing, call.now())
}

/** Every one there is, in order of ids. */
export function* all<Shown extends object>(kind: Kind<Shown>, call: Call): Generator<readonly [id: string, shown: Shown]> {
  for (const thing of call.of(kind.type).scan()) {
    const shown = present(thing, call.now())
    if (shown !== undefined) yield [thing.id, shown]
  }
}

/** Changes what is shown of one; what was due to come by itself gives way to `next`. */
export function change<Shown extends object>(
  kind: Kind<Shown>, id: string, patch: Partial<Shown>, call: Call, next?: Thing<Shown>['next'], goneAt?: number,
): Shown {
  const shown = { ...find(kind, id, call), ...patch }
  call.of(kind.type).put({ id, shown, ...(next !== undefined && { next }), ...(goneAt !== undefined && { goneAt }) })
  return shown
}

export function drop<Shown extends object>(kind: Kind<Shown>, id: string, call: Call): void {
  call.tags(kind.type).clear(id)
  call.of(kind.type).delete(id)
}

export interface Asked { readonly ids?: readonly string[] | undefined, readonly filters?: readonly Filter[] | undefined }

/** What describe gives: those asked for by id, each of which must be there, or all; of them those that the filters let through. */
export function* described<Shown extends object>(kind: Kind<Shown>, { ids, filters }: Asked, call: Call): Generator<Shown> {
  if (ids !== undefined && ids.length > 0) for (const id of ids) find(kind, id, call)
  for (const thing of call.of(kind.type).scan()) {
    if (ids !== undefined && ids.length > 0 && !ids.includes(thing.id)) continue
    const shown = present(thing, call.now())
    if (shown === undefined || !passes(shown, filters, kind.filters, call.tags(kind.type).get(thing.id))) continue
    yield tagged(kind, call, { ...thing, shown })
  }
}

/** As `described`, where the operation has no pages. */
export function gathered<Shown extends object>(kind: Kind<Shown>, asked: Asked, call: Call): Shown[] {
  return [...described(kind, asked, call)]
}

export function tagged<Shown extends object>(kind: Kind<Shown>, call: Call, { id, shown }: Pick<Thing<Shown>, 'id' | 'shown'>): Shown {
  const tags = Object.entries(call.tags(kind.type).get(id)).map(([Key, Value]) => ({ Key, Value }))
  return { ...shown, [kind.tagMember]: tags }
}

function present<Shown>({ shown, next, goneAt }: Thing<Shown>, now: number): Shown | undefined {
  if (goneAt !== undefined && now >= goneAt) return undefined
  return next !== undefined && now >= next.at ? { ...shown, ...next.patch } : shown
}

/** EC2's `DependencyViolation`. */
export function dependency(word: string, id: string): Fault {
  return new Fault('DependencyViolation', `The ${word} '${id}' has dependencies and cannot be deleted.`)
}

export function invalid(value: unknown, parameter: string, why: string): Fault {
  return new Fault('InvalidParameterValue', `Value (${String(value)}) for parameter ${parameter} is invalid. ${why}`)
}

export function required(parameter: string): Fault {
  return new Fault('MissingParameter', `The request must contain the parameter ${parameter}`)
}
