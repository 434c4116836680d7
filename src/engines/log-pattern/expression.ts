// Regular expressions between percent signs: the characters and operators that they may be made of.
// Source: "Supported regular expressions (regex) syntax", CloudWatch Logs User Guide.

import { LogPatternProblem } from './problem.ts'

/** Letters, digits, the symbols and the operators that the page lists, blanks, and escapes of anything. */
const allowed = /^(?:[A-Za-z0-9:_#=@/;,\-^$?[\]{}|*+. ]|\\x[0-9A-Fa-f]{2}|\\[\x20-\x7e])*$/

/** @throws LogPatternProblem */
export function readExpression(text: string): RegExp {
  if (text === '' || !allowed.test(text)) throw new LogPatternProblem(`Invalid regular expression in filter pattern: ${text}`)
  try {
    return new RegExp(text)
  } catch (error) {
    if (error instanceof SyntaxError) throw new LogPatternProblem(`Invalid regular expression in filter pattern: ${text}`)
    throw error
  }
}
