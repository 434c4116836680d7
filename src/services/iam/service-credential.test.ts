// Credentials of single services: two for each, told once.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, fresh, refused } from './account.fixture.ts'

const UserName = 'alice'

test('a name and a password for a service', async t => {
  const { iam } = await fresh(t)
  await iam.createUser({ UserName })
  const create = (ServiceName: string, CredentialAgeDays?: number) =>
    iam.createServiceSpecificCredential({ UserName, ServiceName, CredentialAgeDays })
  const { ServiceSpecificCredential: made } = await create('codecommit.amazonaws.com')
  assert.match(made!.ServiceSpecificCredentialId!, /^ACCA/)
  assert.deepEqual([made!.ServiceUserName, made!.ServicePassword!.length], [`alice-at-${account}`, 44])
  const { ServiceSpecificCredential: second } = await create('codecommit.amazonaws.com')
  assert.equal(second!.ServiceUserName, `alice+1-at-${account}`)
  await refused(create('codecommit.amazonaws.com'), 'LimitExceeded', /ServiceSpecificCredentialsPerUser: 2/)
  await refused(create('s3.amazonaws.com'), 'NotSupportedService', /No such service/)
  const { ServiceSpecificCredential: token } = await create('bedrock.amazonaws.com', 30)
  assert.equal(token!.ExpirationDate!.getTime() - token!.CreateDate!.getTime(), 30 * 86_400_000)
  assert.ok(token!.ServiceCredentialSecret)
  const ServiceSpecificCredentialId = made!.ServiceSpecificCredentialId!
  const { ServiceSpecificCredential: reset } = await iam.resetServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })
  assert.notEqual(reset!.ServicePassword, made!.ServicePassword)
  await iam.updateServiceSpecificCredential({ UserName, ServiceSpecificCredentialId, Status: 'Inactive' })
  const { ServiceSpecificCredentials: listed } = await iam.listServiceSpecificCredentials({ UserName,
    ServiceName: 'codecommit.amazonaws.com' })
  assert.deepEqual(listed!.map(({ Status }) => Status).sort(), ['Active', 'Inactive'])
  assert.equal((await iam.listServiceSpecificCredentials({ AllUsers: true })).ServiceSpecificCredentials!.length, 3)
  await iam.deleteServiceSpecificCredential({ UserName, ServiceSpecificCredentialId })
  await refused(iam.resetServiceSpecificCredential({ UserName, ServiceSpecificCredentialId }), 'NoSuchEntity', /cannot be found/)
})
