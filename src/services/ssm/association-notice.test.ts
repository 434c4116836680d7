// Events of associations, as their documentation shows them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, commandDocument, eventsOf, freshAccount } from './account.fixture.ts'

test('an association without nodes is done at once', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const events = await eventsOf(cloud, 'EC2 State Manager Association State Change')
  await commandDocument(ssm, 'tidy', ['rm'])
  const { AssociationDescription: made } = await ssm.createAssociation({ Name: 'tidy', Targets: [{ Key: 'tag:team', Values: ['x'] }] })
  await cloud.clock.advance('1m')
  const event = (await events()).find(({ detail }) => detail.status === 'Success')
  assert.deepEqual([event!.resources, event!.detail['association-id'], event!.detail['document-name'], event!.detail.status,
    event!.detail.targets],
    [[`arn:aws:ssm:us-east-1:${account}:document/tidy`], made!.AssociationId, 'tidy', 'Success', '[{"Key":"tag:team","Values":["x"]}]'])
})
