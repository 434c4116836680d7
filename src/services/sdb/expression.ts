// The language of Select: `select output from domain [where …] [order by …] [limit n]`, read into a tree that knows nothing of stores.
// Source: "Using Select to Create Amazon SimpleDB Queries", Amazon SimpleDB Developer Guide.

export type Comparison = '=' | '!=' | '<' | '<=' | '>' | '>='

/** What is compared: an attribute, all values of one, or the item's name. */
export interface Operand { readonly kind: 'any' | 'every' | 'itemName', readonly name: string }

export type Condition =
  | { readonly kind: 'and' | 'or' | 'intersection', readonly left: Condition, readonly right: Condition }
  | { readonly kind: 'not', readonly of: Condition }
  | { readonly kind: 'test', readonly operand: Operand, readonly holds: (value: string) => boolean }
  | { readonly kind: 'null', readonly operand: Operand, readonly isNull: boolean }

export interface Query {
  readonly output: 'all' | 'itemName' | 'count' | readonly string[]
  readonly domain: string
  readonly where?: Condition
  readonly order?: { readonly by: Operand, readonly isDescending: boolean }
  readonly limit?: number
}

/** The text is none of the language's. */
export class BadExpression extends Error {}

interface Token { readonly kind: 'word' | 'name' | 'text' | 'mark', readonly text: string }

const tokens = /\s+|'((?:[^']|'')*)'|"((?:[^"]|"")*)"|`((?:[^`]|``)*)`|([A-Za-z_$][\w$]*)|(\d+)|(!=|<=|>=|[=<>(),*])/gy

function tokensOf(text: string): Token[] {
  const found: Token[] = []
  tokens.lastIndex = 0
  for (let at = 0; at < text.length; at = tokens.lastIndex) {
    const match = tokens.exec(text)
    if (match === null) throw new BadExpression()
    const [, single, double, ticked, word, digits, mark] = match
    if (single !== undefined) found.push({ kind: 'text', text: single.replaceAll('\'\'', '\'') })
    else if (double !== undefined) found.push({ kind: 'text', text: double.replaceAll('""', '"') })
    else if (ticked !== undefined) found.push({ kind: 'name', text: ticked.replaceAll('``', '`') })
    else if (word !== undefined || digits !== undefined) found.push({ kind: 'word', text: (word ?? digits)! })
    else if (mark !== undefined) found.push({ kind: 'mark', text: mark })
  }
  return found
}

/** @throws BadExpression */
export function readQuery(text: string): Query {
  return new Reader(tokensOf(text)).query()
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(all: readonly Token[]) {
    this.#tokens = all
  }

  query(): Query {
    this.#expect('select')
    const output = this.#output()
    this.#expect('from')
    const domain = this.#name()
    const where = this.#accept('where') ? this.#intersection() : undefined
    const order = this.#accept('order') ? this.#order() : undefined
    const limit = this.#accept('limit') ? Number(this.#next('word').text) : undefined
    const isBad = this.#at < this.#tokens.length || (limit !== undefined && !(limit >= 1 && limit <= 2500))
    if (isBad) throw new BadExpression()
    return { output, domain, ...(where && { where }), ...(order && { order }), ...(limit !== undefined && { limit }) }
  }

  #output(): Query['output'] {
    if (this.#accept('*')) return 'all'
    if (this.#calls('count')) {
      this.#expect('*')
      this.#expect(')')
      return 'count'
    }
    if (this.#calls('itemname')) {
      this.#expect(')')
      return 'itemName'
    }
    const names = [this.#name()]
    while (this.#accept(',')) names.push(this.#name())
    return names
  }

  #order(): NonNullable<Query['order']> {
    this.#expect('by')
    const by = this.#operand()
    const isDescending = this.#accept('desc')
    if (!isDescending) this.#accept('asc')
    return { by, isDescending }
  }

  #intersection(): Condition {
    let left = this.#either()
    while (this.#accept('intersection')) left = { kind: 'intersection', left, right: this.#either() }
    return left
  }

  #either(): Condition {
    let left = this.#both()
    while (this.#accept('or')) left = { kind: 'or', left, right: this.#both() }
    return left
  }

  #both(): Condition {
    let left = this.#one()
    while (this.#accept('and')) left = { kind: 'and', left, right: this.#one() }
    return left
  }

  #one(): Condition {
    if (this.#accept('not')) return { kind: 'not', of: this.#one() }
    if (this.#accept('(')) {
      const inner = this.#intersection()
      this.#expect(')')
      return inner
    }
    return this.#test()
  }

  #test(): Condition {
    const operand = this.#operand()
    if (this.#accept('is')) {
      const isNull = !this.#accept('not')
      this.#expect('null')
      return { kind: 'null', operand, isNull }
    }
    if (this.#accept('between')) {
      const low = this.#next('text').text
      this.#expect('and')
      const high = this.#next('text').text
      return { kind: 'test', operand, holds: value => value >= low && value <= high }
    }
    if (this.#accept('in')) {
      this.#expect('(')
      const values = new Set([this.#next('text').text])
      while (this.#accept(',')) values.add(this.#next('text').text)
      this.#expect(')')
      return { kind: 'test', operand, holds: value => values.has(value) }
    }
    const isNot = this.#accept('not')
    if (this.#accept('like')) {
      const fits = likeness(this.#next('text').text)
      return { kind: 'test', operand, holds: value => fits(value) !== isNot }
    }
    return { kind: 'test', operand, holds: comparing(this.#next('mark').text, this.#next('text').text) }
  }

  #operand(): Operand {
    if (this.#calls('itemname')) {
      this.#expect(')')
      return { kind: 'itemName', name: '' }
    }
    if (this.#calls('every')) {
      const name = this.#name()
      this.#expect(')')
      return { kind: 'every', name }
    }
    return { kind: 'any', name: this.#name() }
  }

  /** A word with an opening parenthesis after it. */
  #calls(word: string): boolean {
    const [first, second] = [this.#tokens[this.#at], this.#tokens[this.#at + 1]]
    const isCall = first?.kind === 'word' && first.text.toLowerCase() === word && second?.kind === 'mark' && second.text === '('
    if (isCall) this.#at += 2
    return isCall
  }

  #name(): string {
    const token = this.#tokens[this.#at++]
    if (token === undefined || (token.kind !== 'word' && token.kind !== 'name')) throw new BadExpression()
    return token.text
  }

  #next(kind: Token['kind']): Token {
    const token = this.#tokens[this.#at++]
    if (token?.kind !== kind) throw new BadExpression()
    return token
  }

  #accept(text: string): boolean {
    const token = this.#tokens[this.#at]
    const isIt = token !== undefined && (token.kind === 'word' || token.kind === 'mark') && token.text.toLowerCase() === text
    if (isIt) this.#at += 1
    return isIt
  }

  #expect(text: string): void {
    if (!this.#accept(text)) throw new BadExpression()
  }
}

/** `%` stands for any text. */
function likeness(pattern: string): (value: string) => boolean {
  const form = new RegExp(`^${pattern.split('%').map(part => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*')}$`, 's')
  return value => form.test(value)
}

/** Texts are compared letter by letter. */
function comparing(mark: string, wanted: string): (value: string) => boolean {
  switch (mark) {
    case '=': return value => value === wanted
    case '!=': return value => value !== wanted
    case '<': return value => value < wanted
    case '<=': return value => value <= wanted
    case '>': return value => value > wanted
    case '>=': return value => value >= wanted
    default: throw new BadExpression()
  }
}
