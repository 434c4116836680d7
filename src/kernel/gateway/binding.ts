// Matches a method and path against the HTTP bindings of one or several REST services: literal segments before labels, greedy labels last,
// then query literals (`?uploads`), then the query parameters and headers that an operation requires (CopyObject's `x-amz-copy-source`).
// It extracts no labels: the codec reads them by the operation's own template. https://smithy.io/2.0/spec/http-bindings.html

import type { HttpBinding } from '../../model/catalogue-face.ts'
import { decoded, queryValue } from './evidence.ts'
import type { RequestHead } from './request.ts'

export interface Bound {
  readonly serviceId: string
  readonly operation: string
  readonly literals: readonly QueryLiteral[]
  /** How much of the path the template spells out. */
  readonly literalSegments: number
  readonly trailingSlash: boolean
}

/** `x-id` is none: it only repeats the operation's name, and clients of older models do not send it. */
interface QueryLiteral { readonly name: string, readonly value: string }

/** What an operation cannot do without, beyond its path; read from its model only when several operations share a path. */
export interface Requirements {
  readonly queryNames: readonly string[]
  readonly headerNames: readonly string[]
  readonly deprecated: boolean
}

/** A greedy label and the literal segments that must follow it (`/portals/{portalArn+}/userSettings`). */
interface GreedyTail { readonly after: readonly string[], readonly leaf: Leaf }

type Leaf = Map<string, Bound[]>

/** What a leaf means to a request without a query that has none of these headers, where that is clear. */
interface Plain {
  readonly headerNames: readonly string[]
  readonly bounds: readonly Bound[] | undefined
  readonly withSlash: readonly Bound[] | undefined
}

interface Node {
  readonly literals: Map<string, Node>
  label?: Node
  readonly greedy: GreedyTail[]
  readonly leaf: Leaf
}

const newNode = (): Node => ({ literals: new Map(), greedy: [], leaf: new Map() })

export class BindingTable {
  readonly #root = newNode()
  readonly #requirementsOf: (bound: Bound) => Requirements
  readonly #requirements = new Map<Bound, Requirements>()
  readonly #plain = new Map<readonly Bound[], Plain>()

  constructor(requirementsOf: (bound: Bound) => Requirements) {
    this.#requirementsOf = requirementsOf
  }

  add(serviceId: string, binding: HttpBinding): void {
    const [path, query] = halves(binding.uri)
    const segments = segmentsOf(path)
    const trailingSlash = segments.at(-1) === ''
    if (trailingSlash) segments.pop()
    const bound: Bound = {
      serviceId,
      operation: binding.operation,
      literals: query === '' ? [] : query.split('&').map(queryLiteral).filter(literal => literal.name !== 'x-id'),
      literalSegments: segments.filter(segment => !segment.startsWith('{')).length,
      trailingSlash,
    }
    let node = this.#root
    for (const [index, segment] of segments.entries()) {
      if (segment.endsWith('+}')) return addTo(greedyLeaf(node, segments.slice(index + 1)), binding.method, bound)
      if (segment.startsWith('{')) node = node.label ??= newNode()
      else node = childOf(node.literals, segment)
    }
    addTo(node.leaf, binding.method, bound)
  }

  /**
   * The operations that the request may mean, all equally: one, unless services or versions share a binding. Empty when none fits.
   * @param path the path to match, which for S3 is not always the request's own
   */
  match(head: RequestHead, path: string): readonly Bound[] {
    const leaves: Bound[][] = []
    collect(this.#root, segmentsOf(path), 0, head.method, leaves)
    let fallback: readonly Bound[] = []
    for (const leaf of leaves) {
      const plain = head.query === '' ? this.#plainly(leaf, head) : undefined
      if (plain !== undefined) return plain
      const fitting = leaf.filter(bound => bound.literals.every(literal => fits(head.query, literal)))
      if (fitting.length === 0) continue
      const { bounds, complete } = this.#mostSpecific(head, fitting)
      if (complete) return bounds
      if (fallback.length === 0) fallback = bounds
    }
    return fallback
  }

  /** Without a query or a header that an operation requires, a leaf means the same each time; undefined where it must be judged. */
  #plainly(leaf: readonly Bound[], head: RequestHead): readonly Bound[] | undefined {
    let plain = this.#plain.get(leaf)
    if (plain === undefined) this.#plain.set(leaf, plain = this.#plainOf(leaf))
    for (const name of plain.headerNames) if (head.headers[name] !== undefined) return undefined
    return head.path.endsWith('/') ? plain.withSlash : plain.bounds
  }

  #plainOf(leaf: readonly Bound[]): Plain {
    const fitting = leaf.filter(bound => bound.literals.length === 0)
    const chosen = (path: string): readonly Bound[] | undefined => {
      if (fitting.length === 0) return undefined
      const { bounds, complete } = this.#mostSpecific({ method: '', path, query: '', headers: {} }, fitting)
      return complete ? bounds : undefined
    }
    const headerNames = fitting.length < 2 ? [] : fitting.flatMap(bound => this.#requirementsFor(bound).headerNames)
    return { headerNames, bounds: chosen('/x'), withSlash: chosen('/x/') }
  }

