// The query language: words, which a resource may hold anywhere, and filters, each of which it must pass; a hyphen turns a term round,
// commas part alternatives, an asterisk at the end stands for anything, quotes hold together. Pure.
// Source: "Search query syntax reference for Resource Explorer", AWS Resource Explorer User Guide.

import { parseArn } from '../../kernel/service.ts'
import type { TagSet } from '../../kernel/service.ts'

/** What a query looks at. */
export interface Searched {
  readonly arn: string
  /** `sqs:queue` */
  readonly resourceType: string
  readonly service: string
  /** `global` for what belongs to none. */
  readonly region: string
  readonly account: string
  readonly tags: TagSet
}

interface Term { readonly name: string | undefined, readonly values: readonly string[], readonly negated: boolean }

export interface Query { readonly words: readonly Term[], readonly filters: readonly Term[], readonly unknown: readonly string[] }

const filterNames = ['accountid', 'application', 'id', 'region', 'resourcetype', 'resourcetype.supports', 'service', 'tag', 'tag.key',
  'tag.value']
const piece = /"([^"]*)"|([^\s"]+)/y

export function readQuery(text: string): Query {
  const terms = tokensOf(text).map(readTerm)
  const isFilter = ({ name }: Term): boolean => name !== undefined && filterNames.includes(name)
  // What looks like a filter and is none is a word like others, as ARNs hold colons.
  return {
    words: terms.filter(term => !isFilter(term)), filters: terms.filter(isFilter),
    unknown: terms.flatMap(({ name }) => name !== undefined && /^[a-z.]+$/.test(name) && !filterNames.includes(name) ? [name] : []),
  }
}

/** Why a text is no filter string, which has no free words. */
export function filterProblem({ words, unknown }: Query): string | undefined {
  if (unknown.length > 0) return `The filter string holds the unknown filter ${unknown[0]}:. Filters are ${filterNames.join(', ')}.`
  return words.length === 0 ? undefined : 'A filter string may hold filters only, no free-form words.'
}

/** Any of the words, and all of the filters. */
export function fits({ words, filters }: Query, searched: Searched): boolean {
  if (!filters.every(term => passes(term, searched))) return false
  const wanted = words.filter(({ negated }) => !negated)
  if (words.some(term => term.negated && holds(term, searched))) return false
  return wanted.length === 0 || wanted.some(term => holds(term, searched))
}

function tokensOf(text: string): string[] {
  const tokens: string[] = []
  let token = ''
  for (let at = 0; at < text.length;) {
    if (/\s/.test(text[at]!)) {
      if (token !== '') tokens.push(token)
      token = ''
      at += 1
      continue
    }
    piece.lastIndex = at
    const [whole] = piece.exec(text) ?? []
    // An open quote is a character like others.
    token += whole ?? text[at]!
    at += whole?.length ?? 1
  }
  return token === '' ? tokens : [...tokens, token]
}

function readTerm(token: string): Term {
  const negated = token.startsWith('-') && token.length > 1
  const plain = negated ? token.slice(1) : token
  const colon = /^[\w.]+(?=:)/.exec(plain)?.[0]
  const name = colon?.toLowerCase()
  const rest = name === undefined ? plain : plain.slice(name.length + 1)
  if (name === undefined || !filterNames.includes(name)) {
    return { name: name !== undefined && parseArn(plain) === undefined ? name : undefined, values: [unquoted(plain)], negated }
  }
  return { name, values: alternatives(rest), negated }
}

/** Commas part alternatives, but not within quotes. */
function alternatives(text: string): string[] {
  return (text.match(/(?:"[^"]*"|[^,])+/g) ?? []).map(unquoted)
}

function unquoted(text: string): string {
  return text.replaceAll('"', '').toLowerCase()
}

function passes({ name, values, negated }: Term, searched: Searched): boolean {
  return values.some(value => has(name!, value, searched)) !== negated
}

function has(name: string, value: string, { arn, resourceType, service, region, account, tags }: Searched): boolean {
  const names = Object.keys(tags)
  switch (name) {
    case 'accountid': return like(account, value)
    case 'id': return like(arn, value)
    case 'region': return like(region, value)
    case 'resourcetype': return like(resourceType, value)
    case 'resourcetype.supports': return value === 'tags'
    case 'service': return like(service, value)
    case 'tag.key': return names.some(each => like(each, value))
    case 'tag.value': return Object.values(tags).some(each => like(each, value))
    case 'application': return Object.entries(tags).some(([key, each]) => key === 'awsApplication' && like(each, value))
    default: return hasTag(value, tags)
  }
}

/** `tag:none`, `tag:all`, `tag:name=value`. */
function hasTag(value: string, tags: TagSet): boolean {
  if (value === 'none') return Object.keys(tags).length === 0
  if (value === 'all') return Object.keys(tags).length > 0
  const equals = value.indexOf('=')
  if (equals < 0) return false
  const [key, text] = [value.slice(0, equals), value.slice(equals + 1)]
  return Object.entries(tags).some(([each, own]) => each.toLowerCase() === key && like(own, text))
}

/** A word stands anywhere in the ARN, the type, the region or a tag. */
function holds({ values: [word] }: Term, { arn, resourceType, region, tags }: Searched): boolean {
  const plain = word!.endsWith('*') ? word!.slice(0, -1) : word!
  return [arn, resourceType, region, ...Object.entries(tags).flat()].some(text => text.toLowerCase().includes(plain))
}

/** Whether a text is the value, or begins with it where it ends in an asterisk; case says nothing. */
function like(text: string, value: string): boolean {
  return value.endsWith('*') ? text.toLowerCase().startsWith(value.slice(0, -1)) : text.toLowerCase() === value
}
