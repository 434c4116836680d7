// Many patterns against one event: which of them it meets, without trying them all. Each pattern is filed under the rarest of the plain
// values that it insists on; an event fetches only the patterns filed under values that it has. Those without one are always tried.

import type { Leaf, Pattern, PatternNode } from './pattern.ts'
import { isScalar, literalKey } from './value-test.ts'

interface Filed<T> { readonly pattern: Pattern, readonly entry: T }

/** A field of the event in which patterns insist on plain values. */
interface Drawer<T> { readonly path: readonly string[], readonly byValue: Map<string, Filed<T>[]> }

interface Insistence { readonly path: readonly string[], readonly literals: ReadonlySet<string> }

export class PatternSet<T> {
  readonly #drawers: readonly Drawer<T>[]
  readonly #always: readonly Filed<T>[]

  constructor(entries: readonly (readonly [Pattern, T])[]) {
    const insisted = entries.map(([{ root }]) => [...insistences(root, [])])
    const popularity = new Map<string, number>()
    const valueKey = ({ path }: Insistence, literal: string) => JSON.stringify([path, literal])
    for (const each of insisted.flat()) {
      for (const literal of each.literals) popularity.set(valueKey(each, literal), (popularity.get(valueKey(each, literal)) ?? 0) + 1)
    }
    const weight = (each: Insistence) => [...each.literals].reduce((sum, literal) => sum + popularity.get(valueKey(each, literal))!, 0)
    const drawers = new Map<string, Drawer<T>>()
    const always: Filed<T>[] = []
    entries.forEach(([pattern, entry], i) => {
      const filed = { pattern, entry }
      const best = insisted[i]!.reduce<Insistence | undefined>(
        (found, each) => found === undefined || weight(each) < weight(found) ? each : found, undefined)
      if (best === undefined) {
        always.push(filed)
        return
      }
      const name = JSON.stringify(best.path)
      if (!drawers.has(name)) drawers.set(name, { path: best.path, byValue: new Map() })
      const { byValue } = drawers.get(name)!
      for (const literal of best.literals) byValue.set(literal, [...byValue.get(literal) ?? [], filed])
    })
    this.#drawers = [...drawers.values()]
    this.#always = always
  }

  /** Entries whose patterns the event meets, each once. */
  matching(event: unknown): T[] {
    const candidates = new Set(this.#always)
    for (const { path, byValue } of this.#drawers) {
      for (const value of valuesAt(event, path, 0)) for (const filed of byValue.get(value) ?? []) candidates.add(filed)
    }
    const found: T[] = []
    for (const { pattern, entry } of candidates) if (pattern.matches(event)) found.push(entry)
    return found
  }
}

function * insistences({ fields }: PatternNode, path: readonly string[]): Generator<Insistence> {
  for (const [name, wanted] of fields) {
    const here = [...path, name]
    if (!('literals' in wanted)) yield * insistences(wanted, here)
    else if (isPlain(wanted)) yield { path: here, literals: wanted.literals }
  }
}

function isPlain({ literals, tests, present, absent }: Leaf): boolean {
  return literals.size > 0 && tests.length === 0 && !present && !absent
}

function * valuesAt(value: unknown, path: readonly string[], depth: number): Generator<string> {
  if (Array.isArray(value)) for (const each of value) yield * valuesAt(each, path, depth)
  else if (depth === path.length) {
    if (isScalar(value)) yield literalKey(value)
  } else if (typeof value === 'object' && value !== null && Object.hasOwn(value, path[depth]!)) {
    yield * valuesAt((value as Readonly<Record<string, unknown>>)[path[depth]!], path, depth + 1)
  }
}
