// Security groups and their rules. Each rule of one source is a thing with an id of its own; the permissions that describe shows of a group
// are gathered from them, those of one protocol and ports together. Source: "Security group rules", Amazon VPC User Guide.

import type {
  AuthorizeSecurityGroupIngressRequest, CreateSecurityGroupRequest, Ec2, IpPermission, RevokeSecurityGroupIngressRequest,
  SecurityGroup as Shown, SecurityGroupRule as Rule,
} from '../../../generated/aws/ec2.ts'
import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { all, change, described, drop, find, make, required } from './kind.ts'
import type { TagSpecification } from './kind.ts'
import { NetworkInterface, SecurityGroup, SecurityGroupRule, Vpc } from './kinds.ts'
import { defaultVpc } from './vpc-default.ts'

const anywhere: IpPermission = { IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }

/** Makes a group that lets everything out; a default one lets its own members in, too. */
export function newGroup(
  { GroupName: name, Description, TagSpecifications: tags }: CreateSecurityGroupRequest, vpcId: string, call: Call,
): Shown {
  const group = make(SecurityGroup, call, id => ({
    GroupId: id, GroupName: name, Description, VpcId: vpcId, OwnerId: call.account,
    SecurityGroupArn: call.arn(SecurityGroup.type, { id, shown: {} }), IpPermissions: [], IpPermissionsEgress: [],
  }), { tags })
  const id = group.GroupId!
  addRules(id, [anywhere], true, call)
  if (name === 'default') addRules(id, [{ IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: id, UserId: call.account }] }], false, call)
  return group
}

export const CreateSecurityGroup: Ec2['CreateSecurityGroup'] = (input, call) => {
  const vpcId = input.VpcId ?? defaultVpc(call)?.VpcId
  if (vpcId === undefined) throw new Fault('VPCIdNotSpecified', 'No default VPC for this user')
  find(Vpc, vpcId, call)
  const { GroupName: name } = input
  if (/^(sg-|default$)/i.test(name)) throw new Fault('InvalidParameterValue', `Cannot use reserved security group name: ${name}`)
  for (const [, group] of all(SecurityGroup, call)) {
    if (group.VpcId !== vpcId || group.GroupName !== name) continue
    throw new Fault('InvalidGroup.Duplicate', `The security group '${name}' already exists for VPC '${vpcId}'`)
  }
  const group = newGroup(input, vpcId, call)
  return { GroupId: group.GroupId!, Tags: group.Tags ?? [], SecurityGroupArn: group.SecurityGroupArn! }
}

export const DescribeSecurityGroups: Ec2['DescribeSecurityGroups'] = function* (input, call) {
  const { GroupIds: ids, GroupNames: names, Filters: filters } = input
  if (names !== undefined) for (const name of names) groupNamed(name, call)
  for (const group of described(SecurityGroup, { ids, filters }, call)) {
    if (names === undefined || names.length === 0 || names.includes(group.GroupName!)) yield group
  }
}

/** Of the default VPC. */
export function groupNamed(name: string, call: Call): Shown {
  const vpc = defaultVpc(call)
  for (const [, group] of all(SecurityGroup, call)) if (group.GroupName === name && group.VpcId === vpc?.VpcId) return group
  throw new Fault('InvalidGroup.NotFound', `The security group '${name}' does not exist in default VPC '${vpc?.VpcId ?? ''}'`)
}

function groupOf({ GroupId: id, GroupName: name }: { readonly GroupId?: string, readonly GroupName?: string }, call: Call): Shown {
  if (id !== undefined) return find(SecurityGroup, id, call)
  if (name === undefined) throw required('groupId')
  return groupNamed(name, call)
}

export const DeleteSecurityGroup: Ec2['DeleteSecurityGroup'] = (input, call) => {
  const { GroupId: id = '', GroupName: name } = groupOf(input, call)
  if (name === 'default') throw new Fault('CannotDelete', `the specified group: "${id}" name: "default" cannot be deleted by a user`)
  const isUsed = [...all(NetworkInterface, call)].some(([, { Groups }]) => Groups?.some(({ GroupId }) => GroupId === id))
    || [...all(SecurityGroupRule, call)].some(([, rule]) => rule.GroupId !== id && rule.ReferencedGroupInfo?.GroupId === id)
  if (isUsed) throw new Fault('DependencyViolation', `resource ${id} has a dependent object`)
  for (const [rule, { GroupId }] of all(SecurityGroupRule, call)) if (GroupId === id) drop(SecurityGroupRule, rule, call)
  drop(SecurityGroup, id, call)
  return { Return: true, GroupId: id }
}

