// What rules tell the metrics, under CloudWatch's names. Source: "Monitoring Amazon EventBridge", EventBridge User Guide.

import type { Call } from '../../kernel/service.ts'

export type Figure =
  'Invocations' | 'FailedInvocations' | 'TriggeredRules' | 'MatchedEvents' | 'InvocationsSentToDlq' | 'RetryInvocationAttempts'

export function tellRule(rule: string, name: Figure, call: Call): void {
  call.metrics.tally({ namespace: 'AWS/Events', name, dimension: 'RuleName', of: rule, unit: 'Count' }, 1)
}
