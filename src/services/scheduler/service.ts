// Amazon EventBridge Scheduler: the manifest. What each noun does is in its own file.

import { service } from '../../kernel/service.ts'
import { CreateScheduleGroup, DeleteScheduleGroup, GetScheduleGroup, ListScheduleGroups, ScheduleGroup } from './group.ts'
import { again, due } from './invocation.ts'
import { CreateSchedule, DeleteSchedule, GetSchedule, ListSchedules, taggedGroup, UpdateSchedule } from './schedule.ts'
import { Schedule } from './schedule-record.ts'

export const scheduler = service({
  id: 'scheduler',
  resources: [ScheduleGroup, Schedule],
  operations: {
    CreateSchedule, CreateScheduleGroup, DeleteSchedule, DeleteScheduleGroup, GetSchedule, GetScheduleGroup, ListScheduleGroups,
      ListSchedules,
    UpdateSchedule,
  },
  tagging: { resource: ScheduleGroup, tag: 'TagResource', untag: 'UntagResource', list: 'ListTagsForResource', identify: taggedGroup },
  timers: { due, again },
  passes: (_operation, { Target: target }: { readonly Target?: { readonly RoleArn: string } }) => target === undefined ? []
    : [target.RoleArn],
  pageSizes: { ListSchedules: 100, ListScheduleGroups: 100 },
})