/** A permission as the rules it stands for, one for each source. */
function rulesIn({ IpProtocol, FromPort, ToPort, ...sources }: IpPermission, account: string): Rule[] {
  const protocol = ({ 6: 'tcp', 17: 'udp', 1: 'icmp' } as Readonly<Record<string, string>>)[IpProtocol ?? ''] ?? IpProtocol ?? ''
  // -1 for all: AWS keeps no ports with it.
  const isOpen = protocol === '-1'
  const base = { IpProtocol: protocol, FromPort: isOpen ? -1 : FromPort ?? -1, ToPort: isOpen ? -1 : ToPort ?? -1 }
  const said = (Description: string | undefined) => Description === undefined ? {} : { Description }
  return [
    ...(sources.IpRanges ?? []).map(({ CidrIp, Description }) => ({ ...base, CidrIpv4: CidrIp!, ...said(Description) })),
    ...(sources.Ipv6Ranges ?? []).map(({ CidrIpv6, Description }) => ({ ...base, CidrIpv6: CidrIpv6!, ...said(Description) })),
    ...(sources.PrefixListIds ?? []).map(({ PrefixListId, Description }) => ({ ...base, PrefixListId: PrefixListId!,
      ...said(Description) })),
    ...(sources.UserIdGroupPairs ?? []).map(({ GroupId, UserId, Description }) =>
      ({ ...base, ReferencedGroupInfo: { GroupId: GroupId!, UserId: UserId ?? account }, ...said(Description) })),
  ]
}

function sourceOf({ CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo: group }: Rule): string {
  return CidrIpv4 ?? CidrIpv6 ?? PrefixListId ?? `${group?.UserId}/${group?.GroupId}`
}

function isAlike(one: Rule, other: Rule): boolean {
  return one.IpProtocol === other.IpProtocol && one.FromPort === other.FromPort && one.ToPort === other.ToPort
    && sourceOf(one) === sourceOf(other)
}

function rulesOf(groupId: string, isEgress: boolean, call: Call): (readonly [string, Rule])[] {
  return [...all(SecurityGroupRule, call)].filter(([, rule]) => rule.GroupId === groupId && rule.IsEgress === isEgress)
}

function addRules(
  groupId: string, permissions: readonly IpPermission[], isEgress: boolean, call: Call, tags?: readonly TagSpecification[],
): Rule[] {
  const present = rulesOf(groupId, isEgress, call)
  const added = permissions.flatMap(permission => rulesIn(permission, call.account)).map(rule => {
    const { ReferencedGroupInfo: group } = rule
    if (group?.GroupId !== undefined && group.UserId === call.account) find(SecurityGroup, group.GroupId, call)
    if (present.some(([, other]) => isAlike(rule, other))) {
      const ports = rule.FromPort === -1 ? 'ALL' : `from port: ${rule.FromPort}, to port: ${rule.ToPort}`
      throw new Fault('InvalidPermission.Duplicate',
        `the specified rule "peer: ${sourceOf(rule)}, ${rule.IpProtocol}, ${ports}, ALLOW" already exists`)
    }
    return make(SecurityGroupRule, call, id => ({
      SecurityGroupRuleId: id, SecurityGroupRuleArn: call.arn(SecurityGroupRule.type, { id, shown: {} }),
      GroupId: groupId, GroupOwnerId: call.account, IsEgress: isEgress, ...rule,
    }), { tags })
  })
  gather(groupId, isEgress, call)
  return added
}

