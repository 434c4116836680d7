// Associations by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandDocument, freshAccount, refused, throughCloudControl } from './account.fixture.ts'

test('an association by properties', async t => {
  const { ssm, cloud } = await freshAccount(t)
  await commandDocument(ssm, 'tidy', ['rm'])
  const made = throughCloudControl(cloud, 'AWS::SSM::Association')
  const wanted = { Name: 'tidy', Targets: [{ Key: 'tag:team', Values: ['x'] }], ScheduleExpression: 'rate(1 day)' }
  const id = await made.create(wanted)
  const { AssociationId, ScheduleExpression } = await made.read(id)
  assert.deepEqual([AssociationId, ScheduleExpression], [id, 'rate(1 day)'])
  await made.patch(id, [{ op: 'replace', path: '/ScheduleExpression', value: 'rate(2 days)' }])
  assert.equal((await ssm.describeAssociation({ AssociationId: id })).AssociationDescription!.ScheduleExpression, 'rate(2 days)')
  await made.remove(id)
  await refused(ssm.describeAssociation({ AssociationId: id }), 'AssociationDoesNotExist')
})
