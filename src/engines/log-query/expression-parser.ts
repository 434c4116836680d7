// Expressions of queries, by descent: or, and, not, comparisons, sums, products, powers, signs, values.

import { aggregateNames } from './aggregate.ts'
import { functionNamed } from './function.ts'
import { periodIn } from './period.ts'
import { QueryProblem } from './problem.ts'
import { readExpression } from './regular.ts'
import type { BinaryOperator, Expression } from './syntax.ts'
import type { TokenReader } from './token-reader.ts'

export function readExpressionTree(reader: TokenReader): Expression {
  return disjunction(reader)
}

function disjunction(reader: TokenReader): Expression {
  let left = conjunction(reader)
  while (reader.takeWord('or')) left = { kind: 'binary', operator: 'or', left, right: conjunction(reader) }
  return left
}

function conjunction(reader: TokenReader): Expression {
  let left = negation(reader)
  while (reader.takeWord('and')) left = { kind: 'binary', operator: 'and', left, right: negation(reader) }
  return left
}

function negation(reader: TokenReader): Expression {
  if (reader.takeWord('not')) return { kind: 'unary', operator: 'not', operand: negation(reader) }
  return comparison(reader)
}

const comparisons = ['=~', '!=', '<>', '<=', '>=', '=', '<', '>'] as const

function comparison(reader: TokenReader): Expression {
  const left = sum(reader)
  const isNegated = reader.isWordAfter('not', ['like', 'in']) && reader.takeWord('not')
  if (reader.takeWord('like')) return negated({ kind: 'like', operand: left, pattern: patternIn(reader) }, isNegated)
  if (reader.takeWord('in')) return negated({ kind: 'in', operand: left, list: listIn(reader) }, isNegated)
  const sign = reader.takeSign(...comparisons)
  if (sign === undefined) return left
  if (sign === '=~') return { kind: 'like', operand: left, pattern: patternIn(reader) }
  return { kind: 'binary', operator: (sign === '<>' ? '!=' : sign) as BinaryOperator, left, right: sum(reader) }
}

function negated(operand: Expression, isNegated: boolean): Expression {
  return isNegated ? { kind: 'unary', operator: 'not', operand } : operand
}

function patternIn(reader: TokenReader): string | RegExp {
  const token = reader.next()
  if (token.kind === 'text') return token.text
  if (token.kind === 'expression') return readExpression(token)
  throw reader.unexpected(token)
}

function listIn(reader: TokenReader): Expression[] {
  reader.expectSign('[')
  const list: Expression[] = []
  if (reader.takeSign(']') !== undefined) return list
  do list.push(sum(reader)); while (reader.takeSign(',') !== undefined)
  reader.expectSign(']')
  return list
}

function sum(reader: TokenReader): Expression {
  return leftToRight(reader, ['+', '-'], product)
}

function product(reader: TokenReader): Expression {
  return leftToRight(reader, ['*', '/', '%'], power)
}

function leftToRight(reader: TokenReader, signs: readonly BinaryOperator[], operand: (reader: TokenReader) => Expression): Expression {
  let left = operand(reader)
  for (let sign = reader.takeSign(...signs); sign !== undefined; sign = reader.takeSign(...signs)) {
    left = { kind: 'binary', operator: sign as BinaryOperator, left, right: operand(reader) }
  }
  return left
}

/** Powers bind to the right: 2^3^2 is 2^9. */
function power(reader: TokenReader): Expression {
  const left = signed(reader)
  return reader.takeSign('^') === undefined ? left : { kind: 'binary', operator: '^', left, right: power(reader) }
}

function signed(reader: TokenReader): Expression {
  if (reader.takeSign('-') !== undefined) return { kind: 'unary', operator: '-', operand: signed(reader) }
  return value(reader)
}

function value(reader: TokenReader): Expression {
  const token = reader.next()
  if (token.kind === 'number') return { kind: 'constant', value: Number(token.text) }
  if (token.kind === 'text') return { kind: 'constant', value: token.text }
  if (token.kind === 'period') return { kind: 'period', ...periodIn(token.text) }
  if (token.kind === 'sign' && token.text === '(') {
    const inner = disjunction(reader)
    reader.expectSign(')')
    return withItems(inner, reader)
  }
  if (token.kind !== 'name') throw reader.unexpected(token)
  if (token.quoted !== true) {
    if (reader.isSign('(')) return withItems(callOf(token.text, token.from, reader), reader)
    const word = token.text.toLowerCase()
    if (word === 'true' || word === 'false') return { kind: 'constant', value: word === 'true' }
    if (word === 'null') return { kind: 'constant', value: null }
  }
  return { kind: 'field', path: [token.text, ...itemsIn(reader)] }
}

function withItems(of: Expression, reader: TokenReader): Expression {
  const path = itemsIn(reader)
  return path.length === 0 ? of : { kind: 'item', of, path }
}

/** `.name`, `.0`, `[0]`, as many as there are. */
function itemsIn(reader: TokenReader): (string | number)[] {
  const path: (string | number)[] = []
  for (;;) {
    if (reader.takeSign('[') !== undefined) {
      const index = reader.next()
      if (index.kind !== 'number') throw reader.unexpected(index)
      path.push(Number(index.text))
      reader.expectSign(']')
    } else if (reader.takeSign('.') !== undefined) {
      const name = reader.next()
      if (name.kind !== 'name' && name.kind !== 'number' && name.kind !== 'period') throw reader.unexpected(name)
      // "a.0.b": the lexer takes "0." for a number.
      path.push(...name.text.split('.').filter(part => part !== ''))
      if (name.kind === 'number' && name.text.endsWith('.')) path.push(reader.next().text)
    } else if (reader.isDottedNumber()) {
      path.push(...reader.next().text.split('.').filter(part => part !== ''))
    } else return path
  }
}

function callOf(given: string, from: number, reader: TokenReader): Expression {
  reader.expectSign('(')
  const parameters: Expression[] = []
  if (reader.takeSign('*') !== undefined) {
    if (given.toLowerCase() !== 'count') throw new QueryProblem(`Only count takes a star, not ${given}`, from)
  } else if (!reader.isSign(')')) {
    do parameters.push(disjunction(reader)); while (reader.takeSign(',') !== undefined)
  }
  reader.expectSign(')')
  const name = given.toLowerCase()
  if (aggregateNames.has(name)) return { kind: 'aggregate', name, parameters }
  const found = functionNamed(name)
  if (found === undefined) throw new QueryProblem(`Invalid function name: ${given}`, from, from + given.length)
  const [least, most] = found.counts
  if (parameters.length < least || parameters.length > most) {
    throw new QueryProblem(`Invalid number of arguments for function ${given}: ${parameters.length}`, from, from + given.length)
  }
  return { kind: 'call', name, parameters }
}
