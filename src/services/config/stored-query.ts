// Stored queries: expressions kept under a name. Source: PutStoredQuery, GetStoredQuery, ListStoredQueries, AWS Config API Reference.

import type { Config, StoredQuery as Shown } from '../../../generated/aws/config.ts'
import { resource, sealedPage } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { queryFormation } from './pack-formation.ts'
import { tagSet } from './tag-set.ts'

interface Stored { readonly name: string, readonly id: string, readonly description: string, readonly expression: string }

export const Query = resource<Stored>({
  name: 'StoredQuery',
  key: 'name',
  arn: 'arn:{partition}:config:{region}:{account}:stored-query/{name}/{id}',
  tags: 'list',
  notFound: { code: 'ResourceNotFoundException', message: ([name]) => `The stored query ${name} does not exist.` },
  cloudFormation: queryFormation,
})

/** What is not said of one that is there stays. */
export const PutStoredQuery: Config['PutStoredQuery'] = ({ StoredQuery: given, Tags: tags = [] }, call) => {
  const { QueryName: name, Description, Expression } = given
  const existing = call.of(Query).get(name)
  if (existing === undefined && call.of(Query).count() >= 300) {
    throw call.fault('ValidationException', 'An account has at most 300 stored queries in a Region.')
  }
  const query = call.of(Query).put({
    name, id: existing?.id ?? `query-${call.alphanumeric(16).toLowerCase()}`, description: Description ?? existing?.description ?? '',
    expression: Expression ?? existing?.expression ?? '',
  })
  if (existing === undefined && tags.length > 0) call.tags(Query).add(tagSet(tags), name)
  return { QueryArn: call.arn(Query, query) }
}

export const GetStoredQuery: Config['GetStoredQuery'] = ({ QueryName: name }, call) => {
  const query = call.of(Query).require(name)
  return { StoredQuery: { ...shown(query, call), Expression: query.expression } }
}

function shown(query: Stored, call: Call): Omit<Shown, 'Expression'> & { readonly QueryId: string, readonly QueryArn: string } {
  const { name, id, description } = query
  return { QueryId: id, QueryArn: call.arn(Query, query), QueryName: name, Description: description }
}

export const ListStoredQueries: Config['ListStoredQueries'] = ({ MaxResults: limit, NextToken: token }, call) => {
  const { items, next } = sealedPage([...call.of(Query).scan()], { limit: limit || undefined, usual: 50, token }, call,
    () => call.fault('InvalidNextTokenException', 'The specified next token is not valid.'))
  return { ...next, StoredQueryMetadata: items.map(query => shown(query, call)) }
}

export const DeleteStoredQuery: Config['DeleteStoredQuery'] = ({ QueryName: name }, call) => {
  call.of(Query).require(name)
  call.of(Query).delete(name)
  return {}
}
