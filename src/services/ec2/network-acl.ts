// Network ACLs: each VPC's default one, which lets everything through, and others. Source: "Network ACL basics", Amazon VPC User Guide.

import type { Ec2, NetworkAcl as Shown } from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all, change, described, drop, find, make, seek } from './kind.ts'
import type { TagSpecification } from './kind.ts'
import { NetworkAcl, Vpc } from './kinds.ts'

/** The last rule, which turns away what no other takes. */
const last = { RuleNumber: 32_767, Protocol: '-1', RuleAction: 'deny', CidrBlock: '0.0.0.0/0' }

export function newAcl(vpcId: string, call: Call, isDefault: boolean, tags?: readonly TagSpecification[]): Shown {
  const open = { RuleNumber: 100, Protocol: '-1', RuleAction: 'allow', CidrBlock: '0.0.0.0/0' }
  const rules = [true, false].flatMap(Egress => [...isDefault ? [{ ...open, Egress }] : [], { ...last, Egress }])
  return make(NetworkAcl, call, id => ({
    NetworkAclId: id, VpcId: vpcId, OwnerId: call.account, IsDefault: isDefault, Associations: [], Entries: rules,
  }), { tags })
}

export const CreateNetworkAcl: Ec2['CreateNetworkAcl'] = ({ VpcId: vpcId, TagSpecifications: tags }, call) => {
  find(Vpc, vpcId, call)
  return { NetworkAcl: newAcl(vpcId, call, false, tags) }
}

export const DescribeNetworkAcls: Ec2['DescribeNetworkAcls'] = function* ({ NetworkAclIds: ids, Filters: filters }, call) {
  yield* described(NetworkAcl, { ids, filters }, call)
}

export const DeleteNetworkAcl: Ec2['DeleteNetworkAcl'] = ({ NetworkAclId: id }, call) => {
  const { IsDefault: isDefault, Associations: associations = [] } = find(NetworkAcl, id, call)
  if (isDefault === true) throw new Fault('InvalidParameterValue', `cannot delete default network ACL ${id}`)
  if (associations.length > 0) throw new Fault('DependencyViolation', `The networkAcl '${id}' has dependencies and cannot be deleted.`)
  drop(NetworkAcl, id, call)
}

/** Puts a new subnet under its VPC's default ACL. */
export function joinDefaultAcl(vpcId: string, subnetId: string, call: Call): void {
  for (const [id, acl] of all(NetworkAcl, call)) {
    if (acl.VpcId !== vpcId || acl.IsDefault !== true) continue
    const association = { NetworkAclAssociationId: `aclassoc-${call.hex(17)}`, NetworkAclId: id, SubnetId: subnetId }
    change(NetworkAcl, id, { Associations: [...acl.Associations ?? [], association] }, call)
    return
  }
}

/** A subnet that goes leaves its ACL. */
export function leaveAcl(subnetId: string, call: Call): void {
  for (const [id, { Associations: associations = [] }] of all(NetworkAcl, call)) {
    const left = associations.filter(({ SubnetId }) => SubnetId !== subnetId)
    if (left.length < associations.length) change(NetworkAcl, id, { Associations: left }, call)
  }
}

export const ReplaceNetworkAclAssociation: Ec2['ReplaceNetworkAclAssociation'] = ({ AssociationId: id, NetworkAclId: to }, call) => {
  find(NetworkAcl, to, call)
  for (const [from, { Associations: associations = [] }] of all(NetworkAcl, call)) {
    const association = associations.find(({ NetworkAclAssociationId }) => NetworkAclAssociationId === id)
    if (association === undefined) continue
    const moved = { ...association, NetworkAclAssociationId: `aclassoc-${call.hex(17)}`, NetworkAclId: to }
    change(NetworkAcl, from, { Associations: associations.filter(each => each !== association) }, call)
    change(NetworkAcl, to, { Associations: [...seek(NetworkAcl, to, call)!.Associations ?? [], moved] }, call)
    return { NewAssociationId: moved.NetworkAclAssociationId }
  }
  throw new Fault('InvalidAssociationID.NotFound', `The association ID '${id}' does not exist`)
}

export const CreateNetworkAclEntry: Ec2['CreateNetworkAclEntry'] = ({ NetworkAclId: id, DryRun: _, ...entry }, call) => {
  const { Entries: entries = [] } = find(NetworkAcl, id, call)
  if (entries.some(({ Egress, RuleNumber }) => Egress === entry.Egress && RuleNumber === entry.RuleNumber)) {
    throw new Fault('NetworkAclEntryAlreadyExists', `The network acl entry identified by ${entry.RuleNumber} already exists.`)
  }
  const inOrder = [...entries, entry].sort((a, b) => Number(b.Egress) - Number(a.Egress) || a.RuleNumber! - b.RuleNumber!)
  change(NetworkAcl, id, { Entries: inOrder }, call)
}

export const DeleteNetworkAclEntry: Ec2['DeleteNetworkAclEntry'] = ({ NetworkAclId: id, Egress: egress, RuleNumber: number }, call) => {
  const { Entries: entries = [] } = find(NetworkAcl, id, call)
  const left = entries.filter(({ Egress, RuleNumber }) => Egress !== egress || RuleNumber !== number)
  if (left.length === entries.length) {
    throw new Fault('InvalidNetworkAclEntry.NotFound', `The network acl entry identified by ${number} does not exist.`)
  }
  change(NetworkAcl, id, { Entries: left }, call)
}
