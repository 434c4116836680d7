// Patterns of terms: words and phrases that a message must hold, may hold one of, or must not hold; or one expression between percent
// signs. Source: "Using filter patterns to match terms in unstructured log events", CloudWatch Logs User Guide.

import { readExpression } from './expression.ts'
import { LogPatternProblem } from './problem.ts'

interface Term { readonly sign: '' | '?' | '-', readonly text: string }

const wordCharacter = /[A-Za-z0-9_]/

/** @returns what tells whether a message holds the terms @throws LogPatternProblem */
export function termPattern(text: string): (message: string) => boolean {
  const expression = /^%((?:[^%\\]|\\.)*)%$/.exec(text)
  if (expression !== null) {
    const found = readExpression(expression[1]!)
    return message => found.test(message)
  }
  const terms = readTerms(text)
  const required = terms.filter(({ sign }) => sign === '')
  const excluded = terms.filter(({ sign }) => sign === '-')
  // "If you combine "?" with other filter patterns, all question mark terms will be ignored."
  const optional = required.length + excluded.length > 0 ? [] : terms
  return message => required.every(term => holds(message, term.text)) && !excluded.some(term => holds(message, term.text))
    && (optional.length === 0 || optional.some(term => holds(message, term.text)))
}

function readTerms(text: string): Term[] {
  const terms: Term[] = []
  const token = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|(\S+))/y
  while (token.lastIndex < text.trimEnd().length) {
    const found = token.exec(text)
    if (found === null) throw new LogPatternProblem('Invalid filter pattern')
    const [, sign = '', quoted, bare = ''] = found
    if (quoted === undefined && !/^\w+$/.test(bare)) throw new LogPatternProblem(`Invalid character(s) in term '${bare}'`)
    const word = quoted?.replace(/\\(.)/g, '$1') ?? bare
    // A phrase of blanks is in every message.
    if (word.trim() !== '') terms.push({ sign: sign as Term['sign'], text: word })
  }
  return terms
}

/** As a whole: no letter or digit goes on where the term begins or ends with one. */
function holds(message: string, term: string): boolean {
  for (let at = message.indexOf(term); at >= 0; at = message.indexOf(term, at + 1)) {
    const before = message.charAt(at - 1)
    const after = message.charAt(at + term.length)
    if (!(goesOn(before) && goesOn(term.charAt(0))) && !(goesOn(after) && goesOn(term.at(-1)!))) return true
  }
  return false
}

function goesOn(character: string): boolean {
  return character !== '' && wordCharacter.test(character)
}
