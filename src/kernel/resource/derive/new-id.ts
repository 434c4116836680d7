// Ids that the service gives: after the model's pattern where it has one, else a UUID. They are new, and say nothing that AWS would have
// computed.

import type { Shape } from '../../../model/shape.ts'
import { sampler } from '../../../std/pattern-sample.ts'
import { readPattern } from '../../validate.ts'

export interface Chance { uuid(): string, random(): number }

/** How much longer than need be an id may be, in the order of trying: long enough to be unique comes first. */
const lengths = [16, 8, 32, 12, 24, 4, 2, 1, 0, 64]

/** A new id as the shape wants it; undefined where none can be made. */
export function newId(shape: Shape, chance: Chance): string | undefined {
  if (shape.kind !== 'string' || shape.constraints?.enum !== undefined) return undefined
  const { min = 0, max = Infinity, pattern } = shape.constraints ?? {}
  const matches = pattern === undefined ? undefined : readPattern(pattern)
  if (matches === null) return undefined
  const fits = (text: string): boolean => text.length >= min && text.length <= max && (matches?.test(text) ?? true)
  const uuid = chance.uuid()
  const bare = uuid.replaceAll('-', '')
  const found = [uuid, bare].find(fits)
  if (found !== undefined) return found
  if (pattern === undefined) return fits(bare.slice(0, Math.min(max, 12))) ? bare.slice(0, Math.min(max, 12)) : undefined
  const sample = sampler(pattern)
  if (sample === undefined) return undefined
  return lengths.map(extra => sample(extra, count => Math.floor(chance.random() * count))).find(text => text.length > 0 && fits(text))
}
