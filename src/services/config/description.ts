// What a resource looks like, by real calls: the types whose services describe them in Config's own form (EC2's, S3's buckets), and all
// others by the handlers that their declarations have for CloudFormation, whose properties Config records for newer types.
// Source: "Supported Resource Types", AWS Config Developer Guide; the resource schemas of aws-config-resource-schema.

import type { Call, ResourceRegistry } from '../../kernel/service.ts'
import { describeBucket } from './bucket-description.ts'
import { found, lowered } from './plain-answer.ts'
import type { Json } from './plain-answer.ts'

type RegisteredType = ResourceRegistry['types'][number]
type Key = readonly (string | number)[]

export interface Description {
  readonly id: string
  readonly name?: string
  readonly configuration: Json
  readonly supplementary?: Json
  readonly createdAt?: number
}

/** EC2's: the operation, its member for ids, and where the thing stands in the answer. */
interface Ec2Form { readonly type: string, readonly operation: string, readonly ids: string, readonly path: readonly string[] }

const ec2Forms: Readonly<Record<string, Ec2Form>> = {
  Instance: { type: 'AWS::EC2::Instance', operation: 'DescribeInstances', ids: 'InstanceIds', path: ['Reservations', 'Instances'] },
  Volume: { type: 'AWS::EC2::Volume', operation: 'DescribeVolumes', ids: 'VolumeIds', path: ['Volumes'] },
  Vpc: { type: 'AWS::EC2::VPC', operation: 'DescribeVpcs', ids: 'VpcIds', path: ['Vpcs'] },
  Subnet: { type: 'AWS::EC2::Subnet', operation: 'DescribeSubnets', ids: 'SubnetIds', path: ['Subnets'] },
  InternetGateway: {
    type: 'AWS::EC2::InternetGateway', operation: 'DescribeInternetGateways', ids: 'InternetGatewayIds', path: ['InternetGateways'],
  },
  NatGateway: { type: 'AWS::EC2::NatGateway', operation: 'DescribeNatGateways', ids: 'NatGatewayIds', path: ['NatGateways'] },
  RouteTable: { type: 'AWS::EC2::RouteTable', operation: 'DescribeRouteTables', ids: 'RouteTableIds', path: ['RouteTables'] },
  NetworkAcl: { type: 'AWS::EC2::NetworkAcl', operation: 'DescribeNetworkAcls', ids: 'NetworkAclIds', path: ['NetworkAcls'] },
  SecurityGroup: { type: 'AWS::EC2::SecurityGroup', operation: 'DescribeSecurityGroups', ids: 'GroupIds', path: ['SecurityGroups'] },
  NetworkInterface: {
    type: 'AWS::EC2::NetworkInterface', operation: 'DescribeNetworkInterfaces', ids: 'NetworkInterfaceIds', path: ['NetworkInterfaces'],
  },
  Address: { type: 'AWS::EC2::EIP', operation: 'DescribeAddresses', ids: 'AllocationIds', path: ['Addresses'] },
  LaunchTemplate: { type: 'AWS::EC2::LaunchTemplate', operation: 'DescribeLaunchTemplates', ids: 'LaunchTemplateIds',
    path: ['LaunchTemplates'] },
}

/** Config's name of a type; undefined for what is not recorded. */
export function typeNameOf({ service, type }: Pick<RegisteredType, 'service' | 'type'>): string | undefined {
  if (service === 'ec2' && ec2Forms[type.name] !== undefined) return ec2Forms[type.name]!.type
  if (service === 's3' && type.name === 'Bucket') return 'AWS::S3::Bucket'
  return type.cloudFormation?.type
}

/** @returns undefined where there is no such resource */
export async function describe(registered: RegisteredType, arn: string, key: Key, call: Call): Promise<Description | undefined> {
  const { service, type } = registered
  const form = service === 'ec2' ? ec2Forms[type.name] : undefined
  if (form !== undefined) return describeEc2(form, String(key[0]), call)
  if (service === 's3' && type.name === 'Bucket') return describeBucket(String(key[0]), call)
  return describeByHandlers(registered, arn, key, call)
}

async function describeEc2({ operation, ids, path }: Ec2Form, id: string, call: Call): Promise<Description | undefined> {
  const answer = await found(() => call.invoke('ec2', operation, { [ids]: [id] }))
  const things = path.reduce<readonly Json[]>((level, name) => level.flatMap(each => (each[name] ?? []) as Json[]), answer ? [answer] : [])
  const thing = things[0]
  if (thing === undefined) return undefined
  const configuration = lowered(thing) as Json
  const createdAt = thing['CreateTime'] ?? thing['LaunchTime']
  return { id, configuration, ...(typeof createdAt === 'number' && { createdAt }) }
}

/** Which identifier a type's handlers take for a key, the declaration does not say: the ways that occur are tried in order. */
async function describeByHandlers({ service, type }: RegisteredType, arn: string, key: Key, call: Call): Promise<Description | undefined> {
  const handlers = type.cloudFormation
  if (handlers === undefined) return undefined
  const { primaryIdentifier } = handlers
  const own = key.map(String)
  const byArn = primaryIdentifier.length === 1 && primaryIdentifier[0]!.endsWith('Arn')
  const written = [own.join('|'), own.toReversed().join('|'), own.at(-1) ?? '']
  const urls = service === 'sqs' ? [await queueUrl(own[0] ?? '', call)] : []
  for (const identifier of new Set([...urls, ...byArn ? [arn, ...written] : [...written, arn]])) {
    const configuration = await found(() => handlers.read(identifier, call))
    if (configuration !== undefined) return { id: identifier, name: own.at(-1) ?? '',
      configuration: JSON.parse(JSON.stringify(configuration)) as Json }
  }
  return undefined
}

async function queueUrl(name: string, call: Call): Promise<string> {
  return (await found(() => call.to('sqs').GetQueueUrl({ QueueName: name })))?.QueueUrl ?? ''
}
