// Devices that users prove themselves with: virtual ones are made here, others are known by their serial numbers. Codes are checked for
// their
// form; what a device shows is not computed. Source: IAM API Reference; "AWS Multi-factor authentication in IAM", IAM User Guide.

import type { Iam, MFADevice, VirtualMFADevice as ShownDevice } from '../../../generated/aws/iam.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { encodeBase32 } from '../../std/base32.ts'
import { settle } from './holder.ts'
import { add, addTags, find, found, missing, remove, removeTags, second, shownTags, tagList } from './name.ts'
import { nameOf } from './path-name.ts'
import { EnabledDevice, User, VirtualDevice } from './structure.ts'
import { shown as shownUser, userOf } from './user.ts'

/** "MFA devices in use by an IAM user or the root user", IAM User Guide. */
const devicesPerUser = 8

export const CreateVirtualMFADevice: Iam['CreateVirtualMFADevice'] = ({ VirtualMFADeviceName: name, Path: path = '/', Tags = [] },
  call) => {
  const device = { pathName: path + name, createdAt: second(call), seed: encodeBase32(call.bytes(40)) }
  add(VirtualDevice, device, Tags, call)
  return { VirtualMFADevice: { SerialNumber: call.arn(VirtualDevice, device), Base32StringSeed: Buffer.from(device.seed),
    ...shownTags(VirtualDevice, name, call) } }
}

/** The virtual device of a serial number. */
function virtualDevice(serial: string, call: Call): VirtualDevice | undefined {
  const device = found(VirtualDevice, serial.slice(serial.lastIndexOf('/') + 1), call)
  return device !== undefined && call.arn(VirtualDevice, device) === serial ? device : undefined
}

function requireVirtual(serial: string, call: Call): VirtualDevice {
  return virtualDevice(serial, call) ?? missing(VirtualDevice, serial, call)
}

/** The device that a user has enabled. @throws NoSuchEntity */
function enabledDevice(serial: string, user: User, call: Call): EnabledDevice {
  const device = call.of(EnabledDevice).get(serial)
  if (device?.user === nameOf(user).toLowerCase()) return device
  throw call.fault('NoSuchEntityException', `MFA device with serial number ${serial} cannot be found.`)
}

export const EnableMFADevice: Iam['EnableMFADevice'] = (input, call) => {
  const { UserName, SerialNumber: serial, AuthenticationCode1: first, AuthenticationCode2: following } = input
  const user = find(User, UserName, call)
  if (parseArn(serial) !== undefined) requireVirtual(serial, call)
  if (call.of(EnabledDevice).get(serial) !== undefined) {
    throw call.fault('EntityAlreadyExistsException', 'MFADevice entity at the same path and name already exists.')
  }
  const name = nameOf(user).toLowerCase()
  if (call.of(EnabledDevice).by('user').count({ within: [name] }) >= devicesPerUser) {
    throw call.fault('LimitExceededException', `Cannot exceed quota for MFADevicesPerUser: ${devicesPerUser}`)
  }
  checkCodes(first, following, call)
  call.of(EnabledDevice).insert({ serial, user: name, enabledAt: second(call) })
  settle('user', name, call)
}

/** Two codes one after the other are never the same. */
function checkCodes(first: string, following: string, call: Call): void {
  if (/^\d{6}$/.test(first) && /^\d{6}$/.test(following) && first !== following) return
  throw call.fault('InvalidAuthenticationCodeException', 'Authentication code for device is not valid.')
}

export const ResyncMFADevice: Iam['ResyncMFADevice'] = (input, call) => {
  enabledDevice(input.SerialNumber, find(User, input.UserName, call), call)
  checkCodes(input.AuthenticationCode1, input.AuthenticationCode2, call)
}

export const DeactivateMFADevice: Iam['DeactivateMFADevice'] = ({ SerialNumber: serial, ...input }, call) => {
  const user = userOf(input, call)
  enabledDevice(serial, user, call)
  call.of(EnabledDevice).delete(serial)
  settle('user', nameOf(user), call)
}

export const DeleteVirtualMFADevice: Iam['DeleteVirtualMFADevice'] = ({ SerialNumber: serial }, call) => {
  const device = requireVirtual(serial, call)
  if (call.of(EnabledDevice).get(serial) !== undefined) {
    throw call.fault('DeleteConflictException', 'MFA VirtualDevice in use. Must deactivate first.')
  }
  remove(VirtualDevice, nameOf(device), call)
}

export const GetMFADevice: Iam['GetMFADevice'] = ({ SerialNumber: serial, ...input }, call) => {
  const user = userOf(input, call)
  const { enabledAt } = enabledDevice(serial, user, call)
  return { UserName: nameOf(user), SerialNumber: serial, EnableDate: enabledAt }
}

export const ListMFADevices: Iam['ListMFADevices'] = function* (input, call) {
  if (input.UserName === undefined && call.principal.kind === 'root') return
  const name = nameOf(userOf(input, call))
  for (const { serial, enabledAt } of call.of(EnabledDevice).by('user').scan({ within: [name.toLowerCase()] })) {
    yield { UserName: name, SerialNumber: serial, EnableDate: enabledAt } satisfies MFADevice
  }
}

export const ListVirtualMFADevices: Iam['ListVirtualMFADevices'] = function* ({ AssignmentStatus: wanted = 'Any' }, call) {
  for (const device of call.of(VirtualDevice).scan()) {
    const serial = call.arn(VirtualDevice, device)
    const enabled = call.of(EnabledDevice).get(serial)
    if (wanted !== 'Any' && (wanted === 'Assigned') !== (enabled !== undefined)) continue
    yield {
      SerialNumber: serial,
      ...(enabled !== undefined && { User: shownUser(call.of(User).get(enabled.user)!, call), EnableDate: enabled.enabledAt }),
    } satisfies ShownDevice
  }
}

export const TagMFADevice: Iam['TagMFADevice'] = ({ SerialNumber, Tags }, call) => {
  addTags(VirtualDevice, nameOf(requireVirtual(SerialNumber, call)), Tags, call)
}
export const UntagMFADevice: Iam['UntagMFADevice'] = ({ SerialNumber, TagKeys }, call) => {
  removeTags(VirtualDevice, nameOf(requireVirtual(SerialNumber, call)), TagKeys, call)
}
export const ListMFADeviceTags: Iam['ListMFADeviceTags'] = function* ({ SerialNumber }, call) {
  yield* tagList(call.tags(VirtualDevice).get(nameOf(requireVirtual(SerialNumber, call)).toLowerCase()))
}
