// Tags of whatever CloudWatch has that can be tagged, found by its ARN. Source: TagResource, CloudWatch API Reference.

import type { Cloudwatch } from '../../../generated/aws/cloudwatch.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { Alarm } from './alarm.ts'
import { Dashboard } from './dashboard.ts'
import { InsightRule } from './insight-rule.ts'
import { MetricStream } from './metric-stream.ts'
import { MuteRule } from './mute-rule.ts'

type Code = 'ResourceNotFoundException' | 'InvalidParameterValueException'

interface Found { readonly tags: ReturnType<Call['tags']>, readonly name: string }

/** By what its ARN says after the account. */
const types = new Map<string, ResourceType<never>>([
  ['alarm:', Alarm as unknown as ResourceType<never>], ['alarm-mute-rule:', MuteRule as unknown as ResourceType<never>],
  ['dashboard/', Dashboard as unknown as ResourceType<never>], ['insight-rule/', InsightRule as unknown as ResourceType<never>],
  ['metric-stream/', MetricStream as unknown as ResourceType<never>],
])

/** @throws Fault where nothing has this ARN */
function found(arn: string, call: Call<Code>): Found {
  const [, prefix = '', name = ''] = /^([\w-]+[:/])(.*)$/.exec(parseArn(arn)?.resource ?? '') ?? []
  const type = types.get(prefix)
  if (type === undefined || call.of(type).get(name) === undefined) {
    throw call.fault('ResourceNotFoundException', `Resource ${arn} does not exist.`)
  }
  return { tags: call.tags(type), name }
}

export const TagResource: Cloudwatch['TagResource'] = ({ ResourceARN: arn, Tags: tags }, call) => {
  const { tags: kept, name } = found(arn, call)
  kept.add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), name)
  return {}
}

export const UntagResource: Cloudwatch['UntagResource'] = ({ ResourceARN: arn, TagKeys: keys }, call) => {
  const { tags: kept, name } = found(arn, call)
  kept.remove(keys, name)
  return {}
}

export const ListTagsForResource: Cloudwatch['ListTagsForResource'] = ({ ResourceARN: arn }, call) => {
  const { tags: kept, name } = found(arn, call)
  return { Tags: Object.entries(kept.get(name)).map(([Key, Value]) => ({ Key, Value })) }
}
