// Schedules as they are kept, and how one is named. What they do is in `schedule.ts`, when in `plan.ts`.

import type { FlexibleTimeWindow, Target } from '../../../generated/aws/scheduler.ts'
import { resource } from '../../kernel/service.ts'
import { scheduleFormation } from './cloud-formation.ts'

export interface Schedule {
  readonly group: string
  readonly name: string
  readonly expression: string
  readonly timeZone: string
  readonly window: FlexibleTimeWindow
  readonly target: Target
  readonly state: string
  readonly startAt?: number
  readonly endAt?: number
  readonly description?: string
  readonly kmsKey?: string
  readonly afterCompletion: string
  readonly createdAt: number
  readonly modifiedAt: number
}

export const Schedule = resource<Schedule>({
  name: 'Schedule',
  key: ['group', 'name'],
  arn: 'arn:{partition}:scheduler:{region}:{account}:schedule/{group}/{name}',
  notFound: { code: 'ResourceNotFoundException', message: ([, name]) => `Schedule ${name} does not exist.` },
  exists: { code: 'ConflictException', message: ([, name]) => `Schedule ${name} already exists.` },
  indexes: { name: ({ name }) => [name] },
  cloudFormation: scheduleFormation,
})
