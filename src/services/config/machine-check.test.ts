// AWS's rules over EC2's resources, each with what it lets pass, what it does not, and what it is not about.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { itemOf } from './item.fixture.ts'
import { machineRules } from './machine-check.ts'

const day = 86_400_000
const world = (fromPort: number, toPort = fromPort, ipProtocol = 'tcp') =>
  ({ ipPermissions: [{ ipProtocol, fromPort, toPort, ipRanges: [{ cidrIp: '0.0.0.0/0' }] }] })
const office = { ipPermissions: [{ ipProtocol: 'tcp', fromPort: 22, toPort: 22, ipRanges: [{ cidrIp: '10.0.0.0/8' }] }] }

test('what passes, and what does not', async () => {
  const cases: [identifier: string, configuration: object, compliance: string, parameters?: object][] = [
    ['ENCRYPTED_VOLUMES', { attachments: [] }, 'NOT_APPLICABLE'],
      ['ENCRYPTED_VOLUMES', { attachments: [{}], encrypted: true }, 'COMPLIANT'],
    ['ENCRYPTED_VOLUMES', { attachments: [{}], encrypted: false }, 'NON_COMPLIANT'],
    ['ENCRYPTED_VOLUMES', { attachments: [{}], encrypted: true, kmsKeyId: 'k/1' }, 'NON_COMPLIANT', { kmsId: '2' }],
    ['EC2_VOLUME_INUSE_CHECK', { attachments: [{}] }, 'COMPLIANT'], ['EC2_VOLUME_INUSE_CHECK', {}, 'NON_COMPLIANT'],
    ['EC2_INSTANCE_NO_PUBLIC_IP', {}, 'COMPLIANT'], ['EC2_INSTANCE_NO_PUBLIC_IP', { publicIpAddress: '1.2.3.4' }, 'NON_COMPLIANT'],
    ['DESIRED_INSTANCE_TYPE', { instanceType: 't3.micro' }, 'COMPLIANT', { instanceType: 't3.micro, t3.small' }],
    ['DESIRED_INSTANCE_TYPE', { instanceType: 'm5.large' }, 'NON_COMPLIANT', { instanceType: 't3.micro' }],
    ['APPROVED_AMIS_BY_ID', { imageId: 'ami-1' }, 'COMPLIANT', { amiIds: 'ami-1' }],
      ['APPROVED_AMIS_BY_ID', { imageId: 'ami-2' }, 'NON_COMPLIANT', { amiIds: 'ami-1' }],
    ['EC2_INSTANCE_DETAILED_MONITORING_ENABLED', { monitoring: { state: 'enabled' } }, 'COMPLIANT'],
    ['EC2_INSTANCE_PROFILE_ATTACHED', { iamInstanceProfile: { arn: 'a' } }, 'COMPLIANT'],
      ['EC2_INSTANCE_PROFILE_ATTACHED', {}, 'NON_COMPLIANT'],
    ['EC2_IMDSV2_CHECK', { metadataOptions: { httpTokens: 'required' } }, 'COMPLIANT'], ['EC2_IMDSV2_CHECK', {}, 'NON_COMPLIANT'],
    ['EBS_OPTIMIZED_INSTANCE', { ebsOptimized: true }, 'COMPLIANT'], ['INSTANCES_IN_VPC', { vpcId: 'vpc-1' }, 'COMPLIANT'],
    ['INSTANCES_IN_VPC', { vpcId: 'vpc-1' }, 'NON_COMPLIANT', { vpcId: 'vpc-2' }],
    ['EC2_STOPPED_INSTANCE', { state: { name: 'running' } }, 'COMPLIANT'],
      ['EC2_STOPPED_INSTANCE', { state: { name: 'stopped' } }, 'NON_COMPLIANT'],
    ['EC2_STOPPED_INSTANCE', { state: { name: 'stopped' } }, 'COMPLIANT', { AllowedDays: '60' }],
    ['EIP_ATTACHED', { associationId: 'a' }, 'COMPLIANT'], ['EIP_ATTACHED', {}, 'NON_COMPLIANT'],
    ['INCOMING_SSH_DISABLED', world(22), 'NON_COMPLIANT'], ['INCOMING_SSH_DISABLED', office, 'COMPLIANT'],
    ['INCOMING_SSH_DISABLED', world(-1, -1, '-1'), 'NON_COMPLIANT'], ['INCOMING_SSH_DISABLED', world(443), 'COMPLIANT'],
    ['RESTRICTED_INCOMING_TRAFFIC', world(3389), 'NON_COMPLIANT'], ['RESTRICTED_INCOMING_TRAFFIC', world(443), 'COMPLIANT'],
    ['RESTRICTED_INCOMING_TRAFFIC', world(443), 'NON_COMPLIANT', { blockedPort1: '443' }],
    ['VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS', world(443), 'COMPLIANT', { authorizedTcpPorts: '443,1020-1025' }],
    ['VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS', world(1020, 1030), 'NON_COMPLIANT', { authorizedTcpPorts: '443,1020-1025' }],
    ['VPC_DEFAULT_SECURITY_GROUP_CLOSED', { groupName: 'web' }, 'NOT_APPLICABLE'],
    ['VPC_DEFAULT_SECURITY_GROUP_CLOSED', { groupName: 'default' }, 'COMPLIANT'],
    ['VPC_DEFAULT_SECURITY_GROUP_CLOSED', { groupName: 'default', ...office }, 'NON_COMPLIANT'],
    ['SUBNET_AUTO_ASSIGN_PUBLIC_IP_DISABLED', { mapPublicIpOnLaunch: true }, 'NON_COMPLIANT'],
  ]
  for (const [identifier, configuration, wanted, parameters = {}] of cases) {
    const call = { now: () => 40 * day } as never
    const { compliance } = await machineRules[identifier]!.check!(itemOf('x', configuration as Record<string, unknown>),
      parameters as Record<string, unknown>, call)
    assert.equal(compliance, wanted, `${identifier} ${JSON.stringify(configuration)}`)
  }
  assert.deepEqual(Object.keys(machineRules).filter(name => !cases.some(([each]) => each === name)), [])
})
