// Meetings and calls: who is in a team, what is recorded and who is told, what is left when paid access ends.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, contractCloud } from './contract.ts'

test('53.1.1#1, 53.1.2: an administrator invites users, changes their licence and suspends them; nobody else does', async t => {
  const contract = await contractCloud(t)
  const ask = async (path: string, given: object) => String((await contract.control(path, { account, ...given }))['message'] ?? 'done')
  assert.match(await ask('chime/user', { user: 'ann', by: 'member' }), /53\.1\.1#1/)
  assert.equal(await ask('chime/user', { user: 'ann', by: 'administrator' }), 'done')
  assert.match(await ask('chime/user-change', { user: 'ann', licence: 'Pro', by: 'member' }), /53\.1\.2/)
  assert.equal(await ask('chime/user-change', { user: 'ann', licence: 'Pro', suspended: true, by: 'administrator' }), 'done')
  const { users } = await contract.control('chime/users', { account })
  assert.deepEqual(users, [{ user: 'ann', licence: 'Pro', suspended: true, fee: 'by use' }])
})

test('53.1.1#2, 53.5#1, 53.5#3: when paid access ends, users are Basic, which costs nothing', async t => {
  for (const cause of ['account-end', 'non-payment']) {
    const contract = await contractCloud(t)
    await contract.control('chime/user', { account, user: 'ann', by: 'administrator' })
    await contract.control('chime/user-change', { account, user: 'ann', licence: 'Pro', by: 'administrator' })
    await contract.cloud.clock.advance('1d')
    await contract.control('chime/paid-end', { account, cause })
    assert.match((await contract.log())[0]!.did, cause === 'account-end' ? /connectors/ : /may be deleted/)
    const { users } = await contract.control('chime/users', { account })
    assert.deepEqual(users, [{ user: 'ann', licence: 'Basic', suspended: false, fee: '0.00' }])
  }
})

test('53.4#1, 53.4#2, 53.4#3: who joins a recorded meeting is told, and consents by staying', async t => {
  const contract = await contractCloud(t)
  const join = async (meeting: string) => (await contract.control('chime/join', { account, meeting, attendee: 'bob' }))['notice']
  const { recorded } = await contract.control('chime/recording', { account, meeting: 'm', media: ['audio', 'chat'] })
  assert.deepEqual([recorded, await join('m'), await join('other')], [['audio', 'chat'], true, false])
  await contract.control('chime/stay', { account, meeting: 'm', attendee: 'bob' })
  assert.match((await contract.log())[0]!.did, /bob consents/)
})

test('53.9: users\' data are kept in the United States, and they are told', async t => {
  const contract = await contractCloud(t)
  const { storedIn, recorded } = await contract.control('chime/data', { account, user: 'ann' })
  assert.deepEqual([storedIn, recorded], ['us-east-1', ['53.9 told']])
})

test('54.3#2: fax machines and modems are cut off', async t => {
  const contract = await contractCloud(t)
  const tone = async (name: string) =>
    String((await contract.control('connect/tone', { account, contact: 'c', tone: name }))['message'] ?? 'goes on')
  assert.match(await tone('fax'), /54\.3#2/)
  assert.equal(await tone('voice'), 'goes on')
})
