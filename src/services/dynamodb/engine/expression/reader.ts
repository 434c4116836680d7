// Reads what all expressions have in common: tokens, document paths, placeholders, function calls, operands. The grammars stand on it.
// Syntax errors end the reading at once; other mistakes are collected and the gravest is told at the end, as DynamoDB does.
// Invariant: after `finish` every name and value that was met is defined.

import { Invalid } from '../invalid.ts'
import { attributeOf, type Item } from '../value.ts'
import { reservedWords } from './reserved.ts'
import type { CallNode, ExpressionKind, Operand, Path } from './syntax.ts'
import { syntaxError, tokensOf, type Token } from './token.ts'

/** `ExpressionAttributeNames` and `ExpressionAttributeValues` of a request; of the values only the names matter while reading. */
export interface Placeholders {
  readonly names?: Readonly<Record<string, string>>
  readonly values?: Item
}

/** What a grammar may find beyond syntax, gravest first. */
type Complaint = typeof gravity[number]

const gravity =
  ['section', 'parentheses', 'unknown function', 'misplaced function', 'reserved word', 'undefined', 'operands', 'paths'] as const

/** Source: Developer Guide, "Quotas", expression parameters. */
const textMaxBytes = 4096
const operatorsMax = 300
const pathDepthMax = 32

/** Groups that are not redundant hold an operator each, so deeper ones cannot be right, and would only exhaust the stack. */
const groupDepthMax = operatorsMax + 1

const functions: Readonly<Record<string, { readonly operands: number, readonly in: 'condition' | 'operand' | 'update' }>> = {
  attribute_exists: { operands: 1, in: 'condition' },
  attribute_not_exists: { operands: 1, in: 'condition' },
  attribute_type: { operands: 2, in: 'condition' },
  begins_with: { operands: 2, in: 'condition' },
  contains: { operands: 2, in: 'condition' },
  size: { operands: 1, in: 'operand' },
  if_not_exists: { operands: 2, in: 'update' },
  list_append: { operands: 2, in: 'update' },
}

const keywords: ReadonlySet<string> = new Set(['AND', 'OR', 'NOT', 'IN', 'BETWEEN'])
const updateKeywords: ReadonlySet<string> = new Set(['SET', 'REMOVE', 'ADD', 'DELETE'])

export class ExpressionReader {
  readonly kind: ExpressionKind
  /** `#names` and `:values` in order of first use; a value's place is its slot. */
  readonly names: string[] = []
  readonly slots: string[] = []
  readonly #text: string
  readonly #tokens: readonly Token[]
  readonly #placeholders: Placeholders
  #at = 0
  #operators = 0
  #complaint: { readonly gravity: number, readonly message: string } | undefined
  #depth = 0
  #group: { readonly open: number, readonly close: number } | undefined

  constructor(kind: ExpressionKind, text: string, placeholders: Placeholders) {
    this.kind = kind
    this.#text = text
    this.#placeholders = placeholders
    if (text.trim() === '') throw this.invalid('The expression can not be empty;')
    if (text.length > textMaxBytes / 3 && Buffer.byteLength(text) > textMaxBytes) {
      const size = kind === 'UpdateExpression' ? '' : ` expression size: ${Buffer.byteLength(text)}`
      throw this.invalid(`Expression size has exceeded the maximum allowed size;${size}`)
    }
    this.#tokens = tokensOf(text)
  }

  get token(): Token {
    return this.#tokens[this.#at]!
  }

  get following(): Token | undefined {
    return this.#tokens[this.#at + 1]
  }

  advance(): Token {
    return this.#tokens[this.#at++]!
  }

  /** Whether a symbol or a keyword (given in capitals) comes next. */
  isNext(text: string): boolean {
    const { token } = this
    return token.kind === 'symbol' ? token.text === text : token.kind === 'word' && token.text.toUpperCase() === text
  }

  take(text: string): boolean {
    const isThere = this.isNext(text)
    if (isThere) this.#at++
    return isThere
  }

  expect(text: string): void {
    if (!this.take(text)) throw this.unexpected()
  }

