// Managed nodes: machines that Systems Manager reaches. Those outside of EC2 registered themselves by an activation and are kept here;
// EC2's own are the instances whose role lets their agent report, asked of EC2 and IAM by real calls. Other files ask this one for nodes.
// Source: "Managing nodes" and "Configure instance permissions required for Systems Manager", Systems Manager User Guide.

import type { Image, Instance } from '../../../generated/aws/ec2.ts'
import type { Ssm, Target } from '../../../generated/aws/ssm.ts'
import { Fault, records, resource } from '../../kernel/service.ts'
import type { Call, TagSet } from '../../kernel/service.ts'
import { platformOf } from './node-platform.ts'
import type { Platform } from './node-platform.ts'
import { settingOf } from './service-setting.ts'

/** A machine outside of EC2, as it is kept. */
export interface ManagedInstance extends Platform {
  readonly id: string
  readonly activationId: string
  readonly role: string
  readonly registeredAt: number
  readonly name?: string
  readonly computerName: string
  readonly ipAddress: string
  readonly agentVersion: string
}

export const ManagedInstance = resource<ManagedInstance>({
  name: 'ManagedInstance',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:managed-instance/{id}',
  tags: 'list',
  notFound: { code: 'InvalidInstanceId', message: () => '' },
})

/** Nodes whose agent is silent, by their ids: since when. */
export const SilentNode = records<{ readonly id: string, readonly since: number }>({ name: 'SilentNode', key: 'id' })

export interface ManagedNode extends Platform {
  readonly id: string
  readonly kind: 'EC2Instance' | 'ManagedInstance'
  readonly pingStatus: 'Online' | 'ConnectionLost'
  readonly lastPingAt: number
  readonly agentVersion: string
  readonly ipAddress: string
  readonly computerName: string
  readonly tags: TagSet
  readonly activationId?: string
  readonly role?: string
  readonly registeredAt?: number
  readonly name?: string
  /** As EC2 shows it. */
  readonly instance?: Instance
}

export const agentVersion = '3.3.2299.0'
const pingMs = 5 * 60_000

/** All nodes of the account here, in order of their ids. */
export async function managedNodes(call: Call): Promise<ManagedNode[]> {
  const own = [...call.of(ManagedInstance).scan()].map(each => registered(each, call))
  return [...await ec2Nodes({}, call), ...own].sort((a, b) => a.id < b.id ? -1 : 1)
}

export async function managedNode(id: string, call: Call): Promise<ManagedNode | undefined> {
  const own = call.of(ManagedInstance).get(id)
  if (own !== undefined) return registered(own, call)
  if (!/^i-[0-9a-f]+$/.test(id)) return undefined
  const [found] = await ec2Nodes({ Filters: [{ Name: 'instance-id', Values: [id] }] }, call)
  return found
}

/** Nodes that targets mean, by their ids or tags; all of the targets must fit, one value of each. */
export async function nodesOfTargets(targets: readonly Target[], call: Call): Promise<ManagedNode[]> {
  const nodes = await managedNodes(call)
  return nodes.filter(node => targets.every(({ Key: key = '', Values: values = [] }) => isMeant(node, key, values)))
}

function isMeant({ id, tags }: ManagedNode, key: string, values: readonly string[]): boolean {
  if (/^instanceids$/i.test(key)) return values.includes(id) || values.includes('*')
  if (key === 'tag-key') return values.some(name => Object.hasOwn(tags, name))
  return key.startsWith('tag:') && Object.hasOwn(tags, key.slice(4)) && values.includes(tags[key.slice(4)]!)
}

function registered(instance: ManagedInstance, call: Call): ManagedNode {
  return { ...instance, kind: 'ManagedInstance', tags: call.tags(ManagedInstance).get(instance.id), ...heard(instance.id, true, call) }
}

