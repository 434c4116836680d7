// Amazon CloudWatch Logs: the manifest. What each noun does is in its own file.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Call, Violation } from '../../kernel/service.ts'
import { DeleteAccountPolicy, DescribeAccountPolicies, PutAccountPolicy } from './account-policy.ts'
import { DeleteDataProtectionPolicy, GetDataProtectionPolicy, PutDataProtectionPolicy } from './data-protection.ts'
import { DeleteDestination, DescribeDestinations, Destination, PutDestination, PutDestinationPolicy } from './destination.ts'
import { clear } from './event-table.ts'
import { FilterLogEvents } from './filtering.ts'
import { forward } from './forwarding.ts'
import { CreateLogGroup, DeleteLogGroup, DescribeLogGroups, groupName, ListLogGroups, LogGroup } from './group.ts'
import type { GroupNaming } from './group.ts'
import { AssociateKmsKey, DisassociateKmsKey, PutLogGroupDeletionProtection } from './group-setting.ts'
import { DeleteIndexPolicy, DescribeFieldIndexes, DescribeIndexPolicies, PutIndexPolicy } from './index-policy.ts'
import { StartLiveTail } from './live-tail.ts'
import { DeleteMetricFilter, DescribeMetricFilters, PutMetricFilter, TestMetricFilter } from './metric-filter.ts'
import { emit, quiet } from './metric-emission.ts'
import { MetricFilter } from './metric-filter-record.ts'
import { PutLogEvents } from './put-events.ts'
import { GetLogEvents } from './reading.ts'
import { DeleteRetentionPolicy, expire, PutRetentionPolicy } from './retention.ts'
import { CreateLogStream, DeleteLogStream, DescribeLogStreams } from './stream.ts'
import { LogStream } from './stream-record.ts'
import { DeleteSubscriptionFilter, DescribeSubscriptionFilters, PutSubscriptionFilter } from './subscription-filter.ts'
import { SubscriptionFilter } from './subscription-record.ts'
import { ListTagsForResource, ListTagsLogGroup, TagLogGroup, TagResource, UntagLogGroup, UntagResource } from './tagging.ts'

interface Naming extends GroupNaming { readonly resourceIdentifier?: string, readonly resourceArn?: string }

export const logs = service({
  id: 'logs',
  resources: [LogGroup, LogStream, MetricFilter, SubscriptionFilter, Destination],
  operations: {
    AssociateKmsKey, CreateLogGroup, CreateLogStream, DeleteAccountPolicy, DeleteDataProtectionPolicy, DeleteDestination, DeleteIndexPolicy,
    DeleteLogGroup, DeleteLogStream, DeleteMetricFilter, DeleteRetentionPolicy, DeleteSubscriptionFilter, DescribeAccountPolicies,
    DescribeDestinations, DescribeFieldIndexes, DescribeIndexPolicies, DescribeLogGroups, DescribeLogStreams, DescribeMetricFilters,
    DescribeSubscriptionFilters, DisassociateKmsKey, FilterLogEvents, GetDataProtectionPolicy, GetLogEvents, ListLogGroups,
    ListTagsForResource, ListTagsLogGroup, PutAccountPolicy, PutDataProtectionPolicy, PutDestination, PutDestinationPolicy, PutIndexPolicy,
    PutLogEvents, PutLogGroupDeletionProtection, PutMetricFilter, PutRetentionPolicy, PutSubscriptionFilter, StartLiveTail, TagLogGroup,
    TagResource, TestMetricFilter, UntagLogGroup, UntagResource,
  },
  timers: { clear, emit, expire, forward, quiet },
  // "CloudWatch Logs information in CloudTrail", User Guide.
  dataEvents: ['FilterLogEvents', 'GetLogEvents', 'PutLogEvents', 'StartLiveTail'],
  pageSizes: {
    DescribeDestinations: 50, DescribeLogGroups: 50, DescribeLogStreams: 50, DescribeMetricFilters: 50, DescribeSubscriptionFilters: 50,
    ListLogGroups: 50,
  },
  ownPages: ['FilterLogEvents', 'GetLogEvents'],
  // "CloudWatch Logs quotas", User Guide.
  quotas: {
    LogGroups: { value: 1_000_000, fault: 'LimitExceededException', message: () => 'Resource limit exceeded.' },
  },
  invalid: (violations: readonly Violation[]) => new Fault('InvalidParameterException', coralMessage(violations)),
  invalidToken: { code: 'InvalidParameterException', message: 'The specified nextToken is invalid.' },
  target(_operation, { logGroupName, logGroupIdentifier, resourceIdentifier, resourceArn }: Naming, call: Call) {
    const identifier = logGroupName ?? logGroupIdentifier ?? resourceIdentifier ?? resourceArn
    return identifier === undefined ? undefined : LogGroup.arnOf(call, { name: groupName(identifier) })
  },
})
