// The part of jq that takes keys out of records: an object of names and paths, some passed through functions. What it does not know it
// refuses by name. Source: "Create partitioning keys", Amazon Data Firehose Developer Guide (jq 1.6); the jq 1.6 manual.

export class MetadataQueryProblem extends Error {
  override readonly name = 'MetadataQueryProblem'
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }
type Filter = (input: Json) => Json

export interface MetadataQuery {
  readonly names: readonly string[]
  /** @throws MetadataQueryProblem for a record that has no such values */
  read(record: Json): Record<string, string>
}

interface Token { readonly kind: 'name' | 'path' | 'text' | 'number' | 'sign', readonly text: string }

/** Paths (a bare point where nothing of a name follows), texts, numbers, names, signs. */
const tokenPattern = new RegExp(String.raw`\s*(?:` + [
  String.raw`(\.(?:[A-Za-z_]\w*|"(?:[^"\\]|\\.)*")|\.(?=\s*(?:[|,}\])]|$|\[)))`, String.raw`("(?:[^"\\]|\\.)*")`,
  String.raw`(\d+(?:\.\d+)?)`, String.raw`([A-Za-z_]\w*)`, String.raw`(\/\/|[{}[\]():,|+])`,
].join('|') + ')', 'y')

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  tokenPattern.lastIndex = 0
  while (tokenPattern.lastIndex < text.trimEnd().length) {
    const at = tokenPattern.lastIndex
    const found = tokenPattern.exec(text)
    if (found === null) throw new MetadataQueryProblem(`jq: syntax error at ${text.slice(at, at + 10)}`)
    const [, path, quoted, number, name, sign] = found
    if (path !== undefined) tokens.push({ kind: 'path', text: path.slice(1) })
    else if (quoted !== undefined) tokens.push({ kind: 'text', text: JSON.parse(quoted) as string })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else tokens.push(name === undefined ? { kind: 'sign', text: sign! } : { kind: 'name', text: name })
  }
  return tokens
}

/** @throws MetadataQueryProblem */
export function readMetadataQuery(text: string): MetadataQuery {
  const reader = new Reader(tokensOf(text))
  const fields = new Map<string, Filter>()
  reader.expect('{')
  do {
    const { kind, text: name } = reader.next()
    if (kind !== 'name' && kind !== 'text') throw new MetadataQueryProblem(`jq: a name is awaited, not ${name}`)
    reader.expect(':')
    fields.set(name, alternative(reader))
  } while (reader.take(','))
  reader.expect('}')
  reader.end()
  return {
    names: [...fields.keys()],
    read: record => Object.fromEntries([...fields].map(([name, filter]) => {
      const value = filter(record)
      if (value === null || typeof value === 'object') throw new MetadataQueryProblem(`partitionKeys: ${name} is ${JSON.stringify(value)}`)
      return [name, String(value)]
    })),
  }
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get current(): Token | undefined {
    return this.#tokens[this.#at]
  }

  next(): Token {
    const token = this.current
    if (token === undefined) throw new MetadataQueryProblem('jq: unexpected end')
    this.#at += 1
    return token
  }

  take(sign: string): boolean {
    const isHere = this.current?.kind === 'sign' && this.current.text === sign
    if (isHere) this.#at += 1
    return isHere
  }

  expect(sign: string): void {
    if (!this.take(sign)) throw new MetadataQueryProblem(`jq: ${sign} is awaited, not ${this.current?.text ?? 'the end'}`)
  }

  end(): void {
    if (this.current !== undefined) throw new MetadataQueryProblem(`jq: ${this.current.text} is too much`)
  }
}

/** Within an object, commas part fields; pipes, `//` and `+` bind as in jq, from the loosest on. */
function alternative(reader: Reader): Filter {
  let filter = otherwise(reader)
  while (reader.take('|')) {
    const [before, after] = [filter, otherwise(reader)]
    filter = input => after(before(input))
  }
  return filter
}

function otherwise(reader: Reader): Filter {
  const first = sum(reader)
  if (!reader.take('//')) return first
  const second = otherwise(reader)
  return input => {
    const value = first(input)
    return value === null || value === false ? second(input) : value
  }
}

function sum(reader: Reader): Filter {
  let filter = term(reader)
  while (reader.take('+')) {
    const [left, right] = [filter, term(reader)]
    filter = input => added(left(input), right(input))
  }
  return filter
}

function added(a: Json, b: Json): Json {
  if (a === null) return b
  if (b === null) return a
  if (typeof a === 'number' && typeof b === 'number') return a + b
  if (typeof a === 'string' && typeof b === 'string') return a + b
  throw new MetadataQueryProblem('jq: these cannot be added')
}

