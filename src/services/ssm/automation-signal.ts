// What people say to executions: approve, reject, resume, start or stop a step, stop it all.
// Source: SendAutomationSignal, StopAutomationExecution, Systems Manager API Reference.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import { afterStep, end, keepStep } from './automation-flow.ts'
import { announceStep } from './automation-notice.ts'
import { Automation, currentStep, isOver, stepsOf, StepRun } from './automation.ts'

type SignalCall = Call<'InvalidAutomationSignalException' | 'AutomationStepNotFoundException'>

const invalid = (call: SignalCall): Error =>
  call.fault('InvalidAutomationSignalException', 'The signal is not valid for the current Automation execution.')

export const SendAutomationSignal: Ssm['SendAutomationSignal'] = (input, call) => {
  const { AutomationExecutionId: id, SignalType: type, Payload: payload = {} } = input
  const automation = call.of(Automation).require(id)
  if (isOver(automation.status)) throw invalid(call)
  if (type === 'StartStep') startStep(automation, payload.StepName?.[0], call)
  else if (type === 'StopStep') stopStep(automation, payload.StepExecutionId?.[0], call)
  else if (type === 'Revoke') throw call.fault('NotImplemented',
    'Just-in-time access to nodes is not kept, so that nothing can be revoked.')
  else signal(automation, type, payload, call)
  return {}
}

function signal(automation: Automation, type: string, payload: { readonly [name: string]: readonly string[] }, call: SignalCall): void {
  const step = currentStep(automation, call)
  const wanted = type === 'Resume' ? 'aws:pause' : 'aws:approve'
  if (step === undefined || step.status !== 'Waiting' || step.action !== wanted) throw invalid(call)
  const named = payload.StepName?.[0] ?? payload.StepExecutionId?.[0]
  if (named !== undefined && named !== step.name && named !== step.id) {
    throw call.fault('AutomationStepNotFoundException',
      'The specified step name and execution ID don\'t exist. Verify the information and try again.')
  }
  if (wanted === 'aws:approve') checkApprover(step, call)
  const comment = payload.Comment?.[0]
  keepStep({ ...step, signals: [...step.signals, { type, by: call.principal.arn, ...(comment !== undefined && { comment }) }] }, call)
  call.of(Automation).put({ ...automation, status: 'InProgress' })
  call.setTimer('automation', automation.id, call.now())
}

/** Approvers are user names, or ARNs of users, roles and sessions. */
function checkApprover({ state }: StepRun, call: SignalCall): void {
  const { approvers } = state as { approvers: readonly string[] }
  if (namesOf(call.principal).some(name => approvers.includes(name))) return
  throw call.fault('InvalidAutomationSignalException', `${call.principal.arn} is not among the approvers of the step.`)
}

function namesOf({ arn, issuerArn, kind }: Principal): string[] {
  return [arn, ...(issuerArn === undefined ? [] : [issuerArn]), ...(kind === 'user' ? [arn.slice(arn.lastIndexOf('/') + 1)] : [])]
}

/** Of an interactive execution, which stands before each step. */
function startStep(automation: Automation, name: string | undefined, call: SignalCall): void {
  const step = currentStep(automation, call)
  if (automation.mode !== 'Interactive' || step?.status !== 'Pending') throw invalid(call)
  if (name !== undefined && !stepsOf(automation.id, call).some(each => each.name === name)) {
    throw call.fault('AutomationStepNotFoundException',
      'The specified step name and execution ID don\'t exist. Verify the information and try again.')
  }
  const frames = name === undefined ? automation.frames
    : [...automation.frames.slice(0, -1), { ...automation.frames.at(-1)!, stepName: name }]
  call.of(Automation).put({ ...automation, status: 'InProgress', frames })
  call.setTimer('automation', automation.id, call.now())
}

function stopStep(automation: Automation, stepId: string | undefined, call: SignalCall): void {
  const step = currentStep(automation, call)
  if (step === undefined || isOver(step.status) || step.startedAt === undefined) throw invalid(call)
  if (stepId !== undefined && stepId !== step.id) {
    throw call.fault('AutomationStepNotFoundException',
      'The specified step name and execution ID don\'t exist. Verify the information and try again.')
  }
  const stopped = keepStep({ ...step, status: 'Cancelled', endedAt: call.now() }, call)
  announceStep(stopped, automation, call)
  afterStep(stopped, automation, undefined, call)
}

export const StopAutomationExecution: Ssm['StopAutomationExecution'] = ({ AutomationExecutionId: id, Type: type = 'Cancel' }, call) => {
  const automation = call.of(Automation).require(id)
  if (isOver(automation.status) || automation.status === 'Cancelling') {
    throw call.fault('InvalidAutomationStatusUpdateException', 'The specified update status operation isn\'t valid.')
  }
  if (type === 'Complete') call.of(Automation).put({ ...automation, completes: true })
  else cancel(automation, call)
  return {}
}

export function cancel(automation: Automation, call: Call): void {
  if (automation.rate !== undefined) {
    call.of(Automation).put({ ...automation, status: 'Cancelling' })
    for (const child of [...call.of(Automation).by('parent').scan({ within: [automation.id] })]) {
      if (!isOver(child.status)) cancel(child, call)
    }
    call.setTimer('automation-rate', automation.id, call.now())
    return
  }
  const step = currentStep(automation, call)
  const isRunning = step !== undefined && !isOver(step.status) && step.startedAt !== undefined
  const stopped = isRunning ? keepStep({ ...step, status: 'Cancelled', endedAt: call.now() }, call) : undefined
  if (stopped !== undefined) announceStep(stopped, automation, call)
  // A runbook that it waits for ends with it.
  const child = stopped?.action === 'aws:executeAutomation' ? call.of(Automation).get(String(stopped.state)) : undefined
  if (child !== undefined && !isOver(child.status)) cancel(child, call)
  const named = /^step:\s*(.+)$/.exec(stopped?.shape.onCancel ?? '')?.[1]
  if (stopped === undefined || named === undefined) end(automation, 'Cancelled', undefined, call)
  else afterStep(stopped, automation, named, call)
}
