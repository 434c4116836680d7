// Tags of registries, schemas and discoverers, which share three operations. Source: TagResource, EventBridge Schema Registry API
// Reference.

import type { Schemas } from '../../../generated/aws/schemas.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Discoverer } from './discoverer.ts'
import { Registry } from './registry.ts'
import { Schema } from './schema-record.ts'

type TagSet = Readonly<Record<string, string>>

interface Tagged { get(): TagSet, add(tags: TagSet): void, remove(names: readonly string[]): void }

/** @throws NotFoundException */
function tagged(arn: string, call: Call): Tagged {
  const [kind, first = '', ...more] = parseArn(arn)?.resource.split('/') ?? []
  const type = { registry: Registry, schema: Schema, discoverer: Discoverer }[kind ?? '']
  if (type === undefined) throw call.fault('NotFoundException', `Resource ${arn} does not exist.`)
  const key = kind === 'schema' ? [first, more.join('/')] : [first]
  call.of<unknown>(type as never).require(...key)
  const tags = call.tags<unknown>(type as never)
  return { get: () => tags.get(...key), add: added => tags.add(added, ...key), remove: names => tags.remove(names, ...key) }
}

export const TagResource: Schemas['TagResource'] = ({ ResourceArn: arn, Tags: tags }, call) => {
  tagged(arn, call).add(tags)
  call.respond({ status: 204 })
  return {}
}

export const UntagResource: Schemas['UntagResource'] = ({ ResourceArn: arn, TagKeys: names }, call) => {
  tagged(arn, call).remove(names)
  call.respond({ status: 204 })
  return {}
}

export const ListTagsForResource: Schemas['ListTagsForResource'] = ({ ResourceArn: arn }, call) => ({ Tags: tagged(arn, call).get() })
