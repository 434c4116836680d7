// Amazon EventBridge: the manifest. What each noun does is in its own file.

import { parseArn, service } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import {
  ApiDestination, CreateApiDestination, DeleteApiDestination, DescribeApiDestination, ListApiDestinations, UpdateApiDestination,
} from './api-destination.ts'
import { tellApiCalls } from './api-call.ts'
import { tellNews } from './news.ts'
import { Archive, CreateArchive, DeleteArchive, DescribeArchive, ListArchives, sweepArchive, UpdateArchive } from './archive.ts'
import {
  busName, CreateEventBus, DescribeEventBus, EventBus, findBus, ListEventBuses, PutPermission, RemovePermission, UpdateEventBus,
} from './bus.ts'
import { EventBusPolicy } from './bus-policy.ts'
import { DeleteEventBus } from './bus-removal.ts'
import {
  Connection, CreateConnection, DeauthorizeConnection, DeleteConnection, DescribeConnection, ListConnections, UpdateConnection,
} from './connection.ts'
import { CreateEndpoint, DeleteEndpoint, DescribeEndpoint, Endpoint, ListEndpoints, UpdateEndpoint } from './endpoint.ts'
import {
  ActivateEventSource, DeactivateEventSource, DescribeEventSource, EventSource, expireSource, ListEventSources,
} from './event-source.ts'
import {
  CreatePartnerEventSource, DeletePartnerEventSource, DescribePartnerEventSource, ListPartnerEventSourceAccounts, ListPartnerEventSources,
  PartnerSource, PutPartnerEvents,
} from './partner-source.ts'
import { PutEvents } from './put-events.ts'
import { CancelReplay, DescribeReplay, ListReplays, Replay, runReplay, StartReplay } from './replay.ts'
import { retry } from './routing.ts'
import {
  DeleteRule, DescribeRule, DisableRule, EnableRule, ListRuleNamesByTarget, ListRules, PutRule, Rule, TestEventPattern,
} from './rule.ts'
import { ListTagsForResource, TagResource, UntagResource } from './tagging.ts'
import { ListTargetsByRule, PutTargets, RemoveTargets } from './target-list.ts'
import { tick } from './tick.ts'

interface Naming { readonly EventBusName?: string, readonly Entries?: readonly { readonly EventBusName?: string }[],
  readonly Name?: string }

/** Members that hand over roles. */
interface Passing { readonly RoleArn?: string, readonly Targets?: readonly { readonly RoleArn?: string }[] }

export const events = service({
  id: 'events',
  resources: [EventBus, EventBusPolicy, Rule, Archive, Replay, Connection, ApiDestination, EventSource, PartnerSource, Endpoint],
  operations: {
    CancelReplay, CreateApiDestination, CreateArchive, CreateConnection, CreateEventBus, DeauthorizeConnection, DeleteApiDestination,
    DeleteArchive, DeleteConnection, DeleteEventBus, DeleteRule, DescribeApiDestination, DescribeArchive, DescribeConnection,
      DescribeEventBus,
    DescribeReplay, DescribeRule, DisableRule, EnableRule, ListApiDestinations, ListArchives, ListConnections, ListEventBuses, ListReplays,
    ListRuleNamesByTarget, ListRules, ListTagsForResource, ListTargetsByRule, PutEvents, PutPermission, PutRule, PutTargets,
      RemovePermission,
    RemoveTargets, StartReplay, TagResource, TestEventPattern, UntagResource, UpdateApiDestination, UpdateArchive, UpdateConnection,
    UpdateEventBus, ActivateEventSource, CreatePartnerEventSource, DeactivateEventSource, DeletePartnerEventSource, DescribeEventSource,
    DescribePartnerEventSource, ListEventSources, ListPartnerEventSourceAccounts, ListPartnerEventSources, PutPartnerEvents,
    CreateEndpoint, DeleteEndpoint, DescribeEndpoint, ListEndpoints, UpdateEndpoint,
  },
  timers: { retry, tick, sweepArchive, replay: runReplay, apiCalls: tellApiCalls, news: tellNews, expireSource },
  // "Logging Amazon EventBridge API calls using AWS CloudTrail", User Guide.
  dataEvents: ['PutEvents', 'PutPartnerEvents'],
  pageSizes: { ListRules: 100, ListEventBuses: 100, ListTargetsByRule: 100 },
  // "Amazon EventBridge quotas", User Guide.
  quotas: {
    EventBuses: { value: 100, fault: 'LimitExceededException', message: (_, value) =>
      `The requested resource exceeds the maximum number allowed: ${value} event buses.` },
    Rules: { value: 300, fault: 'LimitExceededException', message: (_, value) =>
      `The requested resource exceeds the maximum number allowed: ${value} rules.` },
  },
  passes: (_operation, { RoleArn, Targets: targets = [] }: Passing) =>
    [...new Set([RoleArn, ...targets.map(target => target.RoleArn)].filter(role => role !== undefined))],
  target: (_operation, { EventBusName, Entries = [] }: Naming, call: Call) =>
    [...new Set([EventBusName, ...Entries.map(entry => entry.EventBusName)].filter(each => each !== undefined))]
      .map(name => EventBus.arnOf(call, { name: busName(name) })),
  resourcePolicy: (_operation, { EventBusName, Entries: [entry] = [] }: Naming, call: Call) =>
    findBus(busName(EventBusName ?? entry?.EventBusName), call)?.policy,

  /** A rule of another account's bus lies with the bus. */
  locate(operation, { EventBusName: name = '' }: Naming) {
    const place = operation === 'PutEvents' ? undefined : parseArn(name)
    return place === undefined ? undefined : { account: place.account, region: place.region }
  },
})
