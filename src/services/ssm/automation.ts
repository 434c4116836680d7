// Executions of runbooks and their steps: their records, and how they are shown.
// Source: AutomationExecution, StepExecution, Systems Manager API Reference; "Learn about statuses returned by Systems Manager Automation",
// User Guide.

import type { AlarmConfiguration, AutomationExecution, AutomationExecutionMetadata, ParentStepDetails, StepExecution, Target,
  TargetLocation }
  from '../../../generated/aws/ssm.ts'
import { arnTemplate, records, resource } from '../../kernel/service.ts'
import type { Call, Principal } from '../../kernel/service.ts'
import type { Content } from './document-content.ts'
import type { StepShape } from './document-shape.ts'

export type StepStatus = 'Pending' | 'InProgress' | 'Waiting' | 'Success' | 'Failed' | 'TimedOut' | 'Cancelling' | 'Cancelled'

/** Where an execution is among steps: the runbook's own, or those of a loop, in one of its rounds. */
export interface Frame {
  readonly stepName: string
  /** The loop whose steps they are. */
  readonly loop?: { readonly ordinal: number, readonly round: number, readonly items?: readonly unknown[] }
}

export interface Automation {
  readonly id: string
  readonly sequence: number
  readonly documentName: string
  readonly documentVersion: string
  readonly content: Content
  readonly parameters: Readonly<Record<string, readonly string[]>>
  readonly variables: Readonly<Record<string, unknown>>
  readonly mode: 'Auto' | 'Interactive'
  readonly status: StepStatus
  readonly startedAt: number
  readonly endedAt?: number
  readonly failureMessage?: string
  readonly outputs?: Readonly<Record<string, readonly string[]>>
  readonly executedBy: string
  /** In whose name it calls where the runbook names no role. */
  readonly principal: Principal
  readonly roleArn?: string
  readonly parentId?: string
  /** The step after the current one is the last, whatever the runbook says. */
  readonly completes?: boolean
  /** A critical step failed on the way. */
  readonly failed?: boolean
  readonly frames: readonly Frame[]
  readonly tags: Readonly<Record<string, string>>
  readonly clientToken?: string
  readonly associationId?: string
  readonly alarms?: AlarmConfiguration
  /** Alarms that stopped it. */
  readonly rang?: readonly string[]
  readonly target?: string
  /** One that only starts others, for each target. */
  readonly rate?: {
    readonly targetParameter?: string
    readonly targets?: readonly Target[]
    readonly targetMaps?: readonly Readonly<Record<string, readonly string[]>>[]
    readonly locations?: readonly TargetLocation[]
    readonly resolved: readonly string[]
    readonly maxConcurrency: string
    readonly maxErrors: string
  }
}

export const Automation = resource<Automation>({
  name: 'Automation',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:automation-execution/{id}',
  tags: 'list',
  notFound: {
    code: 'AutomationExecutionNotFoundException', message: ([id]) => `Automation execution does not exist: ${id}`,
  },
  indexes: { time: ({ sequence }) => [sequence], parent: ({ parentId, sequence }) => parentId === undefined ? undefined
    : [parentId, sequence] },
})

export interface StepRun {
  readonly executionId: string
  readonly ordinal: number
  readonly id: string
  readonly name: string
  readonly action: string
  readonly status: StepStatus
  readonly startedAt?: number
  readonly endedAt?: number
  readonly inputs: Readonly<Record<string, string>>
  readonly outputs: Readonly<Record<string, unknown>>
  readonly response?: string
  readonly failureMessage?: string
  readonly failureType?: string
  readonly attempts: number
  /** What its action keeps while it waits. */
  readonly state?: unknown
  /** Signals that came while it waits. */
  readonly signals: readonly Signal[]
  readonly shape: StepShape
  readonly nextStep?: string
  readonly parent?: ParentStepDetails
}

export interface Signal {
  readonly type: string
  readonly by: string
  readonly comment?: string
}

export const StepRun = records<StepRun>({ name: 'AutomationStep', key: ['executionId', 'ordinal'] })

const definitionArn = arnTemplate('arn:{partition}:ssm:{region}:{account}:automation-definition/{name}:{version}')

export function definitionOf({ documentName, documentVersion }: Automation, call: Call): string {
  return definitionArn(call, { name: documentName, version: documentVersion })
}

export function isOver(status: StepStatus): boolean {
  return ['Success', 'Failed', 'TimedOut', 'Cancelled'].includes(status)
}

export function stepsOf(id: string, call: Call): StepRun[] {
  return [...call.of(StepRun).scan({ within: [id] })]
}

/** The step that it is at: running, or to be run next. */
export function currentStep(automation: Automation, call: Call): StepRun | undefined {
  const { stepName, loop } = automation.frames.at(-1) ?? { stepName: '' }
  const steps = stepsOf(automation.id, call).reverse()
  if (loop === undefined) return steps.find(({ name, parent }) => name === stepName && parent === undefined)
  const parentId = call.of(StepRun).get(automation.id, loop.ordinal)!.id
  return steps.find(({ name, parent }) => name === stepName && parent?.StepExecutionId === parentId && parent.Iteration === loop.round)
}

