// Associations made, changed, run at once, removed.
// Source: CreateAssociation, CreateAssociationBatch, UpdateAssociation, UpdateAssociationStatus, DeleteAssociation, StartAssociationsOnce,
// Systems Manager API Reference.

import type { AssociationDescription, Ssm } from '../../../generated/aws/ssm.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { plan } from './association-run.ts'
import { scheduleProblem } from './association-schedule.ts'
import { Association, associationOf, associationsOf, AssociationVersion, described, Execution, ExecutionTarget,
  settingsOf } from './association.ts'
import type { Settings } from './association.ts'
import { readInput } from './document-input.ts'
import { runnable } from './document.ts'

const mostVersions = 1000

export const CreateAssociation: Ssm['CreateAssociation'] = async ({ Tags: tags = [], ...settings }, call) => {
  await check(settings, call)
  return call.transact(() => ({ AssociationDescription: make(settings, tags, call) }))
}

export const CreateAssociationBatch: Ssm['CreateAssociationBatch'] = async ({ Entries: entries }, call) => {
  const Successful: AssociationDescription[] = []
  const Failed = []
  for (const entry of entries) {
    try {
      await check(entry, call)
      Successful.push(call.transact(() => make(entry, [], call)))
    } catch (error) {
      if (!(error instanceof Fault)) throw error
      Failed.push({ Entry: entry, Message: error.message, Fault: 'Client' as const })
    }
  }
  return { Successful, Failed }
}

type CheckCall = Call<'InvalidDocument' | 'InvalidParameters' | 'InvalidTarget' | 'InvalidSchedule'>

/** @throws InvalidDocument, InvalidTarget, InvalidSchedule, InvalidParameters */
async function check(settings: Settings, call: CheckCall): Promise<void> {
  const { Name: name, InstanceId: node, Targets: targets, TargetMaps: maps, TargetLocations: locations } = settings
  if (locations !== undefined) throw call.fault('NotImplemented',
    'Associations in other accounts and regions (TargetLocations) are not carried out.')
  const document = await runnable(name, { version: settings.DocumentVersion }, call)
  if (!['Command', 'Policy', 'Automation'].includes(document.type)) {
    throw call.fault('InvalidDocument', `Document ${name} is of type ${document.type}, which State Manager does not support.`)
  }
  const problem = scheduleProblem(settings, call)
  if (problem !== undefined) throw call.fault('InvalidSchedule', problem)
  const isRunbook = document.type === 'Automation'
  if (!isRunbook && (node === undefined) === (targets === undefined)) {
    throw call.fault('InvalidTarget', 'The target isn\'t valid or doesn\'t exist. Either InstanceId or Targets must be given.')
  }
  const parameter = settings.AutomationTargetParameterName
  if (isRunbook && targets !== undefined && parameter === undefined) {
    throw call.fault('InvalidTarget', 'AutomationTargetParameterName is required where a runbook has Targets.')
  }
  const filled = isRunbook && parameter !== undefined ? { [parameter]: ['*'] } : isRunbook && maps !== undefined
    ? maps[0] as Record<string, string[]> : {}
  readInput(document, { ...filled, ...settings.Parameters }, message => call.fault('InvalidParameters', message))
}

function make(settings: Settings, tags: readonly { Key: string, Value: string }[], call: Call): AssociationDescription {
  const { Name: documentName, InstanceId: instanceId } = settings
  if (instanceId !== undefined && associationsOf(documentName, call).some(each => each.instanceId === instanceId)) {
    throw call.fault('AssociationAlreadyExists', 'The specified association already exists.')
  }
  call.quota('Association', call.of(Association).count() + 1)
  const association = call.of(Association).insert({
    id: call.uuid(), documentName, latest: 1, createdAt: call.now(), updatedAt: call.now(), ...(instanceId !== undefined && { instanceId }),
  })
  call.of(AssociationVersion).put({ associationId: association.id, version: 1, createdAt: call.now(), settings })
  if (tags.length > 0) call.tags(Association).add(Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])), association.id)
  plan(association, true, call)
  return described(association, call)
}

/** What the caller leaves out is gone, but for what an association cannot do without. */
export const UpdateAssociation: Ssm['UpdateAssociation'] = async (input, call) => {
  const { AssociationId: id, AssociationVersion: version, Name: name, ...given } = input
  const before = call.of(Association).require(id)
  if (version !== undefined && version !== '$LATEST' && version !== String(before.latest)) {
    throw call.fault('InvalidAssociationVersion',
      'The version you specified isn\'t valid. Use ListAssociationVersions to view all versions ' +
      'of an association according to the association ID. Or, use the $LATEST parameter to view the latest version of the association.')
  }
  const { InstanceId: node, Targets: targets, Name: known } = settingsOf(before, call)!
  const keepsTargets = given.Targets === undefined && given.TargetMaps === undefined
  const settings: Settings = {
    ...given, Name: name ?? known, ...(keepsTargets && targets !== undefined && { Targets: targets }),
    ...(keepsTargets && node !== undefined && { InstanceId: node }),
  }
  await check(settings, call)
  return call.transact(() => {
    const { instanceId: _, ...rest } = call.of(Association).require(id)
    if (call.of(AssociationVersion).count({ within: [id] }) >= mostVersions) {
      throw call.fault('AssociationVersionLimitExceeded', 'You have reached the maximum number versions allowed for an association. Each ' +
        'association has a limit of 1,000 versions.')
    }
    const association = call.of(Association).put({
      ...rest, documentName: settings.Name, latest: rest.latest + 1, updatedAt: call.now(),
      ...(settings.InstanceId !== undefined && { instanceId: settings.InstanceId }),
    })
    call.of(AssociationVersion).put({ associationId: id, version: association.latest, createdAt: call.now(), settings })
    plan(association, true, call)
    return { AssociationDescription: described(association, call) }
  })
}

export const UpdateAssociationStatus: Ssm['UpdateAssociationStatus'] = ({ Name, InstanceId, AssociationStatus: status }, call) => {
  const before = associationOf({ Name, InstanceId }, call)
  if (before.status?.Name === status.Name && before.status.Message === status.Message) {
    throw call.fault('StatusUnchanged', 'The updated status is the same as the current status.')
  }
  return { AssociationDescription: described(call.of(Association).put({ ...before, status }), call) }
}

export const DeleteAssociation: Ssm['DeleteAssociation'] = (input, call) => {
  const { id } = associationOf(input, call)
  for (const { version } of [...call.of(AssociationVersion).scan({ within: [id] })]) call.of(AssociationVersion).delete(id, version)
  for (const execution of [...call.of(Execution).scan({ within: [id] })]) {
    const targets = call.of(ExecutionTarget)
    for (const { resourceId } of [...targets.scan({ within: [execution.id] })]) targets.delete(execution.id, resourceId)
    call.of(Execution).delete(id, execution.id)
  }
  call.cancelTimer('association', id)
  call.cancelTimer('association-once', id)
  call.tags(Association).clear(id)
  call.of(Association).delete(id)
  return {}
}

export const StartAssociationsOnce: Ssm['StartAssociationsOnce'] = ({ AssociationIds: ids }, call) => {
  for (const id of ids) call.of(Association).require(id)
  for (const id of ids) call.setTimer('association-once', id, call.now())
  return {}
}
