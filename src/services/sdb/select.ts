// Select: the items of a domain that meet a condition, sorted and cut into pages. What the language is stands in `expression.ts`, what
// meets a condition in `condition.ts`.

import type { Sdb } from '../../../generated/aws/sdb.ts'
import type { Call } from '../../kernel/service.ts'
import { constrains, meets, valuesOf } from './condition.ts'
import { Domain } from './domain.ts'
import { BadExpression, readQuery } from './expression.ts'
import type { Query } from './expression.ts'
import { shown } from './item.ts'
import { Item } from './stored-item.ts'

/** "Limits": items on a page where the expression names no limit; bytes of an answer; names in an output. */
const [usualItems, mostBytes, mostNames] = [100, 1_048_576, 20]

export const Select: Sdb['Select'] = ({ SelectExpression: text, NextToken: token }, call) => {
  const query = queryOf(text, call)
  call.of(Domain).require(query.domain)
  if (typeof query.output === 'object' && query.output.length > mostNames) {
    throw call.fault('TooManyRequestedAttributes', 'Too many attributes requested.')
  }
  const found = sorted([...call.of(Item).scan({ within: [query.domain] })].filter(item =>
    query.where === undefined || meets(item, query.where)), query, call)
  const from = startOf(text, token, call)
  if (query.output === 'count') {
    const Count = [{ Name: 'Count', Value: String(Math.min(found.length, query.limit ?? found.length)) }]
    return { Items: [{ Name: 'Domain', Attributes: Count }] }
  }
  const { limit = usualItems, output } = query
  const rest = found.slice(from)
  const page = cut(rest.map(item => itemOf(item, output)).filter(({ Attributes: own }) => output === 'itemName' || own.length > 0), limit)
  const end = page.length === 0 ? rest.length : rest.findIndex(({ name }) => name === page.at(-1)!.Name) + 1
  return { Items: page, ...(end < rest.length && page.length > 0 && { NextToken: call.seal('Select', [text, from + end]) }) }
}

function queryOf(text: string, call: Call): Query {
  try {
    return readQuery(text)
  } catch (error) {
    if (!(error instanceof BadExpression)) throw error
    throw call.fault('InvalidQueryExpression', 'The specified query expression syntax is not valid.')
  }
}

function sorted(items: Item[], { order, where }: Query, call: Call): Item[] {
  if (order === undefined) return items
  const { by, isDescending } = order
  if (by.kind !== 'itemName' && !constrains(where, by)) {
    throw call.fault('InvalidSortExpression', 'Invalid sort expression. The sort attribute must be present in at least one of the '
      + 'predicates, and the predicate cannot contain the is null operator.')
  }
  const least = (item: Item): string => valuesOf(item, by).sort()[0] ?? ''
  const rows = items.map(item => [least(item), item] as const).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0)
  return (isDescending ? rows.reverse() : rows).map(([, item]) => item)
}

function itemOf({ name, pairs }: Item, output: Query['output']): { Name: string, Attributes: { Name: string, Value: string }[] } {
  const own = output === 'all' ? pairs : typeof output === 'object' ? pairs.filter(([each]) => output.includes(each)) : []
  return { Name: name, Attributes: shown(own) }
}

/** As many as the limit and the size of an answer let through. */
function cut<T extends { readonly Name: string, readonly Attributes: readonly { Name: string, Value: string }[] }>(
  items: readonly T[], limit: number,
): T[] {
  let sizeBytes = 0
  const page: T[] = []
  for (const item of items) {
    sizeBytes += item.Attributes.reduce((sum, { Name: name, Value: value }) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
      Buffer.byteLength(item.Name))
    if (page.length === limit || (page.length > 0 && sizeBytes > mostBytes)) break
    page.push(item)
  }
  return page
}

/** A token continues the expression that it came from. */
function startOf(text: string, token: string | undefined, call: Call): number {
  if (token === undefined || token === '') return 0
  const opened = call.open('Select', token) as readonly [string, number] | undefined
  if (opened === undefined || opened[0] !== text) throw call.fault('InvalidNextToken', 'The specified next token is not valid.')
  return opened[1]
}
