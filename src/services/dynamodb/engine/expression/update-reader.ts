// The grammar of update expressions: sections SET, REMOVE, ADD and DELETE, each at most once, in any order.
// What they do to an item is `update.ts`'s matter. Source: Developer Guide, "Using update expressions in DynamoDB".

import { pathConflict } from './path-tree.ts'
import type { ExpressionReader } from './reader.ts'
import type { Operand, Path, UpdateAction } from './syntax.ts'

const sections = ['SET', 'REMOVE', 'ADD', 'DELETE'] as const

/** Reads all of the text. @throws Invalid */
export function readUpdate(reader: ExpressionReader): UpdateAction[] {
  const actions: UpdateAction[] = []
  const seen = new Set<string>()
  do {
    const section = sections.find(name => reader.isNext(name))
    if (section === undefined) throw reader.unexpected()
    reader.advance()
    if (seen.has(section)) reader.complain('section', `The "${section}" section can only be used once in an update expression;`)
    seen.add(section)
    do actions.push(readAction(reader, section)); while (reader.take(','))
  } while (reader.token.kind !== 'end')
  const conflict = pathConflict(actions.map(({ path }) => path))
  if (conflict !== undefined) reader.complain('paths', conflict)
  reader.finish()
  return actions
}

function readAction(reader: ExpressionReader, section: UpdateAction['section']): UpdateAction {
  const path: Path = reader.path()
  if (section === 'REMOVE') return { section, path }
  if (section === 'SET') {
    reader.expect('=')
    return { section, path, operand: readSum(reader) }
  }
  if (reader.token.kind !== 'value') throw reader.unexpected()
  return { section, path, operand: reader.slot() }
}

function readSum(reader: ExpressionReader): Operand {
  const left = readOperand(reader)
  const operator = reader.isNext('+') ? '+' : reader.isNext('-') ? '-' : undefined
  if (operator === undefined) return left
  reader.advance()
  reader.countOperator()
  return { kind: 'sum', operator, left, right: readOperand(reader) }
}

function readOperand(reader: ExpressionReader): Operand {
  const operand = reader.operand(() => readSum(reader))
  reader.standsAs(operand, 'update')
  return operand
}
