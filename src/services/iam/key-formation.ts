// AWS::IAM::AccessKey, VirtualMFADevice, InstanceProfile, ServiceLinkedRole and UserToGroupAddition for Cloud Control and CloudFormation,
// by real
// calls of IAM. Source: the resource types' schemas in the CloudFormation registry.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { absent, allOf, changeTags, difference, given, ifThere, listed, nameIn } from './formation.ts'

/** Whose a key is, asked of all users: a key's own id does not tell. */
async function* keysOfAll(call: Call) {
  const iam = call.to('iam')
  for await (const { UserName } of listed(marker => iam.ListUsers(marker), ({ Users }) => Users)) {
    yield * listed(marker => iam.ListAccessKeys({ UserName, ...marker }), ({ AccessKeyMetadata }) => AccessKeyMetadata)
  }
}

async function keyOf(id: string, call: Call) {
  const found = (await allOf(keysOfAll(call))).find(({ AccessKeyId }) => AccessKeyId === id)
  return found ?? absent('AWS::IAM::AccessKey', id)
}

/** A key's secret is told to nobody twice; who makes a stack of one gets it from the key's creation. */
export const accessKeyFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::AccessKey',
  primaryIdentifier: ['Id'],
  readOnly: ['Id', 'SecretAccessKey'],
  createOnly: ['Serial', 'UserName'],

  async create({ UserName, Status }, call) {
    const { AccessKey: { AccessKeyId } } = await call.to('iam').CreateAccessKey({ UserName: String(UserName) })
    if (Status === 'Inactive') await call.to('iam').UpdateAccessKey({ UserName: String(UserName), AccessKeyId, Status })
    return AccessKeyId
  },

  async read(Id, call) {
    const { UserName, Status } = await keyOf(Id, call)
    return { Id, UserName, Status }
  },

  async update(AccessKeyId, { Status = 'Active' }, _before, call) {
    const { UserName } = await keyOf(AccessKeyId, call)
    await call.to('iam').UpdateAccessKey({ UserName: UserName!, AccessKeyId, Status: String(Status) })
  },

  async delete(AccessKeyId, call) {
    const { UserName } = await keyOf(AccessKeyId, call)
    await call.to('iam').DeleteAccessKey({ UserName: UserName!, AccessKeyId })
  },

  async * list(call) {
    for await (const { AccessKeyId } of keysOfAll(call)) yield AccessKeyId!
  },
}

/** The template's users are whom the device is meant for; codes enable it, which a template cannot give. */
export const deviceFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::VirtualMFADevice',
  primaryIdentifier: ['SerialNumber'],
  readOnly: ['SerialNumber'],
  createOnly: ['Path', 'VirtualMfaDeviceName'],

  async create(properties, call) {
    const { VirtualMFADevice: { SerialNumber } } = await call.to('iam').CreateVirtualMFADevice({
      VirtualMFADeviceName: nameIn(properties, 'VirtualMfaDeviceName', call), ...given(properties, ['Path', 'Tags']),
    })
    return SerialNumber
  },

  async read(SerialNumber, call) {
    const devices = await allOf(listed(marker => call.to('iam').ListVirtualMFADevices(marker), page => page.VirtualMFADevices))
    const device = devices.find(each => each.SerialNumber === SerialNumber) ?? absent('AWS::IAM::VirtualMFADevice', SerialNumber)
    const { Tags: tags } = await call.to('iam').ListMFADeviceTags({ SerialNumber })
    const [path = '/', name = ''] = /mfa(\/(?:.*\/)?)([^/]+)$/.exec(SerialNumber)?.slice(1) ?? []
    return { SerialNumber, Path: path, VirtualMfaDeviceName: name, Users: device.User === undefined ? [] : [device.User.UserName],
      ...(tags.length > 0 && { Tags: tags }) }
  },

  async update(SerialNumber, wanted, before, call) {
    await changeTags('MFADevice', { SerialNumber }, wanted['Tags'], before['Tags'], call)
  },

  async delete(SerialNumber, call) {
    const { Users: [UserName] } = await this.read(SerialNumber, call) as { readonly Users: readonly string[] }
    if (UserName !== undefined) await call.to('iam').DeactivateMFADevice({ UserName, SerialNumber })
    await call.to('iam').DeleteVirtualMFADevice({ SerialNumber })
  },

  async * list(call) {
    for await (const { SerialNumber } of listed(marker => call.to('iam').ListVirtualMFADevices(marker), page => page.VirtualMFADevices)) {
      yield SerialNumber
    }
  },
}

