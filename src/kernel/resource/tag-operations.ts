// The tag operations of a service, derived from its declaration: the same three for everyone, whatever the members are called.

import type { OperationModel } from '../../model/shape.ts'
import type { Values } from '../../wire/protocol.ts'
import type { AnyOperation, Call } from '../service.ts'
import { readTags, tagNamesMember, tagsMember, writeTags } from './tags.ts'
import type { Tagging } from './tags.ts'

/** The tag, untag or list operation named in `tagging`. */
export function derivedTagOperation(model: OperationModel, tagging: Tagging): AnyOperation {
  const identify = tagging.identify as (input: Values, call: Call) => readonly (string | number)[]
  if (model.name === tagging.tag) {
    const member = tagsMember(model, model.input)
    return ((input: Values, call: Call) => {
      call.tags(tagging.resource).add(readTags(member, input[member.name] ?? emptyOf(member.shape.kind)), ...identify(input, call))
    }) as AnyOperation
  }
  if (model.name === tagging.untag) {
    const member = tagNamesMember(model, model.input)
    return ((input: Values, call: Call) => {
      call.tags(tagging.resource).remove((input[member.name] ?? []) as string[], ...identify(input, call))
    }) as AnyOperation
  }
  const member = tagsMember(model, model.output)
  return ((input: Values, call: Call) =>
    ({ [member.name]: writeTags(member, call.tags(tagging.resource).get(...identify(input, call))) })) as AnyOperation
}

function emptyOf(kind: string): unknown {
  return kind === 'map' ? {} : []
}
