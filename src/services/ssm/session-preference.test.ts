// Sessions as long as their document lets them be.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused } from './account.fixture.ts'
import { registered } from './fleet.fixture.ts'

const preferences = (inputs: object) => JSON.stringify({ schemaVersion: '1.0', description: 'x', sessionType: 'Standard_Stream', inputs })

test('the account\'s preferences, and those of a document', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const Target = await registered({ ssm, cloud })
  const active = async () => (await ssm.describeSessions({ State: 'Active' })).Sessions!.length
  await ssm.createDocument({ Name: 'SSM-SessionManagerRunShell', DocumentType: 'Session',
    Content: preferences({ idleSessionTimeout: '5' }) })
  await ssm.startSession({ Target })
  await cloud.clock.advance('4m')
  assert.equal(await active(), 1)
  await cloud.clock.advance('1m')
  assert.equal(await active(), 0)
  await ssm.createDocument({ Name: 'Short', DocumentType: 'Session',
    Content: preferences({ idleSessionTimeout: '60', maxSessionDuration: '30' }) })
  const { SessionId } = await ssm.startSession({ Target, DocumentName: 'Short' })
  const { Sessions: [session] = [] } = await ssm.describeSessions({ State: 'Active' })
  assert.equal(session!.MaxSessionDuration, '30')
  await cloud.clock.advance('20m')
  await ssm.resumeSession({ SessionId: SessionId! })
  await cloud.clock.advance('10m')
  assert.equal(await active(), 0)
  await commandDocument(ssm, 'command', ['x'])
  await refused(ssm.startSession({ Target, DocumentName: 'command' }), 'InvalidDocument', /not Session/)
  await refused(ssm.startSession({ Target, DocumentName: 'none' }), 'InvalidDocument')
})
