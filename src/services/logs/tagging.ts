// Tags of log groups, destinations and other resources by ARN, and the older operations that name a log group.
// Source: TagResource, TagLogGroup and their likes, CloudWatch Logs API Reference.

import type { Logs } from '../../../generated/aws/logs.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { Destination } from './destination.ts'
import { invalid, missing } from './fault.ts'
import { groupName, groupNamed, LogGroup } from './group.ts'

interface Tagged {
  get(): Readonly<Record<string, string>>
  add(tags: Readonly<Record<string, string>>): void
  remove(names: readonly string[]): void
}

/** @throws InvalidParameterException, ResourceNotFoundException */
function tagged(arn: string, call: Call): Tagged {
  const place = parseArn(arn)
  if (place?.service !== 'logs') throw invalid(`The specified resource ARN is invalid: ${arn}`, call)
  const [kind, name = ''] = place.resource.split(':')
  if (kind === 'log-group') return tagsOf(LogGroup, groupNamed(groupName(arn), call).name, call)
  if (kind === 'destination' && call.of(Destination).get(name) !== undefined) return tagsOf(Destination, name, call)
  throw missing('resource', call)
}

function tagsOf<T>(type: ResourceType<T>, name: string, call: Call): Tagged {
  const tags = call.tags(type)
  return { get: () => tags.get(name), add: added => tags.add(added, name), remove: names => tags.remove(names, name) }
}

export const TagResource: Logs['TagResource'] = ({ resourceArn: arn, tags }, call) => { tagged(arn, call).add(tags) }

export const UntagResource: Logs['UntagResource'] = ({ resourceArn: arn, tagKeys: names }, call) => { tagged(arn, call).remove(names) }

export const ListTagsForResource: Logs['ListTagsForResource'] = ({ resourceArn: arn }, call) => ({ tags: { ...tagged(arn, call).get() } })

export const TagLogGroup: Logs['TagLogGroup'] = ({ logGroupName: name, tags }, call) => { call.tags(LogGroup).add(tags, name) }

export const UntagLogGroup: Logs['UntagLogGroup'] = ({ logGroupName: name, tags: names }, call) => {
  call.tags(LogGroup).remove(names, name)
}

export const ListTagsLogGroup: Logs['ListTagsLogGroup'] = ({ logGroupName: name }, call) =>
  ({ tags: { ...call.tags(LogGroup).get(groupNamed(name, call).name) } })
