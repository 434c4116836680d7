// Finds small facts that turn a model of aws-sdk v2 into a newer model of the same service: it states what it must, puts the two
// together with `withFacts`, compares, and states what still differs, until nothing does. It fails where it cannot get there.

import type { Draft, DraftOperation, DraftShape } from './draft.ts'
import { childrenOf, isComposite, kindOf, reachedFrom } from './draft.ts'
import type { Facts, OperationFacts, ShapeFacts } from './facts.ts'
import { introducedNames, pick, placeTraits, plainTypes, shapeTraits, targetOf, withFacts } from './facts.ts'
import { mostCounted, usualTargets, withOlderLabels, withUsualBounds, withoutNames } from './facts-loosening.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }
interface Working extends Writable<Omit<Facts, 'operations' | 'shapes' | 'members'>> {
  operations: Record<string, OperationFacts>
  shapes: Record<string, ShapeFacts>
  members: Record<string, string>
}

const metadataFacts = [
  'protocol', 'protocols', 'jsonVersion', 'targetPrefix', 'endpointPrefix', 'signingName', 'globalEndpoint', 'xmlNamespace',
  'awsQueryCompatible',
] as const

const operationFacts = [
  'authtype', 'auth', 'endpoint', 'httpChecksumRequired', 'httpChecksum', 'deprecated', 'pagination',
] as const

export interface Difference {
  readonly facts: Facts
  /** The newer model, without names that carry nothing: what the facts reproduce. */
  readonly newer: Draft
}

/** @throws Error when the facts found do not reproduce the newer model. */
export function differenceOf(legacy: Draft, latest: Draft, source: string): Difference {
  const whole = withUsualBounds(withOlderLabels(legacy, latest))
  const newer = withoutNames(whole, idleShapes(legacy, settle(legacy, whole, source, usualTargets(whole)), whole))
  const usual = usualTargets(newer)
  const { shapes } = settle(legacy, newer, source, usual)
  const used = new Set(Object.values(shapes).flatMap(shape => shape.add ?? []))
  const worthStating = Object.entries(usual).filter(([name, target]) => used.has(name) || !plainTypes.has(target))
  return { facts: settle(legacy, newer, source, Object.fromEntries(worthStating)), newer }
}

/** Composite shapes that the older model has and that lead to no fact: the facts need not know their names. */
function idleShapes(legacy: Draft, facts: Facts, newer: Draft): ReadonlySet<string> {
  const needed = new Set(introducedNames(legacy, facts))
  for (const { input, output } of Object.values(newer.operations)) {
    for (const root of [input, output]) if (root?.shape !== undefined) needed.add(root.shape)
  }
  for (const [name, { members = {}, member, key, value, ...traits }] of Object.entries(facts.shapes)) {
    const places = [...Object.values(members), member, key, value]
    if (Object.keys(traits).length > 0 || places.some(place => typeof place === 'object')) needed.add(name)
  }
  for (const name of reachedFrom(Object.values(newer.operations).map(({ input }) => input), newer.shapes)) {
    if (childrenOf(newer.shapes[name] ?? {}).some(({ min, max }) => min !== undefined || max !== undefined)) needed.add(name)
  }
  for (let size = -1; size !== needed.size;) {
    size = needed.size
    for (const [name, shape] of Object.entries(newer.shapes)) {
      if (childrenOf(shape).some(child => child.shape !== undefined && needed.has(child.shape))) needed.add(name)
    }
  }
  return new Set(Object.entries(newer.shapes).filter(([name, shape]) => !needed.has(name) && isComposite(shape)).map(([name]) => name))
}

function settle(legacy: Draft, newer: Draft, source: string, members: Record<string, string>): Facts {
  const facts = firstFacts(legacy, newer, source, members)
  for (let round = 0; round < 12; round++) {
    if (!stateDifferences(facts, withFacts(legacy, facts), newer)) return facts
  }
  throw new Error(`assert: the facts of ${legacy.id} do not settle`)
}

/** Whether a merged model lacks anything of the newer one. */
export function lacks(merged: Draft, newer: Draft): boolean {
  return stateDifferences(blank(), merged, newer)
}

