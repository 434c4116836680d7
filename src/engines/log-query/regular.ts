// Regular expressions of queries, as JavaScript's: flags at their beginning, and names of groups, are written otherwise.

import type { Token } from './lexer.ts'
import { QueryProblem } from './problem.ts'

export function readExpression({ text, from, to }: Token): RegExp {
  const expression = regularExpression(text)
  if (expression === undefined) throw new QueryProblem(`Invalid regular expression: ${text}`, from, to)
  return expression
}

/** Undefined for what is none. */
export function regularExpression(text: string, more = ''): RegExp | undefined {
  const [, flags = '', rest = ''] = /^(?:\(\?([ims]+)\))?([\s\S]*)$/.exec(text) ?? []
  try {
    return new RegExp(rest.replaceAll('(?P<', '(?<'), flags + more)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
