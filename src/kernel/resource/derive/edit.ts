// Changes of a list element by element: an input says of each element whether it is put in or taken out, and the list stands in the
// answers that show the resource. A new one's list is empty.

import { isDeepStrictEqual } from 'node:util'
import type { ListShape, Member, Shape, StructureShape } from '../../../model/shape.ts'
import type { Values } from '../../../wire/protocol.ts'
import { compatible } from './compatible.ts'
import { plainMembers } from './plan.ts'

/** Of an input, the list of changes, and what names the action and holds the element in each. */
export interface Edits { readonly member: Member, readonly action: Member, readonly value: Member }

/** `Updates: [{ Action: 'INSERT' | 'DELETE', Predicate }]`; undefined where an input has no such list. */
export function editsOf({ members }: StructureShape): Edits | undefined {
  for (const member of members) {
    const change = member.shape.kind === 'list' ? member.shape.element.shape : undefined
    if (change?.kind !== 'structure' || change.members.length !== 2) continue
    const action = change.members.find(({ shape }) => ['INSERT', 'DELETE'].every(word => shape.constraints?.enum?.includes(word)))
    const value = change.members.find(other => other !== action)
    if (action !== undefined && value !== undefined) return { member, action, value }
  }
  return undefined
}

/** The list that the changes are made to, by plain name: the one in the answers that holds such elements. */
export function editedIn({ value }: Edits, spelling: string, structures: readonly StructureShape[]): [string, Shape] | undefined {
  for (const structure of structures) {
    for (const [plain, { shape }] of plainMembers(spelling, structure)) if (holds(shape, value.shape)) return [plain, shape]
  }
  return undefined
}

function holds(shape: Shape, element: Shape): shape is ListShape {
  return shape.kind === 'list' && compatible(element, shape.element.shape)
}

/** The list after the changes; undefined where something is taken out that is not in it. */
export function edited(before: readonly unknown[], changes: readonly Values[], { action, value }: Edits): unknown[] | undefined {
  const list = [...before]
  for (const change of changes) {
    const element = change[value.name]
    const at = list.findIndex(each => isDeepStrictEqual(each, element))
    if (change[action.name] === 'DELETE') {
      if (at === -1) return undefined
      list.splice(at, 1)
    } else if (at === -1) list.push(element)
  }
  return list
}
