// Reads the parts of PartiQL statements: tokens, names, document paths, literals, parameters, and conditions as the shared syntax tree.
// Statements as wholes are `statement.ts`'s. Invariant: parameters are used in their order, each once; values come out checked.
// Source: Developer Guide, "PartiQL for DynamoDB reference", data types, operators, functions.

import { Invalid } from '../invalid.ts'
import { checkValue } from '../value-check.ts'
import { setAttribute, typeOf, type Attributes, type AttributeValue } from '../value.ts'
import type { Comparator, Condition, Operand, Path } from '../expression/syntax.ts'

interface Token { readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'symbol' | 'end', readonly text: string }

const tokenPattern = new RegExp([
  /([A-Za-z_][A-Za-z0-9_$]*)/, /"((?:[^"]|"")*)"/, /'((?:[^']|'')*)'/, /((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/,
  /(<<|>>|<>|!=|<=|>=|[=<>()[\]{},.:?*+-])/, /\S/,
].map(({ source }) => source).join('|'), 'g')

/** Words that stand for themselves, so that a name of the kind needs double quotes. */
const keywords: ReadonlySet<string> = new Set([
  'SELECT', 'FROM', 'WHERE', 'INSERT', 'INTO', 'VALUE', 'UPDATE', 'SET', 'REMOVE', 'DELETE', 'RETURNING', 'ORDER', 'BY', 'AND', 'OR', 'NOT',
    'IN',
  'BETWEEN', 'IS', 'MISSING', 'NULL', 'TRUE', 'FALSE', 'EXISTS',
])

const comparators: Readonly<Record<string, Comparator>> =
  { '=': '=', '<>': '<>', '!=': '<>', '<': '<', '<=': '<=', '>': '>', '>=': '>=' }

/** Deeper nesting of lists, maps and parentheses has no use, and would only exhaust the stack. */
const depthMax = 100

const conditionFunctions: ReadonlySet<string> = new Set(['begins_with', 'contains', 'attribute_type'])
const setTypes: Readonly<Record<string, 'SS' | 'NS' | 'BS'>> = { S: 'SS', N: 'NS', B: 'BS' }

export class PartiqlReader {
  readonly #tokens: readonly Token[]
  readonly #parameters: readonly AttributeValue[]
  #at = 0
  #depth = 0
  #parametersUsed = 0

  constructor(text: string, parameters: readonly AttributeValue[]) {
    this.#tokens = tokensOf(text)
    this.#parameters = parameters.map(checkValue)
  }

  get token(): Token {
    return this.#tokens[this.#at]!
  }

  /** Whether a keyword (in capitals) or symbol comes next, `ahead` tokens on. */
  isNext(text: string, ahead = 0): boolean {
    const token = this.#tokens[this.#at + ahead]
    return token?.kind === 'symbol' ? token.text === text : token?.kind === 'word' && token.text.toUpperCase() === text
  }

  take(...texts: string[]): boolean {
    if (!texts.every((text, i) => this.isNext(text, i))) return false
    this.#at += texts.length
    return true
  }

  expect(...texts: string[]): void {
    if (!this.take(...texts)) throw this.unexpected()
  }