function firstFacts(legacy: Draft, newer: Draft, source: string, members: Record<string, string>): Working {
  const changed = metadataFacts.filter(key => newer.metadata[key] !== undefined && differ(legacy.metadata[key], newer.metadata[key]))
  const metadata = pick(newer.metadata, changed)
  const facts: Working = {
    ...blank(),
    source,
    ...(Object.keys(metadata).length > 0 && { metadata }),
    suffixes: [usualSuffix(newer, 'input'), usualSuffix(newer, 'output')],
    commonErrors: commonErrors(newer),
    retired: Object.keys(legacy.operations).filter(name => newer.operations[name] === undefined),
    members,
  }
  for (const [name, shape] of Object.entries(newer.shapes)) {
    if (!isComposite(shape) || shape.exception === true || shape.error !== undefined) facts.shapes[name] = wholeShape(shape, facts)
    else stateNames(facts, name, shape)
  }
  for (const [name, operation] of Object.entries(newer.operations)) stateOperation(facts, name, operation, legacy.operations[name])
  return facts
}

function blank(): Working {
  return { source: '', suffixes: ['', ''], commonErrors: [], retired: [], operations: {}, members: {}, shapes: {} }
}

/** Names of targets that the usual ones do not give. */
function stateNames(facts: Working, name: string, shape: DraftShape): void {
  const stated: ShapeFacts = {}
  for (const [memberName, member] of Object.entries(shape.members ?? {})) {
    const target = targetOf(member)
    const usual = facts.members[memberName]
    if (usual !== target && !(usual === undefined && plainTypes.has(target))) (stated.members ??= {})[memberName] = target
  }
  for (const place of ['member', 'key', 'value'] as const) {
    const child = shape[place]
    if (child?.shape !== undefined) stated[place] = child.shape
  }
  if (Object.keys(stated).length > 0) facts.shapes[name] = stated
}

function stateOperation(facts: Working, name: string, newer: DraftOperation, legacy: DraftOperation | undefined): void {
  const stated: OperationFacts = pick(newer, operationFacts.filter(key => differ(newer[key], legacy?.[key])))
  if (differ(httpOf(newer), httpOf(legacy ?? {}))) stated.http = httpOf(newer)
  const errors = (newer.errors ?? []).map(targetOf)
  const further = errors.filter(error => !facts.commonErrors.includes(error))
  const without = facts.commonErrors.filter(error => !errors.includes(error))
  if (further.length > 0) stated.errors = further
  if (without.length > 0) stated.without = without
  for (const [index, root] of (['input', 'output'] as const).entries()) {
    const target = newer[root]
    if (target === undefined) {
      if (legacy?.[root] !== undefined) stated[root] = ''
    } else if (legacy?.[root] === undefined) {
      stated[root] = Object.keys(target).length > 1 ? target : targetOf(target) === name + facts.suffixes[index] ? '=' : targetOf(target)
    } else if (targetOf(target) !== name + facts.suffixes[index]) {
      stated[root] = targetOf(target)
    }
  }
  if (Object.keys(stated).length > 0 || legacy === undefined) facts.operations[name] = stated
}

/** States what a merged model still lacks of the newer one; false when it lacks nothing. */
function stateDifferences(facts: Working, merged: Draft, newer: Draft): boolean {
  let differs = false
  for (const [name, shape] of Object.entries(newer.shapes)) {
    const known = merged.shapes[name]
    if (known === undefined || known.type !== shape.type) {
      if (facts.shapes[name]?.type !== undefined) continue
      facts.shapes[name] = wholeShape(shape, facts)
      differs = true
    } else if (facts.shapes[name]?.type === undefined && stateShape(facts, name, merged, shape)) {
      differs = true
    }
  }
  for (const [name, operation] of Object.entries(newer.operations)) {
    for (const root of ['input', 'output'] as const) {
      const target = operation[root]
      const known = merged.operations[name]?.[root]
      if (target === undefined || (known !== undefined && samePlace(merged, known, target))) continue
      ;(facts.operations[name] ??= {})[root] = target
      differs = true
    }
  }
  return differs
}

