// Reading what was recorded: the history of one resource, the newest items of several, what there is of a type, and how many of each.
// Source: GetResourceConfigHistory, BatchGetResourceConfig, ListDiscoveredResources, GetDiscoveredResourceCounts, AWS Config API Reference.

import type { Config } from '../../../generated/aws/config.ts'
import type { Call } from '../../kernel/service.ts'
import { sealedPage } from '../../kernel/service.ts'
import { isThere, Items, Newest, present, shown, shownBase } from './item.ts'
import { someRecorder } from './recorder.ts'
import { retentionMs } from './retention.ts'

/** Newest first, unless it is asked for otherwise. */
export const GetResourceConfigHistory: Config['GetResourceConfigHistory'] = function* (input, call) {
  const { resourceType: type, resourceId: id, laterTime: laterAt = Infinity, earlierTime: earlierAt = 0, chronologicalOrder: order } = input
  someRecorder(call)
  if (laterAt < earlierAt) throw call.fault('InvalidTimeRangeException',
    'The specified time range is not valid. The earlier time is after the later time.')
  if (call.of(Newest).get(type, id) === undefined) {
    throw call.fault('ResourceNotDiscoveredException', `Resource ${id} of resourceType:${type} is unknown or has not been discovered`)
  }
  const oldestAt = call.now() - retentionMs(call)
  for (const item of call.of(Items).scan({ within: [type, id], reverse: order !== 'Forward' })) {
    if (item.capturedAt >= Math.max(earlierAt, oldestAt) && item.capturedAt <= laterAt) yield shown(item, call)
  }
}

export const BatchGetResourceConfig: Config['BatchGetResourceConfig'] = ({ resourceKeys: keys }, call) => {
  someRecorder(call)
  const found = keys.map(key => [key, call.of(Newest).get(key.resourceType, key.resourceId)] as const)
  return {
    baseConfigurationItems: found.flatMap(([, item]) => item === undefined ? [] : [shownBase(item, call)]),
    unprocessedResourceKeys: found.flatMap(([key, item]) => item === undefined ? [key] : []),
  }
}

export const ListDiscoveredResources: Config['ListDiscoveredResources'] = function* (input, call) {
  const { resourceType: type, resourceIds: ids, resourceName: name, includeDeletedResources: withDeleted = false } = input
  someRecorder(call)
  if (ids !== undefined && ids.length > 0 && name !== undefined) {
    throw call.fault('ValidationException', 'You can specify either resource IDs or a resource name, but not both.')
  }
  for (const item of call.of(Newest).scan({ within: [type] })) {
    const isAsked = (isThere(item) || withDeleted) && (ids === undefined || ids.length === 0 || ids.includes(item.id))
      && (name === undefined || item.name === name)
    if (!isAsked) continue
    yield {
      resourceType: type, resourceId: item.id, ...(item.name !== undefined && { resourceName: item.name }),
      ...(!isThere(item) && { resourceDeletionTime: item.capturedAt }),
    }
  }
}

/** The most frequent types first. */
export const GetDiscoveredResourceCounts: Config['GetDiscoveredResourceCounts'] = (input, call) => {
  const { resourceTypes: wanted = [], limit, nextToken: token } = input
  const counts = countsOf(call).filter(({ resourceType }) => wanted.length === 0 || wanted.includes(resourceType))
  const { items, next } = sealedPage(counts, { limit: limit === 0 ? undefined : limit, usual: 100, token }, call,
    () => call.fault('InvalidNextTokenException', 'The specified next token is not valid.'))
  return {
    totalDiscoveredResources: counts.reduce((sum, { count }) => sum + count, 0), resourceCounts: items,
    ...(next.NextToken !== undefined && { nextToken: next.NextToken }),
  }
}

function countsOf(call: Call): { resourceType: string, count: number }[] {
  const counts = new Map<string, number>()
  for (const { type } of present(call)) counts.set(type, (counts.get(type) ?? 0) + 1)
  return [...counts].map(([resourceType, count]) => ({ resourceType, count })).sort((a, b) => b.count - a.count)
}
