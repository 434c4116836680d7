// Users of a site over the wire: made, changed, deactivated, described, deleted.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { contractCloud } from '../../../tests/terms/contract.ts'

test('users are made, changed, deactivated, activated, described in an order, deleted', async t => {
  const contract = await contractCloud(t)
  const make = async (name: string) => (await contract.ask('workdocs:CreateUser', {
    OrganizationId: 'd-1', Username: name, GivenName: name, Surname: 'Lee', Password: 'Secret-12345',
  }))['User'] as { Id: string, Status: string, Type: string }
  const [bob, ann] = [await make('bob'), await make('ann')]
  assert.deepEqual([bob.Status, bob.Type], ['ACTIVE', 'USER'])
  const again = await contract.call('workdocs:CreateUser', {
    OrganizationId: 'd-1', Username: 'bob', GivenName: 'b', Surname: 'b', Password: 'Secret-12345',
  })
  assert.equal(again.fault?.code, 'EntityAlreadyExistsException')
  await contract.ask('workdocs:UpdateUser', { UserId: bob.Id, GrantPoweruserPrivileges: 'TRUE', GivenName: 'Bobby',
    StorageRule: { StorageType: 'UNLIMITED' } })
  await contract.ask('workdocs:DeactivateUser', { UserId: ann.Id })
  const shown = async (input: object = {}) => {
    const { Users: users } = await contract.ask('workdocs:DescribeUsers', { ...input })
    return (users as { Username: string, Status: string,
      Type: string }[]).map(({ Username, Status, Type }) => `${Username} ${Status} ${Type}`)
  }
  assert.deepEqual(await shown(), ['ann INACTIVE USER', 'bob ACTIVE POWERUSER'])
  assert.deepEqual(await shown({ Order: 'DESCENDING', Sort: 'USER_STATUS' }), ['ann INACTIVE USER', 'bob ACTIVE POWERUSER'])
  assert.deepEqual(await shown({ Include: 'ACTIVE_PENDING' }), ['bob ACTIVE POWERUSER'])
  assert.deepEqual(await shown({ Query: 'bobby' }), ['bob ACTIVE POWERUSER'])
  const page = await contract.ask('workdocs:DescribeUsers', { Limit: 1 })
  assert.deepEqual(await shown({ Marker: page['Marker'] }), ['bob ACTIVE POWERUSER'])
  await contract.ask('workdocs:ActivateUser', { UserId: ann.Id })
  assert.deepEqual(await shown({ UserIds: ann.Id }), ['ann ACTIVE USER'])
  await contract.ask('workdocs:DeleteUser', { UserId: ann.Id })
  assert.equal((await contract.call('workdocs:DescribeUsers', { UserIds: ann.Id })).fault?.code, 'EntityNotExistsException')
})
