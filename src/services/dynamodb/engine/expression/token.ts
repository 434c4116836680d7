// Cuts an expression's text into tokens and tells where it went wrong in DynamoDB's words. It knows no grammar.
// Invariant: tokens cover all of the text but white space; the last one is the end.

import { Invalid } from '../invalid.ts'
import type { ExpressionKind } from './syntax.ts'

/** `word` is an attribute name, keyword or function; `name` is `#x`, `value` is `:x`; `other` is a character of no expression. */
export interface Token {
  readonly kind: 'word' | 'name' | 'value' | 'number' | 'symbol' | 'other' | 'end'
  readonly text: string
  readonly start: number
  readonly end: number
}

const tokenPattern = /([A-Za-z_][A-Za-z0-9_]*)|(#[A-Za-z0-9_]+)|(:[A-Za-z0-9_]+)|([0-9]+)|(<>|<=|>=|[=<>()[\],.+-])|(\S)/g

export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const match of text.matchAll(tokenPattern)) {
    const kind = match[1] !== undefined ? 'word' : match[2] !== undefined ? 'name' : match[3] !== undefined ? 'value'
      : match[4] !== undefined ? 'number' : match[5] !== undefined ? 'symbol' : 'other'
    tokens.push({ kind, text: match[0], start: match.index, end: match.index + match[0].length })
  }
  tokens.push({ kind: 'end', text: '<EOF>', start: text.length, end: text.length })
  return tokens
}

/** The token nobody expected, shown with its neighbours. */
export function syntaxError(kind: ExpressionKind, text: string, tokens: readonly Token[], index: number): Invalid {
  const token = tokens[index]!
  const start = (tokens[index - 1] ?? token).start
  const end = (tokens[index + 1] ?? token).end
  return new Invalid(`Invalid ${kind}: Syntax error; token: "${token.text}", near: "${text.slice(start, end).trimEnd()}"`)
}
