// AWS's managed rules over EC2's resources. Source: "List of AWS Config Managed Rules", AWS Config Developer Guide, page by page.

import { at, compliant, judged, listAt, notApplicable, rule, words, wrong } from './check.ts'
import type { ManagedRule } from './check.ts'
import type { Item } from './item.ts'

const instance = 'AWS::EC2::Instance'
const volume = 'AWS::EC2::Volume'
const group = 'AWS::EC2::SecurityGroup'

const dayMs = 86_400_000
const portNames = ['blockedPort1', 'blockedPort2', 'blockedPort3', 'blockedPort4', 'blockedPort5']
/** "The default values are 20, 21, 3389, 3306 and 4333." */
const usualPorts = [20, 21, 3389, 3306, 4333]

interface Permission {
  readonly ipProtocol?: string
  readonly fromPort?: number
  readonly toPort?: number
  readonly ipRanges?: readonly { readonly cidrIp?: string }[]
  readonly ipv6Ranges?: readonly { readonly cidrIpv6?: string }[]
}

function openPermissions(item: Item): readonly Permission[] {
  return (listAt(item, 'ipPermissions') as readonly Permission[]).filter(({ ipRanges = [], ipv6Ranges = [] }) =>
    ipRanges.some(({ cidrIp }) => cidrIp === '0.0.0.0/0') || ipv6Ranges.some(({ cidrIpv6 }) => cidrIpv6 === '::/0'))
}

function opens({ ipProtocol, fromPort = -1, toPort = -1 }: Permission, port: number): boolean {
  return ipProtocol === '-1' || ((ipProtocol === 'tcp' || ipProtocol === '6') && fromPort <= port && toPort >= port)
}

function isAuthorised({ fromPort = 0, toPort = 65_535, ipProtocol }: Permission, ports: readonly string[]): boolean {
  if (ipProtocol === '-1') return false
  return ports.some(text => {
    const [from = NaN, to = from] = text.split('-').map(Number)
    return fromPort >= from && toPort <= to
  })
}

function stateOf(item: Item): unknown {
  return at(item, 'state.name')
}

export const machineRules: Readonly<Record<string, ManagedRule>> = {
  ENCRYPTED_VOLUMES: {
    trigger: 'change', types: [volume], parameters: ['kmsId'],
    check: (item, { kmsId }) => {
      if (listAt(item, 'attachments').length === 0) return notApplicable
      if (at(item, 'encrypted') !== true) return wrong('The attached volume is not encrypted.')
      return judged(kmsId === undefined || String(at(item, 'kmsKeyId')).includes(String(kmsId)),
        'The volume is encrypted with another key.')
    },
  },
  EC2_VOLUME_INUSE_CHECK: rule(volume, 'The volume is not attached to an instance.', item => listAt(item, 'attachments').length > 0,
    ['deleteOnTermination']),
  EC2_INSTANCE_NO_PUBLIC_IP: rule(instance, 'The instance has a public address.', item => !at(item, 'publicIpAddress')),
  DESIRED_INSTANCE_TYPE: rule(instance, 'The instance is of another type.',
    (item, { instanceType }) => words(instanceType).includes(String(at(item, 'instanceType'))), ['instanceType'], ['instanceType']),
  APPROVED_AMIS_BY_ID: rule(instance, 'The instance runs another image.',
    (item, { amiIds }) => words(amiIds).includes(String(at(item, 'imageId'))), ['amiIds'], ['amiIds']),
  EC2_INSTANCE_DETAILED_MONITORING_ENABLED: rule(instance, 'Detailed monitoring is not enabled.',
    item => at(item, 'monitoring.state') === 'enabled'),
  EC2_INSTANCE_PROFILE_ATTACHED: rule(instance, 'The instance has no IAM profile.',
    item => at(item, 'iamInstanceProfile.arn') !== undefined,
    ['IamInstanceProfileArnList']),
  EC2_IMDSV2_CHECK: rule(instance, 'The instance answers requests for metadata without a token.',
    item => at(item, 'metadataOptions.httpTokens') === 'required'),
  EBS_OPTIMIZED_INSTANCE: rule(instance, 'The instance is not EBS-optimized.', item => at(item, 'ebsOptimized') === true),
  INSTANCES_IN_VPC: rule(instance, 'The instance lies in another VPC.', (item, { vpcId }) => {
    const own = at(item, 'vpcId')
    return own !== undefined && (vpcId === undefined || words(vpcId).includes(String(own)))
  }, ['vpcId']),
  EC2_STOPPED_INSTANCE: {
    trigger: 'periodic', types: [instance], parameters: ['AllowedDays'],
    check: (item, { AllowedDays: days = 30 }, call) => {
      if (stateOf(item) !== 'stopped') return compliant
      return judged(call.now() - item.capturedAt <= Number(days) * dayMs,
        `The instance has been stopped for more than ${String(days)} days.`)
    },
  },
  EIP_ATTACHED: rule('AWS::EC2::EIP', 'The address is not associated.', item => at(item, 'associationId') !== undefined),
  INCOMING_SSH_DISABLED: rule(group, 'Port 22 is open to the world.', item => !openPermissions(item).some(each => opens(each, 22))),
  RESTRICTED_INCOMING_TRAFFIC: rule(group, 'A blocked port is open to the world.', (item, given) => {
    const ports = portNames.map((name, i) => Number(given[name] ?? usualPorts[i]))
    return !openPermissions(item).some(each => ports.some(port => opens(each, port)))
  }, portNames),
  VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS: rule(group, 'A port that is not authorized is open to the world.',
    (item, { authorizedTcpPorts, authorizedUdpPorts }) => openPermissions(item).every(each =>
      isAuthorised(each, words(each.ipProtocol === 'udp' ? authorizedUdpPorts : authorizedTcpPorts))),
    ['authorizedTcpPorts', 'authorizedUdpPorts']),
  VPC_DEFAULT_SECURITY_GROUP_CLOSED: {
    trigger: 'change', types: [group], parameters: [],
    check: item => at(item, 'groupName') !== 'default' ? notApplicable
      : judged(listAt(item, 'ipPermissions').length === 0 && listAt(item, 'ipPermissionsEgress').length === 0,
        'The default group lets traffic through.'),
  },
  SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED: rule('AWS::EC2::Subnet', 'The subnet gives public addresses.',
    item => at(item, 'mapPublicIpOnLaunch') !== true),
}