/** An agent reports every five minutes while its machine runs. */
function heard(id: string, runs: boolean, call: Call): Pick<ManagedNode, 'pingStatus' | 'lastPingAt'> {
  const silent = call.of(SilentNode).get(id)
  const now = call.now()
  return silent !== undefined ? { pingStatus: 'ConnectionLost', lastPingAt: silent.since }
    : { pingStatus: runs ? 'Online' : 'ConnectionLost', lastPingAt: now - now % pingMs }
}

const shownStates = ['running', 'stopping', 'stopped']

async function ec2Nodes(asked: { Filters?: { Name: string, Values: string[] }[] }, call: Call): Promise<ManagedNode[]> {
  const ec2 = call.to('ec2')
  const instances: Instance[] = []
  let NextToken: string | undefined
  do {
    const page = await ec2.DescribeInstances({ ...asked, ...(NextToken !== undefined && { NextToken }) })
    for (const { Instances: several = [] } of page.Reservations ?? []) instances.push(...several)
    NextToken = page.NextToken
  } while (NextToken !== undefined && NextToken !== '')
  const rights = new Map<string, boolean>()
  const defaultRole = settingOf('/ssm/managed-instance/default-ec2-instance-management-role', call)
  const nodes: ManagedNode[] = []
  for (const instance of instances) {
    if (!shownStates.includes(instance.State?.Name ?? '')) continue
    const profile = instance.IamInstanceProfile?.Arn
    if (profile !== undefined && !rights.has(profile)) rights.set(profile, await letsReport(profile, call))
    const byProfile = profile !== undefined && rights.get(profile)!
    const byDefault = profile === undefined && defaultRole !== '$None'
    if (byProfile || byDefault) nodes.push(await ec2Node(instance, byDefault ? defaultRole : undefined, call))
  }
  return nodes
}

async function ec2Node(instance: Instance, role: string | undefined, call: Call): Promise<ManagedNode> {
  const { Images: [image] = [] } = await call.to('ec2').DescribeImages({ ImageIds: [instance.ImageId!] })
    .catch((error: unknown): { Images: Image[] } => {
      if (error instanceof Fault) return { Images: [] } // An image may be gone while its instances run.
      throw error
    })
  const id = instance.InstanceId!
  return {
    id, kind: 'EC2Instance', agentVersion, ipAddress: instance.PrivateIpAddress ?? '', computerName: instance.PrivateDnsName ?? '',
      instance,
    tags: Object.fromEntries((instance.Tags ?? []).map(({ Key, Value }) => [Key!, Value ?? ''])),
    ...platformOf(image?.Name, instance.Platform), ...(role !== undefined && { role }),
    ...heard(id, instance.State?.Name === 'running', call),
  }
}

/** Whether the role of a profile lets an agent report. What IAM does not keep, it cannot judge: then the profile is taken for good. */
async function letsReport(profileArn: string, call: Call): Promise<boolean> {
  const name = profileArn.slice(profileArn.lastIndexOf('/') + 1)
  try {
    const { InstanceProfile: profile } = await call.invoke('iam', 'GetInstanceProfile', { InstanceProfileName: name }) as {
      InstanceProfile?: { Roles?: { Arn: string }[] }
    }
    const role = profile?.Roles?.[0]
    if (role === undefined) return false
    const { EvaluationResults: [result] = [] } = await call.invoke('iam', 'SimulatePrincipalPolicy',
      { PolicySourceArn: role.Arn, ActionNames: ['ssm:UpdateInstanceInformation'] }) as { EvaluationResults?: { EvalDecision: string }[] }
    return result?.EvalDecision === 'allowed'
  } catch (error) {
    if (error instanceof Fault && /^NoSuchEntity|^NotImplemented$/.test(error.code)) return true
    throw error
  }
}

export const UpdateManagedInstanceRole: Ssm['UpdateManagedInstanceRole'] = ({ InstanceId: id, IamRole: role }, call) => {
  call.of(ManagedInstance).put({ ...call.of(ManagedInstance).require(id), role })
}
