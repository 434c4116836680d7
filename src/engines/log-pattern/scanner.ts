// Reading a filter pattern character by character. It knows texts in quotes, expressions between percent signs, and bare words; what they
// mean is its user's.

import { LogPatternProblem } from './problem.ts'
import { readExpression } from './expression.ts'
import type { Operand } from './value-test.ts'

export class Scanner {
  readonly #text: string
  #at = 0
  /** Expressions between percent signs that were read. */
  expressions = 0

  constructor(text: string) {
    this.#text = text
  }

  /** What is left, blanks skipped. */
  get rest(): string {
    this.skipBlanks()
    return this.#text.slice(this.#at)
  }

  get isOver(): boolean {
    return this.rest === ''
  }

  skipBlanks(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1
  }

  /** Takes what stands next, after blanks, where it is one of these. */
  take(...tokens: readonly string[]): string | undefined {
    this.skipBlanks()
    const found = tokens.find(token => this.#text.startsWith(token, this.#at))
    if (found !== undefined) this.#at += found.length
    return found
  }

  /** @throws LogPatternProblem where something else stands next */
  expect(...tokens: readonly string[]): string {
    const found = this.take(...tokens)
    if (found === undefined) throw new LogPatternProblem('Invalid filter pattern')
    return found
  }

  /** Takes what an expression (sticky) matches here, blanks not skipped. */
  match(expression: RegExp): RegExpExecArray | undefined {
    expression.lastIndex = this.#at
    const found = expression.exec(this.#text)
    if (found === null) return undefined
    this.#at += found[0].length
    return found
  }

  /** A text in quotes or bare, or an expression. @param bare what a bare one consists of, sticky */
  operand(bare: RegExp): Operand {
    this.skipBlanks()
    const quoted = this.match(/"((?:[^"\\]|\\.)*)"/y)
    if (quoted !== undefined) return { kind: 'text', text: quoted[1]!.replace(/\\(.)/g, '$1'), quoted: true }
    const expression = this.match(/%((?:[^%\\]|\\.)*)%/y)
    if (expression !== undefined) {
      this.expressions += 1
      return { kind: 'expression', expression: readExpression(expression[1]!) }
    }
    const word = this.match(bare)?.[0].trim()
    if (word === undefined || word === '') throw new LogPatternProblem('Invalid filter pattern')
    return { kind: 'text', text: word, quoted: false }
  }
}
