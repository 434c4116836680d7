// The operations on a rule's targets. Source: PutTargets, RemoveTargets and ListTargetsByRule, Amazon EventBridge API Reference.

import type { Events } from '../../../generated/aws/events.ts'
import { guardManaged, ruleOf } from './rule.ts'
import { putTargets, Target } from './target.ts'

export const PutTargets: Events['PutTargets'] = ({ Rule: name, EventBusName: bus, Targets: targets }, call) => {
  const rule = ruleOf(bus, name, call)
  guardManaged(rule, false, call)
  putTargets(rule.bus, name, targets, call)
  return { FailedEntryCount: 0, FailedEntries: [] }
}

/** An id that is not there is an entry that failed. */
export const RemoveTargets: Events['RemoveTargets'] = ({ Rule: name, EventBusName: bus, Ids: ids, Force: force = false }, call) => {
  const rule = ruleOf(bus, name, call)
  guardManaged(rule, force, call)
  const failed = ids.filter(id => call.of(Target).delete(rule.bus, name, id) === undefined)
  return {
    FailedEntryCount: failed.length,
    FailedEntries: failed.map(id => ({
      TargetId: id, ErrorCode: 'ResourceNotFoundException', ErrorMessage: `Rule ${name} does not have any targets with id ${id}.`,
    })),
  }
}

export const ListTargetsByRule: Events['ListTargetsByRule'] = function* ({ Rule: name, EventBusName: bus }, call) {
  const rule = ruleOf(bus, name, call)
  for (const { given } of call.of(Target).scan({ within: [rule.bus, name] })) yield given
}
