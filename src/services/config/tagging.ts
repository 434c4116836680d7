// Tags of recorders, rules, aggregators, authorizations, packs and stored queries, by ARN.
// Source: TagResource, UntagResource and ListTagsForResource, AWS Config API Reference.

import type { Config } from '../../../generated/aws/config.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { Aggregators, Authorizations } from './aggregator.ts'
import { OrganizationPacks, OrganizationRules } from './organization-rule.ts'
import { Pack } from './pack.ts'
import { Recorder } from './recorder.ts'
import { Rule } from './rule-record.ts'
import { Query } from './stored-query.ts'
import { tagPairs, tagSet } from './tag-set.ts'

const tagged = [Recorder, Rule, Aggregators, Authorizations, Pack, Query, OrganizationRules,
  OrganizationPacks] as unknown as readonly ResourceType<object>[]
const mostTags = 50

/** @throws ResourceNotFoundException */
function tagsAt(arn: string, call: Call<'ResourceNotFoundException'>) {
  for (const type of tagged) {
    for (const record of call.of(type).scan()) {
      if (call.arn(type, record) !== arn) continue
      const [tags, key] = [call.tags(type), type.keyOf(record)]
      return {
        get: () => tags.get(...key), add: (added: Readonly<Record<string, string>>) => { tags.add(added, ...key) },
        remove: (names: readonly string[]) => { tags.remove(names, ...key) },
      }
    }
  }
  throw call.fault('ResourceNotFoundException', `ResourceArn '${arn}' does not exist`)
}

export const TagResource: Config['TagResource'] = ({ ResourceArn: arn, Tags: tags }, call) => {
  const at = tagsAt(arn, call)
  if (Object.keys({ ...at.get(), ...tagSet(tags) }).length > mostTags) {
    throw call.fault('TooManyTagsException', 'You have reached the limit of the number of tags you can use.')
  }
  at.add(tagSet(tags))
}

export const UntagResource: Config['UntagResource'] = ({ ResourceArn: arn, TagKeys: names }, call) => { tagsAt(arn, call).remove(names) }

export const ListTagsForResource: Config['ListTagsForResource'] = function* ({ ResourceArn: arn }, call) {
  yield* tagPairs(tagsAt(arn, call).get())
}
