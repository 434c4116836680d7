// Associations of State Manager: a document that is to be applied to targets, again and again. Their records, versions and executions, and
// how they are shown. Source: AssociationDescription, AssociationExecution, Systems Manager API Reference.

import type { Association as Listed, AssociationDescription, AssociationDescriptionOverview, AssociationStatus, CreateAssociationRequest }
  from '../../../generated/aws/ssm.ts'
import { records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { associationHandlers } from './association-formation.ts'

export interface Association {
  readonly id: string
  /** Of its latest version, as the others are looked for by it. */
  readonly documentName: string
  readonly instanceId?: string
  readonly latest: number
  readonly createdAt: number
  readonly updatedAt: number
  /** What its owner says of it by UpdateAssociationStatus. */
  readonly status?: AssociationStatus
  readonly lastExecutionId?: string
  readonly lastExecutedAt?: number
  readonly lastSuccessAt?: number
}

export const Association = resource<Association>({
  name: 'Association',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:association/{id}',
  tags: 'list',
  notFound: { code: 'AssociationDoesNotExist', message: () => 'The specified association doesn\'t exist.' },
  cloudFormation: associationHandlers,
  indexes: { document: ({ documentName }) => [documentName] },
})

/** What a version says, under the model's names. */
export type Settings = Omit<CreateAssociationRequest, 'Tags'>

export interface AssociationVersion {
  readonly associationId: string
  readonly version: number
  readonly createdAt: number
  readonly settings: Settings
}

export const AssociationVersion = records<AssociationVersion>({ name: 'AssociationVersion', key: ['associationId', 'version'] })

export interface Execution {
  readonly associationId: string
  readonly id: string
  readonly sequence: number
  readonly version: number
  readonly createdAt: number
  readonly status: string
  readonly details: string
  readonly endedAt?: number
  readonly commandId?: string
  readonly automationId?: string
}

export const Execution = records<Execution>({
  name: 'AssociationExecution', key: ['associationId', 'id'], indexes: { time: ({ associationId, sequence }) => [associationId, sequence] },
})

export interface ExecutionTarget {
  readonly executionId: string
  readonly resourceId: string
  readonly resourceType: string
  readonly status: string
  readonly details: string
  readonly at: number
}

export const ExecutionTarget = records<ExecutionTarget>({
  name: 'AssociationTarget', key: ['executionId', 'resourceId'],
})

export function isRunning(status: string): boolean {
  return status === 'Pending' || status === 'InProgress'
}

export function associationsOf(document: string, call: Call): Association[] {
  return [...call.of(Association).by('document').scan({ within: [document] })]
}

/** By its id, or by the document and the node of one that was made for one node. @throws AssociationDoesNotExist */
export function associationOf(input: { AssociationId?: string | undefined, Name?: string | undefined, InstanceId?: string | undefined },
  call: Call): Association {
  const { AssociationId: id, Name: name, InstanceId: node } = input
  const found = id === undefined && name !== undefined && node !== undefined
    ? associationsOf(name, call).find(({ instanceId }) => instanceId === node) : undefined
  return found ?? call.of(Association).require(id ?? '')
}

export function settingsOf({ id, latest }: Association, call: Call, version = latest): Settings | undefined {
  return call.of(AssociationVersion).get(id, version)?.settings
}

/** Counts of the last execution's targets by their statuses. */
export function countsOf(executionId: string, call: Call): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { status } of call.of(ExecutionTarget).scan({ within: [executionId] })) counts[status] = (counts[status] ?? 0) + 1
  return counts
}

function overviewOf({ id, lastExecutionId }: Association, call: Call): AssociationDescriptionOverview {
  const last = lastExecutionId === undefined ? undefined : call.of(Execution).get(id, lastExecutionId)
  if (last === undefined) return { Status: 'Pending', DetailedStatus: 'Creating' }
  return { Status: last.status, DetailedStatus: last.details, AssociationStatusAggregatedCount: countsOf(last.id, call) }
}

export function described(association: Association, call: Call, version = association.latest): AssociationDescription {
  const { id, createdAt, updatedAt, status, lastExecutedAt, lastSuccessAt } = association
  const { AutomationTargetParameterName: target, ...settings } = settingsOf(association, call, version)!
  return {
    ...settings, AssociationId: id, AssociationVersion: String(version), Date: createdAt, LastUpdateAssociationDate: updatedAt,
    Overview: overviewOf(association, call), DocumentVersion: settings.DocumentVersion ?? '$DEFAULT',
    ApplyOnlyAtCronInterval: settings.ApplyOnlyAtCronInterval ?? false,
    ...(target !== undefined && { AutomationTargetParameterName: target }), ...(status !== undefined && { Status: status }),
    ...(lastExecutedAt !== undefined && { LastExecutionDate: lastExecutedAt }),
    ...(lastSuccessAt !== undefined && { LastSuccessfulExecutionDate: lastSuccessAt }),
  }
}

export function listed(association: Association, call: Call): Listed {
  const { id, latest, lastExecutedAt } = association
  const { Name, InstanceId, DocumentVersion, Targets, ScheduleExpression, AssociationName, ScheduleOffset, Duration, TargetMaps } =
    settingsOf(association, call)!
  const members = { Name, InstanceId, DocumentVersion, Targets, ScheduleExpression, AssociationName, ScheduleOffset, Duration, TargetMaps }
  return {
    ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)), AssociationId: id,
      AssociationVersion: String(latest),
    Overview: overviewOf(association, call), ...(lastExecutedAt !== undefined && { LastExecutionDate: lastExecutedAt }),
  }
}
