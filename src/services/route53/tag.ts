// Tags of hosted zones, named by kind and id. There are no health checks here, so none is found. Source: ChangeTagsForResource, Amazon
// Route
// 53 API Reference.

import type { Route53 } from '../../../generated/aws/route53.ts'
import type { Call } from '../../kernel/service.ts'
import { HostedZone, zoneFor } from './zone.ts'

/** @throws NoSuchHealthCheck, NoSuchHostedZone */
function tagged(type: string, id: string, call: Call): HostedZone {
  if (type === 'healthcheck') throw call.fault('NoSuchHealthCheck', `No health check exists with the specified id: ${id}`)
  return zoneFor(id, call)
}

export const ChangeTagsForResource: Route53['ChangeTagsForResource'] = ({ ResourceType, ResourceId, AddTags, RemoveTagKeys }, call) => {
  const { id } = tagged(ResourceType, ResourceId, call)
  const tags = call.tags(HostedZone)
  tags.remove(RemoveTagKeys ?? [], id)
  tags.add(Object.fromEntries((AddTags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])), id)
  return {}
}

export const ListTagsForResource: Route53['ListTagsForResource'] = ({ ResourceType, ResourceId }, call) => {
  const { id } = tagged(ResourceType, ResourceId, call)
  const all = Object.entries(call.tags(HostedZone).get(id))
  return { ResourceTagSet: { ResourceType, ResourceId: id, Tags: all.map(([Key, Value]) => ({ Key, Value })) } }
}
