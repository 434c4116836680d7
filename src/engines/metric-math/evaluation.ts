// The value of an expression: numbers, series and arrays of series, within a scope that knows the metrics and the span of time.
// Source: "Metric math syntax and functions", CloudWatch User Guide.

import { expectation, trainingMs } from './band.ts'
import type { Expression, Operator } from './expression.ts'
import { arrayOf, calendarNames, choose, fill, gather, gathered, mapped, sorted, unfit } from './function.ts'
import { MathProblem } from './problem.ts'
import { combined, grid, isArray, isSeries, withPoints } from './series.ts'
import type { Point, Series, Span, Value } from './series.ts'

export interface Scope {
  readonly span: Span
  /** What an id stands for. @throws MathProblem for one that nothing has */
  valueOf(id: string): Value
  /** Metrics of the request, whose ids contain the text. */
  metrics(text: string): readonly Series[]
  search(text: string, statistic: string, seconds: number): readonly Series[]
  /** The same things over other times. */
  over(span: Span): Scope
  /** Leaves out what an anomaly detector shall not learn from. */
  learnt?(points: readonly Point[]): readonly Point[]
  /** Hours since 1970 where the metric is at home. */
  hourOf?(at: number): number
}

const operations: Readonly<Record<Operator, (left: number, right: number) => number>> = {
  '+': (left, right) => left + right, '-': (left, right) => left - right, '*': (left, right) => left * right,
  '/': (left, right) => left / right, '^': (left, right) => left ** right,
  '==': (left, right) => Number(left === right), '!=': (left, right) => Number(left !== right),
  '<=': (left, right) => Number(left <= right), '>=': (left, right) => Number(left >= right),
  '<': (left, right) => Number(left < right), '>': (left, right) => Number(left > right),
  '&&': (left, right) => Number(left !== 0 && right !== 0), '||': (left, right) => Number(left !== 0 || right !== 0),
}

/** @throws MathProblem */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.kind) {
    case 'number': return expression.value
    case 'id': return scope.valueOf(expression.id)
    case 'list': return expression.items.flatMap(item => {
      const value = evaluate(item, scope)
      if (typeof value === 'number') throw new MathProblem('An array can only hold time series')
      return isArray(value) ? value : [value]
    })
    case 'negation': return combined(evaluate(expression.of, scope), -1, operations['*'])!
    case 'operation': {
      const { operator, left, right } = expression
      const value = combined(evaluate(left, scope), evaluate(right, scope), operations[operator])
      if (value !== undefined) return value
      throw new MathProblem(`Unsupported operand type(s) for ${operator}: 'Array[TimeSeries]' and 'Array[TimeSeries]'`)
    }
    case 'function': return called(expression.name, expression.inputs, scope)
    case 'text': throw new MathProblem('A text is no value')
    case 'word': throw new MathProblem(`Unrecognized word '${expression.word}'`)
  }
}

function called(name: string, inputs: readonly Expression[], scope: Scope): Value {
  const special = Object.hasOwn(specials, name) ? specials[name] : undefined
  if (special !== undefined) return special(inputs, scope)
  const isGathered = Object.hasOwn(gathered, name)
  if (!isGathered && !Object.hasOwn(mapped, name)) throw new MathProblem(`Function '${name}' not found`)
  if (inputs.length !== 1) throw unfit(name)
  const value = evaluate(inputs[0]!, scope)
  if (typeof value === 'number' || (isArray(value) && calendarNames.includes(name))) throw unfit(name)
  if (isGathered) return gather(name, value, scope.span)
  return isArray(value) ? value.map(each => mapped[name]!(each, scope.span)) : mapped[name]!(value, scope.span)
}

type Special = (inputs: readonly Expression[], scope: Scope) => Value

