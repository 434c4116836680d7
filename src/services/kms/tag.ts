// Tags of keys: the three operations, and those given at creation. KMS names its members TagKey and TagValue.
// Source: TagResource, UntagResource and ListResourceTags, KMS API Reference.

import type { Kms, Tag } from '../../../generated/aws/kms.ts'
import type { Call, TagSet } from '../../kernel/service.ts'
import { permittedKey, refusePendingDeletion } from './access.ts'
import { Key } from './key.ts'
import { refuseManaged } from './managed-key.ts'

/** @throws TagException for a tag given twice */
export function tagsOf(tags: readonly Tag[] | undefined, call: Call): TagSet | undefined {
  if (tags === undefined) return undefined
  const found: Record<string, string> = {}
  for (const { TagKey: name, TagValue: value } of tags) {
    if (found[name] !== undefined) throw call.fault('TagException', 'Duplicate tag keys')
    found[name] = value
  }
  return found
}

export const TagResource: Kms['TagResource'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  refuseManaged(key, call)
  refusePendingDeletion(key, call)
  call.tags(Key).add(tagsOf(input.Tags, call)!, key.id)
}

export const UntagResource: Kms['UntagResource'] = (input, call) => {
  const key = permittedKey(input.KeyId, call, { ...input })
  refuseManaged(key, call)
  refusePendingDeletion(key, call)
  call.tags(Key).remove(input.TagKeys, key.id)
}

export const ListResourceTags: Kms['ListResourceTags'] = function* (input, call) {
  const key = permittedKey(input.KeyId, call, { ...input })
  for (const [name, value] of Object.entries(call.tags(Key).get(key.id)).sort(([a], [b]) => (a < b ? -1 : 1))) {
    yield { TagKey: name, TagValue: value }
  }
}
