// Actions that start something else and wait for it: another runbook, a command, a function, a webhook.
// Source: "aws:executeAutomation", "aws:runCommand", "aws:invokeLambdaFunction", Systems Manager User Guide.

import type { Action, Inputs } from './automation-action.ts'
import { given, lookAgainAt, text, texts } from './automation-action.ts'
import { Automation, isOver } from './automation.ts'
import type { StepStatus } from './automation.ts'
import { textsOf } from './document-input.ts'

/** Parameters of documents are lists of texts, whatever a step gives. */
function listsOf(value: unknown): Record<string, string[]> | undefined {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0) return undefined
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, textsOf(each)]))
}

export const executeAutomation: Action = async (inputs, { call, target, step, state, automation }) => {
  const ssm = call.to('ssm', target)
  let id = state as string | undefined
  if (id === undefined) {
    const Parameters = listsOf(inputs.RuntimeParameters)
    const { AutomationExecutionId } = await call.invokePlainly('ssm', 'StartAutomationExecution', {
      DocumentName: text(inputs, 'DocumentName'), ...(Parameters !== undefined && { Parameters }),
      ...given(inputs, 'DocumentVersion', 'MaxConcurrency', 'MaxErrors', 'TargetParameterName',
        'Targets', 'TargetMaps', 'Tags'),
    }, target) as { AutomationExecutionId: string }
    id = AutomationExecutionId
    const children = call.of(Automation)
    call.transact(() => { children.put({ ...children.require(AutomationExecutionId), parentId: automation.id }) })
  }
  const { AutomationExecution: child } = await ssm.GetAutomationExecution({ AutomationExecutionId: id })
  const status = child!.AutomationExecutionStatus as StepStatus
  if (!isOver(status)) return { wait: id, untilAt: lookAgainAt(step.startedAt!, call) }
  const outputs = { ExecutionId: id, Status: status, Output: Object.values(child!.Outputs ?? {}).flat() }
  return status === 'Success' ? { done: outputs }
    : { failed: `Automation ${id} came to ${status}. ${child!.FailureMessage ?? ''}`.trim(), outputs }
}

export const runCommand: Action = async (inputs, { call, target, step, state }) => {
  const ssm = call.to('ssm', target)
  let id = state as string | undefined
  if (id === undefined) {
    const Parameters = listsOf(inputs.Parameters)
    const { Command: sent } = await call.invokePlainly('ssm', 'SendCommand', {
      DocumentName: text(inputs, 'DocumentName'), ...(Parameters !== undefined && { Parameters }),
      ...(inputs.InstanceIds !== undefined && { InstanceIds: texts(inputs, 'InstanceIds') }), ...timeoutOf(inputs),
      ...given(inputs, 'Targets', 'DocumentVersion', 'Comment', 'DocumentHash', 'DocumentHashType', 'MaxConcurrency', 'MaxErrors',
        'NotificationConfig', 'OutputS3BucketName', 'OutputS3KeyPrefix', 'ServiceRoleArn', 'CloudWatchOutputConfig'),
    }, target) as { Command: { CommandId: string } }
    id = sent.CommandId
  }
  const { Commands: [command] = [] } = await ssm.ListCommands({ CommandId: id })
  const status = String(command!.Status)
  if (['Pending', 'InProgress', 'Cancelling'].includes(status)) return { wait: id, untilAt: lookAgainAt(step.startedAt!, call) }
  const { CommandInvocations: invocations = [] } = await ssm.ListCommandInvocations({ CommandId: id, Details: true })
  const plugins = invocations.flatMap(({ CommandPlugins = [] }) => CommandPlugins)
  const outputs = {
    CommandId: id, Status: status, ResponseCode: Math.max(...plugins.map(({ ResponseCode = -1 }) => ResponseCode), -1),
    Output: plugins.map(({ Output = '' }) => Output).join(''),
  }
  return status === 'Success' ? { done: outputs } : { failed: `Command ${id} came to ${command!.StatusDetails}.`, outputs }
}

function timeoutOf({ TimeoutSeconds: seconds }: Inputs): { TimeoutSeconds?: number } {
  return seconds === undefined ? {} : { TimeoutSeconds: Number(seconds) }
}

export const invokeLambdaFunction: Action = async (inputs, { call, target }) => {
  const { InputPayload, Payload } = inputs
  const body = InputPayload !== undefined ? JSON.stringify(InputPayload) : Payload === undefined ? undefined
    : typeof Payload === 'string' ? Payload : JSON.stringify(Payload)
  const { StatusCode, FunctionError, LogResult, Payload: answer } = await call.invokePlainly('lambda', 'Invoke', {
    FunctionName: text(inputs, 'FunctionName'), ...(body !== undefined && { Payload: body }),
    ...given(inputs, 'Qualifier', 'InvocationType', 'LogType', 'ClientContext'),
  }, target) as { StatusCode?: number, FunctionError?: string, LogResult?: string, Payload?: string }
  const outputs = {
    StatusCode, ...(FunctionError !== undefined && { FunctionError }), ...(LogResult !== undefined && { LogResult }),
    Payload: answer ?? '',
  }
  return FunctionError === undefined ? { done: outputs } : { failed: `The function failed: ${FunctionError}. ${outputs.Payload}`, outputs }
}
