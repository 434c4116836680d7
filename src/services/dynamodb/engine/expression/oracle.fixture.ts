// Random conditions and updates with a slow, obvious evaluator for each, to compare the engine with. It shares nothing with the engine but
// the shapes of values: numbers are integers scaled by 10^200, sets and maps compare member by member, updates work on a copy in place.

import type { Chance } from '../random.fixture.ts'
import type { Attributes, AttributeValue, Item, TypeName } from '../value.ts'

type Reading = { readonly text: string, readonly read: (item: Item) => AttributeValue | undefined }

const scalars: readonly TypeName[] = ['S', 'N', 'B']
const memberNames: readonly string[] = ['a', 'b', 'c', 'd']

export class ProgramMaker {
  readonly names: Record<string, string> = {}
  readonly values: Attributes = {}
  readonly #chance: Chance

  constructor(chance: Chance) {
    this.#chance = chance
  }

  /** The request's members for the names and values of a text. */
  placeholders(text: string): { ExpressionAttributeNames?: Record<string, string>, ExpressionAttributeValues?: Attributes } {
    const names = Object.entries(this.names).filter(([name]) => text.includes(name))
    const values = Object.entries(this.values)
    return {
      ...names.length > 0 && { ExpressionAttributeNames: Object.fromEntries(names) },
      ...values.length > 0 && { ExpressionAttributeValues: Object.fromEntries(values) },
    }
  }

  condition(depth: number): { text: string, holds: (item: Item) => boolean } {
    const kind = depth === 0 ? 'test' : this.#chance.one(['test', 'and', 'or', 'not', 'and', 'or'])
    if (kind === 'test') return this.#test()
    const a = this.condition(depth - 1)
    if (kind === 'not') return { text: `NOT ${a.text}`, holds: item => !a.holds(item) }
    const b = this.condition(depth - 1)
    const holds = kind === 'and' ? (item: Item) => a.holds(item) && b.holds(item) : (item: Item) => a.holds(item) || b.holds(item)
    return { text: `(${a.text} ${kind.toUpperCase()} ${b.text})`, holds }
  }

  path(lengthMax = 4): { text: string, steps: (string | number)[] } {
    const chance = this.#chance
    const steps: (string | number)[] = [chance.one(memberNames)]
    while (steps.length < lengthMax && chance.below(2) === 0) steps.push(chance.below(2) === 0 ? chance.below(4) : chance.one(memberNames))
    const text = steps.map((step, i) => typeof step === 'number' ? `[${step}]` : `${i > 0 ? '.' : ''}${this.#name(step)}`).join('')
    return { text, steps }
  }

  value(types?: readonly TypeName[]): { text: string, value: AttributeValue } {
    const value = this.#chance.value(2, types)
    const text = `:v${Object.keys(this.values).length}`
    this.values[text] = value
    return { text, value }
  }

  reading(types?: readonly TypeName[], otherThan?: string): Reading {
    if (this.#chance.below(2) === 0) {
      const { text, value } = this.value(types)
      return { text, read: () => value }
    }
    return this.#pathReading(otherThan)
  }

  #name(name: string): string {
    if (this.#chance.below(2) === 0) return name
    this.names[`#${name}`] = name
    return `#${name}`
  }

  #pathReading(otherThan?: string): Reading {
    for (;;) {
      const { text, steps } = this.path()
      const isOther = text.replaceAll('#', '') !== otherThan?.replaceAll('#', '')
      if (isOther) return { text, read: item => follow(item, steps) }
    }
  }

  #test(): { text: string, holds: (item: Item) => boolean } {
    const chance = this.#chance
    const path = this.#pathReading()
    switch (chance.below(9)) {
      case 0: return { text: `attribute_exists(${path.text})`, holds: item => path.read(item) !== undefined }
      case 1: return { text: `attribute_not_exists(${path.text})`, holds: item => path.read(item) === undefined }
      case 2: {
        const type = chance.one(['S', 'N', 'B', 'BOOL', 'NULL', 'SS', 'NS', 'BS', 'L', 'M'] as const)
        const name = `:v${Object.keys(this.values).length}`
        this.values[name] = { S: type }
        return { text: `attribute_type(${path.text}, ${name})`, holds: item => Object.keys(path.read(item) ?? {})[0] === type }
      }
      case 3: {
        const prefix = this.reading(['S', 'B'], path.text)
        return { text: `begins_with(${path.text}, ${prefix.text})`, holds: item => startsWith(path.read(item), prefix.read(item)) }
      }
      case 4: {
        const part = this.reading(undefined, path.text)
        return { text: `contains(${path.text}, ${part.text})`, holds: item => holdsPart(path.read(item), part.read(item)) }
      }
      case 5: {
        const low = this.#pathReading(path.text)
        const high = this.reading(scalars, path.text)
        return { text: `${path.text} BETWEEN ${low.text} AND ${high.text}`, holds: item => {
          const value = path.read(item)
          return ordered(low.read(item), value, order => order <= 0) && ordered(value, high.read(item), order => order <= 0)
        } }
      }
      case 6: {
        const candidates = [this.reading(undefined, path.text), this.reading(undefined, path.text)]
        const text = `${path.text} IN (${candidates.map(candidate => candidate.text).join(', ')})`
        return { text, holds: item => candidates.some(candidate => same(path.read(item), candidate.read(item))) }
      }
      case 7: {
        const count = this.value(['N'])
        return { text: `size(${path.text}) >= ${count.text}`, holds: item => {
          const size = sizeOf(path.read(item))
          return size !== undefined && BigInt(size) * 10n ** 200n >= scaled(count.value.N!)
        } }
      }
      default: return this.#comparison(path)
    }
  }

  #comparison(path: Reading): { text: string, holds: (item: Item) => boolean } {
    const operator = this.#chance.one(['=', '<>', '<', '<=', '>', '>='])
    const other = this.reading(operator === '=' || operator === '<>' ? undefined : scalars, path.text)
    const holds = (item: Item) => {
      const [a, b] = [path.read(item), other.read(item)]
      if (operator === '=') return same(a, b)
      if (operator === '<>') return !same(a, b)
      return ordered(a, b, order => order === 0 ? operator.endsWith('=') : order < 0 === operator.startsWith('<'))
    }
    return { text: `${path.text} ${operator} ${other.text}`, holds }
  }
}