/** Functions that read their arguments in a way of their own. */
const specials: Readonly<Record<string, Special>> = {
  METRICS(inputs, scope) {
    const text = inputs.length === 0 ? '' : textIn('METRICS', inputs[0])
    if (inputs.length > 1) throw unfit('METRICS')
    return scope.metrics(text)
  },

  SEARCH(inputs, scope) {
    if (inputs.length < 2 || inputs.length > 3) throw unfit('SEARCH')
    const seconds = inputs[2] === undefined ? scope.span.periodMs / 1000 : numberIn('SEARCH', inputs[2], scope)
    return scope.search(textIn('SEARCH', inputs[0]), textIn('SEARCH', inputs[1]), seconds)
  },

  METRIC_COUNT: (inputs, scope) => arrayOf('METRIC_COUNT', only('METRIC_COUNT', inputs, scope)).length,

  REMOVE_EMPTY: (inputs, scope) => arrayOf('REMOVE_EMPTY', only('REMOVE_EMPTY', inputs, scope)).filter(({ points }) => points.length > 0),

  FIRST: (inputs, scope) => end('FIRST', inputs, scope, 0),

  LAST: (inputs, scope) => end('LAST', inputs, scope, -1),

  PERIOD(inputs, scope) {
    const value = only('PERIOD', inputs, scope)
    if (!isSeries(value) || value.isMetric !== true) throw unfit('PERIOD')
    return value.periodMs / 1000
  },

  TIME_SERIES(inputs, scope) {
    const value = only('TIME_SERIES', inputs, scope)
    if (typeof value !== 'number') throw unfit('TIME_SERIES')
    const { span } = scope
    return withPoints({ label: '', periodMs: span.periodMs, points: [] }, [...grid(span, span.periodMs)].map(at => ({ at, value })))
  },

  FILL(inputs, scope) {
    if (inputs.length !== 2) throw unfit('FILL')
    const [of, by] = inputs as [Expression, Expression]
    const value = evaluate(of, scope)
    const filler = by.kind === 'word' && (by.word === 'REPEAT' || by.word === 'LINEAR') ? by.word : evaluate(by, scope)
    if (typeof value === 'number' || (typeof filler === 'object' && isArray(filler))) throw unfit('FILL')
    const filled = (series: Series) => fill(series, filler as number | Series | 'REPEAT' | 'LINEAR', scope.span)
    return isArray(value) ? value.map(filled) : filled(value)
  },

  IF(inputs, scope) {
    if (inputs.length < 2 || inputs.length > 3) throw unfit('IF')
    const [condition, then, otherwise] = inputs.map(each => {
      const value = evaluate(each, scope)
      if (isArray(value)) throw unfit('IF')
      return value
    })
    return choose(condition!, then!, otherwise)
  },

  SORT(inputs, scope) {
    const [of, by, order, limit] = inputs
    if (by?.kind !== 'word' || order?.kind !== 'word' || inputs.length > 4) throw unfit('SORT')
    if (!['AVG', 'MIN', 'MAX', 'SUM'].includes(by.word) || !['ASC', 'DESC'].includes(order.word)) throw unfit('SORT')
    const all = sorted(arrayOf('SORT', evaluate(of!, scope)), by.word, order.word === 'DESC', scope.span)
    return limit === undefined ? all : all.slice(0, numberIn('SORT', limit, scope))
  },

  SLICE(inputs, scope) {
    const [of, from, before] = inputs
    if (from === undefined || inputs.length > 3) throw unfit('SLICE')
    const bounds = [from, before].filter(each => each !== undefined).map(each => numberIn('SLICE', each, scope))
    if (bounds.some(bound => bound < 0)) throw unfit('SLICE')
    return arrayOf('SLICE', evaluate(of!, scope)).slice(...bounds)
  },

  ANOMALY_DETECTION_BAND(inputs, scope) {
    const [of, by] = inputs
    if (of === undefined || inputs.length > 2) throw unfit('ANOMALY_DETECTION_BAND')
    const value = evaluate(of, scope)
    const deviations = by === undefined ? 2 : numberIn('ANOMALY_DETECTION_BAND', by, scope)
    if (!isSeries(value) || deviations <= 0) throw unfit('ANOMALY_DETECTION_BAND')
    const { fromAt } = scope.span
    const past = evaluate(of, scope.over({ ...scope.span, fromAt: fromAt - trainingMs, beforeAt: fromAt })) as Series
    const points = past.points.filter(({ at }) => at < fromAt)
    const expected = expectation(scope.learnt?.(points) ?? points, scope.hourOf?.bind(scope))
    const edge = (label: string, side: number) => ({
      ...withPoints(value, [...grid(scope.span, value.periodMs)].flatMap(at => {
        const { mean, deviation } = expected(at) ?? {}
        return mean === undefined ? [] : [{ at, value: mean + side * deviations * deviation! }]
      })),
      label: `${value.label} ${label}`,
    })
    return [edge('High', 1), edge('Low', -1)]
  },

  INSIGHT_RULE_METRIC: refused('INSIGHT_RULE_METRIC', 'rules of Contributor Insights have no log events to look at here'),
  SERVICE_QUOTA: refused('SERVICE_QUOTA', 'usage metrics are not published here, so that there is no quota to compare with'),
  DB_PERF_INSIGHTS: refused('DB_PERF_INSIGHTS', 'there are no databases with Performance Insights here'),
}

function refused(name: string, reason: string): Special {
  return () => { throw new MathProblem(`Function '${name}' is not modelled: ${reason}`) }
}

function only(name: string, inputs: readonly Expression[], scope: Scope): Value {
  if (inputs.length !== 1) throw unfit(name)
  return evaluate(inputs[0]!, scope)
}

function end(name: string, inputs: readonly Expression[], scope: Scope, at: number): Series {
  const value = arrayOf(name, only(name, inputs, scope))
  return value.at(at) ?? { label: '', periodMs: scope.span.periodMs, points: [] }
}

function textIn(name: string, input: Expression | undefined): string {
  if (input?.kind !== 'text') throw unfit(name)
  return input.value
}

function numberIn(name: string, input: Expression, scope: Scope): number {
  const value = evaluate(input, scope)
  if (typeof value !== 'number') throw unfit(name)
  return value
}
