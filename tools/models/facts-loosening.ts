// Rewrites a newer model so that fewer facts set it apart from aws-sdk v2's, without changing what a client or a server would see:
// labels of URIs, bounds in answers and idle names are as free as the older model would have them.

import type { Draft, DraftShape } from './draft.ts'
import { isComposite, kindOf, reachable, reachedFrom, withPlaces } from './draft.ts'
import { plainShape, targetOf } from './facts.ts'

/** URI labels are names that never travel: where only they differ the older ones stay, so that no fact need say so. */
export function withOlderLabels(legacy: Draft, newer: Draft): Draft {
  const operations = { ...newer.operations }
  const shapes = { ...newer.shapes }
  for (const [name, operation] of Object.entries(newer.operations)) {
    const older = legacy.operations[name]
    const input = shapes[operation.input?.shape ?? '']
    if (older?.http?.requestUri === undefined || operation.http?.requestUri === undefined || input === undefined) continue
    if (blankLabels(older.http.requestUri) !== blankLabels(operation.http.requestUri)) continue
    const olderMembers = (older.input?.shape === undefined ? older.input : legacy.shapes[older.input.shape])?.members ?? {}
    const members = Object.entries(input.members ?? {}).map(([member, place]) => {
      const wireName = olderMembers[member]?.locationName
      return [member, place.location === 'uri' && wireName !== undefined ? { ...place, locationName: wireName } : place] as const
    })
    if (members.some(([member, { location }]) => location === 'uri' && olderMembers[member]?.location !== 'uri')) continue
    operations[name] = { ...operation, http: { ...operation.http, requestUri: older.http.requestUri } }
    shapes[operation.input?.shape ?? ''] = { ...input, members: Object.fromEntries(members) }
  }
  return { ...newer, operations, shapes }
}

function blankLabels(uri: string): string {
  return uri.replace(/\{[^}+]+/g, '{')
}

const bounds: readonly string[] = ['type', 'min', 'max', 'pattern']

/**
 * Nothing judges an answer by bounds, so a scalar in an answer may have those that members of its name usually have, where neither
 * enumerates: then no fact need say that they differ.
 */
export function withUsualBounds(newer: Draft): Draft {
  const usual = usualTargets(newer)
  const sent = reachedFrom(Object.values(newer.operations).map(({ input }) => input), newer.shapes)
  const scalarOf = (place: DraftShape): DraftShape | undefined => {
    if (place.shape === undefined) return isComposite(place) ? undefined : place
    const scalar = newer.shapes[place.shape]
    return scalar !== undefined && Object.keys(scalar).every(trait => bounds.includes(trait)) ? scalar : undefined
  }
  const loosened = (place: DraftShape, name = ''): DraftShape => {
    const target = plainShape(usual[name] ?? '') ?? { shape: usual[name] ?? '' }
    const [here, there] = [scalarOf(place), scalarOf(target)]
    if (here === undefined || there === undefined || kindOf(here) !== kindOf(there)) return place
    const { shape, type, min, max, ...traits } = place
    return { ...traits, ...target }
  }
  const shapes = Object.entries(newer.shapes).map(([name, shape]) => {
    return [name, shape.type === 'structure' && !sent.has(name) ? withPlaces(shape, loosened) : shape] as const
  })
  return reachable({ ...newer, shapes: Object.fromEntries(shapes) })
}

/** The model with these shapes nameless: a place that led to one says only its kind. */
export function withoutNames(newer: Draft, idle: ReadonlySet<string>): Draft {
  const nameless = (place: DraftShape): DraftShape => {
    const { shape, ...traits } = place
    return shape !== undefined && idle.has(shape) ? { ...traits, type: kindOf(newer.shapes[shape] ?? {}) } : place
  }
  const kept = Object.entries(newer.shapes).filter(([name]) => !idle.has(name))
  return { ...newer, shapes: Object.fromEntries(kept.map(([name, shape]) => [name, withPlaces(shape, nameless)])) }
}

/** The target that most structures give a member of this name. */
export function usualTargets(newer: Draft): Record<string, string> {
  const counts = new Map<string, Map<string, number>>()
  for (const shape of Object.values(newer.shapes)) {
    for (const [name, member] of Object.entries(shape.members ?? {})) {
      const targets = counts.get(name) ?? new Map<string, number>()
      targets.set(targetOf(member), (targets.get(targetOf(member)) ?? 0) + 1)
      counts.set(name, targets)
    }
  }
  return Object.fromEntries([...counts].map(([name, targets]) => [name, mostCounted(targets)]))
}

/** The key with the highest count; the first of several. */
export function mostCounted(counts: ReadonlyMap<string, number>): string {
  return [...counts].reduce((best, next) => next[1] > best[1] ? next : best)[0]
}
