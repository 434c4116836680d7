// What EventBridge hears of associations and their targets.
// Source: "Amazon EventBridge events for Systems Manager", User Guide.

import type { Call } from '../../kernel/service.ts'
import { Association, countsOf, settingsOf } from './association.ts'
import type { Execution, ExecutionTarget } from './association.ts'
import { documentArn } from './document-arn.ts'
import { tell } from './event.ts'

const iso = (at: number): string => new Date(at).toISOString()

function about(association: Association, call: Call): Record<string, unknown> {
  const { Name, DocumentVersion = '$DEFAULT', Targets = [] } = settingsOf(association, call)!
  return {
    'association-id': association.id, 'document-name': Name, 'association-version': String(association.latest),
    'document-version': DocumentVersion, targets: JSON.stringify(Targets), 'creation-date': iso(association.createdAt),
  }
}

export function announceAssociation(association: Association, execution: Execution, call: Call): void {
  const { ScheduleExpression: schedule = '', Name: name } = settingsOf(association, call)!
  tell('EC2 State Manager Association State Change', {
    ...about(association, call), 'last-updated-date': iso(association.updatedAt), status: execution.status,
    'association-status-aggregated-count': JSON.stringify(countsOf(execution.id, call)), 'schedule-expression': schedule,
    'association-cwe-version': '1.0',
  }, [documentArn(name, call)], call)
}

export function announceTarget(target: ExecutionTarget, association: Association, call: Call): void {
  const { Name: name } = settingsOf(association, call)!
  tell('EC2 State Manager Instance Association State Change', {
    ...about(association, call), 'instance-id': target.resourceId, 'last-execution-date': iso(target.at), status: target.status,
    'detailed-status': target.details, 'error-code': '', 'execution-summary': '', 'output-url': '',
      'instance-association-cwe-version': '1.0',
  }, [documentArn(name, call)], call)
}