export function follow(item: Item, steps: readonly (string | number)[]): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item as Attributes }
  for (const step of steps) value = typeof step === 'number' ? value?.L?.[step] : value?.M?.[step]
  return value
}

/** value · 10^200, exactly. */
export function scaled(number: string): bigint {
  const [whole, fraction = ''] = number.split('.') as [string, string?]
  return BigInt(`${whole}${fraction}${'0'.repeat(200 - fraction.length)}`)
}

export function startsWith(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value?.S !== undefined && prefix?.S !== undefined) return value.S.slice(0, prefix.S.length) === prefix.S
  if (value?.B === undefined || prefix?.B === undefined) return false
  return [...prefix.B].every((byte, i) => value.B![i] === byte)
}

export function holdsPart(value: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (value === undefined || part === undefined) return false
  if (value.S !== undefined) return part.S !== undefined && value.S.split(part.S).length > 1 || part.S === ''
  if (value.B !== undefined) return part.B !== undefined && byteText(value.B).includes(byteText(part.B))
  if (value.L !== undefined) return value.L.some(element => same(element, part))
  const members: readonly AttributeValue[] = value.SS?.map(S => ({ S })) ?? value.NS?.map(N => ({ N })) ?? value.BS?.map(B => ({ B })) ?? []
  return members.some(member => same(member, part))
}

function byteText(bytes: Uint8Array): string {
  return [...bytes].map(byte => `.${byte}.`).join('')
}

function sizeOf(value: AttributeValue | undefined): number | undefined {
  if (value?.S !== undefined) return Buffer.from(value.S).length
  if (value?.M !== undefined) return Object.keys(value.M).length
  return value?.B?.length ?? value?.L?.length ?? value?.SS?.length ?? value?.NS?.length ?? value?.BS?.length
}

export function same(a: AttributeValue | undefined, b: AttributeValue | undefined): boolean {
  return a !== undefined && b !== undefined && canonical(a) === canonical(b)
}

function canonical(value: AttributeValue): string {
  const [type, inside] = Object.entries(value)[0]!
  if (type === 'N') return `N${scaled(inside)}`
  if (type === 'NS') return `NS${(inside as string[]).map(scaled).map(String).sort().join()}`
  if (type === 'M') {
    return `M${Object.entries(inside as Attributes).map(([name, member]) => JSON.stringify([name, canonical(member)])).sort().join()}`
  }
  if (type === 'L') return `L${JSON.stringify((inside as AttributeValue[]).map(canonical))}`
  if (type === 'B') return `B${[...inside as Uint8Array].join()}`
  if (type === 'BS') return `BS${(inside as Uint8Array[]).map(bytes => [...bytes].join()).sort().join('|')}`
  return JSON.stringify([type, Array.isArray(inside) ? [...inside].sort() : inside])
}

export function ordered(a: AttributeValue | undefined, b: AttributeValue | undefined, holds: (order: number) => boolean): boolean {
  if (a?.S !== undefined && b?.S !== undefined) return holds(Buffer.compare(Buffer.from(a.S), Buffer.from(b.S)))
  if (a?.B !== undefined && b?.B !== undefined) return holds(Buffer.compare(a.B, b.B))
  if (a?.N === undefined || b?.N === undefined) return false
  const difference = scaled(a.N) - scaled(b.N)
  return holds(difference < 0n ? -1 : difference > 0n ? 1 : 0)
}
