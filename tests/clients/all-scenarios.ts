// Every scenario that every client plays.

import { dynamodbScenarios } from './dynamodb-scenarios.ts'
import { dynamodbStreamScenarios } from './dynamodb-stream-scenarios.ts'
import { eventScenarios } from './event-scenarios.ts'
import { fifoScenarios } from './fifo-scenarios.ts'
import { fleetScenarios } from './fleet-scenarios.ts'
import { identityScenarios } from './identity-scenarios.ts'
import { keyScenarios } from './key-scenarios.ts'
import { logScenarios } from './log-scenarios.ts'
import { messageScenarios } from './message-scenarios.ts'
import { metricScenarios } from './metric-scenarios.ts'
import { notificationScenarios } from './notification-scenarios.ts'
import { queueScenarios } from './queue-scenarios.ts'
import { recordScenarios } from './record-scenarios.ts'
import { resourceScenarios } from './resource-scenarios.ts'
import { runbookScenarios } from './runbook-scenarios.ts'
import type { Scenario } from './scenario.ts'
import { stsScenarios } from './sts-scenarios.ts'

export const sqsScenarios: readonly Scenario[] = [...queueScenarios, ...messageScenarios, ...fifoScenarios]

export const tableScenarios: readonly Scenario[] = [...dynamodbScenarios, ...dynamodbStreamScenarios]

export const allScenarios: readonly Scenario[] = [
  ...tableScenarios, ...sqsScenarios, ...stsScenarios, ...resourceScenarios, ...notificationScenarios, ...metricScenarios, ...keyScenarios,
  ...eventScenarios, ...logScenarios, ...runbookScenarios, ...recordScenarios, ...fleetScenarios,
  ...identityScenarios,
]

/** All of them in four parts that take about the same time, for clients that are slow to start. */
export const quarters: readonly [readonly Scenario[], readonly Scenario[], readonly Scenario[], readonly Scenario[]] = [
  [...queueScenarios, ...messageScenarios],
  [...notificationScenarios, ...eventScenarios, ...logScenarios, ...runbookScenarios],
  [...tableScenarios, ...fifoScenarios, ...fleetScenarios, ...identityScenarios],
  [...stsScenarios, ...resourceScenarios, ...keyScenarios, ...metricScenarios, ...recordScenarios],
]
