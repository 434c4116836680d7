// An execution comes to be: its record, one record for each of its steps, and the timer that lets it begin.

import type { Call } from '../../kernel/service.ts'
import { newStep } from './automation-flow.ts'
import { announceExecution } from './automation-notice.ts'
import { Automation } from './automation.ts'
import { readSteps } from './document-shape.ts'
import type { Content } from './document-content.ts'

export type Launch = Omit<Automation, 'id' | 'sequence' | 'status' | 'startedAt' | 'frames' | 'variables'>

export function launch(asked: Launch, call: Call): Automation {
  const steps = asked.rate === undefined ? readSteps(asked.content) : []
  const waits = asked.mode === 'Interactive'
  const automation = call.of(Automation).insert({
    ...asked, id: call.uuid(), sequence: call.sequence(), status: waits ? 'Waiting' : 'InProgress', startedAt: call.now(),
    frames: steps[0] === undefined ? [] : [{ stepName: steps[0].name }], variables: variablesOf(asked.content),
  })
  steps.forEach((shape, ordinal) => { newStep(automation.id, ordinal, shape, call) })
  if (Object.keys(asked.tags).length > 0) call.tags(Automation).add(asked.tags, automation.id)
  announceExecution(automation, call)
  if (asked.rate !== undefined) call.setTimer('automation-rate', automation.id, call.now())
  else if (!waits) call.setTimer('automation', automation.id, call.now())
  return automation
}

/** What its runbook declares, with the values that they begin with. */
function variablesOf({ variables = {} }: Content): Record<string, unknown> {
  return Object.fromEntries(Object.entries((variables ?? {}) as Record<string, { default?: unknown, type?: string }>)
    .map(([name, { default: usual = '' }]) => [name, usual]))
}

