// Metric math as it is written: its tokens, and the tree that they make. `||` binds weakest, then `&&`, comparisons, `+ -`, `* /`, the sign
// and `^`. Function names and words are upper-case, ids begin with a lower-case letter.
// Source: "Metric math syntax and functions", CloudWatch User Guide.

import { MathProblem } from './problem.ts'

export type Expression =
  | { readonly kind: 'number', readonly value: number }
  | { readonly kind: 'text', readonly value: string }
  | { readonly kind: 'id', readonly id: string }
  /** `REPEAT`, `DESC`, `AVG` as the order of a sort. */
  | { readonly kind: 'word', readonly word: string }
  | { readonly kind: 'list', readonly items: readonly Expression[] }
  | { readonly kind: 'negation', readonly of: Expression }
  | { readonly kind: 'operation', readonly operator: Operator, readonly left: Expression, readonly right: Expression }
  | { readonly kind: 'function', readonly name: string, readonly inputs: readonly Expression[] }

export type Operator = '+' | '-' | '*' | '/' | '^' | '==' | '!=' | '<=' | '>=' | '<' | '>' | '&&' | '||'

type Token = { readonly kind: 'number' | 'text' | 'id' | 'word' | 'sign' | 'end', readonly text: string }

const token = new RegExp([
  String.raw`\s*(?:(?<number>(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)`, String.raw`(?<single>'(?:[^'\\]|\\.)*')`,
  String.raw`(?<double>"(?:[^"\\]|\\.)*")`, String.raw`(?<id>[a-z]\w*)`, String.raw`(?<word>[A-Z]\w*)`,
  String.raw`(?<sign>==|!=|<=|>=|&&|\|\||[-+*/^<>()[\],])`, String.raw`(?<end>$))`,
].join('|'), 'sy')

const levels: readonly (readonly Operator[])[] = [['||'], ['&&'], ['==', '!=', '<=', '>=', '<', '>'], ['+', '-'], ['*', '/']]
const spelled = new Map<string, Operator>([['AND', '&&'], ['OR', '||']])
const deepest = 100

/** @throws MathProblem */
export function readExpression(text: string): Expression {
  const reader = new Reader(text)
  const expression = reader.expression(0, 0)
  reader.expectEnd()
  return expression
}

function tokensOf(text: string): Token[] {
  const found: Token[] = []
  token.lastIndex = 0
  for (;;) {
    const at = token.lastIndex
    const groups = token.exec(text)?.groups
    if (groups === undefined) throw new MathProblem(`Invalid character '${text.slice(at).trim()[0]}' at position ${at}`)
    const [kind, matched] = Object.entries(groups).find(([, each]) => each !== undefined) as [string, string]
    if (kind === 'end') return [...found, { kind, text: '' }]
    const sign = spelled.get(matched)
    if (kind === 'single' || kind === 'double') found.push({ kind: 'text', text: matched.slice(1, -1) })
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign })
    else found.push({ kind: kind as Token['kind'], text: matched })
  }
}

class Reader {
  readonly #tokens: readonly Token[]
  #at = 0

  constructor(text: string) {
    this.#tokens = tokensOf(text)
  }

  expression(level: number, depth: number): Expression {
    if (depth > deepest) throw new MathProblem('The expression is nested too deeply')
    const operators = levels[level]
    if (operators === undefined) return this.#signed(depth)
    let left = this.expression(level + 1, depth)
    for (let operator = this.#one(operators); operator !== undefined; operator = this.#one(operators)) {
      left = { kind: 'operation', operator, left, right: this.expression(level + 1, depth) }
    }
    return left
  }

  expectEnd(): void {
    if (this.#token.kind !== 'end') throw this.#unexpected()
  }

  #signed(depth: number): Expression {
    if (depth > deepest) throw new MathProblem('The expression is nested too deeply')
    return this.#take('-') ? { kind: 'negation', of: this.#signed(depth + 1) } : this.#power(depth)
  }

  #power(depth: number): Expression {
    const left = this.#primary(depth)
    return this.#take('^') ? { kind: 'operation', operator: '^', left, right: this.#signed(depth + 1) } : left
  }

  #primary(depth: number): Expression {
    const { kind, text } = this.#token
    if (kind === 'end') throw new MathProblem('Unexpected end of the expression')
    if (this.#take('(')) return this.#closed(this.expression(0, depth + 1), ')')
    if (this.#take('[')) return { kind: 'list', items: this.#list(']', depth) }
    if (kind === 'sign') throw this.#unexpected()
    this.#at += 1
    if (kind === 'number') return { kind, value: Number(text) }
    if (kind === 'text') return { kind, value: text }
    if (kind === 'id') return { kind, id: text }
    return this.#take('(') ? { kind: 'function', name: text, inputs: this.#list(')', depth) } : { kind: 'word', word: text }
  }

  #list(end: string, depth: number): Expression[] {
    if (this.#take(end)) return []
    const items = [this.expression(0, depth + 1)]
    while (this.#take(',')) items.push(this.expression(0, depth + 1))
    return this.#closed(items, end)
  }

  #closed<T>(value: T, end: string): T {
    if (!this.#take(end)) throw this.#unexpected()
    return value
  }

  get #token(): Token { return this.#tokens[this.#at]! }

  #take(sign: string): boolean {
    if (this.#token.kind !== 'sign' || this.#token.text !== sign) return false
    this.#at += 1
    return true
  }

  #one(operators: readonly Operator[]): Operator | undefined {
    return operators.find(operator => this.#take(operator))
  }

  #unexpected(): MathProblem {
    return new MathProblem(this.#token.kind === 'end' ? 'Unexpected end of the expression' : `Unexpected '${this.#token.text}'`)
  }
}

/** Ids that an expression names, each once. */
export function idsIn(expression: Expression): readonly string[] {
  return [...new Set(parts(expression))]
}

function parts(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case 'id': return [expression.id]
    case 'list': return expression.items.flatMap(parts)
    case 'negation': return parts(expression.of)
    case 'operation': return [...parts(expression.left), ...parts(expression.right)]
    case 'function': return expression.inputs.flatMap(parts)
    default: return []
  }
}

/** Whether a function of this name is used anywhere in it. */
export function uses(expression: Expression, name: string): boolean {
  switch (expression.kind) {
    case 'list': return expression.items.some(each => uses(each, name))
    case 'negation': return uses(expression.of, name)
    case 'operation': return uses(expression.left, name) || uses(expression.right, name)
    case 'function': return expression.name === name || expression.inputs.some(each => uses(each, name))
    default: return false
  }
}
