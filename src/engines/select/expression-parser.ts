// The grammar of expressions, by precedence: OR, AND, NOT, comparisons and predicates, sums, products, signs, paths and calls.
// Source: "Operators" and "SQL functions", SQL reference for Amazon S3 Select.

import { SelectRefusal } from './refusal.ts'
import type { BinaryOperator, DatePart, Expression, Step, TypeName } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

/** Words that name nothing unless they are quoted. */
export const keywords: ReadonlySet<string> = new Set([
  'and', 'as', 'between', 'by', 'case', 'cast', 'distinct', 'else', 'end', 'escape', 'false', 'from', 'group', 'having', 'in', 'is', 'join',
  'like', 'limit', 'missing', 'not', 'null', 'on', 'or', 'order', 'select', 'then', 'true', 'union', 'when', 'where',
])
const aggregates: ReadonlySet<string> = new Set(['avg', 'count', 'max', 'min', 'sum'])
const types: Readonly<Record<string, TypeName>> = {
  bool: 'bool', boolean: 'bool', int: 'int', integer: 'int', string: 'string', varchar: 'string', char: 'string', float: 'float',
  real: 'float', double: 'float', decimal: 'decimal', numeric: 'decimal', timestamp: 'timestamp',
}
const dateParts: ReadonlySet<string> = new Set(['year', 'month', 'day', 'hour', 'minute', 'second', 'timezone_hour', 'timezone_minute'])
const deepest = 200

export class ExpressionParser {
  readonly #reader: TokenReader
  #depth = 0

  constructor(reader: TokenReader) {
    this.#reader = reader
  }