  /** Nothing but a semicolon may be left, and no parameter unused. */
  finish(): void {
    if (this.token.kind !== 'end') throw this.unexpected()
    if (this.#parametersUsed !== this.#parameters.length) throw wrongParameterCount()
  }

  unexpected(): Invalid {
    const { kind, text } = this.token
    return malformed(kind === 'word' && keywords.has(text.toUpperCase()) ? 'Unexpected keyword' : 'Unexpected term')
  }

  name(): string {
    const { kind, text } = this.token
    if (kind !== 'quoted' && (kind !== 'word' || keywords.has(text.toUpperCase()))) throw this.unexpected()
    this.#at++
    return text
  }

  /** `a."b"[0]['c']` */
  path(): Path {
    const path: (string | number)[] = [this.name()]
    for (;;) {
      if (this.take('.')) path.push(this.name())
      else if (this.take('[')) {
        const { kind, text } = this.token
        if (kind !== 'text' && (kind !== 'number' || !/^\d+$/.test(text))) throw this.unexpected()
        this.#at++
        path.push(kind === 'number' ? Number(text) : text)
        this.expect(']')
      } else return path
    }
  }

  /** A literal or parameter; undefined where something else comes. */
  value(): AttributeValue | undefined {
    const { kind, text } = this.token
    if (kind === 'text') return this.#taken({ S: text })
    if (kind === 'number') return this.#taken(checkValue({ N: text }))
    if (this.isNext('-') && this.#tokens[this.#at + 1]?.kind === 'number') {
      this.#at++
      return checkValue({ N: `-${this.#tokens[this.#at++]!.text}` })
    }
    if (this.take('?')) return this.#parameter()
    if (this.take('TRUE')) return { BOOL: true }
    if (this.take('FALSE')) return { BOOL: false }
    if (this.take('NULL')) return { NULL: true }
    if (this.take('[')) return { L: this.#members(']') }
    if (this.take('<<')) return this.#set(this.#members('>>'))
    return this.take('{') ? { M: this.#attributes() } : undefined
  }

  /** `'name': value, … }`, its opening taken already. */
  #attributes(): Attributes {
    const attributes: Attributes = {}
    if (this.take('}')) return attributes
    do {
      const { kind, text } = this.token
      if (kind !== 'text' && kind !== 'quoted') throw this.unexpected()
      this.#at++
      this.expect(':')
      setAttribute(attributes, text, this.#requiredValue())
    } while (this.take(','))
    this.expect('}')
    return attributes
  }

  operand(): Operand {
    const value = this.value()
    if (value !== undefined) return { kind: 'literal', value }
    if (this.take('(')) {
      const inner = this.#deeper(() => this.operand())
      this.expect(')')
      return inner
    }
    return this.isNext('(', 1) ? this.call() : { kind: 'path', path: this.path() }
  }

  call(): Extract<Operand, { kind: 'call' }> {
    const name = this.token.text.toLowerCase()
    this.#at++
    this.expect('(')
    const operands: Operand[] = []
    do operands.push(this.#deeper(() => this.operand())); while (this.take(','))
    this.expect(')')
    return { kind: 'call', name, operands }
  }

  condition(): Condition {
    let left = this.#and()
    while (this.take('OR')) left = { kind: 'or', left, right: this.#and() }
    return left
  }

  #and(): Condition {
    let left = this.#not()
    while (this.take('AND')) left = { kind: 'and', left, right: this.#not() }
    return left
  }

  #not(): Condition {
    return this.take('NOT') ? { kind: 'not', condition: this.#not() } : this.#comparison()
  }

  #comparison(): Condition {
    const start = this.#at
    if (this.take('(')) {
      const inner = this.#attempt(() => this.#deeper(() => this.condition()))
      if (inner !== undefined && this.take(')')) return inner
      this.#at = start
    }
    const left = this.operand()
    const comparator = this.token.kind === 'symbol' ? comparators[this.token.text] : undefined
    if (comparator !== undefined) {
      this.#at++
      return { kind: 'compare', operator: comparator, left, right: this.operand() }
    }
    if (this.take('BETWEEN')) {
      const low = this.operand()
      this.expect('AND')
      return { kind: 'between', operand: left, low, high: this.operand() }
    }
    if (this.take('IN')) return { kind: 'in', operand: left, candidates: this.#candidates() }
    if (this.take('NOT', 'IN')) return { kind: 'not', condition: { kind: 'in', operand: left, candidates: this.#candidates() } }
    if (this.take('IS')) return this.#is(left)
    if (left.kind === 'call' && conditionFunctions.has(left.name)) return this.#checkedCall(left)
    throw this.unexpected()
  }

  #checkedCall(call: Extract<Operand, { kind: 'call' }>): Condition {
    if (call.operands.length !== 2) throw malformed(`Incorrect number of operands for ${call.name}`)
    return call
  }

  /** `IS [NOT] MISSING`, `IS [NOT] NULL` */
  #is(operand: Operand): Condition {
    const isNegated = this.take('NOT')
    const isMissing = this.take('MISSING')
    if (!isMissing) this.expect('NULL')
    if (isMissing) return { kind: 'call', name: isNegated ? 'attribute_exists' : 'attribute_not_exists', operands: [operand] }
    const test: Condition = { kind: 'call', name: 'attribute_type', operands: [operand, { kind: 'literal', value: { S: 'NULL' } }] }
    return isNegated ? { kind: 'not', condition: test } : test
  }

  /** `[a, b]` or `(a, b)` */
  #candidates(): Operand[] {
    const close = this.take('[') ? ']' : ')'
    if (close === ')') this.expect('(')
    const candidates: Operand[] = []
    do candidates.push(this.operand()); while (this.take(','))
    this.expect(close)
    return candidates
  }

  /** Parentheses may hold a condition or an operand: gives undefined where it was not what `read` reads. */
  #attempt<T>(read: () => T): T | undefined {
    const used = this.#parametersUsed
    const depth = this.#depth
    try {
      return read()
    } catch (error) {
      if (!(error instanceof Invalid)) throw error
      this.#parametersUsed = used
      this.#depth = depth
      return undefined
    }
  }

  #deeper<T>(inner: () => T): T {
    if (++this.#depth > depthMax) throw malformed('The statement is nested too deeply')
    const result = inner()
    this.#depth--
    return result
  }

  #taken(value: AttributeValue): AttributeValue {
    this.#at++
    return value
  }

  #parameter(): AttributeValue {
    const value = this.#parameters[this.#parametersUsed++]
    if (value === undefined) throw wrongParameterCount()
    return value
  }

  #requiredValue(): AttributeValue {
    const value = this.#deeper(() => this.value())
    if (value === undefined) throw this.unexpected()
    return value
  }

  #members(close: string): AttributeValue[] {
    const members: AttributeValue[] = []
    if (this.take(close)) return members
    do members.push(this.#requiredValue()); while (this.take(','))
    this.expect(close)
    return members
  }

  #set(members: readonly AttributeValue[]): AttributeValue {
    const type = members.length === 0 ? undefined : setTypes[typeOf(members[0]!)]
    if (type === undefined || members.some(member => setTypes[typeOf(member)] !== type)) {
      throw malformed('A set holds one or more strings, numbers or binaries, of one type')
    }
    return checkValue({ [type]: members.map(member => member.S ?? member.N ?? member.B) })
  }
}

export function malformed(detail: string): Invalid {
  return new Invalid(`Statement wasn't well formed, can't be processed: ${detail}`)
}

function wrongParameterCount(): Invalid {
  return new Invalid('Number of parameters in request and statement don\'t match.')
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = []
  for (const [whole, word, quoted, string, number, symbol] of text.replace(/;\s*$/, '').matchAll(tokenPattern)) {
    if (word !== undefined) tokens.push({ kind: 'word', text: word })
    else if (quoted !== undefined) tokens.push({ kind: 'quoted', text: quoted.replaceAll('""', '"') })
    else if (string !== undefined) tokens.push({ kind: 'text', text: string.replaceAll('\'\'', '\'') })
    else if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (symbol !== undefined) tokens.push({ kind: 'symbol', text: symbol })
    else throw malformed(`Unexpected character '${whole}'`)
  }
  tokens.push({ kind: 'end', text: '' })
  return tokens
}