function stateShape(facts: Working, name: string, model: Draft, shape: DraftShape): boolean {
  const known = model.shapes[name] ?? {}
  const stated: ShapeFacts = {}
  const { required = [], ...traits } = pick(shape, [...shapeTraits, 'locationName', 'xmlNamespace'])
  for (const [key, value] of Object.entries(traits)) {
    if (differ(value, known[key as keyof DraftShape])) Object.assign(stated, { [key]: value })
  }
  if (differ([...required].sort(), [...known.required ?? []].sort())) stated.required = required
  for (const [memberName, member] of Object.entries(shape.members ?? {})) {
    const place = known.members?.[memberName]
    if (place !== undefined && samePlace(model, place, member)) continue
    const fact = place === undefined ? compactPlace(member) : member
    if (fact === facts.members[memberName]) (stated.add ??= []).push(memberName)
    else (stated.members ??= {})[memberName] = fact
  }
  for (const key of ['member', 'key', 'value'] as const) {
    const child = shape[key]
    if (child !== undefined && !samePlace(model, known[key] ?? {}, child)) stated[key] = child
  }
  if (Object.keys(stated).length === 0) return false
  const before = facts.shapes[name] ?? {}
  const add = [...before.add ?? [], ...stated.add ?? []]
  const members = { ...before.members, ...stated.members }
  const merged: ShapeFacts = facts.shapes[name] = { ...before, ...stated }
  if (add.length > 0) merged.add = add
  if (Object.keys(members).length > 0) merged.members = members
  return true
}

/** Traits that a place of the older model may not have where the newer one has not. */
const exactTraits = ['location', 'locationName', 'queryName', 'jsonvalue', 'flattened'] as const

/** Whether a merged place says all that the newer one says; what it says beyond is the older model's. */
function samePlace(merged: Draft, known: DraftShape, newer: DraftShape): boolean {
  const target = known.shape === undefined ? {} : merged.shapes[known.shape] ?? {}
  if (isNameless(newer) ? kindOf({ ...target, ...known }) !== kindOf(newer) : targetOf(known) !== targetOf(newer)) return false
  for (const key of [...placeTraits, 'streaming', 'timestampFormat'] as const) {
    if (newer[key] !== undefined && differ(newer[key], known[key] ?? target[key])) return false
  }
  return exactTraits.every(key => newer[key] !== undefined || known[key] === undefined)
}

/** A composite whose name the facts do not keep. */
function isNameless(place: DraftShape): boolean {
  return place.shape === undefined && isComposite(place)
}

function wholeShape(shape: DraftShape, facts: Working): ShapeFacts {
  const { members, member, key, value, ...traits } = shape
  const whole: ShapeFacts = traits
  for (const [name, place] of Object.entries(members ?? {})) {
    const compact = compactPlace(place)
    if (compact === facts.members[name]) (whole.add ??= []).push(name)
    else (whole.members ??= {})[name] = compact
  }
  if (member !== undefined) whole.member = compactPlace(member)
  if (key !== undefined) whole.key = compactPlace(key)
  if (value !== undefined) whole.value = compactPlace(value)
  return whole
}

function compactPlace(place: DraftShape): string | DraftShape {
  const { shape, type, min, max, ...traits } = place
  return Object.keys(traits).length === 0 ? targetOf(place) : place
}

function usualSuffix(newer: Draft, root: 'input' | 'output'): string {
  const counts = new Map<string, number>()
  for (const [name, operation] of Object.entries(newer.operations)) {
    const target = operation[root]?.shape
    if (target?.startsWith(name) === true) counts.set(target.slice(name.length), (counts.get(target.slice(name.length)) ?? 0) + 1)
  }
  return counts.size === 0 ? '' : mostCounted(counts)
}

/** Errors that at least half of the operations list. */
function commonErrors(newer: Draft): string[] {
  const counts = new Map<string, number>()
  const operations = Object.values(newer.operations)
  for (const { errors } of operations) for (const error of errors ?? []) counts.set(targetOf(error), (counts.get(targetOf(error)) ?? 0) + 1)
  return [...counts].filter(([, count]) => count * 2 >= operations.length).map(([name]) => name).sort()
}

/** An operation's binding without the parts that are the rule. */
function httpOf({ http = {} }: DraftOperation): NonNullable<DraftOperation['http']> {
  return {
    ...(http.method !== undefined && http.method !== 'POST' && { method: http.method }),
    ...(http.requestUri !== undefined && http.requestUri !== '/' && { requestUri: http.requestUri }),
    ...(http.responseCode !== undefined && http.responseCode !== 200 && { responseCode: http.responseCode }),
  }
}

function differ(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) !== JSON.stringify(sorted(b))
}

function sorted(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => a < b ? -1 : 1))
}
