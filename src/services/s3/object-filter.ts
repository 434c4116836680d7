// The filter that metrics and analytics configurations have in common: by prefix, by tags, by access point. Pure.
// Source: MetricsFilter and AnalyticsFilter, Amazon S3 API Reference.

import type { Tag } from '../../../generated/aws/s3.ts'
import type { TagSet } from './tag-set.ts'

export interface ObjectFilter {
  readonly Prefix?: string
  readonly Tag?: Tag
  readonly AccessPointArn?: string
  readonly And?: { readonly Prefix?: string, readonly Tags?: readonly Tag[], readonly AccessPointArn?: string }
}

/** What is known of a request, or of an object. */
interface Meant { readonly key?: string, readonly tags?: TagSet, readonly accessPointArn?: string }

/** Without a filter everything is meant; with one, only what is about an object, or came by the access point. */
export function isMeant(filter: ObjectFilter | undefined, { key, tags, accessPointArn }: Meant): boolean {
  if (filter === undefined) return true
  const prefix = filter.Prefix ?? filter.And?.Prefix
  const wanted = filter.Tag === undefined ? filter.And?.Tags ?? [] : [filter.Tag]
  const point = filter.AccessPointArn ?? filter.And?.AccessPointArn
  if (prefix !== undefined && key?.startsWith(prefix) !== true) return false
  if (point !== undefined && point !== accessPointArn) return false
  return wanted.every(({ Key: name, Value: value }) => tags?.[name] === value)
}

/** As reports tell it. */
export function filterText(filter: ObjectFilter | undefined): string {
  const prefix = filter?.Prefix ?? filter?.And?.Prefix
  const tags = filter?.Tag === undefined ? filter?.And?.Tags ?? [] : [filter.Tag]
  return [...(prefix === undefined ? [] : [`prefix=${prefix}`]), ...tags.map(({ Key, Value }) => `tag=${Key}:${Value}`)].join(';')
}
