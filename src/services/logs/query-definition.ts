// Saved queries. Source: PutQueryDefinition, DescribeQueryDefinitions and DeleteQueryDefinition, CloudWatch Logs API Reference.

import type { Logs, QueryDefinition as DefinitionOutput } from '../../../generated/aws/logs.ts'
import { records } from '../../kernel/service.ts'
import { paged } from './page.ts'

interface QueryDefinition {
  readonly id: string
  readonly name: string
  readonly text: string
  readonly groups: readonly string[]
  readonly language: string
  readonly parameters?: DefinitionOutput['parameters']
  readonly modifiedAt: number
}

const QueryDefinition = records<QueryDefinition>({ name: 'QueryDefinition', key: 'id' })

const usualLimit = 1000

export const PutQueryDefinition: Logs['PutQueryDefinition'] = (input, call) => {
  const { name, queryDefinitionId: given, logGroupNames: groups = [], queryString: text, queryLanguage: language = 'CWLI',
    parameters } = input
  if (given !== undefined && call.of(QueryDefinition).get(given) === undefined) {
    throw call.fault('ResourceNotFoundException', 'The specified query definition does not exist.')
  }
  const id = given ?? call.uuid()
  call.of(QueryDefinition).put({ id, name, text, groups, language, modifiedAt: call.now(),
    ...(parameters !== undefined && { parameters }) })
  return { queryDefinitionId: id }
}

export const DeleteQueryDefinition: Logs['DeleteQueryDefinition'] = ({ queryDefinitionId: id }, call) => {
  if (call.of(QueryDefinition).delete(id) !== undefined) return { success: true }
  throw call.fault('ResourceNotFoundException', 'The specified query definition does not exist.')
}

export const DescribeQueryDefinitions: Logs['DescribeQueryDefinitions'] = (input, call) => {
  const { queryDefinitionNamePrefix: prefix = '', maxResults = usualLimit, nextToken: token, queryLanguage } = input
  const placeOf = ({ name, id }: QueryDefinition) => `${name} ${id}`
  const fitting = [...call.of(QueryDefinition).scan()]
    .filter(({ name, language }) => name.startsWith(prefix) && (queryLanguage === undefined || language === queryLanguage))
    .sort((a, b) => placeOf(a) < placeOf(b) ? -1 : 1)
  const { found, ...more } = paged(fitting, placeOf, { limit: maxResults, token }, call)
  return { ...more, queryDefinitions: found.map(outputOf) }
}

function outputOf({ id, name, text, groups, language, parameters, modifiedAt }: QueryDefinition): DefinitionOutput {
  return {
    queryDefinitionId: id, name, queryString: text, lastModified: modifiedAt, logGroupNames: groups, queryLanguage: language,
    ...(parameters !== undefined && { parameters }),
  }
}
