// Remediations under way: Systems Manager is asked to run the document for one resource, and looked after until it is through. One that
// began by itself is begun again a while after it failed, as often as its configuration says.
// Source: StartRemediationExecution, DescribeRemediationExecutionStatus, AWS Config API Reference.

import type { Config, RemediationConfiguration } from '../../../generated/aws/config.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { Exceptions, Executions, Remediations } from './remediation-record.ts'
import type { Execution } from './remediation-record.ts'
import { Results } from './rule-record.ts'

/** One resource of one rule. `attempt`: of those that begin by themselves. */
interface Begun { readonly rule: string, readonly type: string, readonly id: string, readonly attempt?: number }

const watchEveryMs = 5_000

export const StartRemediationExecution: Config['StartRemediationExecution'] = ({ ConfigRuleName: rule, ResourceKeys: keys }, call) => {
  call.of(Remediations).require(rule)
  for (const { resourceType: type, resourceId: id } of keys) {
    call.of(Executions).put({ rule, type, id, state: 'QUEUED', invokedAt: call.now(), updatedAt: call.now() })
    call.setTimer('remediate', `${rule}/${type}/${id}`, call.now(), { rule, type, id } satisfies Begun)
  }
  return { FailedItems: [] }
}

export const DescribeRemediationExecutionStatus: Config['DescribeRemediationExecutionStatus'] = function* (input, call) {
  const { ConfigRuleName: rule, ResourceKeys: keys = [] } = input
  call.of(Remediations).require(rule)
  for (const execution of call.of(Executions).scan({ within: [rule] })) {
    const { type, id, state, invokedAt, updatedAt, error } = execution
    if (keys.length > 0 && !keys.some(key => key.resourceType === type && key.resourceId === id)) continue
    const step = state === 'QUEUED' ? [] : [{
      Name: 'StartAutomationExecution', State: state === 'IN_PROGRESS' ? 'IN_PROGRESS' as const : state, StartTime: invokedAt,
      ...(error !== undefined && { ErrorMessage: error }), ...(state !== 'IN_PROGRESS' && { StopTime: updatedAt }),
    }]
    yield { ResourceKey: { resourceType: type, resourceId: id }, State: state, StepDetails: step, InvocationTime: invokedAt,
      LastUpdatedTime: updatedAt }
  }
}

/** Timer: a resource is to be put right. */
export async function remediate(begun: Begun, call: Call): Promise<void> {
  const { rule, type, id, attempt } = begun
  const remediation = call.of(Remediations).get(rule)
  const exception = call.of(Exceptions).get(rule, type, id)
  const isExcepted = exception !== undefined && (exception.expiresAt === undefined || exception.expiresAt > call.now())
  const isStillWrong = call.of(Results).get(rule, type, id)?.compliance === 'NON_COMPLIANT'
  if (remediation === undefined || isExcepted || (attempt !== undefined && !isStillWrong)) return
  const invokedAt = call.now()
  const { TargetId, TargetVersion } = remediation.given
  try {
    const { AutomationExecutionId: executionId } = await call.to('ssm').StartAutomationExecution({
      DocumentName: TargetId, ...(TargetVersion !== undefined && { DocumentVersion: TargetVersion }),
        Parameters: parametersOf(remediation.given, id),
    })
    settle({ rule, type, id, state: 'IN_PROGRESS', invokedAt, updatedAt: invokedAt, executionId: executionId! }, call)
    call.transact(() => { call.setTimer('watchRemediation', `${rule}/${type}/${id}`, call.now() + watchEveryMs, begun) })
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    fail(begun, { rule, type, id, state: 'FAILED', invokedAt, updatedAt: call.now(), error: error.message }, call)
  }
}

/** Timer: whether the automation is through. */
export async function watchRemediation(begun: Begun, call: Call): Promise<void> {
  const execution = call.of(Executions).get(begun.rule, begun.type, begun.id)
  if (execution?.executionId === undefined) return
  const { AutomationExecution: found } = await call.to('ssm').GetAutomationExecution({ AutomationExecutionId: execution.executionId })
  const status = found?.AutomationExecutionStatus ?? 'Failed'
  if (status === 'Success') settle({ ...execution, state: 'SUCCEEDED', updatedAt: call.now() }, call)
  else if (/^(Failed|TimedOut|Cancelled|Rejected)$/.test(status)) {
    fail(begun, { ...execution, state: 'FAILED', updatedAt: call.now(), error: found?.FailureMessage ?? status }, call)
  } else {
    call.transact(() => { call.setTimer('watchRemediation', `${begun.rule}/${begun.type}/${begun.id}`, call.now() + watchEveryMs, begun) })
  }
}

function fail(begun: Begun, execution: Execution, call: Call): void {
  settle(execution, call)
  const { attempt, rule, type, id } = begun
  const { MaximumAutomaticAttempts: most = 5, RetryAttemptSeconds: seconds = 60 } = call.of(Remediations).get(rule)?.given ?? {}
  if (attempt === undefined || attempt >= most) return
  call.transact(() => {
    call.setTimer('remediate', `${rule}/${type}/${id}`, call.now() + seconds * 1000,
      { rule, type, id, attempt: attempt + 1 } satisfies Begun)
  })
}

function settle(execution: Execution, call: Call): void {
  call.transact(() => { call.of(Executions).put(execution) })
}

function parametersOf({ Parameters: parameters = {} }: RemediationConfiguration, id: string): Record<string, string[]> {
  return Object.fromEntries(Object.entries(parameters).map(([name, { StaticValue, ResourceValue }]) =>
    [name, ResourceValue === undefined ? [...StaticValue?.Values ?? []] : [id]]))
}
