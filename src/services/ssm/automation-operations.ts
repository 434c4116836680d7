// What Automation adds to the manifest.

import { GetExecutionPreview, StartExecutionPreview } from './automation-preview.ts'
import { goOnWithTargets } from './automation-rate.ts'
import { DescribeAutomationExecutions, DescribeAutomationStepExecutions, GetAutomationExecution } from './automation-read.ts'
import { goOn } from './automation-run.ts'
import { SendAutomationSignal, StopAutomationExecution } from './automation-signal.ts'
import { StartAutomationExecution } from './automation-start.ts'
import { StartChangeRequestExecution } from './change-request.ts'

export const automationOperations = {
  DescribeAutomationExecutions, DescribeAutomationStepExecutions, GetAutomationExecution, GetExecutionPreview,
  SendAutomationSignal, StartAutomationExecution, StartChangeRequestExecution, StartExecutionPreview, StopAutomationExecution,
}

export const automationTimers = { automation: goOn, 'automation-rate': goOnWithTargets }

export const automationPages = ['DescribeAutomationExecutions', 'DescribeAutomationStepExecutions']
