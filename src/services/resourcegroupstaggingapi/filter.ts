// Which resources a GetResources request asks for: tag filters and resource type filters, as pure functions over an ARN and its tags.
// Source: GetResources, Resource Groups Tagging API Reference: filters are joined by AND, the values of one filter by OR.

import { parseArn } from '../../kernel/service.ts'
import type { TagSet } from '../../kernel/service.ts'

/** A key and, where wanted, some values of which a resource must have one. */
export interface TagFilter { readonly Key?: string, readonly Values?: readonly string[] }

/** True where the tags satisfy every filter. */
export function matchesTags(tags: TagSet, filters: readonly TagFilter[]): boolean {
  return filters.every(({ Key: name = '', Values: values = [] }) => {
    if (!Object.hasOwn(tags, name)) return false
    return values.length === 0 || values.includes(tags[name]!)
  })
}

/**
 * True where a resource is of one of the types, each written `service` or `service:type`; where there are none, always.
 * @param typeName the declaration's name of the type, for ARNs that do not embed one: `sqs:queue` asks for queues, whose ARNs end in a name
 */
export function matchesType(arn: string, typeName: string | undefined, types: readonly string[]): boolean {
  if (types.length === 0) return true
  const parts = parseArn(arn)
  if (parts === undefined) return false
  return types.some(asked => {
    const colon = asked.indexOf(':')
    if (colon === -1) return asked === parts.service
    if (asked.slice(0, colon) !== parts.service) return false
    const type = asked.slice(colon + 1)
    const embedded = parts.resource.startsWith(`${type}/`) || parts.resource.startsWith(`${type}:`)
    return embedded || (!/[/:]/.test(parts.resource) && typeName?.toLowerCase() === type)
  })
}