/** Writes what the rules say into the group. */
function gather(groupId: string, isEgress: boolean, call: Call): void {
  const found = new Map<string, IpPermission>()
  for (const [, rule] of rulesOf(groupId, isEgress, call)) {
    const { IpProtocol = '', FromPort, ToPort, CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupInfo: group, Description } = rule
    const name = `${IpProtocol} ${FromPort} ${ToPort}`
    const ports = IpProtocol === '-1' ? {} : { FromPort: FromPort!, ToPort: ToPort! }
    const before = found.get(name) ?? { IpProtocol, ...ports, IpRanges: [], Ipv6Ranges: [], PrefixListIds: [], UserIdGroupPairs: [] }
    const said = Description === undefined ? {} : { Description }
    found.set(name, {
      ...before,
      ...(CidrIpv4 !== undefined && { IpRanges: [...before.IpRanges!, { CidrIp: CidrIpv4, ...said }] }),
      ...(CidrIpv6 !== undefined && { Ipv6Ranges: [...before.Ipv6Ranges!, { CidrIpv6, ...said }] }),
      ...(PrefixListId !== undefined && { PrefixListIds: [...before.PrefixListIds!, { PrefixListId, ...said }] }),
      ...(group !== undefined && {
        UserIdGroupPairs: [...before.UserIdGroupPairs!, { GroupId: group.GroupId!, UserId: group.UserId!, ...said }],
      }),
    })
  }
  const permissions = [...found.values()]
  change(SecurityGroup, groupId, isEgress ? { IpPermissionsEgress: permissions } : { IpPermissions: permissions }, call)
}

/** The permissions of an input, which may name one with members of its own. */
function permissionsIn(
  input: AuthorizeSecurityGroupIngressRequest | RevokeSecurityGroupIngressRequest, call: Call,
): readonly IpPermission[] {
  if (input.IpPermissions !== undefined) return input.IpPermissions
  const { IpProtocol, FromPort, ToPort, CidrIp, SourceSecurityGroupName: name } = input
  const base = { IpProtocol: IpProtocol ?? '-1', ...(FromPort !== undefined && { FromPort }), ...(ToPort !== undefined && { ToPort }) }
  if (CidrIp !== undefined) return [{ ...base, IpRanges: [{ CidrIp }] }]
  if (name === undefined) throw new Fault('MissingParameter', 'Source group ID missing.')
  return [{ ...base, UserIdGroupPairs: [{ GroupId: groupNamed(name, call).GroupId!, UserId: call.account }] }]
}

export const AuthorizeSecurityGroupIngress: Ec2['AuthorizeSecurityGroupIngress'] = (input, call) => {
  const rules = addRules(groupOf(input, call).GroupId!, permissionsIn(input, call), false, call, input.TagSpecifications)
  return { Return: true, SecurityGroupRules: rules }
}

export const AuthorizeSecurityGroupEgress: Ec2['AuthorizeSecurityGroupEgress'] = (input, call) => {
  const rules = addRules(groupOf(input, call).GroupId!, permissionsIn(input, call), true, call, input.TagSpecifications)
  return { Return: true, SecurityGroupRules: rules }
}

function revoke(input: RevokeSecurityGroupIngressRequest, isEgress: boolean, call: Call) {
  const { GroupId: id = '' } = groupOf(input, call)
  const present = rulesOf(id, isEgress, call)
  const ids = input.SecurityGroupRuleIds
  for (const each of ids ?? []) find(SecurityGroupRule, each, call)
  const wanted = ids === undefined ? permissionsIn(input, call).flatMap(permission => rulesIn(permission, call.account)) : []
  const found = present.filter(([ruleId, rule]) => ids?.includes(ruleId) ?? wanted.some(each => isAlike(each, rule)))
  if (found.length === 0) {
    throw new Fault('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.')
  }
  for (const [ruleId] of found) drop(SecurityGroupRule, ruleId, call)
  gather(id, isEgress, call)
  return {
    Return: true, RevokedSecurityGroupRules: found.map(([, rule]) => {
      const { SecurityGroupRuleArn: _, GroupOwnerId: _owner, ReferencedGroupInfo: group, Tags: _tags, ...shown } = rule
      return { ...shown, ...(group?.GroupId !== undefined && { ReferencedGroupId: group.GroupId }) }
    }),
  }
}

export const RevokeSecurityGroupIngress: Ec2['RevokeSecurityGroupIngress'] = (input, call) => revoke(input, false, call)

export const RevokeSecurityGroupEgress: Ec2['RevokeSecurityGroupEgress'] = (input, call) => revoke(input, true, call)

export const DescribeSecurityGroupRules: Ec2['DescribeSecurityGroupRules'] = function* (input, call) {
  const { SecurityGroupRuleIds: ids, Filters: filters } = input
  yield* described(SecurityGroupRule, { ids, filters }, call)
}
