// Maintenance windows: when they open and for how long. What is registered with them lies in `window-target.ts` and `window-task.ts`, what
// happens while they are open in `window-run.ts`.
// Source: CreateMaintenanceWindow, UpdateMaintenanceWindow and their kin, Systems Manager API Reference.

import type { GetMaintenanceWindowResult, MaintenanceWindowFilter, MaintenanceWindowIdentity, MaintenanceWindowTarget,
  MaintenanceWindowTask,
  RegisterTaskWithMaintenanceWindowRequest, Ssm } from '../../../generated/aws/ssm.ts'
import { resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { tell } from './event.ts'
import { tagNew } from './tag-set.ts'
import { windowFormation } from './window-formation.ts'
import { windowTargetFormation, windowTaskFormation } from './window-part-formation.ts'
import { dateAt, nextOpening, scheduleOf, shownTime, zoneOf } from './window-schedule.ts'
import type { WindowTimes } from './window-schedule.ts'

export interface MaintenanceWindow extends WindowTimes {
  readonly id: string
  readonly name: string
  readonly description?: string
  readonly durationHours: number
  readonly cutoffHours: number
  readonly allowsUnassociated: boolean
  readonly enabled: boolean
  readonly createdAt: number
  readonly changedAt: number
}

export const MaintenanceWindow = resource<MaintenanceWindow>({
  name: 'MaintenanceWindow',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:maintenancewindow/{id}',
  tags: 'list',
  notFound: { code: 'DoesNotExistException', message: ([id]) => `Maintenance window ${id} does not exist.` },
  cloudFormation: windowFormation,
})

/** What it is for, as it was registered. */
export type WindowTarget = Required<Pick<MaintenanceWindowTarget, 'WindowId' | 'WindowTargetId'>> & MaintenanceWindowTarget

export const WindowTarget = resource<WindowTarget>({
  name: 'WindowTarget',
  key: 'WindowTargetId',
  arn: 'arn:{partition}:ssm:{region}:{account}:windowtarget/{WindowTargetId}',
  indexes: { window: ({ WindowId: window }) => [window] },
  notFound: { code: 'DoesNotExistException', message: ([id]) => `Target ${id} does not exist.` },
  cloudFormation: windowTargetFormation,
})

/** What it does, as it was registered. */
export type WindowTask = Omit<MaintenanceWindowTask,
  'WindowId' | 'WindowTaskId'> & { readonly WindowId: string, readonly WindowTaskId: string }
  & Pick<RegisterTaskWithMaintenanceWindowRequest, 'TaskInvocationParameters'>

export const WindowTask = resource<WindowTask>({
  name: 'WindowTask',
  key: 'WindowTaskId',
  arn: 'arn:{partition}:ssm:{region}:{account}:windowtask/{WindowTaskId}',
  indexes: { window: ({ WindowId: window }) => [window] },
  notFound: { code: 'DoesNotExistException', message: ([id]) => `Task ${id} does not exist.` },
  cloudFormation: windowTaskFormation,
})

export function targetsOf(window: string, call: Call): WindowTarget[] {
  return [...call.of(WindowTarget).by('window').scan({ within: [window] })]
}

export function tasksOf(window: string, call: Call): WindowTask[] {
  return [...call.of(WindowTask).by('window').scan({ within: [window] })]
}

// "Maintenance Windows", Systems Manager endpoints and quotas.
const mostWindows = 50

interface Settings {
  readonly Name?: string
  readonly Description?: string
  readonly StartDate?: string
  readonly EndDate?: string
  readonly Schedule?: string
  readonly ScheduleTimezone?: string
  readonly ScheduleOffset?: number
  readonly Duration?: number
  readonly Cutoff?: number
  readonly AllowUnassociatedTargets?: boolean
  readonly Enabled?: boolean
}

export const CreateMaintenanceWindow: Ssm['CreateMaintenanceWindow'] = ({ ClientToken: _, Tags: tags, ...settings }, call) => {
  if (call.of(MaintenanceWindow).count() >= mostWindows) {
    throw call.fault('ResourceLimitExceededException', `There are ${mostWindows} maintenance windows already.`)
  }
  const now = call.now()
  const window = call.of(MaintenanceWindow).insert(read({ ...settings, Enabled: true }, {
    id: `mw-${call.hex(17)}`, createdAt: now, changedAt: now, scheduledAt: now,
  }, call))
  tagNew(MaintenanceWindow, tags, window.id, call)
  plan(window, call)
  announce(window, call)
  return { WindowId: window.id }
}

type Identity = Pick<MaintenanceWindow, 'id' | 'createdAt' | 'changedAt' | 'scheduledAt'>

/** @throws ValidationException */
function read(settings: Settings, identity: Identity, call: Call): MaintenanceWindow {
  const { Name, Schedule, Duration, Cutoff, AllowUnassociatedTargets, ScheduleTimezone: timezone, ScheduleOffset: offsetDays } = settings
  if (Name === undefined || Schedule === undefined || Duration === undefined || Cutoff === undefined
    || AllowUnassociatedTargets === undefined) {
    throw call.fault('ValidationException', 'Name, Schedule, Duration, Cutoff and AllowUnassociatedTargets are required.')
  }
  const { Description: description, StartDate: startDate, EndDate: endDate } = settings
  const window: MaintenanceWindow = {
    ...identity, name: Name, schedule: Schedule, durationHours: Duration, cutoffHours: Cutoff, allowsUnassociated: AllowUnassociatedTargets,
    enabled: settings.Enabled ?? true, ...(description !== undefined && { description }), ...(timezone !== undefined && { timezone }),
    ...(offsetDays !== undefined && { offsetDays }), ...(startDate !== undefined && startDate !== '' && { startDate }),
    ...(endDate !== undefined && endDate !== '' && { endDate }),
  }
  check(window, call)
  return window
}

/** @throws ValidationException */
function check(window: MaintenanceWindow, call: Call): void {
  const invalid = (message: string) => call.fault('ValidationException', message)
  if (zoneOf(window.timezone) === undefined) throw invalid(`The time zone ${window.timezone!} is not valid.`)
  const schedule = scheduleOf(window)
  if (schedule === undefined) throw invalid(`The schedule ${window.schedule} is not valid. Use a cron, rate or at expression.`)
  if (window.offsetDays !== undefined && schedule.kind !== 'cron') throw invalid('An offset is for cron schedules only.')
  if (window.cutoffHours >= window.durationHours) throw invalid('The cutoff must be less than the duration.')
  for (const date of [window.startDate, window.endDate]) {
    if (date !== undefined && dateAt(date) === undefined) throw invalid(`The date ${date} is not in the form of ISO 8601.`)
  }
  if (window.startDate !== undefined && window.endDate !== undefined && dateAt(window.startDate)! >= dateAt(window.endDate)!) {
    throw invalid('The end date must be after the start date.')
  }
}

/** Sets the timer of its next opening. */
export function plan(window: MaintenanceWindow, call: Call): void {
  call.cancelTimer('window', window.id)
  const dueAt = window.enabled ? nextOpening(window, call.now()) : undefined
  if (dueAt !== undefined) call.setTimer('window', window.id, dueAt)
}

function announce(window: MaintenanceWindow, call: Call): void {
  tell('Maintenance Window State-change Notification', { 'window-id': window.id, status: window.enabled ? 'ENABLED' : 'DISABLED' },
    [call.arn(MaintenanceWindow, window)], call)
}

/** With `Replace`, what is not named is gone. */
export const UpdateMaintenanceWindow: Ssm['UpdateMaintenanceWindow'] = ({ WindowId: id, Replace: isReplacing = false, ...given }, call) => {
  const before = call.of(MaintenanceWindow).require(id)
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Settings
  const settings = { Enabled: before.enabled, ...isReplacing ? {} : settingsOf(before), ...named }
  const isMoved = ['Schedule', 'ScheduleTimezone', 'ScheduleOffset', 'StartDate'].some(name => Object.hasOwn(named, name))
  const now = call.now()
  const after = call.of(MaintenanceWindow).put(read(settings, {
    id, createdAt: before.createdAt, changedAt: now, scheduledAt: isMoved ? now : before.scheduledAt,
  }, call))
  plan(after, call)
  if (after.enabled !== before.enabled) announce(after, call)
  return { WindowId: id, ...settingsOf(after) }
}

function settingsOf(window: MaintenanceWindow): Required<Pick<Settings, 'Name' | 'Schedule' | 'Duration' | 'Cutoff'>> & Settings {
  const { description, startDate, endDate, timezone, offsetDays } = window
  return {
    Name: window.name, Schedule: window.schedule, Duration: window.durationHours, Cutoff: window.cutoffHours,
    AllowUnassociatedTargets: window.allowsUnassociated, Enabled: window.enabled,
    ...(description !== undefined && { Description: description }), ...(startDate !== undefined && { StartDate: startDate }),
    ...(endDate !== undefined && { EndDate: endDate }), ...(timezone !== undefined && { ScheduleTimezone: timezone }),
    ...(offsetDays !== undefined && { ScheduleOffset: offsetDays }),
  }
}

export const GetMaintenanceWindow: Ssm['GetMaintenanceWindow'] = ({ WindowId: id }, call): GetMaintenanceWindowResult => {
  const window = call.of(MaintenanceWindow).require(id)
  return { WindowId: id, ...settingsOf(window), ...nextOf(window, call), CreatedDate: window.createdAt, ModifiedDate: window.changedAt }
}

function nextOf(window: MaintenanceWindow, call: Call): { NextExecutionTime?: string } {
  const at = window.enabled ? nextOpening(window, call.now()) : undefined
  return at === undefined ? {} : { NextExecutionTime: shownTime(at, window.timezone) }
}

export const DescribeMaintenanceWindows: Ssm['DescribeMaintenanceWindows'] = function* ({ Filters: filters = [] }, call) {
  checkKeys(filters, ['Name', 'Enabled'], call)
  for (const window of call.of(MaintenanceWindow).scan()) {
    const shown = identityOf(window, call)
    const isMeant = filters.every(({ Key: key, Values: values = [] }) => key === 'Name' ? values.includes(window.name)
      : values.some(value => value.toLowerCase() === String(window.enabled)))
    if (isMeant) yield shown
  }
}

function identityOf(window: MaintenanceWindow, call: Call): MaintenanceWindowIdentity {
  const { AllowUnassociatedTargets: _, ...settings } = settingsOf(window)
  return { WindowId: window.id, ...settings, ...nextOf(window, call) }
}

/** @throws ValidationException */
export function checkKeys(filters: readonly MaintenanceWindowFilter[], known: readonly string[], call: Call): void {
  const wrong = filters.find(({ Key: key = '' }) => !known.includes(key))
  if (wrong === undefined) return
  throw call.fault('ValidationException', `The filter key ${wrong.Key ?? ''} is not valid. Use one of ${known.join(', ')}.`)
}

/** What is registered with it goes too; what it did is still told. */
export const DeleteMaintenanceWindow: Ssm['DeleteMaintenanceWindow'] = ({ WindowId: id }, call) => {
  call.cancelTimer('window', id)
  for (const { WindowTargetId: target } of targetsOf(id, call)) call.of(WindowTarget).delete(target)
  for (const { WindowTaskId: task } of tasksOf(id, call)) call.of(WindowTask).delete(task)
  if (call.of(MaintenanceWindow).get(id) !== undefined) call.tags(MaintenanceWindow).clear(id)
  call.of(MaintenanceWindow).delete(id)
  return { WindowId: id }
}
