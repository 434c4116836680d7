// What maintenance windows add to the manifest.

import type { ResourceType } from '../../kernel/service.ts'
import {
  CreateMaintenanceWindow, DeleteMaintenanceWindow, DescribeMaintenanceWindows, GetMaintenanceWindow, MaintenanceWindow,
  UpdateMaintenanceWindow, WindowTarget, WindowTask,
} from './maintenance-window.ts'
import {
  CancelMaintenanceWindowExecution, DescribeMaintenanceWindowExecutions, DescribeMaintenanceWindowExecutionTaskInvocations,
  DescribeMaintenanceWindowExecutionTasks, GetMaintenanceWindowExecution, GetMaintenanceWindowExecutionTask,
  GetMaintenanceWindowExecutionTaskInvocation,
} from './window-execution.ts'
import {
  DeregisterTargetFromMaintenanceWindow, DescribeMaintenanceWindowTargets, RegisterTargetWithMaintenanceWindow,
    UpdateMaintenanceWindowTarget,
} from './window-target.ts'
import {
  DeregisterTaskFromMaintenanceWindow, DescribeMaintenanceWindowTasks, GetMaintenanceWindowTask, RegisterTaskWithMaintenanceWindow,
  UpdateMaintenanceWindowTask,
} from './window-task.ts'
import { DescribeMaintenanceWindowSchedule, DescribeMaintenanceWindowsForTarget } from './window-upcoming.ts'

export const windowOperations = {
  CancelMaintenanceWindowExecution, CreateMaintenanceWindow, DeleteMaintenanceWindow, DeregisterTargetFromMaintenanceWindow,
  DeregisterTaskFromMaintenanceWindow, DescribeMaintenanceWindowExecutions, DescribeMaintenanceWindowExecutionTaskInvocations,
  DescribeMaintenanceWindowExecutionTasks, DescribeMaintenanceWindows, DescribeMaintenanceWindowSchedule,
  DescribeMaintenanceWindowsForTarget, DescribeMaintenanceWindowTargets, DescribeMaintenanceWindowTasks, GetMaintenanceWindow,
  GetMaintenanceWindowExecution, GetMaintenanceWindowExecutionTask, GetMaintenanceWindowExecutionTaskInvocation, GetMaintenanceWindowTask,
  RegisterTargetWithMaintenanceWindow, RegisterTaskWithMaintenanceWindow, UpdateMaintenanceWindow, UpdateMaintenanceWindowTarget,
  UpdateMaintenanceWindowTask,
}

export const windowResources: readonly ResourceType<never>[] = [MaintenanceWindow, WindowTarget, WindowTask]
