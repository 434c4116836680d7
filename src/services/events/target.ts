// Targets: what is done when a rule is met. Source: PutTargets, RemoveTargets and ListTargetsByRule, Amazon EventBridge API Reference.

import type { Target as GivenTarget } from '../../../generated/aws/events.ts'
import { readPath } from '../../engines/input-transformer.ts'
import { parseArn, records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { isJson } from '../../std/json-object.ts'

export interface Target {
  readonly bus: string
  readonly rule: string
  readonly id: string
  readonly given: GivenTarget
}

export const Target = records<Target>({
  name: 'Target',
  key: ['bus', 'rule', 'id'],
  indexes: { arn: ({ bus, given }) => [bus, given.Arn] },
})

const mostTargets = 5

/** What is wrong with a target, in EventBridge's words. */
export function targetProblem({ Id: id, Arn: arn, InputTransformer: transformer, InputPath: path, Input: input,
  ...more }: GivenTarget): string | undefined {
  if (!/^[\w.-]+$/.test(id)) {
    return `Value '${id}' at 'targets.1.member.id' failed to satisfy constraint: Member must satisfy regular expression pattern: `
      + '[\\.\\-_A-Za-z0-9]+'
  }
  const place = parseArn(arn)
  if (place === undefined) return `Provided Arn is not in correct format. Reason: ${arn} is no ARN.`
  if ([transformer, path, input].filter(each => each !== undefined).length > 1) {
    return `Only one of Input, InputPath, or InputTransformer must be provided for target ${id}.`
  }
  if (path !== undefined && path !== '' && readPath(path) === undefined) return `Invalid InputPath for target ${id}.`
  const broken = Object.entries(transformer?.InputPathsMap ?? {}).find(([, each]) => readPath(each) === undefined)
  if (broken !== undefined) return `InputPath for target ${id} is invalid: ${broken[1]}`
  if (input !== undefined && !isJson(input)) return `JSON syntax error in input for target ${id}.`
  if (place.resource.endsWith('.fifo') && place.service === 'sqs' && more.SqsParameters?.MessageGroupId === undefined) {
    return `Parameter(s) SqsParameters must be specified for target: ${id}.`
  }
  return undefined
}

/** @throws LimitExceededException, ValidationException */
export function putTargets(bus: string, rule: string, targets: readonly GivenTarget[], call: Call): void {
  for (const given of targets) {
    const problem = targetProblem(given)
    if (problem !== undefined) throw call.fault('ValidationException', problem)
    call.of(Target).put({ bus, rule, id: given.Id, given })
  }
  if (call.of(Target).count({ within: [bus, rule] }) > mostTargets) {
    throw call.fault('LimitExceededException', 'The requested resource exceeds the maximum number allowed.')
  }
}

