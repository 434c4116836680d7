// Associations in full and in lists, their versions and executions, and what applies to a node.
// Source: DescribeAssociation, ListAssociations, ListAssociationVersions, DescribeAssociationExecutions,
// DescribeAssociationExecutionTargets,
// DescribeEffectiveInstanceAssociations, DescribeInstanceAssociationsStatus, Systems Manager API Reference.

import type { AssociationFilter, InstanceAssociation, InstanceAssociationStatusInfo, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { Association, associationOf, AssociationVersion, countsOf, described, Execution, ExecutionTarget, listed,
  settingsOf } from './association.ts'
import type { ExecutionTarget as Target } from './association.ts'
import { selectDocument } from './document.ts'
import { managedNode, nodesOfTargets } from './managed-node.ts'
import { pageOf } from './page.ts'
import { withoutGroups } from './resource-group.ts'

export const DescribeAssociation: Ssm['DescribeAssociation'] = ({ AssociationVersion: version = '$LATEST', ...input }, call) => {
  const association = associationOf(input, call)
  const wanted = version === '$LATEST' ? association.latest : Number(version)
  if (settingsOf(association, call, wanted) === undefined) {
    throw call.fault('InvalidAssociationVersion',
      'The version you specified isn\'t valid. Use ListAssociationVersions to view all versions ' +
      'of an association according to the association ID. Or, use the $LATEST parameter to view the latest version of the association.')
  }
  return { AssociationDescription: described(association, call, wanted) }
}

type Test = (association: Association, value: string, call: Call) => boolean

const tests: Readonly<Record<string, Test>> = {
  InstanceId: (association, value, call) => association.instanceId === value
    || (settingsOf(association, call)!.Targets ?? []).some(({ Key, Values = [] }) => Key === 'InstanceIds' && Values.includes(value)),
  Name: ({ documentName }, value) => documentName === value,
  AssociationId: ({ id }, value) => id === value,
  AssociationName: (association, value, call) => settingsOf(association, call)!.AssociationName === value,
  AssociationStatusName: (association, value, call) => listed(association, call).Overview?.Status === value,
  LastExecutedBefore: ({ lastExecutedAt = Infinity }, value) => lastExecutedAt < Date.parse(value),
  LastExecutedAfter: ({ lastExecutedAt = -Infinity }, value) => lastExecutedAt > Date.parse(value),
  ResourceGroupName: (association, value, call) => (settingsOf(association, call)!.Targets ?? [])
    .some(({ Key = '', Values = [] }) => /^(?:ResourceGroup|resource-groups:Name)$/.test(Key) && Values.includes(value)),
  // Machines of other clouds are not connected here.
  CloudConnectorId: () => false,
}

function fits(association: Association, filters: readonly AssociationFilter[], call: Call): boolean {
  return filters.every(({ key, value }) => tests[key]?.(association, value, call) ?? false)
}

export const ListAssociations: Ssm['ListAssociations'] = (input, call) => {
  const { AssociationFilterList: filters = [], MaxResults: limit, NextToken: token } = input
  const found = [...call.of(Association).scan()].filter(each => fits(each, filters, call)).sort((a, b) => a.createdAt - b.createdAt)
  const { items, next } = pageOf(found, { limit, usual: 10, token }, call)
  return { Associations: items.map(each => listed(each, call)), ...next }
}

export const ListAssociationVersions: Ssm['ListAssociationVersions'] = (input, call) => {
  const { id } = call.of(Association).require(input.AssociationId)
  const found = [...call.of(AssociationVersion).scan({ within: [id], reverse: true })]
  const { items, next } = pageOf(found, { limit: input.MaxResults, usual: 50, token: input.NextToken }, call)
  return { ...next, AssociationVersions: items.map(({ version, createdAt, settings }) => {
    const { InstanceId: _, AutomationTargetParameterName: _target, AlarmConfiguration: _alarms, ...rest } = settings
    return { ...rest, AssociationId: id, AssociationVersion: String(version), CreatedDate: createdAt }
  }) }
}

const comparisons: Readonly<Record<string, (left: string | number, right: string | number) => boolean>> = {
  EQUAL: (left, right) => left === right, LESS_THAN: (left, right) => left < right, GREATER_THAN: (left, right) => left > right,
}

export const DescribeAssociationExecutions: Ssm['DescribeAssociationExecutions'] = (input, call) => {
  const { id } = call.of(Association).require(input.AssociationId)
  const found = [...call.of(Execution).by('time').scan({ within: [id], reverse: true })].filter(execution =>
    (input.Filters ?? []).every(({ Key: key, Value: value, Type: type }) => {
      const compare = comparisons[type] ?? comparisons.EQUAL!
      return key === 'CreatedTime' ? compare(execution.createdAt, Date.parse(value))
        : compare(key === 'ExecutionId' ? execution.id : execution.status, value)
    }))
  const { items, next } = pageOf(found, { limit: input.MaxResults, usual: 50, token: input.NextToken }, call)
  return { ...next, AssociationExecutions: items.map(({ id: ExecutionId, version, status, details, createdAt }) => ({
    AssociationId: id, AssociationVersion: String(version), ExecutionId, Status: status, DetailedStatus: details, CreatedTime: createdAt,
    LastExecutionDate: createdAt,
    ResourceCountByStatus: `{${Object.entries(countsOf(ExecutionId, call)).map(([name, count]) => `${name}=${count}`).join(', ')}}`,
  })) }
}

export const DescribeAssociationExecutionTargets: Ssm['DescribeAssociationExecutionTargets'] = (input, call) => {
  const { id } = call.of(Association).require(input.AssociationId)
  const execution = call.of(Execution).get(id, input.ExecutionId)
  if (execution === undefined) throw call.fault('AssociationExecutionDoesNotExist',
    'The specified execution ID doesn\'t exist. Verify the ID number and try again.')
  const found = [...call.of(ExecutionTarget).scan({ within: [execution.id] })].filter(target =>
    (input.Filters ?? []).every(({ Key: key, Value: value }) =>
      (key === 'Status' ? target.status : key === 'ResourceId' ? target.resourceId : target.resourceType) === value))
  const { items, next } = pageOf(found, { limit: input.MaxResults, usual: 50, token: input.NextToken }, call)
  const source = execution.commandId !== undefined ? { OutputSourceId: execution.commandId, OutputSourceType: 'RunCommand' }
    : { OutputSourceId: execution.automationId!, OutputSourceType: 'Automation' }
  return { ...next, AssociationExecutionTargets: items.map(({ resourceId, resourceType, status, details, at }) => ({
    AssociationId: id, AssociationVersion: String(execution.version), ExecutionId: execution.id, ResourceId: resourceId,
    ResourceType: resourceType, Status: status, DetailedStatus: details, LastExecutionDate: at, OutputSource: source,
  })) }
}

/** Associations of commands whose targets hold the node now. @throws InvalidInstanceId */
async function appliedTo(id: string, call: Call): Promise<Association[]> {
  const node = await managedNode(id, call)
  if (node === undefined) throw call.fault('InvalidInstanceId' as never, '')
  const found: Association[] = []
  for (const association of [...call.of(Association).scan()]) {
    const { Targets: targets, InstanceId: own, AutomationTargetParameterName: runbook } = settingsOf(association, call)!
    if (runbook !== undefined) continue
    const isMeant = own === id || (targets !== undefined
      && (await nodesOfTargets(await withoutGroups(targets, call), call)).some(each => each.id === id))
    if (isMeant) found.push(association)
  }
  return found
}

export const DescribeEffectiveInstanceAssociations: Ssm['DescribeEffectiveInstanceAssociations'] = async (input, call) => {
  const all: InstanceAssociation[] = (await appliedTo(input.InstanceId, call)).map(association => {
    const { Name, DocumentVersion: version } = settingsOf(association, call)!
    return {
      AssociationId: association.id, InstanceId: input.InstanceId, AssociationVersion: String(association.latest),
      Content: selectDocument(Name, { version }, call).version.content,
    }
  })
  const { items, next } = pageOf(all, { limit: input.MaxResults, usual: 5, token: input.NextToken }, call)
  return { Associations: items, ...next }
}

export const DescribeInstanceAssociationsStatus: Ssm['DescribeInstanceAssociationsStatus'] = async (input, call) => {
  const all: InstanceAssociationStatusInfo[] = (await appliedTo(input.InstanceId, call)).map(association => {
    const { Name, DocumentVersion, AssociationName } = settingsOf(association, call)!
    const last: Target | undefined = association.lastExecutionId === undefined ? undefined
      : call.of(ExecutionTarget).get(association.lastExecutionId, input.InstanceId)
    return {
      AssociationId: association.id, Name, DocumentVersion: DocumentVersion ?? '$DEFAULT', AssociationVersion: String(association.latest),
      InstanceId: input.InstanceId, Status: last?.status ?? 'Pending', DetailedStatus: last?.details ?? 'Associated',
      ...(last !== undefined && { ExecutionDate: last.at }), ...(AssociationName !== undefined && { AssociationName }),
    }
  })
  const { items, next } = pageOf(all, { limit: input.MaxResults, usual: 50, token: input.NextToken }, call)
  return { InstanceAssociationStatusInfos: items, ...next }
}
