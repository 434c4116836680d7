// Tokens one after the other, with a look at what comes.

import type { Token } from './lexer.ts'
import { QueryProblem } from './problem.ts'

export class TokenReader {
  readonly #tokens: readonly Token[]
  readonly query: string
  #at = 0

  constructor(query: string, tokens: readonly Token[]) {
    this.query = query
    this.#tokens = tokens
  }

  get current(): Token {
    return this.#tokens[this.#at]!
  }

  get isOver(): boolean {
    return this.current.kind === 'end'
  }

  next(): Token {
    const token = this.current
    if (token.kind !== 'end') this.#at += 1
    return token
  }

  isSign(text: string): boolean {
    return this.current.kind === 'sign' && this.current.text === text
  }

  takeSign(...texts: readonly string[]): string | undefined {
    return texts.some(text => this.isSign(text)) ? this.next().text : undefined
  }

  expectSign(text: string): void {
    if (this.takeSign(text) === undefined) throw this.unexpected(this.current)
  }

  isWord(word: string): boolean {
    const { kind, text, quoted } = this.current
    return kind === 'name' && quoted !== true && text.toLowerCase() === word
  }

  takeWord(word: string): boolean {
    const isHere = this.isWord(word)
    if (isHere) this.next()
    return isHere
  }

  /** The word, and one of the others after it. */
  isWordAfter(word: string, others: readonly string[]): boolean {
    const after = this.#tokens[this.#at + 1]
    return this.isWord(word) && after?.kind === 'name' && others.includes(after.text.toLowerCase())
  }

  /** A number that begins with a point, right behind what came before: a place in a list. */
  isDottedNumber(): boolean {
    const before = this.#tokens[this.#at - 1]
    return this.current.kind === 'number' && this.current.text.startsWith('.') && before?.to === this.current.from
  }

  unexpected({ text, from, to, kind }: Token): QueryProblem {
    return new QueryProblem(kind === 'end' ? 'unexpected end of query'
      : `unexpected symbol found ${text} at line 1 and position ${from}`, from, to)
  }
}
