// A place in a query's tokens: what comes next, and what must. The grammar is in `parser.ts` and `expression-parser.ts`.

import { tokensOf } from './lexer.ts'
import type { Token } from './lexer.ts'
import { SelectRefusal } from './refusal.ts'
import type { RefusalCode } from './refusal.ts'

export class TokenReader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
  }

  peek(ahead = 0): Token {
    return this.#tokens[Math.min(this.#at + ahead, this.#tokens.length - 1)]!
  }

  take(): Token {
    const token = this.peek()
    this.#at += 1
    return token
  }

  isWord(word: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'word' && token.word === word
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.peek(ahead)
    return token.kind === 'sign' && token.text === text
  }

  /** Takes the word if it comes next. */
  word(word: string): boolean {
    const isNext = this.isWord(word)
    if (isNext) this.#at += 1
    return isNext
  }

  sign(text: string): boolean {
    const isNext = this.isSign(text)
    if (isNext) this.#at += 1
    return isNext
  }

  demandWord(word: string, code: RefusalCode = 'ParseExpectedKeyword'): void {
    if (!this.word(word)) throw new SelectRefusal(code, `${word.toUpperCase()} instead of ${this.shown()}`)
  }

  demandSign(text: string, code: RefusalCode = 'ParseExpectedTokenType'): void {
    if (!this.sign(text)) throw new SelectRefusal(code, `${text} instead of ${this.shown()}`)
  }

  /** The next token, for a message. */
  shown(): string {
    const token = this.peek()
    return token.kind === 'end' ? 'the end' : JSON.stringify(token.text)
  }
}
