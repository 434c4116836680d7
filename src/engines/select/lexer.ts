// A query's text cut into tokens. Source: SQL reference for Amazon S3 Select; literals between backticks are Ion's.

import { SelectRefusal } from './refusal.ts'
import { Timestamp } from './timestamp.ts'
import { numberFrom } from './value.ts'
import type { Value } from './value.ts'

export type Token =
  /** `word` is in lower case, `text` as written. */
  | { readonly kind: 'word', readonly word: string, readonly text: string }
  | { readonly kind: 'quoted', readonly text: string }
  | { readonly kind: 'literal', readonly value: Value, readonly text: string }
  | { readonly kind: 'sign', readonly text: string }
  | { readonly kind: 'end', readonly text: '' }

const signs = ['<>', '<=', '>=', '!=', '||', '(', ')', '[', ']', ',', '.', '*', '/', '%', '+', '-', '=', '<', '>', ';']
const space = /\s+|--[^\n]*|\/\*[\s\S]*?\*\//y
const word = /[\p{L}_$][\p{L}\p{N}_$]*/uy
const numeral = /(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?/y

/** @throws SelectRefusal LexerInvalidChar, LexerInvalidLiteral, LexerInvalidIONLiteral */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  let at = 0
  const taken = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at
    const found = pattern.exec(text)?.[0]
    if (found !== undefined) at += found.length
    return found
  }
  while (at < text.length) {
    if (taken(space) !== undefined) continue
    const quote = text[at]!
    if (quote === '"' || quote === '\'' || quote === '`') {
      const content = quotedAt(text, at, quote)
      at = content.endsAt
      tokens.push(quote === '"' ? { kind: 'quoted', text: content.text }
        : { kind: 'literal', value: quote === '`' ? ionValue(content.text) : content.text, text: content.text })
      continue
    }
    const number = /[\d.]/.test(quote) ? taken(numeral) : undefined
    if (number !== undefined) {
      const value = numberFrom(number)
      if (value === undefined) throw new SelectRefusal('LexerInvalidLiteral', number)
      tokens.push({ kind: 'literal', value, text: number })
      continue
    }
    const name = taken(word)
    if (name !== undefined) {
      tokens.push({ kind: 'word', word: name.toLowerCase(), text: name })
      continue
    }
    const sign = signs.find(each => text.startsWith(each, at))
    if (sign === undefined) throw new SelectRefusal('LexerInvalidChar', JSON.stringify(quote))
    at += sign.length
    tokens.push({ kind: 'sign', text: sign === '!=' ? '<>' : sign })
  }
  return [...tokens, { kind: 'end', text: '' }]
}

/** A quote within is written twice. */
function quotedAt(text: string, from: number, quote: string): { readonly text: string, readonly endsAt: number } {
  let found = ''
  for (let at = from + 1; ; at += 1) {
    if (at >= text.length) throw new SelectRefusal('LexerInvalidLiteral', text.slice(from, from + 20))
    if (text[at] !== quote) found += text[at]!
    else if (text[at + 1] === quote) {
      found += quote
      at += 1
    } else return { text: found, endsAt: at + 1 }
  }
}

function ionValue(text: string): Value {
  const plain = text.trim()
  if (plain === 'null') return null
  if (plain === 'true' || plain === 'false') return plain === 'true'
  const value = numberFrom(plain.replace(/[dD]([+-]?\d+)$/, 'e$1')) ?? Timestamp.parse(plain)
  if (value === undefined) throw new SelectRefusal('LexerInvalidIONLiteral', text)
  return value
}
