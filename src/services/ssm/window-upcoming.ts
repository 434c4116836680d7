// What maintenance windows are about to do: their next openings, for one window, for all, or for those that mean a target.
// Source: DescribeMaintenanceWindowSchedule and DescribeMaintenanceWindowsForTarget, Systems Manager API Reference.

import type { ScheduledWindowExecution, Ssm, Target } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { MaintenanceWindow, targetsOf } from './maintenance-window.ts'
import type { WindowTarget } from './maintenance-window.ts'
import { listed } from './page.ts'
import { dateAt, nextOpening, shownTime } from './window-schedule.ts'

/** Openings that are told of each window. */
const mostOpenings = 20

export const DescribeMaintenanceWindowSchedule: Ssm['DescribeMaintenanceWindowSchedule'] = (input, call) => {
  const { WindowId: id, Targets: targets, ResourceType: type, Filters: filters = [] } = input
  const bounds = { after: call.now(), before: Infinity }
  for (const { Key: key = '', Values: [value = ''] = [] } of filters) {
    const at = dateAt(value)
    if (!/^Scheduled(Before|After)$/.test(key) || at === undefined) {
      throw call.fault('ValidationException', `The filter ${key} is not valid. Use ScheduledBefore or ScheduledAfter with a time.`)
    }
    if (key === 'ScheduledAfter') bounds.after = Math.max(bounds.after, at)
    else bounds.before = at
  }
  const windows = id !== undefined ? [call.of(MaintenanceWindow).require(id)]
    : targets === undefined ? [...call.of(MaintenanceWindow).scan()] : windowsFor(targets, type, call)
  const found: { readonly at: number, readonly shown: ScheduledWindowExecution }[] = []
  for (const window of windows) {
    let at = window.enabled ? nextOpening(window, bounds.after) : undefined
    for (let count = 0; count < mostOpenings && at !== undefined && at < bounds.before; count += 1) {
      found.push({ at, shown: { WindowId: window.id, Name: window.name, ExecutionTime: shownTime(at, window.timezone) } })
      at = nextOpening(window, at)
    }
  }
  return listed(found.sort((a, b) => a.at - b.at).map(({ shown }) => shown))
}

/** Windows with a target that has one of these values under the same key. */
function windowsFor(targets: readonly Target[], type: string | undefined, call: Call): MaintenanceWindow[] {
  const isMeant = ({ Targets: registered = [], ResourceType: kind }: WindowTarget) => (type === undefined || kind === type)
    && targets.every(({ Key: key, Values: values = [] }) => registered.some(each =>
      each.Key === key && values.some(value => each.Values?.includes(value))))
  return [...call.of(MaintenanceWindow).scan()].filter(({ id }) =>
    targetsOf(id, call).some(isMeant))
}

export const DescribeMaintenanceWindowsForTarget: Ssm['DescribeMaintenanceWindowsForTarget'] = (input, call) => {
  const { Targets: targets, ResourceType: type } = input
  return listed(windowsFor(targets, type, call).map(({ id, name }) => ({ WindowId: id, Name: name })))
}
