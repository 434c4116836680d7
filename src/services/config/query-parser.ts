// A query in Config's SQL, read: what is selected, which items, how they are grouped and put in order. There is no FROM.
// Source: "Query Components", AWS Config Developer Guide. What the guide excludes (joins, subqueries, DISTINCT, HAVING) is refused.

import { QueryProblem, tokensOf } from './query-lexer.ts'
import type { Token } from './query-lexer.ts'

export type Value = string | number | boolean | null

export type Condition =
  | { readonly kind: 'and' | 'or', readonly parts: readonly Condition[] }
  | { readonly kind: 'not', readonly part: Condition }
  | { readonly kind: 'compare', readonly path: string, readonly sign: string, readonly value: Value }
  | { readonly kind: 'in', readonly path: string, readonly values: readonly Value[] }
  | { readonly kind: 'between', readonly path: string, readonly low: Value, readonly high: Value }
  | { readonly kind: 'like', readonly path: string, readonly pattern: string }
  | { readonly kind: 'null', readonly path: string }

export interface Selected { readonly name: string, readonly path: string, readonly aggregate?: string }

export interface ResourceQuery {
  readonly selected: readonly Selected[]
  readonly where?: Condition
  readonly groupBy: readonly string[]
  readonly orderBy: readonly { readonly name: string, readonly isDescending: boolean }[]
  readonly limit?: number
}

const aggregates = /^(count|sum|avg|min|max)$/i
const clauses = /^(where|group|order|limit)$/i
const refused = /^(from|join|having|distinct|union|select|with)$/i

/** @throws QueryProblem */
export function parseResourceQuery(text: string): ResourceQuery {
  return new Parser(tokensOf(text)).query()
}

class Parser {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  query(): ResourceQuery {
    this.#expect('select')
    const selected = this.#list(() => this.#selected())
    const where = this.#take('where') ? this.#either() : undefined
    const groupBy = this.#take('group') ? this.#after('by', () => this.#list(() => this.#path())) : []
    const orderBy = this.#take('order') ? this.#after('by', () => this.#list(() => this.#order())) : []
    const limit = this.#take('limit') ? Number(this.#next('number').text) : undefined
    if (this.#sign(';')) this.#at += 1
    if (this.#at < this.#tokens.length) throw this.#problem()
    return { selected, groupBy, orderBy, ...(where !== undefined && { where }), ...(limit !== undefined && { limit }) }
  }

  #selected(): Selected {
    if (this.#sign('*')) {
      this.#at += 1
      return { name: '*', path: '*' }
    }
    const name = this.#next('name').text
    if (refused.test(name)) throw new QueryProblem(`${name.toUpperCase()} is not supported.`)
    if (!aggregates.test(name) || !this.#sign('(')) return { name: this.#alias() ?? name, path: name }
    this.#at += 1
    const path = this.#sign('*') ? this.#next('sign').text : this.#path()
    this.#close()
    return { name: this.#alias() ?? `${name.toUpperCase()}(${path})`, path, aggregate: name.toLowerCase() }
  }

  #alias(): string | undefined {
    return this.#take('as') ? this.#next('name').text : undefined
  }

  #order(): { name: string, isDescending: boolean } {
    const first = this.#path()
    let name = first
    if (aggregates.test(first) && this.#sign('(')) {
      this.#at += 1
      name = `${first.toUpperCase()}(${this.#sign('*') ? this.#next('sign').text : this.#path()})`
      this.#close()
    }
    const isDescending = this.#take('desc')
    if (!isDescending) this.#take('asc')
    return { name, isDescending }
  }

  #either(): Condition {
    const parts = [this.#all()]
    while (this.#take('or')) parts.push(this.#all())
    return parts.length === 1 ? parts[0]! : { kind: 'or', parts }
  }

  #all(): Condition {
    const parts = [this.#one()]
    while (this.#take('and')) parts.push(this.#one())
    return parts.length === 1 ? parts[0]! : { kind: 'and', parts }
  }

  #one(): Condition {
    if (this.#take('not')) return { kind: 'not', part: this.#one() }
    if (this.#sign('(')) {
      this.#at += 1
      const inner = this.#either()
      this.#close()
      return inner
    }
    const path = this.#path()
    if (this.#take('is')) {
      const isNot = this.#take('not')
      this.#expect('null')
      return isNot ? { kind: 'not', part: { kind: 'null', path } } : { kind: 'null', path }
    }
    if (this.#take('not')) return { kind: 'not', part: this.#test(path) }
    return this.#test(path)
  }

  #test(path: string): Condition {
    if (this.#take('in')) {
      if (!this.#sign('(')) throw this.#problem()
      this.#at += 1
      const values = this.#list(() => this.#value())
      this.#close()
      return { kind: 'in', path, values }
    }
    if (this.#take('between')) {
      const low = this.#value()
      this.#expect('and')
      return { kind: 'between', path, low, high: this.#value() }
    }
    if (this.#take('like')) return { kind: 'like', path, pattern: this.#next('text').text }
    const sign = this.#next('sign').text
    if (!/^(=|!=|<>|<|>|<=|>=)$/.test(sign)) throw this.#problem()
    return { kind: 'compare', path, sign: sign === '<>' ? '!=' : sign, value: this.#value() }
  }

  #value(): Value {
    const token = this.#tokens[this.#at]
    if (token === undefined) throw this.#problem()
    this.#at += 1
    if (token.kind === 'text') return token.text
    if (token.kind === 'number') return Number(token.text)
    if (token.kind === 'name' && /^(true|false)$/i.test(token.text)) return token.text.toLowerCase() === 'true'
    this.#at -= 1
    throw this.#problem()
  }

  #path(): string {
    const { text } = this.#next('name')
    if (clauses.test(text) || refused.test(text)) throw this.#problem()
    return text
  }

  #list<T>(read: () => T): T[] {
    const found = [read()]
    while (this.#sign(',')) {
      this.#at += 1
      found.push(read())
    }
    return found
  }

  #after<T>(word: string, read: () => T): T {
    this.#expect(word)
    return read()
  }

  #take(word: string): boolean {
    const token = this.#tokens[this.#at]
    if (token?.kind !== 'name' || token.text.toLowerCase() !== word) return false
    this.#at += 1
    return true
  }

  #expect(word: string): void {
    if (!this.#take(word)) throw this.#problem()
  }

  #sign(text: string): boolean {
    const token = this.#tokens[this.#at]
    return token?.kind === 'sign' && token.text === text
  }

  #close(): void {
    if (!this.#sign(')')) throw this.#problem()
    this.#at += 1
  }

  #next(kind: Token['kind']): Token {
    const token = this.#tokens[this.#at]
    if (token?.kind !== kind) throw this.#problem()
    this.#at += 1
    return token
  }

  #problem(): QueryProblem {
    const token = this.#tokens[this.#at]
    return new QueryProblem(token === undefined ? 'Syntax error at the end of the expression.' : `Syntax error near '${token.text}'.`)
  }
}