/** Values as lists of texts, as the wire has them. */
export function shownOutputs(outputs: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, textsOf(value)]))
}

export function textsOf(value: unknown): string[] {
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value as unknown[] : [value]).map(each => typeof each === 'string' ? each : JSON.stringify(each))
}

export function shownStep(step: StepRun): StepExecution {
  const { shape, startedAt, endedAt, response, failureMessage, failureType = 'Action', nextStep, parent } = step
  const { timeoutSeconds, onFailure, maxAttempts, isEnd, isCritical } = shape
  return {
    StepName: step.name, Action: step.action, StepExecutionId: step.id, StepStatus: step.status, Inputs: step.inputs as Record<string,
      string>,
    Outputs: shownOutputs(step.outputs), OverriddenParameters: {}, ResponseCode: step.status === 'Success' ? '0'
      : step.status === 'Failed' ? '1' : '',
    ...(timeoutSeconds !== undefined && { TimeoutSeconds: Number(timeoutSeconds) }),
      ...(onFailure !== undefined && { OnFailure: onFailure }),
    ...(maxAttempts !== undefined && { MaxAttempts: Number(maxAttempts) }), ...(isEnd !== undefined && { IsEnd: String(isEnd) === 'true' }),
    ...(isCritical !== undefined && { IsCritical: String(isCritical) === 'true' }),
      ...(startedAt !== undefined && { ExecutionStartTime: startedAt }),
    ...(endedAt !== undefined && { ExecutionEndTime: endedAt }), ...(response !== undefined && { Response: response }),
    ...(failureMessage !== undefined && {
      FailureMessage: failureMessage,
      FailureDetails: { FailureStage: 'Invocation', FailureType: failureType, Details: {} },
    }),
    ...(nextStep !== undefined && { NextStep: nextStep }), ...(parent !== undefined && { ParentStepDetails: parent }),
  }
}

function shared(automation: Automation, call: Call): AutomationExecutionMetadata {
  const { endedAt, failureMessage, outputs, parentId, target, rate, associationId, alarms, rang } = automation
  const step = isOver(automation.status) || rate !== undefined ? undefined : currentStep(automation, call)
  return {
    AutomationExecutionId: automation.id, DocumentName: automation.documentName, DocumentVersion: automation.documentVersion,
    AutomationExecutionStatus: automation.status, ExecutionStartTime: automation.startedAt, ExecutedBy: automation.executedBy,
    Mode: automation.mode, Outputs: outputs as Record<string, string[]> | undefined ?? {}, Targets: rate?.targets ?? [],
    ResolvedTargets: { ParameterValues: rate?.resolved ?? [], Truncated: false },
    ...(endedAt !== undefined && { ExecutionEndTime: endedAt }), ...(failureMessage !== undefined && { FailureMessage: failureMessage }),
    ...(parentId !== undefined && { ParentAutomationExecutionId: parentId }), ...(target !== undefined && { Target: target }),
    ...(step !== undefined && { CurrentStepName: step.name, CurrentAction: step.action }),
    ...(rate !== undefined && { MaxConcurrency: rate.maxConcurrency, MaxErrors: rate.maxErrors }),
    ...(rate?.targetParameter !== undefined && { TargetParameterName: rate.targetParameter }),
    ...(rate?.targetMaps !== undefined && { TargetMaps: rate.targetMaps as Record<string, string[]>[] }),
    ...(associationId !== undefined && { AssociationId: associationId }), ...(alarms !== undefined && { AlarmConfiguration: alarms }),
    ...(rang !== undefined && { TriggeredAlarms: rang.map(Name => ({ Name, State: 'ALARM' as const })) }),
  }
}

export function shownMetadata(automation: Automation, call: Call): AutomationExecutionMetadata {
  return { ...shared(automation, call), AutomationType: automation.rate?.locations === undefined ? 'Local' : 'CrossAccount', LogFile: '' }
}

const mostSteps = 100

export function shownAutomation(automation: Automation, call: Call): AutomationExecution {
  const { LogFile: _, AutomationType: _type, ...rest } = shared(automation, call)
  const { rate, variables } = automation
  const steps = stepsOf(automation.id, call)
  const children = rate === undefined ? [] : [...call.of(Automation).by('parent').scan({ within: [automation.id] })]
  const counted = rate === undefined ? steps.map(({ status }) => status) : children.map(({ status }) => status)
  const count = (status: StepStatus): number => counted.filter(each => each === status).length
  return {
    ...rest, Parameters: automation.parameters as Record<string, string[]>, StepExecutions: steps.slice(0, mostSteps).map(shownStep),
    StepExecutionsTruncated: steps.length > mostSteps, ...(rate?.locations !== undefined && { TargetLocations: rate.locations }),
    ...(Object.keys(variables).length > 0 && { Variables: shownOutputs(variables) }),
    ...(rate !== undefined && { ProgressCounters: {
      TotalSteps: rate.resolved.length, SuccessSteps: count('Success'), FailedSteps: count('Failed'), CancelledSteps: count('Cancelled'),
      TimedOutSteps: count('TimedOut'),
    } }),
  }
}
