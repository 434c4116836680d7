// A query's text in tokens. Comments run from a hash to the end of the line. A slash begins a regular expression where a value is awaited,
// and divides elsewhere. Source: "CloudWatch Logs Insights language query syntax", CloudWatch Logs User Guide.

import { QueryProblem } from './problem.ts'

export interface Token {
  readonly kind: 'name' | 'number' | 'period' | 'text' | 'expression' | 'sign' | 'end'
  /** As written; of texts, expressions and quoted names what is between their marks. */
  readonly text: string
  readonly from: number
  readonly to: number
  /** A name between backticks is never a keyword. */
  readonly quoted?: true
}

const units = 'milliseconds?|msecs?|ms|seconds?|secs?|s|minutes?|mins?|months?|mons?|mo|m|hours?|hrs?|h|days?|d|weeks?|w|quarters?|qtrs?|q|'
  + 'years?|yrs?|y'

const patterns: readonly (readonly [Token['kind'] | 'skip', RegExp])[] = [
  ['skip', /(?:\s|#[^\n]*)+/y],
  ['period', new RegExp(`\\d+\\s*(?:${units})(?![\\w@])`, 'y')],
  ['number', /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w@])/y],
  ['name', /[A-Za-z_@$][\w@$]*/y],
  ['name', /`([^`]+)`/y],
  ['text', /"((?:[^"\\]|\\.)*)"/y],
  ['text', /'((?:[^'\\]|\\.)*)'/y],
  ['sign', /=~|!=|<=|>=|<>|[=<>+\-*/%^(),|[\].]/y],
]
const expression = /\/((?:[^/\\\n]|\\.)+)\//y
/** What a regular expression may follow. */
const beforeExpression = new Set(['like', 'parse', '=~', 'logfmt'])

export function tokensOf(query: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  while (at < query.length) {
    const found = expressionAt(query, at, tokens) ?? tokenAt(query, at)
    if (found === undefined) throw new QueryProblem(`unexpected symbol found ${query.charAt(at)} at line 1 and position ${at}`, at, at + 1)
    if (found.token !== undefined) tokens.push(found.token)
    at = found.to
  }
  tokens.push({ kind: 'end', text: '', from: query.length, to: query.length })
  return tokens
}

interface Found { readonly token: Token | undefined, readonly to: number }

function tokenAt(query: string, at: number): Found | undefined {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = at
    const match = pattern.exec(query)
    if (match === null) continue
    const to = at + match[0].length
    if (kind === 'skip') return { token: undefined, to }
    const isText = kind === 'text'
    const text = isText ? unescaped(match[1]!) : match[1] ?? match[0]
    return { token: { kind, text, from: at, to, ...(kind === 'name' && match[1] !== undefined && { quoted: true as const }) }, to }
  }
  return undefined
}

function expressionAt(query: string, at: number, before: readonly Token[]): Found | undefined {
  if (query.charAt(at) !== '/') return undefined
  const last = before.at(-1)
  // After the field that is parsed, too: `parse @message /…/`.
  const [command] = before.slice(before.findLastIndex(({ kind, text }) => kind === 'sign' && text === '|') + 1)
  const isAwaited = last !== undefined && (beforeExpression.has(last.text.toLowerCase()) || command?.text.toLowerCase() === 'parse')
  if (!isAwaited) return undefined
  expression.lastIndex = at
  const match = expression.exec(query)
  if (match === null) throw new QueryProblem('a regular expression has no end', at, query.length)
  const to = at + match[0].length
  return { token: { kind: 'expression', text: match[1]!, from: at, to }, to }
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/gs, (_, character: string) => ({ n: '\n', t: '\t', r: '\r' })[character] ?? character)
}