export const profileFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::InstanceProfile',
  primaryIdentifier: ['InstanceProfileName'],
  readOnly: ['Arn'],
  createOnly: ['InstanceProfileName', 'Path'],

  async create(properties, call) {
    const name = nameIn(properties, 'InstanceProfileName', call)
    await call.to('iam').CreateInstanceProfile({ InstanceProfileName: name, ...given(properties, ['Path']) })
    await changeRoles(name, properties, {}, call)
    return name
  },

  async read(InstanceProfileName, call) {
    const { InstanceProfile: { Arn, Path, Roles } } = await call.to('iam').GetInstanceProfile({ InstanceProfileName })
    return { InstanceProfileName, Arn, Path, Roles: Roles.map(({ RoleName }) => RoleName) }
  },

  update: changeRoles,

  async delete(InstanceProfileName, call) {
    await changeRoles(InstanceProfileName, {}, await this.read(InstanceProfileName, call), call)
    await call.to('iam').DeleteInstanceProfile({ InstanceProfileName })
  },

  async * list(call) {
    for await (const profile of listed(marker => call.to('iam').ListInstanceProfiles(marker), page => page.InstanceProfiles)) {
      yield profile.InstanceProfileName
    }
  },
}

async function changeRoles(InstanceProfileName: string, wanted: Properties, before: Properties, call: Call): Promise<void> {
  const { added, gone } = difference((wanted['Roles'] ?? []) as string[], (before['Roles'] ?? []) as string[])
  for (const RoleName of gone) await ifThere(call.to('iam').RemoveRoleFromInstanceProfile({ InstanceProfileName, RoleName }))
  for (const RoleName of added) await call.to('iam').AddRoleToInstanceProfile({ InstanceProfileName, RoleName })
}

export const linkedRoleFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::ServiceLinkedRole',
  primaryIdentifier: ['RoleName'],
  readOnly: ['RoleName'],
  createOnly: ['AWSServiceName', 'CustomSuffix'],

  async create(properties, call) {
    const { Role: role } = await call.to('iam').CreateServiceLinkedRole({ AWSServiceName: String(properties['AWSServiceName']),
      ...given(properties, ['CustomSuffix', 'Description']) })
    return role!.RoleName
  },

  async read(RoleName, call) {
    const { Role: { Description, Path } } = await call.to('iam').GetRole({ RoleName })
    return { RoleName, AWSServiceName: Path.split('/')[2], ...(Description !== undefined && { Description }) }
  },

  async update(RoleName, { Description = '' }, _before, call) {
    await call.to('iam').UpdateRoleDescription({ RoleName, Description: String(Description) })
  },

  async delete(RoleName, call) {
    await call.to('iam').DeleteServiceLinkedRole({ RoleName })
  },

  async * list(call) {
    for await (const { RoleName } of listed(marker => call.to('iam').ListRoles({ PathPrefix: '/aws-service-role/', ...marker }),
      ({ Roles }) => Roles)) yield RoleName
  },
}

/** The identifier is the group: its users are the resource. */
export const additionFormation: CloudFormationHandlers = {
  type: 'AWS::IAM::UserToGroupAddition',
  primaryIdentifier: ['Id'],
  readOnly: ['Id'],
  createOnly: ['GroupName'],

  async create(properties, call) {
    await changeUsers(String(properties['GroupName']), properties, {}, call)
    return String(properties['GroupName'])
  },

  async read(GroupName, call) {
    const users = await allOf(listed(marker => call.to('iam').GetGroup({ GroupName, ...marker }), ({ Users }) => Users))
    return { Id: GroupName, GroupName, Users: users.map(({ UserName }) => UserName) }
  },

  update: changeUsers,

  async delete(GroupName, call) {
    await changeUsers(GroupName, {}, await this.read(GroupName, call), call)
  },

  async * list(call) {
    for await (const { GroupName } of listed(marker => call.to('iam').ListGroups(marker), ({ Groups }) => Groups)) yield GroupName
  },
}

async function changeUsers(GroupName: string, wanted: Properties, before: Properties, call: Call): Promise<void> {
  const { added, gone } = difference((wanted['Users'] ?? []) as string[], (before['Users'] ?? []) as string[])
  for (const UserName of gone) await ifThere(call.to('iam').RemoveUserFromGroup({ GroupName, UserName }))
  for (const UserName of added) await call.to('iam').AddUserToGroup({ GroupName, UserName })
}
