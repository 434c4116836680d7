// Network ACLs: entries by number and direction, and the subnets below them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, network, refused } from './account.fixture.ts'

test('entries are told by number and direction; a subnet moves from one ACL to another', async t => {
  const { ec2 } = await freshAccount(t)
  const { vpcId, subnetId } = await network(ec2)
  const id = (await ec2.createNetworkAcl({ VpcId: vpcId })).NetworkAcl!.NetworkAclId!
  const entry = {
    NetworkAclId: id, RuleNumber: 10, Protocol: '6', RuleAction: 'allow' as const, Egress: false, CidrBlock: '0.0.0.0/0',
      PortRange: { From: 80, To: 80 },
  }
  await ec2.createNetworkAclEntry(entry)
  await refused(ec2.createNetworkAclEntry(entry), 'NetworkAclEntryAlreadyExists')
  const { NetworkAcls: [before] = [] } = await ec2.describeNetworkAcls({ Filters: [{ Name: 'association.subnet-id', Values: [subnetId] }] })
  assert.equal(before!.IsDefault, true)
  const { NetworkAclAssociationId: from } = before!.Associations!.find(each => each.SubnetId === subnetId)!
  await ec2.replaceNetworkAclAssociation({ AssociationId: from!, NetworkAclId: id })
  const { NetworkAcls: [after] = [] } = await ec2.describeNetworkAcls({ NetworkAclIds: [id] })
  assert.deepEqual(after!.Associations!.map(({ SubnetId }) => SubnetId), [subnetId])
  assert.deepEqual(after!.Entries!.filter(({ Egress }) => !Egress).map(({ RuleNumber }) => RuleNumber), [10, 32_767])
  await refused(ec2.deleteNetworkAcl({ NetworkAclId: id }), 'DependencyViolation')
  await ec2.deleteSubnet({ SubnetId: subnetId })
  await ec2.deleteNetworkAclEntry({ NetworkAclId: id, RuleNumber: 10, Egress: false })
  await ec2.deleteNetworkAcl({ NetworkAclId: id })
  await refused(ec2.deleteNetworkAcl({ NetworkAclId: before!.NetworkAclId! }), 'InvalidParameterValue')
})
