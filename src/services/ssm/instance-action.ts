// Actions on EC2 instances: launched, brought to a state, tagged.
// Source: "aws:changeInstanceState", "aws:runInstances", "aws:createTags", Systems Manager User Guide.

import type { Action, ActionRun, Inputs } from './automation-action.ts'
import { given, lookAgainAt, text, texts } from './automation-action.ts'

async function statesOf(ids: readonly string[], { call, target }: ActionRun): Promise<string[]> {
  const { Reservations: found = [] } = await call.to('ec2', target).DescribeInstances({ InstanceIds: ids })
  const states = new Map(found.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, State }) => [InstanceId, State?.Name]))
  return ids.map(id => states.get(id) ?? 'terminated')
}

export const changeInstanceState: Action = async (inputs, run) => {
  const { call, target, state, step } = run
  const ids = texts(inputs, 'InstanceIds')
  const desired = text(inputs, 'DesiredState')
  const asked = { InstanceIds: ids }
  if (state === undefined && String(inputs.CheckStateOnly ?? 'false') !== 'true') {
    const ec2 = call.to('ec2', target)
    if (desired === 'running') await ec2.StartInstances(asked)
    else if (desired === 'stopped') await ec2.StopInstances({ ...asked, ...(String(inputs.Force) === 'true' && { Force: true }) })
    else if (desired === 'terminated') await ec2.TerminateInstances(asked)
    else throw new RangeError(`Input DesiredState has value ${desired}, which is none of running, stopped and terminated.`)
  }
  const states = await statesOf(ids, run)
  if (states.every(each => each === desired)) return { done: { InstanceStates: states } }
  return { wait: { asked: true }, untilAt: lookAgainAt(step.startedAt!, call) }
}

const launchInputs = [
  'BlockDeviceMappings', 'ClientToken', 'DisableApiTermination', 'EbsOptimized', 'InstanceInitiatedShutdownBehavior', 'InstanceType',
    'KeyName',
  'LaunchTemplate', 'MetadataOptions', 'Monitoring', 'NetworkInterfaces', 'Placement', 'PrivateIpAddress', 'SecurityGroupIds',
    'SecurityGroups',
  'SubnetId', 'UserData',
]

/** It is over when they run. */
export const runInstances: Action = async (inputs, run) => {
  const { call, target, step } = run
  let ids = run.state as string[] | undefined
  if (ids === undefined) {
    const { IamInstanceProfileName: name, IamInstanceProfileArn: arn, TagSpecifications: tags } = inputs
    const { Instances: launched = [] } = await call.invokePlainly('ec2', 'RunInstances', {
      ImageId: text(inputs, 'ImageId'), MinCount: Number(inputs.MinInstanceCount ?? 1), MaxCount: Number(inputs.MaxInstanceCount ?? 1),
      ...given(inputs, ...launchInputs), ...(tags !== undefined && { TagSpecifications: tags }),
      ...((name ?? arn) !== undefined && { IamInstanceProfile: arn !== undefined ? { Arn: arn } : { Name: name } }),
    }, target) as { Instances?: { InstanceId: string }[] }
    ids = launched.map(({ InstanceId }) => InstanceId)
  }
  const states = await statesOf(ids, run)
  if (states.every(each => each === 'running')) return { done: { InstanceIds: ids, InstanceStates: states } }
  if (states.some(each => each === 'terminated')) return { failed: 'An instance was terminated while it was launched.' }
  return { wait: ids, untilAt: lookAgainAt(step.startedAt!, call) }
}

export const createTags: Action = async (inputs: Inputs, { call, target }) => {
  const ids = texts(inputs, 'ResourceIds')
  const Tags = inputs.Tags ?? []
  const kind = String(inputs.ResourceType ?? 'EC2')
  if (kind === 'EC2') await call.invokePlainly('ec2', 'CreateTags', { Resources: ids, Tags }, target)
  else {
    for (const ResourceId of ids) await call.invokePlainly('ssm', 'AddTagsToResource', { ResourceType: kind, ResourceId, Tags }, target)
  }
  return { done: {} }
}
