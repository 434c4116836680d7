// One invocation of a task of a maintenance window, by a real call of the service that carries it out, and what has become of it since.
// Sources: MaintenanceWindowTaskInvocationParameters, Systems Manager API Reference; "Using pseudo parameters when registering maintenance
// window tasks", User Guide.

import { roleSession } from '../../engines/role-session.ts'
import { Fault, parseArn } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import type { MaintenanceWindowTaskInvocationParameters, Target } from '../../../generated/aws/ssm.ts'
import { MaintenanceWindow } from './maintenance-window.ts'
import type { WindowTask } from './maintenance-window.ts'
import type { Invocation, RunStatus } from './window-execution.ts'

export interface Asked {
  readonly task: WindowTask
  readonly execution: string
  readonly invocation: Invocation
  /** Of a command: nodes by ids or tags. */
  readonly targets: readonly Target[]
}

export interface Outcome {
  readonly status: RunStatus
  readonly details?: string
  readonly calleeId?: string
  readonly parameters?: string
}

interface CallOf { readonly service: string, readonly operation: string, readonly input: Record<string, unknown> }

/** Names of a window, task and target in the texts of a task's parameters, replaced by what they stand for. */
export function fillIn(text: string, { task, execution, invocation }: Omit<Asked, 'targets'>): string {
  const { target = '' } = invocation
  const known: Readonly<Record<string, string>> = {
    WINDOW_ID: task.WindowId, WINDOW_TASK_ID: task.WindowTaskId, WINDOW_EXECUTION_ID: execution,
    WINDOW_TARGET_ID: invocation.windowTarget ?? '', TASK_EXECUTION_ID: invocation.task, INVOCATION_ID: invocation.id,
    TARGET_ID: target, RESOURCE_ID: target.slice(Math.max(target.lastIndexOf('/'), target.lastIndexOf(':')) + 1),
    TARGET_TYPE: parseArn(target) !== undefined ? 'RESOURCE_GROUP' : 'INSTANCE',
  }
  return text.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => known[name] ?? whole)
}

/** @throws Fault the callee's */
export async function invokeTask(asked: Asked, call: Call): Promise<Outcome> {
  const { task, invocation } = asked
  const made = callOf(asked)
  const filled = fill(made.input, asked)
  const parameters = JSON.stringify(filled, (_, value: unknown) => value instanceof Uint8Array ? Buffer.from(value).toString() : value)
  try {
    const answer = await call.invoke(made.service, made.operation, filled, await callerOf(task, call))
    const calleeId = calleeIdOf(answer, call)
    const isThrough = task.Type === 'LAMBDA'
    return { status: isThrough ? 'SUCCESS' : 'IN_PROGRESS', parameters, calleeId }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { status: 'FAILED', parameters, details: `${error.code}: ${error.message}`.slice(0, 250), calleeId: invocation.id }
  }
}

/** In the task's role where it has one. */
async function callerOf(task: WindowTask, call: Call): Promise<{ sourceArn: string, principal?: Principal }> {
  const sourceArn = MaintenanceWindow.arnOf(call, { id: task.WindowId })
  if (task.ServiceRoleArn === undefined) return { sourceArn }
  return { sourceArn, principal: await roleSession({ roleArn: task.ServiceRoleArn, sessionName: task.WindowTaskId, sourceArn }, call) }
}

function calleeIdOf(answer: Record<string, unknown>, call: Call): string {
  const { Command: command, AutomationExecutionId: automation, executionArn: machine } = answer as {
    Command?: { CommandId?: string }, AutomationExecutionId?: string, executionArn?: string,
  }
  return command?.CommandId ?? automation ?? machine ?? call.uuid()
}

function callOf({ task, invocation, targets }: Asked): CallOf {
  const { TaskArn: arn = '', Type: kind, TaskInvocationParameters: all = {}, TaskParameters: plain = {} } = task
  const parameters: MaintenanceWindowTaskInvocationParameters = all
  switch (kind) {
    case 'RUN_COMMAND': {
      const { Parameters: given, ServiceRoleArn: role, ...rest } = parameters.RunCommand ?? {}
      const old = Object.fromEntries(Object.entries(plain).map(([name, { Values: values = [] }]) => [name, values]))
      return { service: 'ssm', operation: 'SendCommand', input: {
        DocumentName: arn, Targets: targets, Parameters: given ?? old, MaxConcurrency: task.MaxConcurrency ?? '50',
        MaxErrors: task.MaxErrors ?? '0', ...rest, ...(role !== undefined && { ServiceRoleArn: role }),
      } }
    }
    case 'AUTOMATION': return { service: 'ssm', operation: 'StartAutomationExecution',
      input: { DocumentName: arn, ...parameters.Automation } }
    case 'STEP_FUNCTIONS': {
      const { Input: text, Name: name } = parameters.StepFunctions ?? {}
      return { service: 'stepfunctions', operation: 'StartExecution', input: {
        stateMachineArn: arn, name: name ?? invocation.id, ...(text !== undefined && { input: text }),
      } }
    }
    default: {
      const { Payload: payload, Qualifier: qualifier, ClientContext: context } = parameters.Lambda ?? {}
      return { service: 'lambda', operation: 'Invoke', input: {
        FunctionName: arn, InvocationType: 'Event', ...(payload !== undefined && { Payload: payload }),
        ...(qualifier !== undefined && { Qualifier: qualifier }), ...(context !== undefined && { ClientContext: context }),
      } }
    }
  }
}

function fill(input: Record<string, unknown>, asked: Asked): Record<string, unknown> {
  const filled = (value: unknown): unknown => {
    if (typeof value === 'string') return fillIn(value, asked)
    if (value instanceof Uint8Array) return new Uint8Array(Buffer.from(fillIn(Buffer.from(value).toString(), asked)))
    if (Array.isArray(value)) return value.map(filled)
    return typeof value === 'object' && value !== null ? fill(value as Record<string, unknown>, asked) : value
  }
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, filled(value)]))
}

const ends: Readonly<Record<string, RunStatus>> = {
  Success: 'SUCCESS', Failed: 'FAILED', TimedOut: 'TIMED_OUT', Cancelled: 'CANCELLED', CompletedWithSuccess: 'SUCCESS',
  CompletedWithFailure: 'FAILED', Rejected: 'FAILED', Exited: 'SUCCESS', SUCCEEDED: 'SUCCESS', FAILED: 'FAILED', TIMED_OUT: 'TIMED_OUT',
  ABORTED: 'CANCELLED',
}

/** What the callee says of it now; undefined while it goes on. */
export async function outcomeOf({ kind, calleeId = '' }: Invocation, call: Call): Promise<Outcome | undefined> {
  const said = kind === 'RUN_COMMAND' ? (await call.to('ssm').ListCommands({ CommandId: calleeId })).Commands?.[0]?.Status
    : kind === 'AUTOMATION'
      ? (await call.to('ssm').GetAutomationExecution({ AutomationExecutionId: calleeId })).AutomationExecution?.AutomationExecutionStatus
      : (await call.invoke('stepfunctions', 'DescribeExecution', { executionArn: calleeId }) as { status?: string }).status
  const status = ends[said ?? '']
  return status === undefined ? undefined : { status, ...(status !== 'SUCCESS' && { details: said! }) }
}

/** Asks a command to stop: of other kinds, what has begun goes on. */
export async function cancelInvocation({ kind, calleeId }: Invocation, call: Call): Promise<void> {
  if (kind === 'RUN_COMMAND' && calleeId !== undefined) await call.to('ssm').CancelCommand({ CommandId: calleeId })
}
