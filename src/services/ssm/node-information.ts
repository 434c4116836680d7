// What is told of managed nodes: DescribeInstanceInformation, and DescribeInstanceProperties, which adds what EC2 knows.
// Source: InstanceInformationStringFilter and InstancePropertyStringFilter, Systems Manager API Reference.

import type { InstanceInformation, InstanceProperty, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { compares } from './comparison.ts'
import { managedNodes } from './managed-node.ts'
import type { ManagedNode } from './managed-node.ts'
import { listed } from './page.ts'

interface Filter { readonly key: string, readonly values: readonly string[], readonly operator?: string }

/** Values of a node by the keys of filters; `tag:` and `tag-key` are read from its tags. */
const filterable: Readonly<Record<string, (node: ManagedNode) => string | undefined>> = {
  ActivationIds: node => node.activationId, AgentVersion: node => node.agentVersion, IamRole: node => node.role,
  InstanceIds: node => node.id, PingStatus: node => node.pingStatus, PlatformTypes: node => node.platformType,
  ResourceType: node => node.kind, AssociationStatus: () => undefined, SourceIds: () => undefined,
  SourceTypes: node => node.kind === 'EC2Instance' ? 'AWS::EC2::Instance' : 'AWS::SSM::ManagedInstance',
}

const choices: Readonly<Record<string, readonly string[]>> = {
  PingStatus: ['Online', 'ConnectionLost', 'Inactive'], PlatformTypes: ['Windows', 'Linux', 'MacOS'],
  ResourceType: ['EC2Instance', 'ManagedInstance'], AssociationStatus: ['Success', 'Pending', 'Failed'],
}

/** @throws InvalidFilterKey, and the operation's fault for values */
function check(filters: readonly Filter[], valueFault: string, call: Call): void {
  for (const { key, values } of filters) {
    if (!Object.hasOwn(filterable, key) && !/^tag(-key$|:.)/.test(key)) {
      throw call.fault('InvalidFilterKey', `The specified filter key ${key} is not valid.`)
    }
    const wrong = choices[key] && values.find(value => !choices[key]!.includes(value))
    if (wrong !== undefined) throw call.fault(valueFault as 'ValidationException', `The filter value ${wrong} of ${key} is not valid.`)
  }
}

function passes(node: ManagedNode, { key, values, operator }: Filter): boolean {
  if (key === 'tag-key') return Object.keys(node.tags).some(name => compares(operator, name, values))
  const actual = key.startsWith('tag:') ? node.tags[key.slice(4)] : filterable[key]!(node)
  return compares(operator, actual, values)
}

/** @throws ValidationException where both kinds are given */
function filtersOf(old: readonly Filter[], present: readonly Filter[], call: Call): readonly Filter[] {
  if (old.length === 0 || present.length === 0) return [...old, ...present]
  throw call.fault('ValidationException', 'Only one of the two lists of filters can be given.')
}

export const DescribeInstanceInformation: Ssm['DescribeInstanceInformation'] = async (input, call) => {
  const filters = filtersOf((input.InstanceInformationFilterList ?? []).map(({ key, valueSet }) => ({ key, values: valueSet })),
    (input.Filters ?? []).map(({ Key, Values }) => ({ key: Key, values: Values })), call)
  check(filters, 'InvalidInstanceInformationFilterValue', call)
  const nodes = await managedNodes(call)
  return listed(nodes.filter(node => filters.every(filter => passes(node, filter))).map(informationOf))
}

function informationOf(node: ManagedNode): InstanceInformation {
  const { platformName, platformVersion, activationId, role, registeredAt, name } = node
  return {
    InstanceId: node.id, PingStatus: node.pingStatus, LastPingDateTime: node.lastPingAt, AgentVersion: node.agentVersion,
    IsLatestVersion: true, PlatformType: node.platformType, ResourceType: node.kind, IPAddress: node.ipAddress,
    ComputerName: node.computerName,
    SourceId: node.id, SourceType: node.kind === 'EC2Instance' ? 'AWS::EC2::Instance' : 'AWS::SSM::ManagedInstance',
    ...(platformName !== undefined && { PlatformName: platformName }),
      ...(platformVersion !== undefined && { PlatformVersion: platformVersion }),
    ...(activationId !== undefined && { ActivationId: activationId }), ...(role !== undefined && { IamRole: role }),
    ...(registeredAt !== undefined && { RegistrationDate: registeredAt }), ...(name !== undefined && { Name: name }),
  }
}

export const DescribeInstanceProperties: Ssm['DescribeInstanceProperties'] = async (input, call) => {
  const filters = filtersOf((input.InstancePropertyFilterList ?? []).map(({ key, valueSet }) => ({ key, values: valueSet })),
    (input.FiltersWithOperator ?? []).map(({ Key, Values, Operator }) =>
      ({ key: Key, values: Values, ...(Operator !== undefined && { operator: Operator }) })), call)
  check(filters, 'InvalidInstancePropertyFilterValue', call)
  const nodes = await managedNodes(call)
  return listed(nodes.filter(node => filters.every(filter => passes(node, filter))).map(propertyOf))
}

function propertyOf(node: ManagedNode): InstanceProperty {
  const { IsLatestVersion: _, ...information } = informationOf(node)
  const { instance } = node
  if (instance === undefined) return information
  const name = instance.Tags?.find(({ Key }) => Key === 'Name')?.Value
  const members = {
    InstanceType: instance.InstanceType, InstanceRole: instance.IamInstanceProfile?.Arn, KeyName: instance.KeyName,
    InstanceState: instance.State?.Name, Architecture: instance.Architecture, LaunchTime: instance.LaunchTime, Name: name,
    AvailabilityZone: instance.Placement?.AvailabilityZone,
  }
  return { ...information, ...Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) }
}
