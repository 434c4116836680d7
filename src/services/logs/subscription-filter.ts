// Subscription filters: two for a group, each to a stream of Kinesis, a delivery stream, a function or another account's destination, which
// is asked whether it takes anything before the filter is kept.
// Source: PutSubscriptionFilter, DescribeSubscriptionFilters and DeleteSubscriptionFilter, CloudWatch Logs API Reference.

import type { Logs, SubscriptionFilter as FilterOutput } from '../../../generated/aws/logs.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { resolveTarget } from './destination.ts'
import { invalid } from './fault.ts'
import { patternIn } from './filtering.ts'
import { checkReach } from './forwarding.ts'
import { groupNamed } from './group.ts'
import { checkExpressions, refuseTransformed, requireFilters } from './metric-filter.ts'
import { SubscriptionFilter } from './subscription-record.ts'

const mostFilters = 2

export const PutSubscriptionFilter: Logs['PutSubscriptionFilter'] = async (input, call) => {
  const { filterName: name, filterPattern, destinationArn, roleArn, distribution = 'ByLogStream' } = input
  const group = groupNamed(input.logGroupName, call)
  requireFilters(group, call)
  refuseTransformed(input, call)
  checkExpressions(group, name, patternIn(filterPattern, call), call)
  checkDestination(destinationArn, roleArn, call)
  const filters = call.of(SubscriptionFilter)
  if (filters.get(group.name, name) === undefined && filters.count({ within: [group.name] }) >= mostFilters) {
    throw call.fault('LimitExceededException', 'Resource limit exceeded.')
  }
  const target = await resolveTarget(destinationArn, call)
  await checkReach({ ...target, ...(roleArn !== undefined && { roleArn }) }, call)
  call.transact(() => {
    call.of(SubscriptionFilter).put({
      groupName: group.name, name, pattern: filterPattern, destinationArn, distribution: distribution as SubscriptionFilter['distribution'],
      createdAt: call.now(), ...(roleArn !== undefined && { roleArn }),
    })
  })
}

/** @throws InvalidParameterException */
export function checkDestination(arn: string, roleArn: string | undefined, call: Call): void {
  const place = parseArn(arn)
  const kind = place?.service
  const isKnown = kind === 'lambda' || kind === 'kinesis' || kind === 'firehose'
    || (kind === 'logs' && place!.resource.startsWith('destination:'))
  if (!isKnown) throw invalid(`PutSubscriptionFilter operation cannot work with destinationArn for vendor ${kind ?? arn}`, call)
  if ((kind === 'kinesis' || kind === 'firehose') && roleArn === undefined) {
    throw invalid(`destinationArn for vendor ${kind} cannot be used without roleArn`, call)
  }
  if (kind === 'lambda' && roleArn !== undefined) throw invalid('destinationArn for vendor lambda cannot be used with roleArn', call)
}

export const DeleteSubscriptionFilter: Logs['DeleteSubscriptionFilter'] = ({ logGroupName, filterName: name }, call) => {
  const { name: groupName } = groupNamed(logGroupName, call)
  call.of(SubscriptionFilter).require(groupName, name)
  call.of(SubscriptionFilter).delete(groupName, name)
}

export const DescribeSubscriptionFilters: Logs['DescribeSubscriptionFilters'] = function* ({ logGroupName, filterNamePrefix: prefix },
  call) {
  const { name } = groupNamed(logGroupName, call)
  for (const filter of call.of(SubscriptionFilter).scan({ within: [name], ...(prefix !== undefined && { prefix }) })) yield outputOf(filter)
}

function outputOf({ groupName, name, pattern, destinationArn, roleArn, distribution, createdAt }: SubscriptionFilter): FilterOutput {
  return {
    filterName: name, logGroupName: groupName, filterPattern: pattern, destinationArn, distribution, creationTime: createdAt,
    applyOnTransformedLogs: false, ...(roleArn !== undefined && { roleArn }),
  }
}
