// The grammar of conditions: comparisons, BETWEEN, IN, functions, NOT, AND, OR and parentheses, in that order of binding.
// It reads condition, filter and key condition expressions; what they mean is `condition.ts`'s matter.
// Source: Developer Guide, "Condition and filter expressions, operators, and functions".

import { pathText, type ExpressionReader } from './reader.ts'
import type { Comparator, Condition, Operand } from './syntax.ts'

/** In parentheses an operand and a condition look alike until they end. */
type Node = Condition | Operand

const comparators: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>='])
const operandKinds: ReadonlySet<string> = new Set(['path', 'slot', 'literal', 'call', 'sum'])
const candidatesMax = 100

/** Reads all of the text. @throws Invalid */
export function readCondition(reader: ExpressionReader): Condition {
  const condition = asCondition(reader, readAny(reader))
  reader.finish()
  return condition
}

function readAny(reader: ExpressionReader): Node {
  let left = readAnd(reader)
  while (reader.isNext('OR')) left = join(reader, 'or', left, readAnd)
  return left
}

function readAnd(reader: ExpressionReader): Node {
  let left = readNot(reader)
  while (reader.isNext('AND')) left = join(reader, 'and', left, readNot)
  return left
}

function join(reader: ExpressionReader, kind: 'and' | 'or', left: Node, readRight: (reader: ExpressionReader) => Node): Condition {
  const first = asCondition(reader, left)
  reader.advance()
  reader.countOperator()
  return { kind, left: first, right: asCondition(reader, readRight(reader)) }
}

function readNot(reader: ExpressionReader): Node {
  if (!reader.take('NOT')) return readComparison(reader)
  reader.countOperator()
  return { kind: 'not', condition: asCondition(reader, readNot(reader)) }
}

function readComparison(reader: ExpressionReader): Node {
  const left = reader.isNext('(') ? reader.parenthesised(() => readAny(reader)) : reader.operand(() => readGroup(reader))
  if (!isOperand(left)) return left
  const { token } = reader
  if (token.kind === 'symbol' && comparators.has(token.text)) {
    reader.advance()
    const operator = token.text as Comparator
    return compared(reader, operator, left, readOperand(reader))
  }
  if (reader.isNext('BETWEEN')) return readBetween(reader, left)
  if (reader.isNext('IN')) return readIn(reader, left)
  if (left.kind === 'call') checkDistinct(reader, left.name, left.operands)
  return left
}

function compared(reader: ExpressionReader, operator: Comparator, left: Operand, right: Operand): Condition {
  reader.countOperator()
  reader.standsAs(left, 'operand')
  checkDistinct(reader, operator, [left, right])
  return { kind: 'compare', operator, left, right }
}

function readBetween(reader: ExpressionReader, operand: Operand): Condition {
  reader.advance()
  reader.countOperator()
  reader.standsAs(operand, 'operand')
  const low = readOperand(reader)
  reader.expect('AND')
  const high = readOperand(reader)
  checkDistinct(reader, 'BETWEEN', [operand, low, high])
  return { kind: 'between', operand, low, high }
}

function readIn(reader: ExpressionReader, operand: Operand): Condition {
  reader.advance()
  reader.countOperator()
  reader.standsAs(operand, 'operand')
  reader.expect('(')
  const candidates: Operand[] = []
  do candidates.push(readOperand(reader)); while (reader.take(','))
  reader.expect(')')
  if (candidates.length > candidatesMax) {
    reader.complain('operands', `The IN operator is provided with too many operands; number of operands: ${candidates.length}`)
  }
  checkDistinct(reader, 'IN', [operand, ...candidates])
  return { kind: 'in', operand, candidates }
}

function readOperand(reader: ExpressionReader): Operand {
  const operand = reader.operand(() => readGroup(reader))
  reader.standsAs(operand, 'operand')
  return operand
}

/** What stands in parentheses where only an operand may. */
function readGroup(reader: ExpressionReader): Operand {
  return reader.operand(() => readGroup(reader))
}

function isOperand(node: Node): node is Operand {
  return operandKinds.has(node.kind)
}

function asCondition(reader: ExpressionReader, node: Node): Condition {
  if (isOperand(node) && node.kind !== 'call') throw reader.unexpected()
  reader.standsAs(node, 'condition')
  return node as Condition
}

function checkDistinct(reader: ExpressionReader, operator: string, [first, ...others]: readonly Operand[]): void {
  if (first?.kind !== 'path') return
  const text = pathText(first.path)
  if (!others.some(other => other.kind === 'path' && pathText(other.path) === text)) return
  reader.complain('paths', 'The first operand must be distinct from the remaining operands for this operator or function; '
    + `operator: ${operator}, first operand: ${text}`)
}
