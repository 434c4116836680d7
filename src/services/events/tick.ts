// Scheduled rules: what happens when the time of one has come. Source: "Creating a scheduled rule (legacy)", EventBridge User Guide.

import type { Call } from '../../kernel/service.ts'
import { secondsText } from './event.ts'
import { plan, Rule } from './rule.ts'
import { deliverTo } from './routing.ts'

/** Timer: the targets get a scheduled event, and the rule its next time. */
export function tick({ bus, name }: { readonly bus: string, readonly name: string }, call: Call): void {
  const rule = call.of(Rule).get(bus, name)
  if (rule === undefined || !rule.enabled) return
  deliverTo(bus, name, {
    version: '0', id: call.uuid(), 'detail-type': 'Scheduled Event', source: 'aws.events', account: call.account,
    time: secondsText(call.now()), region: call.region, resources: [call.arn(Rule, rule)], detail: {},
  }, false, call)
  plan(rule, call)
}
