// Many paths of one request as one tree, so that an item is walked once: for projections and for updates.
// Invariant: no path of a tree leads through another's end, and no place is a map to one path and a list to another.

import { attributeOf, setAttribute, type Attributes, type AttributeValue, type Item } from '../value.ts'
import { memberOf } from './operand.ts'
import { pathText } from './reader.ts'
import type { Path } from './syntax.ts'

/** A place in an item. It is the end of a path (`end` is set) or has members or elements, the latter by rising index. */
export interface PathTree<T> {
  end?: T
  readonly members: Map<string, PathTree<T>>
  readonly elements: Map<number, PathTree<T>>
}

/** The complaint about the first two paths that get in each other's way. */
export function pathConflict(paths: readonly Path[]): string | undefined {
  for (let i = 1; i < paths.length; i++) {
    for (let j = 0; j < i; j++) {
      const relation = relationOf(paths[j]!, paths[i]!)
      if (relation === undefined) continue
      return `Two document paths ${relation} with each other; must remove or rewrite one of these paths; `
        + `path one: ${pathText(paths[j]!)}, path two: ${pathText(paths[i]!)}`
    }
  }
  return undefined
}

/** The paths must be free of conflicts. */
export function pathTree<T>(entries: readonly (readonly [Path, T])[]): PathTree<T> {
  const root: PathTree<T> = { members: new Map(), elements: new Map() }
  for (const [path, end] of entries) {
    let place = root
    for (const step of path) {
      const places = (typeof step === 'number' ? place.elements : place.members) as Map<string | number, PathTree<T>>
      let next = places.get(step)
      if (next === undefined) places.set(step, next = { members: new Map(), elements: new Map() })
      place = next
    }
    place.end = end
  }
  sortElements(root)
  return root
}

/** What of an item the paths lead to, maps and lists cut down to it; lists close their gaps. */
export function projectItem(item: Item, tree: PathTree<unknown>): Item {
  const result: Attributes = {}
  for (const [name, place] of tree.members) {
    const value = attributeOf(item, name)
    const projected = value === undefined ? undefined : projectValue(value, place)
    if (projected !== undefined) setAttribute(result, name, projected)
  }
  return result
}

function projectValue(value: AttributeValue, place: PathTree<unknown>): AttributeValue | undefined {
  if (place.members.size > 0) {
    const members = value.M === undefined ? {} : projectItem(value.M, place)
    return Object.keys(members).length === 0 ? undefined : { M: members }
  }
  if (place.elements.size === 0) return value
  const elements: AttributeValue[] = []
  for (const [index, inner] of place.elements) {
    const element = memberOf(value, index)
    const projected = element === undefined ? undefined : projectValue(element, inner)
    if (projected !== undefined) elements.push(projected)
  }
  return elements.length === 0 ? undefined : { L: elements }
}

function relationOf(a: Path, b: Path): 'overlap' | 'conflict' | undefined {
  const shared = Math.min(a.length, b.length)
  for (let i = 0; i < shared; i++) {
    if (a[i] === b[i]) continue
    return typeof a[i] === typeof b[i] ? undefined : 'conflict'
  }
  return 'overlap'
}

function sortElements<T>(place: PathTree<T>): void {
  if (place.elements.size > 1) {
    const sorted = [...place.elements].sort(([a], [b]) => a - b)
    place.elements.clear()
    for (const [index, inner] of sorted) place.elements.set(index, inner)
  }
  for (const inner of place.members.values()) sortElements(inner)
  for (const inner of place.elements.values()) sortElements(inner)
}
