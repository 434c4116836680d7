// Which secrets a list's filters find, and in which order they come. A leading `!` means all others.
// Source: Filter and ListSecrets, Secrets Manager API Reference.

import type { Filter, Secretsmanager } from '../../../generated/aws/secretsmanager.ts'
import type { Call } from '../../kernel/service.ts'
import { pageOf } from './page.ts'
import { entryOf, Secret } from './secret.ts'
import { stagesOf } from './version.ts'

type Test = (secret: Secret, wanted: string, call: Call) => boolean

const startsWord = (text: string, wanted: string) => text.split(/[^\p{L}\p{N}]+/u).some(word => word.startsWith(wanted))
  || text.startsWith(wanted)

const tests: Readonly<Record<string, Test>> = {
  name: ({ name }, wanted) => name.startsWith(wanted),
  description: ({ description = '' }, wanted) => startsWord(description.toLowerCase(), wanted.toLowerCase()),
  'tag-key': ({ name }, wanted, call) => Object.keys(call.tags(Secret).get(name)).some(tag => tag.startsWith(wanted)),
  'tag-value': ({ name }, wanted, call) => Object.values(call.tags(Secret).get(name)).some(value => value.startsWith(wanted)),
  'primary-region': ({ primaryRegion = '' }, wanted) => primaryRegion.startsWith(wanted),
  'owning-service': () => false,
  all: (secret, wanted, call) => everyWord(secret, call).some(text => startsWord(text.toLowerCase(), wanted.toLowerCase())),
}

function everyWord({ name, description = '', primaryRegion = '' }: Secret, call: Call): string[] {
  return [name, description, primaryRegion, ...Object.entries(call.tags(Secret).get(name)).flat()]
}

/** All filters must find it, by any of their values. */
export function matchesFilters(secret: Secret, filters: readonly Filter[], call: Call): boolean {
  return filters.every(({ Key: key = '', Values: values = [] }) => {
    const negated = values.every(value => value.startsWith('!')) && values.length > 0
    const found = values.some(value => tests[key]!(secret, negated ? value.slice(1) : value, call))
    return negated ? !found : found
  })
}

const listSize = 100

type SortBy = 'created-date' | 'last-accessed-date' | 'last-changed-date' | 'name'

const orders: Readonly<Record<SortBy, (secret: Secret) => number | string>> = {
  'created-date': ({ createdAt }) => createdAt,
  'last-accessed-date': ({ accessedAt = 0 }) => accessedAt,
  'last-changed-date': ({ changedAt }) => changedAt,
  name: ({ name }) => name,
}

export const ListSecrets: Secretsmanager['ListSecrets'] = (input, call) => {
  const { Filters: filters = [], SortOrder: direction = 'asc' } = input
  for (const { Key: key, Values: values } of filters) {
    if (key !== undefined && values !== undefined && tests[key] !== undefined) continue
    throw call.fault('InvalidParameterException', 'Each filter needs a key and values.')
  }
  const found = [...call.of(Secret).scan()]
    .filter(secret => (secret.deletion === undefined || input.IncludePlannedDeletion === true) && matchesFilters(secret, filters, call))
  const orderOf = orders[(input.SortBy ?? 'created-date') as SortBy]
  found.sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : orderOf(a) > orderOf(b) ? 1 : 0) * (direction === 'desc' ? -1 : 1))
  const { items, next } = pageOf(found, { limit: input.MaxResults, usual: listSize, token: input.NextToken }, call)
  const entries = items.map(secret => ({ ...entryOf(secret, call), SecretVersionsToStages: stagesOf(secret.name, call) }))
  return { SecretList: entries, ...next }
}
