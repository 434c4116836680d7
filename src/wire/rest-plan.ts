// Sorts the members of a structure by where they travel in an HTTP message; `rest.ts` compiles one plan per shape and keeps it.

import type { Member, StructureShape } from '../model/shape.ts'

export interface HeaderMember { readonly member: Member, readonly headerName: string }

export interface RestPlan {
  readonly shape: StructureShape
  readonly labels: readonly Member[]
  /** By the parameter's name. */
  readonly query: ReadonlyMap<string, Member>
  /** A map of all parameters (httpQueryParams). */
  readonly queryMap?: Member
  readonly headers: readonly Member[]
  /** The same, by the member's name, with the header's name in lower case. */
  readonly headersByMember: ReadonlyMap<string, HeaderMember>
  readonly prefixHeaders: readonly Member[]
  readonly statusCode?: Member
  readonly payload?: Member
  /** Members of the document body: none where there is a payload. */
  readonly body: readonly Member[]
}

export type Side = 'request' | 'response'

// A location that the other side's messages have no place for does not count: the member is in the body
// (https://smithy.io/2.0/spec/http-bindings.html: bindings of outputs are ignored on inputs, and the other way round).
const locations: Readonly<Record<Side, ReadonlySet<Member['location']>>> = {
  request: new Set(['uri', 'querystring', 'header', 'headers']),
  response: new Set(['statusCode', 'header', 'headers']),
}

export function restPlan(shape: StructureShape, side: Side): RestPlan {
  const at = (location: Member['location']): Member[] => shape.members.filter(member => member.location === location)
  const inQuery = at('querystring')
  const queryMap = inQuery.find(member => member.shape.kind === 'map')
  const statusCode = at('statusCode')[0]
  const headers = at('header')
  const payload = shape.payload ?? shape.members.find(member => member.shape.kind === 'structure' && member.shape.eventStream === true)
  return {
    shape,
    labels: at('uri'),
    query: new Map(inQuery.filter(member => member !== queryMap).map(member => [member.wireName, member])),
    headers,
    headersByMember: new Map(headers.map(member => [member.name, { member, headerName: member.wireName.toLowerCase() }])),
    prefixHeaders: at('headers'),
    body: payload === undefined ? shape.members.filter(member => !locations[side].has(member.location)) : [],
    ...(queryMap !== undefined && { queryMap }),
    ...(statusCode !== undefined && { statusCode }),
    ...(payload !== undefined && { payload }),
  }
}
