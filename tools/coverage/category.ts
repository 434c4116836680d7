// Under which category of the AWS console's menu each API stands, and of which product it is a part: `categories.tsv`, read.

import { readFileSync } from 'node:fs'

export interface Category { readonly category: string, readonly product: string }

/** By service's id. @throws Error that names a row that cannot be read */
export function readCategories(text: string): ReadonlyMap<string, Category> {
  return new Map(text.trimEnd().split('\n').slice(1).map(row => {
    const [service, category, product] = row.split('\t')
    if (service === undefined || category === undefined
      || product === undefined) throw new Error(`categories.tsv: a row has three parts: ${row}`)
    return [service, { category, product }]
  }))
}

export function categories(path: string): ReadonlyMap<string, Category> {
  return readCategories(readFileSync(path, 'utf8'))
}
