// Texts of policies with what is filled in when they are judged: `${aws:username}`, with a default `${aws:PrincipalTag/team, 'none'}`, and
// `${*}`, `${?}`, `${$}` for those characters themselves. What is filled in is plain text: its `*` is no wildcard. Pure.
// Source: "IAM policy elements: Variables and tags", IAM User Guide.

import { piecesOf } from './pattern.ts'
import type { Piece } from './pattern.ts'

/** The values of a condition key, named in lower case; undefined where the request has none. */
export type Lookup = (key: string) => readonly string[] | undefined

interface Variable { readonly key: string, readonly fallback: string | undefined }

export type Token = Piece | Variable

/** What a text becomes for a request; undefined where it names a key that has not exactly one value, and no default. */
export type Template<T> = (lookup: Lookup) => T | undefined

export interface Reading {
  /** Off in policies older than 2012-10-17: there `${` is text. */
  readonly variables: boolean
  /** Off where the operator compares for equality. */
  readonly wildcards: boolean
}

/** A text up to the next of these is plain: `${` begins what is filled in, `}` ends it. */
export function readTokens(text: string, { variables, wildcards }: Reading): Token[] {
  const plain = wildcards ? piecesOf : (part: string): Token[] => part === '' ? [] : [part]
  const tokens: Token[] = []
  let at = 0
  for (let open = variables ? text.indexOf('${') : -1; open !== -1; open = text.indexOf('${', at)) {
    const close = text.indexOf('}', open)
    if (close === -1) break
    tokens.push(...plain(text.slice(at, open)), filler(text.slice(open + 2, close)))
    at = close + 1
  }
  return [...tokens, ...plain(text.slice(at))]
}

/** @param body what stands between the braces */
function filler(body: string): Token {
  if (body === '*' || body === '?' || body === '$') return body
  const comma = body.indexOf(',')
  if (comma === -1) return { key: body.trim().toLowerCase(), fallback: undefined }
  const fallback = body.slice(comma + 1).trim()
  const quoted = fallback.length > 1 && fallback.startsWith("'") && fallback.endsWith("'")
  return { key: body.slice(0, comma).trim().toLowerCase(), fallback: quoted ? fallback.slice(1, -1) : fallback }
}

/** @param make is called once where nothing has to be filled in, else for each request */
export function template<T>(tokens: readonly Token[], make: (pieces: readonly Piece[]) => T): Template<T> {
  if (!tokens.some(isVariable)) {
    const made = make(tokens as readonly Piece[])
    return () => made
  }
  return lookup => {
    const pieces = filled(tokens, lookup)
    return pieces === undefined ? undefined : make(pieces)
  }
}

function filled(tokens: readonly Token[], lookup: Lookup): Piece[] | undefined {
  const pieces: Piece[] = []
  for (const token of tokens) {
    if (!isVariable(token)) {
      pieces.push(token)
      continue
    }
    const values = lookup(token.key)
    const value = values?.length === 1 ? values[0] : token.fallback
    if (value === undefined) return undefined
    pieces.push(value)
  }
  return pieces
}

function isVariable(token: Token): token is Variable {
  return typeof token === 'object'
}
