// A raw model while it is being put together from its sources: the same JSON as `src/model/raw.ts`, still writable.
// Invariant: what leaves the compiler is never written again.

import type { RawMetadata, RawOperation, RawShape } from '../../src/model/raw.ts'

type Writable<T> = { -readonly [K in keyof T]: T[K] }

export type DraftShape = Omit<Writable<RawShape>, 'members' | 'member' | 'key' | 'value' | 'required'> & {
  members?: Record<string, DraftShape>
  member?: DraftShape
  key?: DraftShape
  value?: DraftShape
  required?: string[]
}

export type DraftOperation = Omit<Writable<RawOperation>, 'input' | 'output' | 'errors'> & {
  input?: DraftShape
  output?: DraftShape
  errors?: DraftShape[]
}

/** A service's model, named by the AWS CLI's command for it; pagination lies in the operations. */
export interface Draft {
  readonly id: string
  metadata: Writable<RawMetadata>
  operations: Record<string, DraftOperation>
  shapes: Record<string, DraftShape>
}

/** The parts of a shape that are shapes themselves: members, element, key and value. */
export function childrenOf(shape: DraftShape): DraftShape[] {
  const places = [shape.member, shape.key, shape.value].filter(place => place !== undefined)
  return shape.members === undefined ? places : [...places, ...Object.values(shape.members)]
}

/** A copy of the shape with each of its places changed. */
export function withPlaces(shape: DraftShape, change: (place: DraftShape, memberName?: string) => DraftShape): DraftShape {
  const copy = { ...shape }
  if (shape.members !== undefined) {
    copy.members = Object.fromEntries(Object.entries(shape.members).map(([name, member]) => [name, change(member, name)]))
  }
  for (const place of ['member', 'key', 'value'] as const) {
    const child = shape[place]
    if (child !== undefined) copy[place] = change(child)
  }
  return copy
}

export function kindOf(shape: DraftShape): string {
  if (shape.type !== undefined) return shape.type
  if (shape.members !== undefined) return 'structure'
  if (shape.member !== undefined) return 'list'
  return shape.key !== undefined || shape.value !== undefined ? 'map' : 'string'
}

export function isComposite(shape: DraftShape): boolean {
  const kind = kindOf(shape)
  return kind === 'structure' || kind === 'list' || kind === 'map'
}

/** Names of the shapes that these places lead to. */
export function reachedFrom(places: readonly (DraftShape | undefined)[], shapes: Record<string, DraftShape>): ReadonlySet<string> {
  const names = new Set<string>()
  const visit = (place: DraftShape | undefined): void => {
    if (place?.shape !== undefined) names.add(place.shape)
  }
  places.forEach(visit)
  for (const name of names) childrenOf(shapes[name] ?? {}).forEach(visit)
  return names
}

/** The model without shapes that neither an operation nor an error reaches. */
export function reachable(draft: Draft): Draft {
  const roots = Object.values(draft.operations).flatMap(({ input, output, errors }) => [input, output, ...errors ?? []])
  const errors = Object.entries(draft.shapes).filter(([, shape]) => shape.exception === true || shape.error !== undefined)
  const names = reachedFrom([...roots, ...errors.map(([shape]) => ({ shape }))], draft.shapes)
  return { ...draft, shapes: Object.fromEntries(Object.entries(draft.shapes).filter(([name]) => names.has(name))) }
}
