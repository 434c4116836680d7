// Sessions: with whom they can be, how long they last, and what is told of them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'
import { launched, registered } from './fleet.fixture.ts'

test('a session begins with a node that is there, and ends', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const bare = await launched(cloud)
  await refused(ssm.startSession({ Target: bare }), 'TargetNotConnected', `${bare} is not connected.`)
  const Target = await registered({ ssm, cloud })
  const { SessionId, StreamUrl, TokenValue } = await ssm.startSession({ Target, Reason: 'a look' })
  assert.match(StreamUrl!, new RegExp(`^wss://ssmmessages.us-east-1.amazonaws.com/v1/data-channel/${SessionId}`))
  const listed = async (State: 'Active' | 'History', ...Filters: { key: 'Target' | 'Status', value: string }[]) =>
    (await ssm.describeSessions({ State, ...(Filters.length > 0 && { Filters }) })).Sessions!.map(session => [session.SessionId,
      session.Status, session.Reason])
  assert.deepEqual(await listed('Active', { key: 'Target', value: Target }), [[SessionId, 'Connected', 'a look']])
  await cloud.clock.advance('15m')
  assert.notEqual((await ssm.resumeSession({ SessionId: SessionId! })).TokenValue, TokenValue)
  await cloud.clock.advance('19m')
  assert.equal((await listed('Active')).length, 1)
  await cloud.clock.advance('1m')
  assert.deepEqual([await listed('Active'), await listed('History')], [[], [[SessionId, 'Terminated', 'a look']]])
  await refused(ssm.resumeSession({ SessionId: SessionId! }), 'DoesNotExistException')
  assert.equal((await ssm.terminateSession({ SessionId: SessionId! })).SessionId, SessionId)
  await cloud.clock.advance('31d')
  assert.deepEqual(await listed('History'), [])
})
