// JSON text ⇄ plain values, as RFC 8259 has it, with integers beyond 2^53 kept exact as `bigint`, which JSON.parse would round.
// It knows no shapes. Invariant: `__proto__` is an ordinary key, the last of duplicate keys wins, no depth of nesting overflows the stack.

/** Deeper than any AWS document; Coral and Smithy servers set limits of this order. */
export const depthLimit = 1000

// Only a number of sixteen digits or more can be beyond 2^53; a match inside a string merely costs the slower path.
const mayHoldLongInteger = /[:,[\s]-?\d{16}|^-?\d{16}/
const numberToken = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const integerToken = /^-?\d+$/
// Longer ones are no long of AWS's, and would cost time to no end.
const longestInteger = 100

// In longer texts the pattern fails so often that the engine takes it for a runaway one and goes on the slow, linear way.
const mostForPattern = 8192

/** @throws SyntaxError when the text is not JSON, or nests deeper than `depthLimit` where it is read the slow way. */
export function parseJson(text: string): unknown {
  const isExact = text.length > mostForPattern ? holdsDigits(text, 16) : mayHoldLongInteger.test(text)
  return isExact ? new ExactReader(text).document() : JSON.parse(text)
}

/** So many digits, one after the other. */
function holdsDigits(text: string, count: number): boolean {
  let found = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    found = code >= 48 && code <= 57 ? found + 1 : 0
    if (found === count) return true
  }
  return false
}

/** Values → text; a `bigint` is written as the integer that it is. */
export function writeJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    // JSON.stringify refuses a bigint with a TypeError; testing for one on every call would cost more than it saves.
    if (error instanceof TypeError) return writeExact(value, 0)
    throw error
  }
}

/** Sets a key that came from outside: `__proto__` becomes an own property and never a prototype. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  else target[key] = value
}

function writeExact(value: unknown, depth: number): string {
  if (depth > depthLimit) throw new Error('assert: a value nests too deep, or in a circle, to be written as JSON')
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return `[${value.map(element => writeExact(element ?? null, depth + 1)).join(',')}]`
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, member]) => member !== undefined)
  return `{${entries.map(([key, member]) => `${JSON.stringify(key)}:${writeExact(member, depth + 1)}`).join(',')}}`
}

/** A plain recursive-descent reader; strings with escapes are left to JSON.parse. */
class ExactReader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  document(): unknown {
    const value = this.#value(0)
    this.#space()
    if (this.#at !== this.#text.length) this.#fail()
    return value
  }

  #value(depth: number): unknown {
    if (depth > depthLimit) throw new SyntaxError('JSON nests too deep')
    this.#space()
    switch (this.#text[this.#at]) {
      case '{': return this.#object(depth)
      case '[': return this.#array(depth)
      case '"': return this.#string()
      case 't': return this.#word('true', true)
      case 'f': return this.#word('false', false)
      case 'n': return this.#word('null', null)
      default: return this.#number()
    }
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {}
    this.#at++
    if (this.#took('}')) return object
    do {
      this.#space()
      if (this.#text[this.#at] !== '"') this.#fail()
      const key = this.#string()
      if (!this.#took(':')) this.#fail()
      setOwn(object, key, this.#value(depth + 1))
    } while (this.#took(','))
    if (!this.#took('}')) this.#fail()
    return object
  }

  #array(depth: number): unknown[] {
    const array: unknown[] = []
    this.#at++
    if (this.#took(']')) return array
    do array.push(this.#value(depth + 1))
    while (this.#took(','))
    if (!this.#took(']')) this.#fail()
    return array
  }

  #string(): string {
    const start = this.#at++
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code === 0x22) break
      if (Number.isNaN(code)) this.#fail()
      this.#at += code === 0x5c ? 2 : 1
    }
    return JSON.parse(this.#text.slice(start, ++this.#at)) as string
  }

  #number(): number | bigint {
    numberToken.lastIndex = this.#at
    const token = numberToken.exec(this.#text)?.[0]
    if (token === undefined) return this.#fail()
    this.#at += token.length
    const value = Number(token)
    return !Number.isSafeInteger(value) && token.length <= longestInteger && integerToken.test(token) ? BigInt(token) : value
  }

  #word<T>(word: string, value: T): T {
    if (!this.#text.startsWith(word, this.#at)) this.#fail()
    this.#at += word.length
    return value
  }

  #took(mark: string): boolean {
    this.#space()
    if (this.#text[this.#at] !== mark) return false
    this.#at++
    return true
  }

  #space(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at++
    }
  }

  #fail(): never {
    throw new SyntaxError(`Unexpected token in JSON at position ${this.#at}`)
  }
}
