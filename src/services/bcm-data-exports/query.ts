// The queries of exports: columns of one table, or members of its maps, under names of their own, of rows that a condition lets through.
// Source: "SQL query and table configurations", AWS Data Exports User Guide.

import type { Cell, Column } from './table.ts'

export interface Selected { readonly column: string, readonly member?: string, readonly name: string }

export type Row = Readonly<Record<string, Cell>>

export interface Query {
  readonly columns: readonly Selected[]
  readonly table: string
  readonly passes: (row: Row) => boolean
  readonly limit?: number
}

/** What is wrong with a query, in words for its author. */
export class QueryProblem extends Error {}

const token = /\s*(?:('(?:[^']|'')*')|(\d+(?:\.\d+)?)|([A-Za-z_][\w:-]*)|(<=|>=|<>|!=|[=<>(),.*]))/y

interface Token { readonly kind: 'text' | 'number' | 'word' | 'sign', readonly text: string }

function tokensOf(text: string): Token[] {
  const found: Token[] = []
  token.lastIndex = 0
  while (/\S/.test(text.slice(token.lastIndex))) {
    const from = token.lastIndex
    const [, quoted, number, word, sign] = token.exec(text) ?? []
    if (quoted !== undefined) found.push({ kind: 'text', text: quoted.slice(1, -1).replaceAll('\'\'', '\'') })
    else if (number !== undefined) found.push({ kind: 'number', text: number })
    else if (word !== undefined) found.push({ kind: 'word', text: word })
    else if (sign !== undefined) found.push({ kind: 'sign', text: sign })
    else throw new QueryProblem(`The query cannot be read from '${text.slice(from, from + 20).trim()}' on`)
  }
  return found
}

type Condition = (row: Row) => boolean

class Reader {
  readonly #tokens: readonly Token[]
  readonly #columns: ReadonlyMap<string, Column>
  #at = 0

  /** @param columns of the table, once it is known */
  constructor(tokens: readonly Token[], columns: ReadonlyMap<string, Column>) {
    this.#tokens = tokens
    this.#columns = columns
  }

  get isDone(): boolean {
    return this.#at >= this.#tokens.length
  }

  /** Takes a keyword or a sign, if it is next. */
  takes(text: string): boolean {
    const next = this.#tokens[this.#at]
    if (next === undefined || next.kind === 'text' || next.text.toUpperCase() !== text) return false
    this.#at += 1
    return true
  }

  needs(text: string): void {
    if (this.takes(text)) return
    throw new QueryProblem(`The query lacks ${text}${this.isDone ? '' : ` before '${this.#tokens[this.#at]!.text}'`}`)
  }

  word(): string {
    const next = this.#tokens[this.#at]
    if (next?.kind !== 'word') throw new QueryProblem(`The query lacks a name${next === undefined ? '' : ` before '${next.text}'`}`)
    this.#at += 1
    return next.text
  }

  number(): number {
    const next = this.#tokens[this.#at]
    if (next?.kind !== 'number' || !/^\d+$/.test(next.text)) throw new QueryProblem('LIMIT needs a whole number')
    this.#at += 1
    return Number(next.text)
  }

  path(): Omit<Selected, 'name'> {
    const column = this.word()
    const known = this.#columns.get(column)
    if (known === undefined) throw new QueryProblem(`There is no column ${column}`)
    if (!this.takes('.')) return { column }
    if (!known.type.startsWith('map')) throw new QueryProblem(`The column ${column} has no members`)
    return { column, member: this.word() }
  }

  selected(): Selected {
    if (this.takes('*')) throw new QueryProblem('SELECT * is not supported: name the columns')
    const path = this.path()
    return { ...path, name: this.takes('AS') ? this.word() : path.member ?? path.column }
  }

  condition(): Condition {
    const left = this.#conjunction()
    if (!this.takes('OR')) return left
    const right = this.condition()
    return row => left(row) || right(row)
  }

