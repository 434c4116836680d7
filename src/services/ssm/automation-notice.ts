// What EventBridge hears of executions of runbooks and their steps.
// Source: "Amazon EventBridge events for Systems Manager", User Guide.

import type { Call } from '../../kernel/service.ts'
import { Automation, definitionOf, isOver } from './automation.ts'
import type { StepRun } from './automation.ts'
import { tell } from './event.ts'

/** `Nov 29, 2016 7:20:16 PM`. */
function dateText(at: number): string {
  const parts = new Intl.DateTimeFormat('en-US', { timeZone: 'UTC', dateStyle: 'medium', timeStyle: 'medium' }).formatToParts(at)
  return parts.map(({ type, value }) => type === 'literal' ? value.replace(/\u202f/g, ' ').replace(/^, $/, ' ') : value).join('')
    .replace(/^(\w+ \d+) (\d+)/, '$1, $2')
}

function times(startedAt: number | undefined, endedAt: number | undefined): object {
  return {
    ...(startedAt !== undefined && { StartTime: dateText(startedAt) }), ...(endedAt !== undefined && { EndTime: dateText(endedAt) }),
    ...(startedAt !== undefined && endedAt !== undefined && { Time: ((endedAt - startedAt) / 1000).toFixed(1) }),
  }
}

export function announceExecution(automation: Automation, call: Call): void {
  const { id, documentName, documentVersion, status, startedAt, endedAt, executedBy } = automation
  tell('EC2 Automation Execution Status-change Notification', {
    ExecutionId: id, Definition: documentName, DefinitionVersion: documentVersion, Status: status, ...times(startedAt, endedAt),
    ...(isOver(status) && { ExecutedBy: executedBy }),
  }, [call.arn(Automation, automation), definitionOf(automation, call)], call)
}

export function announceStep(step: StepRun, automation: Automation, call: Call): void {
  const { id, documentName, documentVersion } = automation
  tell('EC2 Automation Step Status-change Notification', {
    ExecutionId: id, Definition: documentName, DefinitionVersion: documentVersion, Status: step.status,
      ...times(step.startedAt, step.endedAt),
    StepName: step.name, Action: step.action,
  }, [call.arn(Automation, automation), definitionOf(automation, call)], call)
}
