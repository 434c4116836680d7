// Targets of maintenance windows: nodes by their ids or tags, or groups of resources.
// Source: RegisterTargetWithMaintenanceWindow and its kin, Systems Manager API Reference.

import type { MaintenanceWindowTarget, Ssm, Target } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { tell } from './event.ts'
import { checkKeys, MaintenanceWindow, targetsOf, tasksOf, WindowTarget } from './maintenance-window.ts'

const mostTargets = 100

export const RegisterTargetWithMaintenanceWindow: Ssm['RegisterTargetWithMaintenanceWindow'] = ({ ClientToken: _, ...given }, call) => {
  call.of(MaintenanceWindow).require(given.WindowId)
  checkTargets(given.Targets, given.ResourceType, call)
  if (targetsOf(given.WindowId, call).length >= mostTargets) {
    throw call.fault('ResourceLimitExceededException', `There are ${mostTargets} targets of the maintenance window already.`)
  }
  const target = call.of(WindowTarget).insert({ ...given, WindowTargetId: call.uuid() })
  announce(target, 'REGISTERED', call)
  return { WindowTargetId: target.WindowTargetId }
}

/** @throws ValidationException */
function checkTargets(targets: readonly Target[], type: string, call: Call): void {
  const isGroup = type === 'RESOURCE_GROUP'
  const wrong = targets.find(({ Key: key = '' }) => /^resource-groups:/.test(key) !== isGroup
    || !/^(InstanceIds|tag-key|tag:.+|resource-groups:(Name|ResourceTypeFilters))$/.test(key))
  if (wrong !== undefined) throw call.fault('ValidationException', `The target key ${wrong.Key ?? ''} is not valid for ${type}.`)
}

function announce({ WindowId: id, WindowTargetId: target }: WindowTarget, status: string, call: Call): void {
  tell('Maintenance Window Target Registration Notification', { 'window-id': id, 'window-target-id': target, status },
    [MaintenanceWindow.arnOf(call, { id })], call)
}

/** @throws DoesNotExistException */
export function requireTarget(id: string, target: string, call: Call): WindowTarget {
  call.of(MaintenanceWindow).require(id)
  const found = call.of(WindowTarget).get(target)
  if (found?.WindowId === id) return found
  throw call.fault('DoesNotExistException', `Target ${target} does not exist in maintenance window ${id}.`)
}

/** One that a task means stays where the caller wants to be safe. */
export const DeregisterTargetFromMaintenanceWindow: Ssm['DeregisterTargetFromMaintenanceWindow'] = (input, call) => {
  const { WindowId: id, WindowTargetId: targetId, Safe: isSafe = false } = input
  const target = requireTarget(id, targetId, call)
  const user = isSafe ? tasksOf(id, call).find(({ Targets: targets = [] }) =>
    targets.some(({ Key: key, Values: values }) => key === 'WindowTargetIds' && values?.includes(targetId))) : undefined
  if (user !== undefined) {
    throw call.fault('TargetInUseException', `The target ${targetId} is used by the task ${user.WindowTaskId}.`)
  }
  call.of(WindowTarget).delete(targetId)
  announce(target, 'DEREGISTERED', call)
  return { WindowId: id, WindowTargetId: targetId }
}

export const UpdateMaintenanceWindowTarget: Ssm['UpdateMaintenanceWindowTarget'] = ({ Replace: isReplacing = false, ...given }, call) => {
  const before = requireTarget(given.WindowId, given.WindowTargetId, call)
  const { WindowId, WindowTargetId, ResourceType = 'INSTANCE' } = before
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  if (isReplacing && given.Targets === undefined) throw call.fault('ValidationException',
    'Replace needs what a registration needs: Targets.')
  if (given.Targets !== undefined) checkTargets(given.Targets, ResourceType, call)
  const after = call.of(WindowTarget).put(isReplacing ? { WindowId, WindowTargetId, ResourceType, ...named } : { ...before, ...named })
  announce(after, 'UPDATED', call)
  const { ResourceType: _, ...shown } = after
  return shown
}

export const DescribeMaintenanceWindowTargets: Ssm['DescribeMaintenanceWindowTargets'] = function* (input, call) {
  const { WindowId: id, Filters: filters = [] } = input
  call.of(MaintenanceWindow).require(id)
  checkKeys(filters, ['Type', 'WindowTargetId', 'OwnerInformation'], call)
  for (const target of targetsOf(id, call)) {
    const isMeant = filters.every(({ Key: key, Values: values = [] }) =>
      values.includes(String(target[(key === 'Type' ? 'ResourceType' : key) as keyof MaintenanceWindowTarget])))
    if (isMeant) yield target
  }
}