  #conjunction(): Condition {
    const left = this.#single()
    if (!this.takes('AND')) return left
    const right = this.#conjunction()
    return row => left(row) && right(row)
  }

  #single(): Condition {
    if (this.takes('NOT')) {
      const inner = this.#single()
      return row => !inner(row)
    }
    if (this.takes('(')) {
      const inner = this.condition()
      this.needs(')')
      return inner
    }
    const path = this.path()
    const isNumber = path.member === undefined && this.#columns.get(path.column)!.type === 'double'
    const read = (row: Row) => textOf(cellOf(row, path))
    if (this.takes('IS')) {
      const isWanted = !this.takes('NOT')
      this.needs('NULL')
      return row => (read(row) === '') === isWanted
    }
    const isDenied = this.takes('NOT')
    if (this.takes('IN')) {
      const values = this.#list()
      return row => values.some(value => compare(read(row), value, isNumber) === 0) !== isDenied
    }
    const operator = this.#tokens[this.#at]?.text ?? ''
    const test = comparisons[operator]
    if (test === undefined || isDenied) throw new QueryProblem(`'${operator}' is no operator`)
    this.#at += 1
    const value = this.#value()
    return row => test(compare(read(row), value, isNumber))
  }

  #list(): string[] {
    this.needs('(')
    const values = [this.#value()]
    while (this.takes(',')) values.push(this.#value())
    this.needs(')')
    return values
  }

  #value(): string {
    const next = this.#tokens[this.#at]
    if (next?.kind !== 'text' && next?.kind !== 'number') throw new QueryProblem('The query lacks a value')
    this.#at += 1
    return next.text
  }
}

const comparisons: Readonly<Record<string, (order: number) => boolean>> = {
  '=': order => order === 0, '!=': order => order !== 0, '<>': order => order !== 0, '<': order => order < 0, '<=': order => order <= 0,
  '>': order => order > 0, '>=': order => order >= 0,
}

function compare(a: string, b: string, isNumber: boolean): number {
  if (isNumber) return Number(a === '' ? 'NaN' : a) - Number(b)
  return a < b ? -1 : a > b ? 1 : 0
}

/** The cell of a row that a path means. */
export function cellOf(row: Row, { column, member }: Omit<Selected, 'name'>): Cell {
  const cell = row[column] ?? ''
  return member === undefined ? cell : typeof cell === 'string' ? '' : cell[member] ?? ''
}

/** Maps are written as JSON. */
export function textOf(cell: Cell): string {
  return typeof cell === 'string' ? cell : JSON.stringify(cell)
}

/**
 * Reads a query.
 * @param columnsOf the columns of a table, by name; undefined where there is no such table
 * @throws QueryProblem
 */
export function readQuery(text: string, columnsOf: (table: string) => readonly Column[] | undefined): Query {
  const tokens = tokensOf(text)
  const from = tokens.findIndex(({ kind, text: word }) => kind === 'word' && word.toUpperCase() === 'FROM')
  const table = tokens[from + 1]?.text ?? ''
  const columns = from < 0 ? undefined : columnsOf(table)
  if (columns === undefined) throw new QueryProblem(from < 0 ? 'The query lacks FROM' : `There is no table ${table}`)
  const reader = new Reader(tokens, new Map(columns.map(column => [column.name, column])))
  reader.needs('SELECT')
  const selected = [reader.selected()]
  while (reader.takes(',')) selected.push(reader.selected())
  reader.needs('FROM')
  reader.word()
  const passes = reader.takes('WHERE') ? reader.condition() : () => true
  const limit = reader.takes('LIMIT') ? reader.number() : undefined
  if (!reader.isDone) throw new QueryProblem('The query goes on after its end')
  const twice = selected.find(({ name }, i) => selected.findIndex(other => other.name === name) !== i)
  if (twice !== undefined) throw new QueryProblem(`The name ${twice.name} is given twice`)
  return { columns: selected, table, passes, ...(limit !== undefined && { limit }) }
}
