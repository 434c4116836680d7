// Inputs that a model accepts: the required members, and of the others those for which something acceptable can be made. Values follow
// bounds, enumerations and patterns; the same shape always gives the same value, apart from what a number tells apart.

import { readPattern, Validator } from '../../src/kernel/validate.ts'
import type { Member, Shape, SimpleShape, StructureShape } from '../../src/model/shape.ts'
import type { Values } from '../../src/wire/protocol.ts'
import { sampler } from '../../src/std/pattern-sample.ts'

const validator = new Validator()
const deepest = 10

/** @param isWanted which optional members are tried; `serial` changes names, so that two inputs name two things */
export function inputFor(shape: StructureShape, serial: number, isWanted: (member: Member) => boolean): Values {
  const input = required(shape, serial, 0)
  for (const member of shape.members) {
    if (member.required || !isWanted(member)) continue
    const value = valueFor(member.shape, serial, 1)
    if (value === undefined) continue
    const richer = { ...input, [member.name]: value }
    if (validator.violations(shape, richer).length <= validator.violations(shape, input).length) input[member.name] = value
  }
  return input
}

/** What a model finds wrong with an input, in words. */
export function flawsOf(shape: StructureShape, input: Values): string[] {
  return validator.violations(shape, input).map(({ path, rule }) => `${path}: ${rule}`)
}

function required(shape: StructureShape, serial: number, depth: number): Values {
  const values: Values = {}
  for (const member of shape.members) {
    if (!member.required) continue
    const value = valueFor(member.shape, serial, depth + 1)
    if (value !== undefined) values[member.name] = value
  }
  return values
}

export function valueFor(shape: Shape, serial: number, depth = 0): unknown {
  if (depth > deepest) return undefined
  switch (shape.kind) {
    case 'structure': return structureFor(shape, serial, depth)
    case 'list': {
      const value = valueFor(shape.element.shape, serial, depth + 1)
      if (value === undefined) return []
      const count = Math.max(1, shape.constraints?.min ?? 1)
      return Array.from({ length: count }, (_, i) => i === 0 ? value : valueFor(shape.element.shape, serial + i, depth + 1))
    }
    case 'map': {
      const [key, value] = [valueFor(shape.key.shape, serial, depth + 1), valueFor(shape.value.shape, serial, depth + 1)]
      return key === undefined || value === undefined ? {} : { [String(key)]: value }
    }
    default: return scalarFor(shape, serial)
  }
}

function structureFor(shape: StructureShape, serial: number, depth: number): Values | undefined {
  const values = required(shape, serial, depth)
  // A tag without a value comes back with an empty one.
  for (const { name, shape: inner } of shape.members) {
    if (/^(key|value|tagkey|tagvalue)$/i.test(name) && inner.kind === 'string') values[name] ??= scalarFor(inner, serial)
  }
  if (Object.keys(values).length > 0 || (shape.members.length === 0 && shape.union !== true)) return values
  for (const { name, shape: inner } of shape.members) {
    const value = valueFor(inner, serial, depth + 1)
    if (value !== undefined) return { [name]: value }
  }
  return undefined
}

function scalarFor(shape: SimpleShape, serial: number): unknown {
  const { min, max, enum: values } = shape.constraints ?? {}
  switch (shape.kind) {
    case 'string': return shape.jsonValue === true ? { a: 1 } : values?.[0] ?? textFor(shape, serial)
    case 'boolean': return true
    case 'blob': return new Uint8Array(Math.max(min ?? 0, 4)).fill(97)
    case 'timestamp': return 1_700_000_000_000
    case 'document': return { a: 1 }
    case 'bigDecimal': return '1'
    default: return Math.min(Math.max(min ?? 1, 1), max ?? Infinity)
  }
}

/** A text of the pattern, or a plain one. */
function textFor({ constraints = {} }: SimpleShape, serial: number): string | undefined {
  const { min = 0, max = Infinity, pattern } = constraints
  const name = `name${serial}`
  const plain = [name, name.padEnd(min, 'x'), `arn:aws:iam::123456789012:role/${name}`, '123456789012', 'Abcdefg1']
  const matches = pattern === undefined ? undefined : readPattern(pattern)
  const fits = (text: string): boolean => text.length >= min && text.length <= max && (matches?.test(text) ?? true)
  const found = plain.find(fits)
  if (found !== undefined || pattern === undefined) return found ?? 'x'.repeat(Math.min(Math.max(min, 1), max))
  const sample = sampler(pattern)
  let state = serial * 7 + 3
  const choose = (count: number): number => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) % count
  for (let attempt = 0; attempt < 24 && sample !== undefined; attempt += 1) {
    const text = sample([4, 1, 0, 8, 16, 32, 64, 128][attempt % 8]!, choose)
    if (text.length > 0 && fits(text)) return text
  }
  return undefined
}