function term(reader: Reader): Filter {
  if (reader.take('(')) {
    const inner = alternative(reader)
    reader.expect(')')
    return steps(reader, inner)
  }
  const token = reader.next()
  if (token.kind === 'text') return () => token.text
  if (token.kind === 'number') return () => Number(token.text)
  if (token.kind === 'path') return steps(reader, token.text === '' ? input => input : member(nameIn(token.text)))
  if (token.kind === 'name') return functionNamed(token.text, reader)
  throw new MetadataQueryProblem(`jq: ${token.text} is not served`)
}

function nameIn(text: string): string {
  return text.startsWith('"') ? JSON.parse(text) as string : text
}

/** `.a.b[0]["c"]`, as many as there are. */
function steps(reader: Reader, first: Filter): Filter {
  let filter = first
  for (;;) {
    const before = filter
    if (reader.current?.kind === 'path' && reader.current.text !== '') {
      const after = member(nameIn(reader.next().text))
      filter = input => after(before(input))
    } else if (reader.take('[')) {
      const { kind, text } = reader.next()
      if (kind !== 'number' && kind !== 'text') throw new MetadataQueryProblem(`jq: [${text}] is not served`)
      reader.expect(']')
      const after = kind === 'text' ? member(text) : item(Number(text))
      filter = input => after(before(input))
    } else return filter
  }
}

function member(name: string): Filter {
  return input => {
    if (input === null) return null
    if (typeof input !== 'object' || Array.isArray(input)) throw new MetadataQueryProblem(`jq: Cannot index with "${name}"`)
    return Object.hasOwn(input, name) ? (input as { readonly [name: string]: Json })[name]! : null
  }
}

function item(index: number): Filter {
  return input => {
    if (input === null) return null
    if (!Array.isArray(input)) throw new MetadataQueryProblem('jq: Cannot index with number')
    return (input as readonly Json[])[index] ?? null
  }
}

const plainFunctions: Readonly<Record<string, Filter>> = {
  tostring: value => typeof value === 'string' ? value : JSON.stringify(value),
  tonumber: value => {
    if (typeof value !== 'boolean' && typeof value !== 'object' && !Number.isNaN(Number(value)) && value !== '') return Number(value)
    throw new MetadataQueryProblem('jq: Cannot parse as a number')
  },
  ascii_downcase: value => textIn(value).replace(/[A-Z]/g, letter => letter.toLowerCase()),
  ascii_upcase: value => textIn(value).replace(/[a-z]/g, letter => letter.toUpperCase()),
  floor: value => Math.floor(numberIn(value)),
  length: value => typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : value === null ? 0
    : typeof value === 'object' ? Object.keys(value).length : Math.abs(numberIn(value)),
  todate: value => new Date(numberIn(value) * 1000).toISOString().replace('.000', ''),
  fromdate: value => secondsIn(value), fromdateiso8601: value => secondsIn(value),
}

function functionNamed(name: string, reader: Reader): Filter {
  if (name === 'true' || name === 'false' || name === 'null') return () => JSON.parse(name) as Json
  if (name === 'strftime') {
    reader.expect('(')
    const { text } = reader.next()
    reader.expect(')')
    return value => strftime(typeof value === 'string' ? secondsIn(value) : numberIn(value), text)
  }
  const found = Object.hasOwn(plainFunctions, name) ? plainFunctions[name] : undefined
  if (found === undefined) throw new MetadataQueryProblem(`jq: the function ${name} is not served`)
  return found
}

function textIn(value: Json): string {
  if (typeof value === 'string') return value
  throw new MetadataQueryProblem('jq: a string is awaited')
}

function numberIn(value: Json): number {
  if (typeof value === 'number') return value
  throw new MetadataQueryProblem('jq: a number is awaited')
}

function secondsIn(value: Json): number {
  const at = Date.parse(textIn(value))
  if (Number.isNaN(at)) throw new MetadataQueryProblem('jq: a date is awaited')
  return Math.floor(at / 1000)
}

function strftime(seconds: number, pattern: string): string {
  const date = new Date(seconds * 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const said: Readonly<Record<string, string>> = {
    Y: String(date.getUTCFullYear()), m: two(date.getUTCMonth() + 1), d: two(date.getUTCDate()), H: two(date.getUTCHours()),
    M: two(date.getUTCMinutes()), S: two(date.getUTCSeconds()), '%': '%',
    F: date.toISOString().slice(0, 10), T: date.toISOString().slice(11, 19), s: String(seconds),
  }
  return pattern.replace(/%(.)/g, (whole, letter: string) => {
    const text = said[letter]
    if (text === undefined) throw new MetadataQueryProblem(`jq: ${whole} of strftime is not served`)
    return text
  })
}
