// Actions on CloudFormation's stacks and on state machines: started, and waited for.
// Source: "aws:createStack", "aws:deleteStack", "aws:executeStateMachine", Systems Manager User Guide.

import { Fault } from '../../kernel/service.ts'
import type { Action, ActionRun } from './automation-action.ts'
import { given, lookAgainAt, text } from './automation-action.ts'

interface Stack { readonly StackStatus?: string, readonly StackStatusReason?: string, readonly Outputs?: unknown }

async function stackOf(StackName: string, { call, target }: ActionRun): Promise<Stack | undefined> {
  try {
    const found = await call.invokePlainly('cloudformation', 'DescribeStacks', { StackName }, target) as { Stacks?: Stack[] }
    const { Stacks: [stack] = [] } = found
    return stack
  } catch (error) {
    if (error instanceof Fault && error.code !== 'NotImplemented') return undefined
    throw error
  }
}

const stackInputs = [
  'Capabilities', 'ClientRequestToken', 'NotificationARNs', 'OnFailure', 'ResourceTypes', 'RoleARN', 'StackPolicyBody', 'StackPolicyURL',
  'Tags', 'TemplateBody', 'TemplateURL', 'TimeoutInMinutes',
]

export const createStack: Action = async (inputs, run) => {
  const { call, target, step } = run
  const StackName = text(inputs, 'StackName')
  let id = run.state as string | undefined
  if (id === undefined) {
    const { Parameters, DisableRollback } = inputs
    const made = await call.invokePlainly('cloudformation', 'CreateStack', {
      StackName, ...given(inputs, ...stackInputs),
        ...(DisableRollback !== undefined && { DisableRollback: String(DisableRollback) === 'true' }),
      ...(Array.isArray(Parameters) && { Parameters }),
    }, target) as { StackId: string }
    id = made.StackId
  }
  const stack = await stackOf(id, run)
  const { StackStatus = 'CREATE_IN_PROGRESS', StackStatusReason = '', Outputs = [] } = stack ?? {}
  if (StackStatus.endsWith('IN_PROGRESS')) return { wait: id, untilAt: lookAgainAt(step.startedAt!, call) }
  const outputs = { StackId: id, StackStatus, StackStatusReason, Outputs }
  return StackStatus === 'CREATE_COMPLETE' ? { done: outputs }
    : { failed: `Stack ${StackName} came to state ${StackStatus}. ${StackStatusReason}`, outputs }
}

export const deleteStack: Action = async (inputs, run) => {
  const { call, target, step, state } = run
  const StackName = text(inputs, 'StackName')
  if (state === undefined) await call.invokePlainly('cloudformation', 'DeleteStack',
    { StackName, ...given(inputs, 'RoleARN', 'ClientRequestToken') }, target)
  const { StackStatus = 'DELETE_COMPLETE', StackStatusReason = '' } = await stackOf(StackName, run) ?? {}
  if (StackStatus === 'DELETE_COMPLETE') return { done: {} }
  if (StackStatus === 'DELETE_FAILED') return { failed: `Stack ${StackName} can't be deleted. ${StackStatusReason}` }
  return { wait: { asked: true }, untilAt: lookAgainAt(step.startedAt!, call) }
}

interface Execution { readonly status?: string, readonly output?: string, readonly error?: string, readonly cause?: string }

export const executeStateMachine: Action = async (inputs, run) => {
  const { call, target, step } = run
  let executionArn = run.state as string | undefined
  if (executionArn === undefined) {
    const started = await call.invokePlainly('stepfunctions', 'StartExecution',
      { stateMachineArn: text(inputs, 'stateMachineArn'), ...given(inputs, 'name', 'input') }, target) as { executionArn: string }
    executionArn = started.executionArn
  }
  const { status = 'RUNNING', output, error, cause } = await call.invokePlainly('stepfunctions', 'DescribeExecution', { executionArn },
    target) as Execution
  if (status === 'RUNNING') return { wait: executionArn, untilAt: lookAgainAt(step.startedAt!, call) }
  const outputs = { executionArn, status, ...(output !== undefined && { output }) }
  return status === 'SUCCEEDED' ? { done: outputs }
    : { failed: `The state machine came to ${status}. ${error ?? ''} ${cause ?? ''}`.trim(), outputs }
}
