// Expressions over partition keys, like the WHERE of SQL: comparisons, AND, OR, NOT, IN, BETWEEN, LIKE, IS NULL. What is compared as a
// number, the key's type says. Source: GetPartitions, AWS Glue API Reference.

export interface PartitionKey { readonly Name: string, readonly Type?: string }

export type Meets = (values: readonly string[]) => boolean

export class BadExpression extends Error {}

const numeric = /^(tinyint|smallint|int|integer|bigint|long|decimal.*)$/i
const tokens = /\s+|'((?:[^']|'')*)'|"([^"]*)"|`([^`]*)`|([A-Za-z_][\w.$]*)|(-?\d+(?:\.\d+)?)|(<>|!=|<=|>=|==|[=<>(),])/gy

interface Token { readonly kind: 'text' | 'name' | 'number' | 'mark', readonly text: string }

/** @throws BadExpression, in Glue's words */
export function readExpression(text: string, keys: readonly PartitionKey[]): Meets {
  return new Reader(text, keys).whole()
}

class Reader {
  readonly #text: string
  readonly #keys: readonly PartitionKey[]
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string, keys: readonly PartitionKey[]) {
    this.#text = text
    this.#keys = keys
    this.#tokens = this.#read()
  }

  whole(): Meets {
    const meets = this.#either()
    if (this.#at < this.#tokens.length) throw this.#bad()
    return meets
  }

  #read(): Token[] {
    const found: Token[] = []
    tokens.lastIndex = 0
    for (let at = 0; at < this.#text.length; at = tokens.lastIndex) {
      const match = tokens.exec(this.#text)
      if (match === null) throw this.#bad()
      const [, single, double, ticked, word, digits, mark] = match
      if (single !== undefined) found.push({ kind: 'text', text: single.replaceAll('\'\'', '\'') })
      else if (double !== undefined) found.push({ kind: 'text', text: double })
      else if (digits !== undefined) found.push({ kind: 'number', text: digits })
      else if (ticked !== undefined || word !== undefined) found.push({ kind: 'name', text: (ticked ?? word)! })
      else if (mark !== undefined) found.push({ kind: 'mark', text: mark })
    }
    return found
  }

  #either(): Meets {
    const first = this.#both()
    const rest: Meets[] = []
    while (this.#accept('or')) rest.push(this.#both())
    return rest.length === 0 ? first : values => first(values) || rest.some(each => each(values))
  }

  #both(): Meets {
    const first = this.#one()
    const rest: Meets[] = []
    while (this.#accept('and')) rest.push(this.#one())
    return rest.length === 0 ? first : values => first(values) && rest.every(each => each(values))
  }

  #one(): Meets {
    if (this.#accept('not')) {
      const inner = this.#one()
      return values => !inner(values)
    }
    if (this.#accept('(')) {
      const inner = this.#either()
      if (!this.#accept(')')) throw this.#bad()
      return inner
    }
    return this.#test()
  }

  #test(): Meets {
    const name = this.#next('name')
    const at = this.#keys.findIndex(key => key.Name.toLowerCase() === name.toLowerCase())
    if (at === -1) throw new BadExpression(`Unknown column '${name}'`)
    const isNumber = numeric.test(this.#keys[at]!.Type ?? 'string')
    const order = (a: string, b: string): number => isNumber ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0
    const isNot = this.#accept('not')
    const turned = (test: (value: string) => boolean): Meets => values => test(values[at] ?? '') !== isNot
    if (this.#accept('in')) {
      if (!this.#accept('(')) throw this.#bad()
      const all = [this.#value(isNumber)]
      while (this.#accept(',')) all.push(this.#value(isNumber))
      if (!this.#accept(')')) throw this.#bad()
      return turned(value => all.some(each => order(value, each) === 0))
    }
    if (this.#accept('between')) {
      const low = this.#value(isNumber)
      if (!this.#accept('and')) throw this.#bad()
      const high = this.#value(isNumber)
      return turned(value => order(value, low) >= 0 && order(value, high) <= 0)
    }
    if (this.#accept('like')) return turned(likeness(this.#value(false)))
    if (isNot) throw this.#bad()
    if (this.#accept('is')) {
      const isThere = this.#accept('not')
      if (!this.#accept('null')) throw this.#bad()
      return values => (values[at] === '__HIVE_DEFAULT_PARTITION__') !== isThere
    }
    const mark = this.#next('mark')
    const wanted = this.#value(isNumber)
    const test = this.#comparison(mark)
    return values => test(order(values[at] ?? '', wanted))
  }

  #comparison(mark: string): (order: number) => boolean {
    switch (mark) {
      case '=': case '==': return order => order === 0
      case '!=': case '<>': return order => order !== 0
      case '<': return order => order < 0
      case '<=': return order => order <= 0
      case '>': return order => order > 0
      case '>=': return order => order >= 0
      default: throw this.#bad()
    }
  }

  /** A value of the language, which must be a number where the key is one. */
  #value(isNumber: boolean): string {
    const token = this.#tokens[this.#at++]
    // `date '2027-01-01'` and `timestamp '…'` are texts of their kind.
    if (token?.kind === 'name' && /^(date|timestamp)$/i.test(token.text)) return this.#value(isNumber)
    if (token?.kind !== 'text' && token?.kind !== 'number') throw this.#bad()
    if (isNumber && Number.isNaN(Number(token.text))) throw new BadExpression(`'${token.text}' is not a number`)
    return token.text
  }

  #next(kind: Token['kind']): string {
    const token = this.#tokens[this.#at++]
    if (token?.kind !== kind) throw this.#bad()
    return token.text
  }

  #accept(word: string): boolean {
    const token = this.#tokens[this.#at]
    const isIt = (token?.kind === 'name' || token?.kind === 'mark') && token.text.toLowerCase() === word
    if (isIt) this.#at += 1
    return isIt
  }

  #bad(): BadExpression {
    return new BadExpression(`Unsupported expression '${this.#text}'`)
  }
}

/** `%` stands for any text, `_` for one letter. */
function likeness(pattern: string): (value: string) => boolean {
  const form = pattern.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('%', '.*').replaceAll('_', '.')
  const whole = new RegExp(`^${form}$`, 's')
  return value => whole.test(value)
}
