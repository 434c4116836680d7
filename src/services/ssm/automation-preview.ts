// What an execution of a runbook would do: how many of its steps change something, and what it would be run for.
// Source: StartExecutionPreview, GetExecutionPreview, AutomationExecutionPreview, Systems Manager API Reference.

import type { AutomationExecutionPreview, Ssm } from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import { valuesOfTargets } from './automation-target.ts'
import type { StepShape } from './document-shape.ts'
import { readSteps } from './document-shape.ts'
import { runnable } from './document.ts'

interface Preview {
  readonly id: string
  readonly endedAt: number
  readonly found: AutomationExecutionPreview
}

const Preview = records<Preview>({ name: 'AutomationPreview', key: 'id' })

type Impact = 'Mutating' | 'NonMutating' | 'Undetermined'

const harmless = ['aws:approve', 'aws:assertAwsResourceProperty', 'aws:branch', 'aws:pause', 'aws:sleep', 'aws:updateVariable',
  'aws:waitForAwsResourceProperty']
const unknown = ['aws:executeAutomation', 'aws:executeScript', 'aws:executeStateMachine', 'aws:invokeLambdaFunction', 'aws:invokeWebhook',
  'aws:loop', 'aws:runCommand']

function impactOf({ action, inputs = {} }: StepShape): Impact {
  if (harmless.includes(action)) return 'NonMutating'
  if (unknown.includes(action)) return 'Undetermined'
  return action === 'aws:executeAwsApi' && /^(?:describe|get|list)/i.test(String(inputs.Api)) ? 'NonMutating' : 'Mutating'
}

export const StartExecutionPreview: Ssm['StartExecutionPreview'] = async (input, call) => {
  const { DocumentName: name, DocumentVersion: version, ExecutionInputs: inputs } = input
  const invalid = (message: string): Error => call.fault('ValidationException', message)
  const document = await runnable(name, { version }, call)
  if (document.type !== 'Automation') throw invalid(`Document ${name} is of type ${document.type}, which Automation does not run.`)
  const { Targets: targets } = inputs?.Automation ?? {}
  const values = targets === undefined ? undefined : await valuesOfTargets(targets, undefined, invalid, call)
  const steps: Record<string, number> = {}
  for (const step of readSteps(document.content)) steps[impactOf(step)] = (steps[impactOf(step)] ?? 0) + 1
  return call.transact(() => {
    const { id } = call.of(Preview).put({ id: call.uuid(), endedAt: call.now(), found: {
      StepPreviews: steps, Regions: [call.region], TotalAccounts: 1,
      TargetPreviews: values === undefined ? [] : [{ Count: values.length, TargetType: 'ParameterValues' }],
    } })
    return { ExecutionPreviewId: id }
  })
}

export const GetExecutionPreview: Ssm['GetExecutionPreview'] = ({ ExecutionPreviewId: id }, call) => {
  const preview = call.of(Preview).get(id)
  if (preview === undefined) throw call.fault('ResourceNotFoundException', `The execution preview ${id} does not exist.`)
  const { endedAt, found } = preview
  return { ExecutionPreviewId: id, EndedAt: endedAt, Status: 'Success', StatusMessage: '', ExecutionPreview: { Automation: found } }
}
