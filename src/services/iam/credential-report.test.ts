// The report tells what users sign in with, holds for four hours, and is made once in that time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, fresh, refused } from './account.fixture.ts'

test('a report', async t => {
  const { iam, cloud } = await fresh(t)
  await refused(iam.getCredentialReport({}), 'ReportNotPresent', /No report exists/)
  await iam.createUser({ UserName: 'alice' })
  await iam.createAccessKey({ UserName: 'alice' })
  assert.equal((await iam.generateCredentialReport({})).State, 'STARTED')
  assert.equal((await iam.generateCredentialReport({})).State, 'COMPLETE')
  const { Content: content, ReportFormat } = await iam.getCredentialReport({})
  const [header, root, alice] = Buffer.from(content!).toString().split('\n').map(line => line.split(','))
  const cell = (row: string[], name: string) => row[header!.indexOf(name)]
  assert.equal(ReportFormat, 'text/csv')
  assert.deepEqual([header!.length, root!.length, alice!.length], [22, 22, 22])
  assert.deepEqual([cell(root!, 'user'), cell(root!, 'arn')], ['<root_account>', `arn:aws:iam::${account}:root`])
  assert.deepEqual(['user', 'user_creation_time', 'password_enabled', 'mfa_active', 'access_key_1_active', 'access_key_2_active']
    .map(name => cell(alice!, name)), ['alice', '2027-01-31T12:00:00+00:00', 'false', 'false', 'true', 'false'])
  await cloud.clock.advance('4h')
  await refused(iam.getCredentialReport({}), 'ReportExpired', /expired/)
})
