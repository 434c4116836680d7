// Which plans may use the API, which severities they have, and how soon a first answer comes. Source: "Compare AWS Support plans";
// "Case severity", AWS Support User Guide.

import { supportPlanOf } from '../../contract/index.ts'
import type { Call } from '../../kernel/service.ts'

const hourMs = 3_600_000

/** Code, name, and how soon the first answer comes. */
export const severities = [
  { code: 'low', name: 'Low', answerMs: 24 * hourMs }, { code: 'normal', name: 'Normal', answerMs: 12 * hourMs },
  { code: 'high', name: 'High', answerMs: 4 * hourMs }, { code: 'urgent', name: 'Urgent', answerMs: hourMs },
  { code: 'critical', name: 'Critical', answerMs: 15 * 60_000 },
] as const

export type Severity = typeof severities[number]['code']

/** The severities of the account's plan. @throws SubscriptionRequiredException below Business; the provider itself may do anything */
export function severitiesOf(call: Call) {
  const plan = supportPlanOf(call)
  if (plan === 'enterprise' || plan === 'enterprise-on-ramp' || call.principal.kind === 'service') return severities
  if (plan === 'business') return severities.filter(({ code }) => code !== 'critical')
  throw call.fault('SubscriptionRequiredException', 'Amazon Web Services Premium Support Subscription is required to use this service.')
}

/** How soon the first answer comes, ms. On-Ramp answers critical cases in 30 minutes. */
export function answerMsOf(severity: Severity, call: Call): number {
  const { answerMs } = severities.find(({ code }) => code === severity)!
  return severity === 'critical' && supportPlanOf(call) === 'enterprise-on-ramp' ? 2 * answerMs : answerMs
}
