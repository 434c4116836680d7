// Amazon CloudWatch Logs: the manifest. What each noun does is in its own file.

import { coralMessage, Fault, service } from '../../kernel/service.ts'
import type { Violation } from '../../kernel/service.ts'
import { targetOf } from './access.ts'
import { DeleteAccountPolicy, DescribeAccountPolicies, PutAccountPolicy } from './account-policy.ts'
import { DeleteDataProtectionPolicy, GetDataProtectionPolicy, PutDataProtectionPolicy } from './data-protection.ts'
import { DeleteDestination, DescribeDestinations, Destination, PutDestination, PutDestinationPolicy } from './destination.ts'
import { clear } from './event-table.ts'
import { CancelExportTask, CreateExportTask, DescribeExportTasks, exportEvents } from './export-task.ts'
import { FilterLogEvents } from './filtering.ts'
import { forward } from './forwarding.ts'
import { CreateLogGroup, DeleteLogGroup, DescribeLogGroups, ListLogGroups, LogGroup } from './group.ts'
import { AssociateKmsKey, DisassociateKmsKey, PutLogGroupDeletionProtection } from './group-setting.ts'
import { DeleteIndexPolicy, DescribeFieldIndexes, DescribeIndexPolicies, PutIndexPolicy } from './index-policy.ts'
import { StartLiveTail } from './live-tail.ts'
import { GetLogGroupFields, GetLogRecord } from './log-record.ts'
import { DeleteMetricFilter, DescribeMetricFilters, PutMetricFilter, TestMetricFilter } from './metric-filter.ts'
import { emit, quiet } from './metric-emission.ts'
import { MetricFilter } from './metric-filter-record.ts'
import { PutLogEvents } from './put-events.ts'
import { DescribeQueries, GetQueryResults, ListLogGroupsForQuery, query, StartQuery, StopQuery } from './query.ts'
import { DeleteQueryDefinition, DescribeQueryDefinitions, PutQueryDefinition } from './query-definition.ts'
import { GetLogEvents } from './reading.ts'
import { refusals } from './refusal.ts'
import { DeleteResourcePolicy, DescribeResourcePolicies, PutResourcePolicy } from './resource-policy.ts'
import { DeleteRetentionPolicy, expire, PutRetentionPolicy } from './retention.ts'
import { CreateLogStream, DeleteLogStream, DescribeLogStreams } from './stream.ts'
import { LogStream } from './stream-record.ts'
import { DeleteSubscriptionFilter, DescribeSubscriptionFilters, PutSubscriptionFilter } from './subscription-filter.ts'
import { SubscriptionFilter } from './subscription-record.ts'
import { ListTagsForResource, ListTagsLogGroup, TagLogGroup, TagResource, UntagLogGroup, UntagResource } from './tagging.ts'

export const logs = service({
  id: 'logs',
  resources: [LogGroup, LogStream, MetricFilter, SubscriptionFilter, Destination],
  operations: {
    AssociateKmsKey, CancelExportTask, CreateExportTask, CreateLogGroup, CreateLogStream, DeleteAccountPolicy,
    DeleteDataProtectionPolicy, DeleteDestination, DeleteIndexPolicy, DeleteLogGroup, DeleteLogStream, DeleteMetricFilter,
    DeleteQueryDefinition, DeleteResourcePolicy, DeleteRetentionPolicy, DeleteSubscriptionFilter, DescribeAccountPolicies,
    DescribeDestinations, DescribeExportTasks, DescribeFieldIndexes, DescribeIndexPolicies, DescribeLogGroups, DescribeLogStreams,
    DescribeMetricFilters, DescribeQueries, DescribeQueryDefinitions, DescribeResourcePolicies, DescribeSubscriptionFilters,
    DisassociateKmsKey, FilterLogEvents, GetDataProtectionPolicy, GetLogEvents, GetLogGroupFields, GetLogRecord, GetQueryResults,
    ListLogGroups, ListLogGroupsForQuery, ListTagsForResource, ListTagsLogGroup, PutAccountPolicy, PutDataProtectionPolicy,
    PutDestination, PutDestinationPolicy, PutIndexPolicy, PutLogEvents, PutLogGroupDeletionProtection, PutMetricFilter,
    PutQueryDefinition, PutResourcePolicy, PutRetentionPolicy, PutSubscriptionFilter, StartLiveTail, StartQuery, StopQuery, TagLogGroup,
    TagResource, TestMetricFilter, UntagLogGroup, UntagResource,
  },
  refuses: refusals,
  timers: { clear, emit, expire, export: exportEvents, forward, query, quiet },
  // "CloudWatch Logs information in CloudTrail", User Guide.
  dataEvents: ['FilterLogEvents', 'GetLogEvents', 'PutLogEvents', 'StartLiveTail'],
  pageSizes: {
    DescribeDestinations: 50, DescribeLogGroups: 50, DescribeLogStreams: 50, DescribeMetricFilters: 50, DescribeExportTasks: 50,
    DescribeResourcePolicies: 50, DescribeSubscriptionFilters: 50,
    ListLogGroups: 50,
  },
  ownPages: ['FilterLogEvents', 'GetLogEvents'],
  // "CloudWatch Logs quotas", User Guide.
  quotas: {
    LogGroups: { value: 1_000_000, fault: 'LimitExceededException', message: () => 'Resource limit exceeded.' },
    ConcurrentQueries: {
      value: 100, fault: 'LimitExceededException', message: (_, value) => `Account maximum query concurrency limit of [${value}] reached.`,
    },
  },
  invalid: (violations: readonly Violation[]) => new Fault('InvalidParameterException', coralMessage(violations)),
  invalidToken: { code: 'InvalidParameterException', message: 'The specified nextToken is invalid.' },
  target: targetOf,
})
