// Activations: their defaults, their end, and what uses them up.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { control, registered } from './fleet.fixture.ts'

test('an activation lets one machine in for a day', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const { ActivationId,
    ActivationCode } = await ssm.createActivation({ IamRole: 'Role', Description: 'racks', Tags: [{ Key: 'a', Value: 'b' }] })
  assert.match(ActivationCode!, /^\w{20}$/)
  const shown = async () =>
    (await ssm.describeActivations({ Filters: [{ FilterKey: 'IamRole', FilterValues: ['Role'] }] })).ActivationList![0]!
  const { CreatedDate: created, ExpirationDate: end, ...rest } = await shown()
  assert.equal(end!.getTime() - created!.getTime(), 86_400_000)
  assert.deepEqual(rest, { ActivationId, IamRole: 'Role', Description: 'racks', RegistrationLimit: 1, RegistrationsCount: 0, Expired: false,
    Tags: [{ Key: 'a', Value: 'b' }] })
  const use = async (activationCode = ActivationCode) => control(cloud, 'register-node', { activationId: ActivationId, activationCode })
  assert.match(String((await use('wrong')).message), /InvalidActivation/)
  const { instanceId } = await use()
  assert.match(String((await use()).message), /limit/)
  assert.equal((await shown()).RegistrationsCount, 1)
  const { TagList: tags } = await ssm.listTagsForResource({ ResourceType: 'ManagedInstance', ResourceId: String(instanceId) })
  assert.deepEqual(tags, [{ Key: 'a', Value: 'b' }])
  await cloud.clock.advance('1d')
  assert.equal((await shown()).Expired, true)
  await ssm.deleteActivation({ ActivationId: ActivationId! })
  await refused(ssm.deleteActivation({ ActivationId: ActivationId! }), 'InvalidActivation')
  assert.deepEqual((await ssm.describeActivations({ Filters: [{ FilterKey: 'ActivationIds',
    FilterValues: [ActivationId!] }] })).ActivationList, [])
})

test('an expired activation lets nobody in, and dates have their bounds', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const at = (days: number) => new Date(cloud.clock.now() + days * 86_400_000)
  await refused(ssm.createActivation({ IamRole: 'r', ExpirationDate: at(31) }), 'InvalidParameters')
  await refused(ssm.createActivation({ IamRole: 'r', ExpirationDate: at(-1) }), 'InvalidParameters')
  const { ActivationId, ActivationCode } = await ssm.createActivation({ IamRole: 'r', ExpirationDate: at(2), RegistrationLimit: 5 })
  await cloud.clock.advance('2d')
  const { message } = await control(cloud, 'register-node', { activationId: ActivationId, activationCode: ActivationCode })
  assert.match(String(message), /expired/)
  await registered({ ssm, cloud })
})
