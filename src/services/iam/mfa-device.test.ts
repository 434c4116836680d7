// Devices, virtual and other: made, given to a user, taken back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, fresh, refused } from './account.fixture.ts'

const UserName = 'alice'
const codes = { AuthenticationCode1: '123456', AuthenticationCode2: '654321' }

test('a virtual device', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName })
  const { VirtualMFADevice: made } = await iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' })
  const SerialNumber = made!.SerialNumber!
  assert.equal(SerialNumber, `arn:aws:iam::${account}:mfa/phone`)
  assert.match(Buffer.from(made!.Base32StringSeed!).toString(), /^[A-Z2-7]{64}$/)
  await refused(iam.createVirtualMFADevice({ VirtualMFADeviceName: 'phone' }), 'EntityAlreadyExists', /already exists/)
  await refused(iam.enableMFADevice({ UserName, SerialNumber, AuthenticationCode1: '111111', AuthenticationCode2: '111111' }),
    'InvalidAuthenticationCode', 'Authentication code for device is not valid.')
  const assigned = async (AssignmentStatus: 'Assigned' | 'Unassigned') =>
    (await iam.listVirtualMFADevices({ AssignmentStatus })).VirtualMFADevices!.map(({ User }) => User?.UserName)
  assert.deepEqual([await assigned('Assigned'), await assigned('Unassigned')], [[], [undefined]])
  await iam.enableMFADevice({ UserName, SerialNumber, ...codes })
  assert.deepEqual([await assigned('Assigned'), await assigned('Unassigned')], [[UserName], []])
  assert.deepEqual((await iam.listMFADevices({ UserName })).MFADevices!.map(each => each.SerialNumber), [SerialNumber])
  await iam.resyncMFADevice({ UserName, SerialNumber, ...codes })
  await refused(iam.deleteVirtualMFADevice({ SerialNumber }), 'DeleteConflict', 'MFA VirtualDevice in use. Must deactivate first.')
  await refused(iam.deleteUser({ UserName }), 'DeleteConflict', 'Cannot delete entity, must delete MFA device first.')
  await iam.tagMFADevice({ SerialNumber, Tags: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual((await iam.listMFADeviceTags({ SerialNumber })).Tags, [{ Key: 'a', Value: 'b' }])
  await iam.untagMFADevice({ SerialNumber, TagKeys: ['a'] })
  await iam.deactivateMFADevice({ UserName, SerialNumber })
  await iam.deleteVirtualMFADevice({ SerialNumber })
  await refused(iam.enableMFADevice({ UserName, SerialNumber, ...codes }), 'NoSuchEntity', /doesn't exist/)
})

test('a device of metal is known by its number', async t => {
  const { iam } = await fresh(t)
  for (const name of [UserName, 'bob']) await iam.createUser({ UserName: name })
  const SerialNumber = 'GAHT12345678'
  await iam.enableMFADevice({ UserName, SerialNumber, ...codes })
  await refused(iam.enableMFADevice({ UserName: 'bob', SerialNumber, ...codes }), 'EntityAlreadyExists', /already exists/)
  assert.equal((await iam.getMFADevice({ UserName, SerialNumber })).UserName, UserName)
  await refused(iam.deactivateMFADevice({ UserName: 'bob', SerialNumber }), 'NoSuchEntity', /cannot be found/)
})
