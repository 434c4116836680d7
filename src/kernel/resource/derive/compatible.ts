// Whether what was put in by one shape may come out by another, unchanged and whole. Names of members decide, and kinds; a structure may
// gain optional members on its way out, never lose one.

import type { Shape, SimpleShape, StructureShape } from '../../../model/shape.ts'

const whole = new Set(['byte', 'short', 'integer', 'long'])
const broken = new Set(['float', 'double'])

export function compatible(from: Shape, to: Shape, seen = new Map<Shape, Set<Shape>>()): boolean {
  if (from === to) return true
  if (seen.get(from)?.has(to)) return true
  seen.set(from, (seen.get(from) ?? new Set()).add(to))
  if (from.kind === 'structure') return to.kind === 'structure' && structures(from, to, seen)
  if (from.kind === 'list') return to.kind === 'list' && compatible(from.element.shape, to.element.shape, seen)
  if (from.kind === 'map') {
    return to.kind === 'map' && compatible(from.key.shape, to.key.shape, seen) && compatible(from.value.shape, to.value.shape, seen)
  }
  return to.kind !== 'structure' && to.kind !== 'list' && to.kind !== 'map' && scalars(from, to)
}

function structures(from: StructureShape, to: StructureShape, seen: Map<Shape, Set<Shape>>): boolean {
  if (from.eventStream === true || to.eventStream === true || (from.union === true) !== (to.union === true)) return false
  const kept = from.members.every(member => {
    const other = to.memberByName.get(member.name)
    return other !== undefined && compatible(member.shape, other.shape, seen)
  })
  return kept && to.members.every(({ name, required }) => !required || from.memberByName.get(name)?.required === true)
}

function scalars(from: SimpleShape, to: SimpleShape): boolean {
  const alike = from.kind === to.kind || (whole.has(from.kind) && whole.has(to.kind)) || (broken.has(from.kind) && broken.has(to.kind))
  if (!alike || from.streaming === true || to.streaming === true || from.jsonValue !== to.jsonValue) return false
  const allowed = to.constraints?.enum
  return allowed === undefined || (from.constraints?.enum?.every(value => allowed.includes(value)) ?? false)
}