  /** @throws SelectRefusal */
  expression(): Expression {
    this.#depth += 1
    if (this.#depth > deepest) throw new SelectRefusal('ParseUnsupportedSyntax', 'it is nested too deeply')
    let left = this.#conjunction()
    while (this.#reader.word('or')) left = { kind: 'or', left, right: this.#conjunction() }
    this.#depth -= 1
    return left
  }

  #conjunction(): Expression {
    let left = this.#negation()
    while (this.#reader.word('and')) left = { kind: 'and', left, right: this.#negation() }
    return left
  }

  #negation(): Expression {
    let isNegated = false
    while (this.#reader.word('not')) isNegated = !isNegated
    const operand = this.#predicate()
    return isNegated ? { kind: 'not', operand } : operand
  }

  #predicate(): Expression {
    const reader = this.#reader
    let left = this.#sum()
    for (;;) {
      const comparison = this.#comparison()
      if (comparison !== undefined) {
        left = { kind: 'binary', operator: comparison, left, right: this.#sum() }
      } else if (reader.word('is')) {
        const isNegated = reader.word('not')
        const what = reader.word('missing') ? 'missing' as const : 'null' as const
        if (what === 'null') reader.demandWord('null')
        left = negatedIf(isNegated, { kind: 'is', operand: left, what })
      } else {
        const isNegated = reader.isWord('not') && ['between', 'in', 'like'].some(word => reader.isWord(word, 1))
        if (isNegated) reader.take()
        const right = this.#listed(left)
        if (right === undefined) return left
        left = negatedIf(isNegated, right)
      }
    }
  }

  #comparison(): BinaryOperator | undefined {
    for (const operator of ['=', '<>', '<=', '>=', '<', '>'] as const) if (this.#reader.sign(operator)) return operator
    return undefined
  }

  /** BETWEEN, IN, LIKE. */
  #listed(operand: Expression): Expression | undefined {
    const reader = this.#reader
    if (reader.word('between')) {
      const low = this.#sum()
      reader.demandWord('and')
      return { kind: 'between', operand, low, high: this.#sum() }
    }
    if (reader.word('in')) {
      const [open, close] = reader.isSign('[') ? ['[', ']'] as const : ['(', ')'] as const
      reader.demandSign(open)
      return { kind: 'in', operand, list: this.#operands(close) }
    }
    if (!reader.word('like')) return undefined
    const pattern = this.#sum()
    return reader.word('escape') ? { kind: 'like', operand, pattern, escape: this.#sum() } : { kind: 'like', operand, pattern }
  }

  #sum(): Expression {
    let left = this.#product()
    for (;;) {
      const operator = (['+', '-', '||'] as const).find(each => this.#reader.sign(each))
      if (operator === undefined) return left
      left = { kind: 'binary', operator, left, right: this.#product() }
    }
  }

  #product(): Expression {
    let left = this.#signed()
    for (;;) {
      const operator = (['*', '/', '%'] as const).find(each => this.#reader.sign(each))
      if (operator === undefined) return left
      left = { kind: 'binary', operator, left, right: this.#signed() }
    }
  }

  #signed(): Expression {
    let isNegated = false
    for (;;) {
      if (this.#reader.sign('-')) isNegated = !isNegated
      else if (!this.#reader.sign('+')) break
    }
    const operand = this.#primary()
    return isNegated ? { kind: 'negate', operand } : operand
  }

  #primary(): Expression {
    const reader = this.#reader
    const token = reader.peek()
    if (token.kind === 'literal') {
      reader.take()
      return { kind: 'literal', value: token.value }
    }
    if (reader.sign('(')) {
      const inner = this.expression()
      reader.demandSign(')')
      return inner
    }
    if (token.kind === 'quoted') return this.#path()
    if (token.kind !== 'word') throw new SelectRefusal('ParseExpectedExpression', `instead of ${reader.shown()}`)
    switch (token.word) {
      case 'true': case 'false': reader.take(); return { kind: 'literal', value: token.word === 'true' }
      case 'null': reader.take(); return { kind: 'literal', value: null }
      case 'missing': reader.take(); return { kind: 'literal', value: undefined }
      case 'case': reader.take(); return this.#case()
      case 'cast': reader.take(); return this.#cast()
      case 'select': throw new SelectRefusal('ParseUnsupportedSelect')
    }
    if (reader.isSign('(', 1)) return this.#call(token.word)
    if (keywords.has(token.word)) throw new SelectRefusal('ParseUnexpectedToken', reader.shown())
    return this.#path()
  }

  #path(): Expression {
    const token = this.#reader.take()
    const root: Step = { kind: 'name', name: token.text, exact: token.kind === 'quoted' }
    return { kind: 'path', steps: [root, ...this.steps()] }
  }

  /** What follows a name: `.name`, `.*`, `[0]`, `['name']`, `[*]`. */
  steps(): Step[] {
    const reader = this.#reader
    const steps: Step[] = []
    for (;;) {
      if (reader.sign('.')) {
        if (reader.sign('*')) {
          steps.push({ kind: 'each', of: 'struct' })
          continue
        }
        const token = reader.take()
        if (token.kind !== 'word' && token.kind !== 'quoted') throw new SelectRefusal('ParseInvalidPathComponent')
        steps.push({ kind: 'name', name: token.text, exact: token.kind === 'quoted' })
      } else if (reader.sign('[')) {
        const token = reader.take()
        if (token.kind === 'literal' && typeof token.value === 'bigint') steps.push({ kind: 'index', index: Number(token.value) })
        else if (token.kind === 'literal' && typeof token.value === 'string') steps.push({ kind: 'name', name: token.value, exact: true })
        else if (token.kind === 'sign' && token.text === '*') steps.push({ kind: 'each', of: 'list' })
        else throw new SelectRefusal('ParseInvalidPathComponent')
        reader.demandSign(']')
      } else return steps
    }
  }

  #case(): Expression {
    const reader = this.#reader
    const operand = reader.isWord('when') ? undefined : this.expression()
    const branches = []
    while (reader.word('when')) {
      const when = this.expression()
      reader.demandWord('then')
      branches.push({ when, then: this.expression() })
    }
    if (branches.length === 0) throw new SelectRefusal('ParseExpectedWhenClause')
    const otherwise = reader.word('else') ? this.expression() : undefined
    reader.demandWord('end')
    return { kind: 'case', branches, ...(operand && { operand }), ...(otherwise && { otherwise }) }
  }

  #cast(): Expression {
    const reader = this.#reader
    reader.demandSign('(', 'ParseExpectedLeftParenAfterCast')
    const operand = this.expression()
    if (reader.isSign(',')) throw new SelectRefusal('ParseCastArity')
    reader.demandWord('as')
    const token = reader.take()
    const type = token.kind === 'word' && Object.hasOwn(types, token.word) ? types[token.word] : undefined
    if (type === undefined) throw new SelectRefusal('ParseExpectedTypeName', token.text)
    // Lengths and precisions are read and mean nothing.
    if (reader.sign('(')) this.#operands(')')
    reader.demandSign(')')
    return { kind: 'cast', operand, type }
  }

  #call(name: string): Expression {
    const reader = this.#reader
    reader.take()
    reader.take()
    if (aggregates.has(name)) return this.#aggregate(name as 'count')
    switch (name) {
      case 'extract': return this.#extract()
      case 'date_add': case 'date_diff': {
        const part = this.#datePart()
        reader.demandSign(',')
        return { kind: 'call', name, part, operands: this.#operands(')') }
      }
      case 'substring': return this.#substring()
      case 'trim': return this.#trim()
    }
    return { kind: 'call', name, operands: this.#operands(')') }
  }

  #aggregate(name: 'count'): Expression {
    const reader = this.#reader
    if (reader.sign('*')) {
      if (name !== 'count') throw new SelectRefusal('ParseUnsupportedCallWithStar')
      reader.demandSign(')', 'ParseExpectedRightParenBuiltinFunctionCall')
      return { kind: 'aggregate', name }
    }
    if (reader.isWord('distinct')) throw new SelectRefusal('ParseUnsupportedSyntax', 'DISTINCT')
    reader.word('all')
    const operands = this.#operands(')')
    if (operands.length !== 1) throw new SelectRefusal('ParseNonUnaryAgregateFunctionCall')
    return { kind: 'aggregate', name, operand: operands[0]! }
  }

  #datePart(): DatePart {
    const token = this.#reader.take()
    if (token.kind !== 'word' || !dateParts.has(token.word)) throw new SelectRefusal('ParseExpectedDatePart', token.text)
    return token.word as DatePart
  }

  #extract(): Expression {
    const part = this.#datePart()
    this.#reader.demandWord('from')
    return { kind: 'call', name: 'extract', part, operands: this.#last([this.expression()]) }
  }

  /** Either with commas or with FROM and FOR. */
  #substring(): Expression {
    const first = this.expression()
    if (!this.#reader.word('from')) {
      if (!this.#reader.sign(',')) return { kind: 'call', name: 'substring', operands: this.#last([first]) }
      return { kind: 'call', name: 'substring', operands: [first, ...this.#operands(')')] }
    }
    const from = this.expression()
    const operands = this.#reader.word('for') ? [first, from, this.expression()] : [first, from]
    return { kind: 'call', name: 'substring', operands: this.#last(operands) }
  }

  #trim(): Expression {
    const reader = this.#reader
    const side = (['leading', 'trailing', 'both'] as const).find(each => reader.isWord(each) && !reader.isSign('.', 1))
    if (side !== undefined) reader.take()
    if (reader.word('from')) return { kind: 'call', name: 'trim', side: side ?? 'both', operands: this.#last([this.expression()]) }
    const first = this.expression()
    const operands = reader.word('from') ? [this.expression(), first] : [first]
    return { kind: 'call', name: 'trim', side: side ?? 'both', operands: this.#last(operands) }
  }

  #last(operands: Expression[]): Expression[] {
    this.#reader.demandSign(')', 'ParseExpectedRightParenBuiltinFunctionCall')
    return operands
  }

  #operands(close: ')' | ']'): Expression[] {
    const operands: Expression[] = []
    if (this.#reader.sign(close)) return operands
    do operands.push(this.expression())
    while (this.#reader.sign(','))
    this.#reader.demandSign(close, 'ParseExpectedRightParenBuiltinFunctionCall')
    return operands
  }
}

function negatedIf(isNegated: boolean, operand: Expression): Expression {
  return isNegated ? { kind: 'not', operand } : operand
}
