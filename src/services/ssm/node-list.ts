// The fleet as the unified console sees it: ListNodes, and its counts by one or more attributes.
// Source: ListNodes and ListNodesSummary, Systems Manager API Reference. Nodes of other accounts and regions need a sync of Quick Setup's,
// which is not here.

import type { InstanceInfo, Node, NodeAggregator, NodeFilter, Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { countLines } from './aggregation.ts'
import type { Aggregator } from './aggregation.ts'
import { compares } from './comparison.ts'
import { managedNodes } from './managed-node.ts'
import type { ManagedNode } from './managed-node.ts'
import { listed } from './page.ts'

function shownOf(node: ManagedNode, call: Call): Node {
  const zone = node.instance?.Placement?.AvailabilityZone
  return {
    Id: node.id, Region: call.region, CaptureTime: node.lastPingAt, Owner: { AccountId: call.account },
    NodeType: {
      Instance: {
        AgentType: 'amazon-ssm-agent', AgentVersion: node.agentVersion, ComputerName: node.computerName, IpAddress: node.ipAddress,
        InstanceStatus: node.pingStatus === 'Online' ? 'Active'
          : 'ConnectionLost', ManagedStatus: 'Managed', PlatformType: node.platformType,
        ResourceType: node.kind, SourceType: node.kind === 'EC2Instance' ? 'AWS::EC2::Instance' : 'AWS::SSM::ManagedInstance',
        SourceId: node.id, ...(node.name !== undefined && { Name: node.name }), ...(zone !== undefined && { AvailabilityZone: zone }),
        ...(node.platformName !== undefined && { PlatformName: node.platformName }),
        ...(node.platformVersion !== undefined && { PlatformVersion: node.platformVersion }),
      },
    },
  }
}

function valueOf(key: string, node: Node): string | undefined {
  if (key === 'InstanceId') return node.Id
  if (key === 'Region') return node.Region
  if (key === 'AccountId') return node.Owner?.AccountId
  return node.NodeType?.Instance?.[key as keyof InstanceInfo]
}

async function nodesOf({ Filters: filters = [], SyncName: sync }: { Filters?: readonly NodeFilter[], SyncName?: string }, call: Call):
Promise<Node[]> {
  if (sync !== undefined) {
    throw call.fault('ResourceDataSyncNotFoundException', `The resource data sync ${sync} was not found.`)
  }
  const nodes = (await managedNodes(call)).map(node => shownOf(node, call))
  return nodes.filter(node => filters.every(({ Key: key, Values: values, Type: type }) =>
    key === 'ManagedStatus' && values.includes('All') ? true : compares(type, valueOf(key, node), values)))
}

export const ListNodes: Ssm['ListNodes'] = async (input, call) => listed(await nodesOf(input, call))

export const ListNodesSummary: Ssm['ListNodesSummary'] = async (input, call) =>
  listed(countLines(await nodesOf(input, call), input.Aggregators.map(aggregatorOf)))

function aggregatorOf({ AttributeName: label, Aggregators: nested = [] }: NodeAggregator): Aggregator<Node> {
  return { label, valuesOf: node => [valueOf(label, node) ?? ''], nested: nested.map(aggregatorOf) }
}
