// Metric math as services see it: a sheet of a request's metrics and expressions, which may name one another; each is worked out when it is
// asked for, once. Source: MetricDataQuery, CloudWatch API Reference.

import { evaluate } from './evaluation.ts'
import type { Scope } from './evaluation.ts'
import { readExpression, uses } from './expression.ts'
import { isInsightsQuery, readInsightsQuery } from './insights.ts'
import type { InsightsQuery } from './insights.ts'
import { distinctLabels } from './label.ts'
import { MathProblem } from './problem.ts'
import { readSearch } from './search.ts'
import type { Search } from './search.ts'
import { isArray } from './series.ts'
import type { Point, Series, Span, Value } from './series.ts'

export { isDynamic, labelled, shown } from './label.ts'
export { isInsightsQuery } from './insights.ts'
export { MathProblem } from './problem.ts'
export type { InsightsQuery } from './insights.ts'
export type { Search } from './search.ts'
export type { Point, Series, Span } from './series.ts'

export interface Entry {
  readonly id: string
  /** Of a metric; what else there is has an expression. */
  readonly read?: (span: Span) => Series
  readonly expression?: string
  /** Of what an expression makes anew. */
  readonly periodMs?: number
}

/** Where metrics are looked for. */
export interface Source {
  found(search: Search, statistic: string, periodMs: number, span: Span): readonly Series[]
  queried(query: InsightsQuery, span: Span): readonly Series[]
  learnt?(points: readonly Point[]): readonly Point[]
  hourOf?(at: number): number
}

export class Sheet {
  readonly #entries: ReadonlyMap<string, Entry>
  readonly #source: Source
  readonly #span: Span
  readonly #values = new Map<string, Value>()
  readonly #open = new Set<string>()
  readonly #labels = new Map<string, string>()

  constructor(entries: readonly Entry[], source: Source, span: Span) {
    this.#entries = new Map(entries.map(entry => [entry.id, entry]))
    this.#source = source
    this.#span = span
    const metrics = entries.filter(({ read }) => read !== undefined)
    const nowhen = { ...span, beforeAt: span.fromAt }
    for (const [i, { label }] of distinctLabels(metrics.map(({ read }) => read!(nowhen))).entries()) this.#labels.set(metrics[i]!.id, label)
  }

  /** The series of a metric or an expression. @throws MathProblem that names the expression */
  seriesOf(id: string): readonly Series[] {
    const value = this.#valueOf(id)
    if (typeof value === 'number') throw problemOf(id, 'The result of an expression must be a time series or an array of time series')
    return isArray(value) ? value : [value]
  }

  /** Whether it gives as many series as there happen to be. */
  isArray(id: string): boolean {
    return isArray(this.#valueOf(id))
  }

  #valueOf(id: string): Value {
    const known = this.#values.get(id)
    if (known !== undefined) return known
    const entry = this.#entries.get(id)
    if (entry === undefined) throw new MathProblem(`Unresolved id '${id}'`)
    const value = entry.read === undefined ? this.#evaluated(entry) : { ...entry.read(this.#span), label: this.#labels.get(id)! }
    this.#values.set(id, value)
    return value
  }

  #evaluated({ id, expression = '', periodMs }: Entry): Value {
    if (this.#open.has(id)) throw problemOf(id, 'The expression names itself, by way of others or directly')
    this.#open.add(id)
    try {
      const span = periodMs === undefined ? this.#span : { ...this.#span, periodMs }
      if (isInsightsQuery(expression)) return this.#source.queried(readInsightsQuery(expression), span)
      const value = evaluate(readExpression(expression), this.#scope(span))
      return typeof value === 'number' || isArray(value) ? value : { ...value, label: id }
    } catch (error) {
      throw error instanceof MathProblem && !(error instanceof ExpressionProblem) ? problemOf(id, error.message) : error
    } finally {
      this.#open.delete(id)
    }
  }

  #scope(span: Span): Scope {
    const source = this.#source
    return {
      span,
      valueOf: id => this.#valueOf(id),
      metrics: text => [...this.#entries.values()].filter(({ id, read }) => read !== undefined && id.includes(text))
        .map(({ id }) => this.#valueOf(id) as Series),
      search: (text, statistic, seconds) => distinctLabels(source.found(readSearch(text), statistic, seconds * 1000, span)),
      over: other => new Sheet([...this.#entries.values()], source, other).#scope(other),
      ...(source.learnt !== undefined && { learnt: (points: readonly Point[]) => source.learnt!(points) }),
      ...(source.hourOf !== undefined && { hourOf: (at: number) => source.hourOf!(at) }),
    }
  }
}

/** Works everything out where there are no data, so that what cannot be is said at once. @throws MathProblem that names the expression */
export function checkEntries(entries: readonly Entry[]): void {
  const sheet = new Sheet(entries, { found: () => [], queried: () => [] }, { fromAt: 0, beforeAt: 0, periodMs: 60_000 })
  for (const { id } of entries) sheet.isArray(id)
}

class ExpressionProblem extends MathProblem {}

function problemOf(id: string, text: string): MathProblem {
  return new ExpressionProblem(`Error in expression '${id}': ${text}`)
}

/** What an expression is made of, for those who allow not all of it. @throws MathProblem */
export function expressionUses(text: string, name: string): boolean {
  return !isInsightsQuery(text) && uses(readExpression(text), name)
}