  unexpected(): Invalid {
    return syntaxError(this.kind, this.#text, this.#tokens, this.#at)
  }

  invalid(message: string): Invalid {
    return new Invalid(`Invalid ${this.kind}: ${message}`)
  }

  /** Of the gravest kind of mistake the first is told. */
  complain(complaint: Complaint, message: string): void {
    const weight = gravity.indexOf(complaint)
    if (this.#complaint === undefined || weight < this.#complaint.gravity) this.#complaint = { gravity: weight, message }
  }

  countOperator(): void {
    this.#operators++
  }

  /** Ends the reading: nothing may be left over, and the worst mistake is thrown. */
  finish(): void {
    if (this.token.kind !== 'end') throw this.unexpected()
    if (this.#operators > operatorsMax) throw this.invalid(`The expression contains too many operators; operator count: ${this.#operators}`)
    if (this.#complaint !== undefined) throw this.invalid(this.#complaint.message)
  }

  /** `( inner )`, whose opening comes next. Parentheses right around parentheses are one of the mistakes. */
  parenthesised<T>(inner: () => T): T {
    const open = this.#at
    this.expect('(')
    const result = this.#deeper(inner)
    const close = this.#at
    this.expect(')')
    if (this.#group?.open === open + 1 && this.#group.close === close - 1) {
      this.complain('parentheses', 'The expression has redundant parentheses;')
    }
    this.#group = { open, close }
    return result
  }

  /** `name.#name[0]` */
  path(): Path {
    const path: (string | number)[] = [this.#pathName()]
    for (;;) {
      if (this.take('.')) path.push(this.#pathName())
      else if (this.take('[')) {
        if (this.token.kind !== 'number') throw this.unexpected()
        path.push(this.#index(this.advance().text))
        this.expect(']')
      } else break
    }
    if (path.length > pathDepthMax) {
      this.complain('operands', `The document path has too many nesting elements; nesting levels: ${path.length}`)
    }
    return path
  }

  /** `:value`, which comes next. */
  slot(): Operand {
    const name = this.advance().text
    let slot = this.slots.indexOf(name)
    if (slot < 0) slot = this.slots.push(name) - 1
    if (this.#placeholders.values === undefined || attributeOf(this.#placeholders.values, name) === undefined) {
      this.complain('undefined', `An expression attribute value used in expression is not defined; attribute value: ${name}`)
    }
    return { kind: 'slot', slot }
  }

  /** A path, a value or a call; `group` reads what may stand in parentheses. */
  operand(group: () => Operand): Operand {
    const { token } = this
    if (token.kind === 'value') return this.slot()
    if (token.kind === 'symbol' && token.text === '(') return this.parenthesised(group)
    if (token.kind === 'word' && this.following?.text === '(') return this.call(group)
    return { kind: 'path', path: this.path() }
  }

  /** `function(operand, …)`. Where it may stand is asked by `standsAs`. */
  call(group: () => Operand): CallNode {
    if (this.#isKeyword()) throw this.unexpected()
    const name = this.advance().text
    this.expect('(')
    this.countOperator()
    const operands: Operand[] = []
    do operands.push(this.#deeper(() => this.operand(group))); while (this.take(','))
    this.expect(')')
    const known = Object.hasOwn(functions, name) ? functions[name]! : undefined
    if (known === undefined) this.complain('unknown function', `Invalid function name; function: ${name}`)
    else {
      if ((known.in === 'update') !== (this.kind === 'UpdateExpression')) {
        const place = this.kind === 'UpdateExpression' ? 'an update' : 'a condition'
        this.complain('misplaced function', `The function is not allowed in ${place} expression; function: ${name}`)
      }
      this.#checkCall(name, known.operands, operands)
    }
    for (const operand of operands) this.standsAs(operand, this.kind === 'UpdateExpression' ? 'update' : 'operand')
    return { kind: 'call', name, operands }
  }

  /** Complains of a function that stands where its kind of result has no place. */
  standsAs(node: { readonly kind: string, readonly name?: string }, place: 'condition' | 'operand' | 'update'): void {
    if (node.kind !== 'call' || !Object.hasOwn(functions, node.name!) || functions[node.name!]!.in === place) return
    this.complain('misplaced function', `The function is not allowed to be used this way in an expression; function: ${node.name}`)
  }

  #deeper<T>(inner: () => T): T {
    if (++this.#depth > groupDepthMax) throw this.invalid('The expression has redundant parentheses;')
    const result = inner()
    this.#depth--
    return result
  }

  #checkCall(name: string, count: number, operands: readonly Operand[]): void {
    if (operands.length !== count) {
      this.complain('operands', 'Incorrect number of operands for operator or function; '
        + `operator or function: ${name}, number of operands: ${operands.length}`)
    } else if (['attribute_exists', 'attribute_not_exists', 'if_not_exists'].includes(name) && operands[0]!.kind !== 'path') {
      this.complain('operands', `Operator or function requires a document path; operator or function: ${name}`)
    }
  }

  #isKeyword(): boolean {
    const word = this.token.text.toUpperCase()
    return keywords.has(word) || this.kind === 'UpdateExpression' && updateKeywords.has(word)
  }

  #pathName(): string {
    const { token } = this
    if (token.kind === 'name') {
      this.#at++
      if (!this.names.includes(token.text)) this.names.push(token.text)
      const { names } = this.#placeholders
      if (names !== undefined && Object.hasOwn(names, token.text)) return names[token.text]!
      this.complain('undefined', `An expression attribute name used in the document path is not defined; attribute name: ${token.text}`)
    } else {
      if (token.kind !== 'word' || this.#isKeyword()) throw this.unexpected()
      this.#at++
      if (reservedWords.has(token.text.toUpperCase())) {
        this.complain('reserved word', `Attribute name is a reserved keyword; reserved keyword: ${token.text}`)
      }
    }
    return token.text
  }

  #index(text: string): number {
    const index = Number(text)
    if (index > 0x7fffffff) this.complain('operands', `List index is not within the allowable range; index: [${text}]`)
    return index
  }
}

/** A path as error texts show it: `[a, b, [0]]`. */
export function pathText(path: Path): string {
  return `[${path.map(step => typeof step === 'number' ? `[${step}]` : step).join(', ')}]`
}
