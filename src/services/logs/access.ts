// The ARNs that policies are asked about: a log stream's where one is named, else a log group's with an empty stream, as AWS's denials show
// them, so that `log-group:NAME:*` covers both. Source: "Actions, resources, and condition keys for Amazon CloudWatch Logs", Service
// Authorization Reference; "Overview of managing access permissions to your CloudWatch Logs resources", User Guide.

import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Destination } from './destination.ts'
import { groupName } from './group.ts'
import type { GroupNaming } from './group.ts'

const streamArn = arnTemplate('arn:{partition}:logs:{region}:{account}:log-group:{group}:log-stream:{stream}')

interface Naming extends GroupNaming {
  readonly logStreamName?: string
  readonly logGroupNames?: readonly string[]
  readonly logGroupIdentifiers?: readonly string[]
  readonly resourceIdentifier?: string
  readonly resourceArn?: string
  readonly destinationName?: string
}

export function targetOf(_operation: string, input: Naming, call: Call): readonly string[] {
  const { logGroupName, logGroupIdentifier, resourceIdentifier, resourceArn, destinationName, logStreamName: stream = '' } = input
  if (resourceArn !== undefined) return [resourceArn.replace(/:\*$/, '')]
  if (destinationName !== undefined) return [Destination.arnOf(call, { name: destinationName })]
  const one = logGroupName ?? logGroupIdentifier ?? resourceIdentifier
  const groups = one === undefined ? input.logGroupNames ?? input.logGroupIdentifiers ?? [''] : [one]
  return groups.map(identifier => streamArn(call, { group: groupName(identifier), stream }))
}
