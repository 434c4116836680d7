// Tables kept as text: tab-separated, the first line names the columns, lines that begin with # are remarks. Empty cells are empty texts.

import { readFileSync } from 'node:fs'

/** One line by its columns' names. */
export type Row<Name extends string = string> = Readonly<Record<Name, string>>

/** @throws Error for a line of another width than the header */
export function readRows<Name extends string>(text: string, columns: readonly Name[]): Row<Name>[] {
  const lines = text.split('\n').filter(line => line.trim() !== '' && !line.startsWith('#'))
  const names = (lines[0] ?? '').split('\t')
  if (names.join() !== columns.join()) throw new Error(`a table of ${columns.join()} was expected, not one of ${names.join()}`)
  return lines.slice(1).map(line => {
    const cells = line.split('\t')
    if (cells.length !== names.length) throw new Error(`${cells.length} cells instead of ${names.length}: ${line}`)
    return Object.fromEntries(names.map((name, i) => [name, cells[i]!])) as Row<Name>
  })
}

/** A table in a file beside the code. @param url `new URL('./prices.tsv', import.meta.url)` */
export function readTable<Name extends string>(url: URL, columns: readonly Name[]): Row<Name>[] {
  return readRows(readFileSync(url, 'utf8'), columns)
}
