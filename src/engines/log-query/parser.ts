// A query's commands, between bars. Names of columns are what is written, or what comes after `as`.
// Source: "Supported commands", CloudWatch Logs User Guide.

import { readExpressionTree } from './expression-parser.ts'
import { tokensOf } from './lexer.ts'
import { QueryProblem, QueryRefusal } from './problem.ts'
import { readExpression } from './regular.ts'
import type { Column, Command, Expression, Query } from './syntax.ts'
import { TokenReader } from './token-reader.ts'

const refused: Readonly<Record<string, string>> = {
  pattern: 'clusters of events', diff: 'comparisons of times', anomaly: 'machine learning', join: 'other queries', lookup: 'lookup tables',
  source: 'selections of log groups', addtotals: 'totals', expand: 'structures', relevantfields: 'machine learning',
}

/** @throws QueryProblem, QueryRefusal */
export function readQuery(text: string): Query {
  const reader = new TokenReader(text, tokensOf(text))
  const commands: Command[] = []
  let unmasks = false
  // A leading bar, or none at all, is taken as nothing.
  reader.takeSign('|')
  while (!reader.isOver) {
    if (reader.takeWord('unmask')) {
      unmasks = true
      commands.push({ kind: 'fields', columns: columnsIn(reader) })
    } else commands.push(commandIn(reader))
    if (reader.takeSign('|') === undefined && !reader.isOver) throw reader.unexpected(reader.current)
  }
  if (commands.length === 0) throw new QueryProblem('The query is empty', 0, text.length)
  check(commands)
  return { commands, unmasks }
}

function commandIn(reader: TokenReader): Command {
  const token = reader.next()
  const word = token.kind === 'name' ? token.text.toLowerCase() : ''
  switch (word) {
    case 'fields': return { kind: 'fields', columns: columnsIn(reader) }
    case 'display': return { kind: 'display', columns: columnsIn(reader) }
    case 'filter': case 'filterindex': return { kind: 'filter', condition: readExpressionTree(reader) }
    case 'stats': return statsIn(reader)
    case 'sort': return sortIn(reader)
    case 'limit': case 'head': return { kind: 'limit', count: countIn(reader) }
    case 'parse': return parseIn(reader)
    case 'dedup': return { kind: 'dedup', keys: columnsIn(reader).map(({ expression }) => expression) }
    case 'unnest': return unnestIn(reader)
    default:
  }
  const what = refused[word]
  if (what !== undefined) throw new QueryRefusal(`The command ${word} is not served: queries here know nothing of ${what}.`)
  throw reader.unexpected(token)
}

function columnsIn(reader: TokenReader): Column[] {
  const columns: Column[] = []
  do columns.push(columnIn(reader)); while (reader.takeSign(',') !== undefined)
  return columns
}

function columnIn(reader: TokenReader): Column {
  const { from } = reader.current
  const expression = readExpressionTree(reader)
  const written = reader.query.slice(from, lastEnd(reader)).trim()
  const name = reader.takeWord('as') ? nameIn(reader) : written.replaceAll('`', '')
  return { name, expression }
}

/** Where the token before the present one ends: what follows it is blank or a comment. */
function lastEnd(reader: TokenReader): number {
  const before = reader.query.slice(0, reader.current.from).replace(/(?:\s|#[^\n]*\n?)+$/, '')
  return before.length
}

function nameIn(reader: TokenReader): string {
  const token = reader.next()
  if (token.kind !== 'name' && token.kind !== 'text') throw reader.unexpected(token)
  let name = token.text
  while (reader.takeSign('.') !== undefined) name += `.${reader.next().text}`
  return name
}

function countIn(reader: TokenReader): number {
  const token = reader.next()
  if (token.kind !== 'number' || !/^\d+$/.test(token.text)) throw reader.unexpected(token)
  return Number(token.text)
}

function statsIn(reader: TokenReader): Command {
  const columns = columnsIn(reader)
  const by = reader.takeWord('by') ? columnsIn(reader) : []
  return { kind: 'stats', columns, by }
}

function sortIn(reader: TokenReader): Command {
  reader.takeWord('by')
  const keys = []
  do {
    const expression = readExpressionTree(reader)
    const descending = reader.takeWord('desc')
    if (!descending) reader.takeWord('asc')
    keys.push({ expression, descending })
  } while (reader.takeSign(',') !== undefined)
  return { kind: 'sort', keys }
}

const wholeMessage: Expression = { kind: 'field', path: ['@message'] }

function parseIn(reader: TokenReader): Command {
  const isPattern = reader.current.kind === 'text' || reader.current.kind === 'expression'
  if (reader.isWord('logfmt')) throw new QueryRefusal('The command parse logfmt is not served: parse takes globs and regular expressions.')
  const source = isPattern ? wholeMessage : readExpressionTree(reader)
  const token = reader.next()
  if (token.kind === 'expression') {
    const pattern = readExpression(token)
    const names = [...token.text.matchAll(/\(\?P?<([A-Za-z_]\w*)>/g)].map(([, name]) => name!)
    if (names.length === 0) throw new QueryProblem('A regular expression of parse needs named groups', token.from, token.to)
    return { kind: 'parse', source, pattern, names }
  }
  if (token.kind !== 'text') throw reader.unexpected(token)
  const names: string[] = []
  if (!reader.takeWord('as')) throw reader.unexpected(reader.current)
  do names.push(nameIn(reader)); while (reader.takeSign(',') !== undefined)
  const stars = token.text.split('*').length - 1
  if (stars !== names.length) {
    throw new QueryProblem(`Expected ${stars} names for the wildcards of parse, and not ${names.length}`, token.from, token.to)
  }
  return { kind: 'parse', source, pattern: globExpression(token.text), names }
}

/** Each star takes as little as it can, one at the end all that is left. */
function globExpression(glob: string): RegExp {
  const pieces = glob.split('*').map(piece => piece.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const text = pieces.reduce((sum, piece, i) => `${sum}${i === pieces.length - 1 && piece === '' ? '(.*)' : '(.*?)'}${piece}`)
  return new RegExp((glob.startsWith('*') ? '^' : '') + text, 's')
}

function unnestIn(reader: TokenReader): Command {
  const source = readExpressionTree(reader)
  if (!reader.takeWord('into')) throw reader.unexpected(reader.current)
  return { kind: 'unnest', source, name: nameIn(reader) }
}

function check(commands: readonly Command[]): void {
  for (const command of commands) {
    for (const expression of expressionsOf(command)) {
      if (containsAggregate(expression)) throw new QueryProblem('Aggregate functions belong into stats', 0)
    }
    if (command.kind === 'stats' && !command.columns.every(({ expression }) => containsAggregate(expression))) {
      throw new QueryProblem('stats takes aggregate functions', 0)
    }
  }
}

/** Those that are asked of single events. */
function expressionsOf(command: Command): readonly Expression[] {
  switch (command.kind) {
    case 'fields': case 'display': return command.columns.map(({ expression }) => expression)
    case 'filter': return [command.condition]
    case 'stats': return command.by.map(({ expression }) => expression)
    case 'dedup': return command.keys
    default: return []
  }
}

function containsAggregate(expression: Expression): boolean {
  switch (expression.kind) {
    case 'aggregate': return true
    case 'binary': return containsAggregate(expression.left) || containsAggregate(expression.right)
    case 'unary': case 'like': case 'in': return containsAggregate(expression.operand)
    case 'call': return expression.parameters.some(containsAggregate)
    case 'item': return containsAggregate(expression.of)
    default: return false
  }
}
