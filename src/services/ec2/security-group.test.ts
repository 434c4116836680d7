// Security groups: rules added one by one and shown together, duplicates, what is unknown, groups in use.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

const web = { IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }

test('rules are things of their own, and the group shows them gathered', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId } = await network(ec2)
  const { GroupId: id } = await ec2.createSecurityGroup({ GroupName: 'web', Description: 'web', VpcId: vpcId })
  const { SecurityGroupRules: rules } = await ec2.authorizeSecurityGroupIngress({
    GroupId: id, IpPermissions: [{ ...web, IpRanges: [{ CidrIp: '10.0.0.0/8', Description: 'in' }, { CidrIp: '192.168.0.0/16' }] }],
  })
  assert.equal(rules!.length, 2)
  assert.match(rules![0]!.SecurityGroupRuleId!, /^sgr-[0-9a-f]{17}$/)
  const shown = async () => (await ec2.describeSecurityGroups({ GroupIds: [id!] })).SecurityGroups![0]!
  const { IpPermissions: [permission] = [], IpPermissionsEgress: out } = await shown()
  assert.deepEqual([permission!.FromPort, permission!.IpRanges!.map(({ CidrIp }) => CidrIp).sort()], [443, ['10.0.0.0/8',
    '192.168.0.0/16']])
  assert.equal(out![0]!.IpProtocol, '-1')
  await refused(ec2.authorizeSecurityGroupIngress({ GroupId: id, IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/8' }),
    'InvalidPermission.Duplicate')
  await ec2.revokeSecurityGroupIngress({ GroupId: id, SecurityGroupRuleIds: [rules![0]!.SecurityGroupRuleId!] })
  assert.equal((await shown()).IpPermissions![0]!.IpRanges!.length, 1)
  await refused(ec2.revokeSecurityGroupIngress({ GroupId: id, IpPermissions: [{ ...web, IpRanges: [{ CidrIp: '1.0.0.0/8' }] }] }),
    'InvalidPermission.NotFound')
  const { SecurityGroupRules: left } = await ec2.describeSecurityGroupRules({ Filters: [{ Name: 'group-id', Values: [id!] }] })
  assert.equal(left!.length, 2)
})

test('names are one to a VPC, and a group that another refers to stays', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId } = await network(ec2)
  const make = (name: string) => ec2.createSecurityGroup({ GroupName: name, Description: name, VpcId: vpcId })
  const [one, other] = [(await make('one')).GroupId!, (await make('other')).GroupId!]
  await refused(make('one'), 'InvalidGroup.Duplicate')
  await ec2.authorizeSecurityGroupEgress({ GroupId: one, IpPermissions: [{ ...web, UserIdGroupPairs: [{ GroupId: other }] }] })
  await refused(ec2.deleteSecurityGroup({ GroupId: other }), 'DependencyViolation')
  await ec2.deleteSecurityGroup({ GroupId: one })
  await ec2.deleteSecurityGroup({ GroupId: other })
  await refused(ec2.describeSecurityGroups({ GroupIds: [other] }), 'InvalidGroup.NotFound')
})
