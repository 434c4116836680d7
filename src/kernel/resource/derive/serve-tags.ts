// The tag, untag and list operations of a derived service: the resource is named by its ARN, whichever its type.

import type { DerivedTagging } from '../../../model/derived.ts'
import type { OperationModel, ServiceModel } from '../../../model/shape.ts'
import { key as keyText } from '../../../std/key.ts'
import type { Values } from '../../../wire/protocol.ts'
import type { AnyOperation, Call } from '../../service.ts'
import type { ResourceType } from '../resource.ts'
import { readTags, tagNamesMember, tagsMember, writeTags } from '../tags.ts'
import { arnMember, arnTable } from './arn-name.ts'
import type { ArnEntry } from './arn-name.ts'
import { faultCode, serviceWideMissing } from './fault-code.ts'
import type { DerivedRecord } from './record.ts'
import { missingOrPresent } from './subject.ts'

/** @param typeOf a resource type by its noun */
export function servedTags(
  service: ServiceModel, model: OperationModel, tagging: DerivedTagging, typeOf: (noun: string) => ResourceType<DerivedRecord>,
): AnyOperation {
  const member = arnMember(model)!
  const located = (input: Values, call: Call): readonly [ResourceType<DerivedRecord>, readonly string[]] => {
    const arn = String(input[member])
    const entry = call.table<ArnEntry>(arnTable).get(keyText(arn))
    if (entry === undefined) {
      const code = faultCode(model, '', 'missing') ?? serviceWideMissing(model) ?? 'ValidationException'
      throw missingOrPresent(service, model, code, 'Resource', arn, 'missing', call)
    }
    return [typeOf(entry.noun), entry.key]
  }
  if (model.name === tagging.tag) {
    const tags = tagsMember(model, model.input)
    return ((input: Values, call: Call) => {
      const [type, key] = located(input, call)
      call.tags(type).add(readTags(tags, input[tags.name] ?? []), ...key)
    }) as AnyOperation
  }
  if (model.name === tagging.untag) {
    const names = tagNamesMember(model, model.input)
    return ((input: Values, call: Call) => {
      const [type, key] = located(input, call)
      call.tags(type).remove((input[names.name] ?? []) as string[], ...key)
    }) as AnyOperation
  }
  const tags = tagsMember(model, model.output)
  return ((input: Values, call: Call) => {
    const [type, key] = located(input, call)
    return { [tags.name]: writeTags(tags, call.tags(type).get(...key)) }
  }) as AnyOperation
}
