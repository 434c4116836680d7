// Queries of Metrics Insights: `SELECT AVG(CPUUtilization) FROM SCHEMA("AWS/EC2", InstanceId) WHERE … GROUP BY … ORDER BY MAX() DESC
// LIMIT 5`,
// read once. What they find is put together by whoever has the metrics.
// Source: "Metrics Insights query components and syntax", CloudWatch User Guide.

import { MathProblem } from './problem.ts'
import type { SearchedMetric } from './search.ts'

export type Figure = 'AVG' | 'COUNT' | 'MAX' | 'MIN' | 'SUM'

export interface InsightsQuery {
  readonly figure: Figure
  readonly metric: string
  readonly matches: (metric: SearchedMetric) => boolean
  readonly groupBy: readonly string[]
  readonly orderBy?: { readonly figure: Figure, readonly descending: boolean }
  readonly limit: number
}

const figures = ['AVG', 'COUNT', 'MAX', 'MIN', 'SUM']
const mostSeries = 500
const token = /\s*(?:("(?:[^"\\]|\\.)*")|('(?:[^'\\]|\\.)*')|([A-Za-z_]\w*)|(\d+)|(!=|[(),=])|$)/y

/** Whether an expression is a query and no math. */
export function isInsightsQuery(text: string): boolean {
  return /^\s*SELECT\s/i.test(text)
}

interface Token { readonly kind: 'quoted' | 'text' | 'word' | 'number' | 'sign', readonly text: string }

/** @throws MathProblem */
export function readInsightsQuery(text: string): InsightsQuery {
  return new Reader(text).query()
}

class Reader {
  readonly #tokens: Token[] = []
  #at = 0

  constructor(text: string) {
    token.lastIndex = 0
    while (token.lastIndex < text.trimEnd().length) {
      const at = token.lastIndex
      const match = token.exec(text)
      const kind = (['quoted', 'text', 'word', 'number', 'sign'] as const)[match?.slice(1).findIndex(each => each !== undefined) ?? -1]
      if (match === null || kind === undefined) throw new MathProblem(`Invalid character at position ${at} of the query`)
      const found = match.slice(1).find(each => each !== undefined)!
      this.#tokens.push({ kind, text: kind === 'quoted' || kind === 'text' ? found.slice(1, -1).replace(/\\(.)/g, '$1') : found })
    }
  }

  query(): InsightsQuery {
    this.#expect('SELECT')
    const figure = this.#figure()
    this.#expect('(')
    const metric = this.#name()
    this.#expect(')')
    this.#expect('FROM')
    const source = this.#source()
    const conditions = this.#take('WHERE') ? this.#conditions() : () => true
    const groupBy = this.#take('GROUP') ? this.#groupBy() : []
    const orderBy = this.#take('ORDER') ? this.#orderBy() : undefined
    const limit = this.#take('LIMIT') ? Number(this.#next('number').text) : mostSeries
    if (limit < 1 || limit > mostSeries) throw new MathProblem(`LIMIT must be between 1 and ${mostSeries}`)
    if (this.#at < this.#tokens.length) throw this.#unexpected()
    const matches = (each: SearchedMetric) => each.name === metric && source(each) && conditions(each)
    return { figure, metric, matches, groupBy, limit, ...(orderBy !== undefined && { orderBy }) }
  }

  #source(): (metric: SearchedMetric) => boolean {
    if (!this.#isWord('SCHEMA')) {
      const wanted = this.#name()
      return ({ namespace }) => namespace === wanted
    }
    this.#expect('SCHEMA')
    this.#expect('(')
    const [wanted, ...names] = this.#names()
    this.#expect(')')
    return ({ namespace, dimensions }) => namespace === wanted && dimensions.length === names.length
      && dimensions.every(({ Name }) => names.includes(Name))
  }

  #conditions(): (metric: SearchedMetric) => boolean {
    const all = [this.#condition()]
    while (this.#take('AND')) all.push(this.#condition())
    return metric => all.every(each => each(metric))
  }

  #condition(): (metric: SearchedMetric) => boolean {
    if (this.#take('(')) {
      const inner = this.#conditions()
      this.#expect(')')
      return inner
    }
    const label = this.#name()
    const equal = this.#take('=')
    if (!equal) this.#expect('!=')
    const wanted = this.#next('text').text
    return ({ dimensions }) => (dimensions.find(({ Name }) => Name === label)?.Value === wanted) === equal
  }

  #groupBy(): readonly string[] {
    this.#expect('BY')
    return this.#names()
  }

  #orderBy(): { figure: Figure, descending: boolean } {
    this.#expect('BY')
    const figure = this.#figure()
    this.#expect('(')
    this.#expect(')')
    if (this.#take('DESC')) return { figure, descending: true }
    this.#take('ASC')
    return { figure, descending: false }
  }

  #figure(): Figure {
    const { text } = this.#next('word')
    if (!figures.includes(text.toUpperCase())) throw new MathProblem(`Unknown function '${text}' of the query`)
    return text.toUpperCase() as Figure
  }

  #names(): string[] {
    const names = [this.#name()]
    while (this.#take(',')) names.push(this.#name())
    return names
  }

  #name(): string {
    const { kind, text } = this.#tokens[this.#at] ?? {}
    if (text === undefined || (kind !== 'word' && kind !== 'quoted')) throw this.#unexpected()
    this.#at += 1
    return text
  }

  #next(kind: Token['kind']): Token {
    const found = this.#tokens[this.#at]
    if (found?.kind !== kind) throw this.#unexpected()
    this.#at += 1
    return found
  }

  /** Words are the same in upper and lower case. */
  #isWord(text: string): boolean {
    const found = this.#tokens[this.#at]
    return found !== undefined && (found.kind === 'word' ? found.text.toUpperCase() === text : found.kind === 'sign' && found.text === text)
  }

  #take(text: string): boolean {
    if (!this.#isWord(text)) return false
    this.#at += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw this.#unexpected()
  }

  #unexpected(): MathProblem {
    const found = this.#tokens[this.#at]
    return new MathProblem(found === undefined ? 'Unexpected end of the query' : `Unexpected '${found.text}' in the query`)
  }
}