  /** Whether any method is bound to the path. */
  knowsPath(path: string): boolean {
    const leaves: Bound[][] = []
    collect(this.#root, segmentsOf(path), 0, undefined, leaves)
    return leaves.length > 0
  }

  #mostSpecific(head: RequestHead, fitting: readonly Bound[]): { bounds: readonly Bound[], complete: boolean } {
    if (fitting.length === 1) return { bounds: fitting, complete: true }
    const named = queryValue(head.query, 'x-id')
    const chosen = named === undefined ? [] : fitting.filter(bound => bound.operation === named)
    if (chosen.length > 0) return { bounds: chosen, complete: true }
    const scored = fitting.map(bound => this.#score(head, bound))
    const complete = scored.filter(score => score.missing === 0)
    const eligible = complete.length > 0 ? complete : leastMissing(scored)
    const best = Math.max(...eligible.map(score => score.weight))
    return { bounds: eligible.filter(score => score.weight === best).map(score => score.bound), complete: complete.length > 0 }
  }

  #score(head: RequestHead, bound: Bound): { bound: Bound, missing: number, weight: number } {
    const requirements = this.#requirementsFor(bound)
    const queries = requirements.queryNames.filter(name => queryValue(head.query, name) !== undefined).length
    const headers = requirements.headerNames.filter(name => head.headers[name] !== undefined).length
    const missing = requirements.queryNames.length + requirements.headerNames.length - queries - headers
    // Between equal needs, a deprecated operation (GetBucketLifecycle) loses against its successor, then the trailing slash counts:
    // the paths of the second Lex end in one, those of the first do not.
    const slash = head.path.endsWith('/') === bound.trailingSlash ? 1 : 0
    const weight = 4 * (bound.literals.length + queries + headers) - (requirements.deprecated ? 2 : 0) + slash
    return { bound, missing, weight }
  }

  #requirementsFor(bound: Bound): Requirements {
    const known = this.#requirements.get(bound)
    if (known !== undefined) return known
    const read = this.#requirementsOf(bound)
    this.#requirements.set(bound, read)
    return read
  }
}

function leastMissing<Score extends { missing: number }>(scores: readonly Score[]): readonly Score[] {
  const least = Math.min(...scores.map(score => score.missing))
  return scores.filter(score => score.missing === least)
}

/** Leaves that fit the path, the most literal first. Visits each node at most once: the work is bounded by the table, not by the path. */
function collect(node: Node, segments: readonly string[], index: number, method: string | undefined, found: Bound[][]): void {
  if (index === segments.length) {
    addLeaf(node.leaf, method, found)
    return
  }
  const segment = segments[index]!
  const literal = node.literals.get(segment) ?? (segment.includes('%') ? node.literals.get(decoded(segment)) : undefined)
  if (literal !== undefined) collect(literal, segments, index + 1, method, found)
  // A trailing slash means nothing, unless a greedy label takes it as part of its value.
  if (segment === '' && index === segments.length - 1) addLeaf(node.leaf, method, found)
  else if (node.label !== undefined && segment !== '') collect(node.label, segments, index + 1, method, found)
  for (const tail of node.greedy) {
    if (endsWith(segments, index, tail.after)) addLeaf(tail.leaf, method, found)
  }
}

function addLeaf(leaf: Leaf, method: string | undefined, found: Bound[][]): void {
  if (method === undefined) found.push(...leaf.values())
  const bounds = method === undefined ? undefined : leaf.get(method)
  if (bounds !== undefined) found.push(bounds)
}

/** Whether the segments from `start` are a non-empty greedy value followed by `after`. */
function endsWith(segments: readonly string[], start: number, after: readonly string[]): boolean {
  const end = segments.length - after.length
  if (end <= start || (end === start + 1 && segments[start] === '')) return false
  return after.every((segment, index) => segment.startsWith('{') || segment === segments[end + index])
}

/** Tails with more literals are tried first: `{name+}/policy` before `{name+}`. */
function greedyLeaf(node: Node, after: readonly string[]): Leaf {
  const same = node.greedy.find(tail => tail.after.join('/') === after.join('/'))
  if (same !== undefined) return same.leaf
  const tail: GreedyTail = { after, leaf: new Map() }
  node.greedy.push(tail)
  node.greedy.sort((left, right) => right.after.length - left.after.length)
  return tail.leaf
}

function childOf(children: Map<string, Node>, segment: string): Node {
  const existing = children.get(segment)
  if (existing !== undefined) return existing
  const child = newNode()
  children.set(segment, child)
  return child
}

function addTo(leaf: Leaf, method: string, bound: Bound): void {
  const bounds = leaf.get(method)
  if (bounds === undefined) leaf.set(method, [bound])
  else bounds.push(bound)
}

function halves(uri: string): [string, string] {
  const mark = uri.indexOf('?')
  return mark < 0 ? [uri, ''] : [uri.slice(0, mark), uri.slice(mark + 1)]
}

/** A trailing slash is an empty last segment. */
function segmentsOf(path: string): string[] {
  const segments = path.split('/')
  segments.shift()
  return segments
}

function queryLiteral(pair: string): QueryLiteral {
  const equals = pair.indexOf('=')
  return equals < 0 ? { name: pair, value: '' } : { name: pair.slice(0, equals), value: pair.slice(equals + 1) }
}

function fits(query: string, literal: QueryLiteral): boolean {
  const value = queryValue(query, literal.name)
  return value !== undefined && (literal.value === '' || value === literal.value)
}
