// Ids that the service gives: after the model's pattern where it has one, else a UUID. They are new, and say nothing that AWS would have
// computed.

import type { Shape } from '../../../model/shape.ts'
import { sampler } from '../../../std/pattern-sample.ts'
import { readPattern } from '../../validate.ts'

export interface Chance { uuid(): string, random(): number }

/** After a form that a person has said: `rtb-{hex:17}`, `{upper:12}`, `{mixed:9}`, `{digits:10}`, `{uuid}`. */
export function idAfter(form: string, chance: Chance): string {
  const letters = { hex: '0123456789abcdef', upper: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789', lower: 'abcdefghijklmnopqrstuvwxyz0123456789',
    mixed: 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', digits: '0123456789' }
  return form.replace(/\{(\w+)(?::(\d+))?\}/g, (_, kind: string, length = '0') => {
    if (kind === 'uuid') return chance.uuid()
    const from = letters[kind as keyof typeof letters]
    return Array.from({ length: Number(length) }, () => from[Math.floor(chance.random() * from.length)]).join('')
  })
}

/** How much longer than need be an id may be, in the order of trying: long enough to be unique comes first. */
const lengths = [16, 8, 32, 12, 24, 4, 2, 1, 0, 64]

/** A new id that every shape accepts under which it is shown or asked for; undefined where none can be made. */
export function newId(shapes: readonly Shape[], chance: Chance): string | undefined {
  const patterns = shapes.flatMap(({ constraints }) => constraints?.pattern ?? [])
  const matches = patterns.map(readPattern)
  const isOpen = shapes.every(({ kind, constraints }) => kind === 'string' && constraints?.enum === undefined)
  if (!isOpen || matches.includes(null)) return undefined
  const min = Math.max(...shapes.map(({ constraints }) => constraints?.min ?? 0))
  const max = Math.min(...shapes.map(({ constraints }) => constraints?.max ?? Infinity))
  const fits = (text: string): boolean =>
    text.length >= min && text.length <= max && text.length > 0 && !/^arn:/.test(text) && matches.every(each => each!.test(text))
  const uuid = chance.uuid()
  const bare = uuid.replaceAll('-', '')
  const found = [uuid, bare].find(fits)
  if (found !== undefined) return found
  if (patterns.length === 0) return [bare.slice(0, Math.min(max, 12))].find(fits)
  const samples = patterns.map(sampler)
  // A pattern may have alternatives of which only one will do: chance is given several turns.
  for (let turn = 0; turn < 4; turn += 1) {
    for (const extra of lengths) {
      for (const sample of samples) {
        const text = sample?.(extra, count => Math.floor(chance.random() * count))
        if (text !== undefined && fits(text)) return text
      }
    }
  }
  return undefined
}
