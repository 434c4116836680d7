// Changes that are not records' own: a zone's making and its end.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount } from './account.fixture.ts'

test('making a zone is a change like others', async t => {
  const { cloud, route53 } = await freshAccount(t)
  const { ChangeInfo: info, HostedZone: zone } = await route53.createHostedZone({ Name: 'example.com', CallerReference: 'one' })
  assert.match(info!.Id!, /^\/change\/C[A-Z0-9]{20}$/)
  await cloud.clock.advance('1m')
  assert.equal((await route53.getChange({ Id: info!.Id! })).ChangeInfo!.Status, 'INSYNC')
  assert.equal((await route53.deleteHostedZone({ Id: zone!.Id! })).ChangeInfo!.Status, 'PENDING')
})
