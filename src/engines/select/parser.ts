// The grammar of a query: SELECT, FROM, WHERE, LIMIT, and no more. Source: "SELECT command", SQL reference for Amazon S3 Select.

import { ExpressionParser, keywords } from './expression-parser.ts'
import { SelectRefusal } from './refusal.ts'
import type { Expression, Projection, Query, Step } from './syntax.ts'
import { TokenReader } from './token-reader.ts'

const longestBytes = 256 * 1024
const table = 's3object'

/** @throws SelectRefusal */
export function parseQuery(text: string): Query {
  if (Buffer.byteLength(text) > longestBytes) throw new SelectRefusal('ExpressionTooLong')
  const reader = new TokenReader(text)
  const expressions = new ExpressionParser(reader)
  if (!reader.word('select')) throw new SelectRefusal('ParseUnexpectedToken', reader.shown())
  const projections = selectList(reader, expressions)
  if (!reader.word('from')) throw new SelectRefusal('ParseSelectMissingFrom')
  const { from, alias } = source(reader, expressions)
  const where = reader.word('where') ? expressions.expression() : undefined
  const limit = reader.word('limit') ? limitOf(reader, expressions) : undefined
  reader.sign(';')
  if (reader.peek().kind !== 'end') throw unexpected(reader)
  if (where !== undefined && holdsAggregate(where)) throw new SelectRefusal('UnsupportedSqlStructure', 'an aggregate in WHERE')
  const query: Query = {
    ...(projections !== undefined && { projections }), from, alias, ...(where && { where }), ...(limit !== undefined && { limit }),
  }
  checkAggregates(projections ?? [])
  return query
}

function unexpected(reader: TokenReader): SelectRefusal {
  const isClause = ['group', 'order', 'having', 'join', 'union', 'inner', 'left', 'right'].some(word => reader.isWord(word))
  return new SelectRefusal(isClause ? 'ParseUnsupportedSyntax' : 'ParseUnexpectedToken', reader.shown())
}

function selectList(reader: TokenReader, expressions: ExpressionParser): Projection[] | undefined {
  if (reader.isWord('from')) throw new SelectRefusal('ParseEmptySelect')
  if (reader.isWord('distinct')) throw new SelectRefusal('ParseUnsupportedSyntax', 'DISTINCT')
  if (reader.sign('*')) {
    if (reader.isSign(',')) throw new SelectRefusal('ParseAsteriskIsNotAloneInSelectList')
    return undefined
  }
  const projections: Projection[] = []
  do {
    if (reader.isSign('*')) throw new SelectRefusal('ParseAsteriskIsNotAloneInSelectList')
    const expression = expressions.expression()
    const given = reader.word('as') ? identifier(reader) ?? missingAlias() : identifier(reader)
    projections.push({ expression, name: given ?? nameOf(expression, projections.length) })
  } while (reader.sign(','))
  // `SELECT s.* FROM S3Object s` is what it looks like.
  const [only] = projections
  if (projections.length === 1 && only!.expression.kind === 'path') {
    const { steps } = only!.expression
    const [, step] = steps
    if (steps.length === 2 && step?.kind === 'each' && step.of === 'struct') return undefined
  }
  return projections
}

function missingAlias(): never {
  throw new SelectRefusal('ParseExpectedIdentForAlias')
}

function identifier(reader: TokenReader): string | undefined {
  const token = reader.peek()
  if (token.kind !== 'quoted' && (token.kind !== 'word' || keywords.has(token.word))) return undefined
  reader.take()
  return token.text
}

/** A path is called by its last name, everything else by its place. */
function nameOf(expression: Expression, index: number): string {
  const last = expression.kind === 'path' ? expression.steps.at(-1) : undefined
  return last?.kind === 'name' ? last.name : `_${index + 1}`
}

function source(reader: TokenReader, expressions: ExpressionParser): { readonly from: readonly Step[], readonly alias: string } {
  const token = reader.take()
  const isTable = (token.kind === 'word' && token.word === table) || (token.kind === 'quoted' && token.text === 'S3Object')
  if (!isTable) throw new SelectRefusal('InvalidDataSource')
  const steps = expressions.steps()
  if (steps.length > 0 && steps[0]!.kind !== 'each') throw new SelectRefusal('InvalidKeyPath')
  const alias = reader.word('as') ? identifier(reader) ?? missingAlias() : identifier(reader)
  if (reader.isSign(',')) throw new SelectRefusal('MultipleDataSourcesUnsupported')
  if (reader.isWord('at')) throw new SelectRefusal('ParseUnsupportedSyntax', 'AT')
  return { from: steps.slice(1), alias: alias ?? usualAlias(steps.slice(1), token.text) }
}

/** Rows of a path are called by its last name, or `_1` where it ends in no name. */
function usualAlias(steps: readonly Step[], table: string): string {
  const last = steps.at(-1)
  return last === undefined ? table : last.kind === 'name' ? last.name : '_1'
}

function limitOf(reader: TokenReader, expressions: ExpressionParser): bigint {
  const expression = expressions.expression()
  const [operand, sign] = expression.kind === 'negate' ? [expression.operand, -1n] : [expression, 1n]
  if (operand.kind !== 'literal' || typeof operand.value !== 'bigint') throw new SelectRefusal('ParseExpectedNumber', reader.shown())
  const limit = operand.value * sign
  if (limit < 0n) throw new SelectRefusal('EvaluatorNegativeLimit')
  return limit
}

/** Aggregates and columns do not mix, and an aggregate holds no other. */
function checkAggregates(projections: readonly Projection[]): void {
  const isAggregated = projections.some(({ expression }) => holdsAggregate(expression))
  if (isAggregated && projections.some(({ expression }) => holdsBareColumn(expression))) {
    throw new SelectRefusal('UnsupportedSqlStructure', 'aggregates and columns side by side')
  }
  const isNested = projections.some(({ expression }) => aggregatesIn(expression).some(({ operand }) =>
    operand !== undefined && holdsAggregate(operand)))
  if (isNested) throw new SelectRefusal('UnsupportedSqlStructure', 'an aggregate of an aggregate')
}

export type Aggregate = Extract<Expression, { kind: 'aggregate' }>

/** The outermost aggregates, in order. */
export function aggregatesIn(expression: Expression): Aggregate[] {
  return expression.kind === 'aggregate' ? [expression] : childrenOf(expression).flatMap(aggregatesIn)
}

function holdsAggregate(expression: Expression): boolean {
  return aggregatesIn(expression).length > 0
}

function holdsBareColumn(expression: Expression): boolean {
  if (expression.kind === 'path') return true
  return expression.kind !== 'aggregate' && childrenOf(expression).some(holdsBareColumn)
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'literal': case 'path': return []
    case 'negate': case 'not': case 'is': case 'cast': return [expression.operand]
    case 'and': case 'or': case 'binary': return [expression.left, expression.right]
    case 'between': return [expression.operand, expression.low, expression.high]
    case 'in': return [expression.operand, ...expression.list]
    case 'like': return [expression.operand, expression.pattern, ...(expression.escape ? [expression.escape] : [])]
    case 'case': return [
      ...(expression.operand ? [expression.operand] : []), ...expression.branches.flatMap(({ when, then }) => [when, then]),
      ...(expression.otherwise ? [expression.otherwise] : []),
    ]
    case 'call': return expression.operands
    case 'aggregate': return expression.operand === undefined ? [] : [expression.operand]
  }
}
