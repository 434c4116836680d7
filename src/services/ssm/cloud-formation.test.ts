// Parameters by properties, through Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, freshAccount, refused, valueOf } from './account.fixture.ts'

test('a parameter by properties', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const TypeName = 'AWS::SSM::Parameter'
  const done = async (change: Promise<{ ProgressEvent?: { RequestToken?: string } }>) => {
    const { ProgressEvent: begun } = await change
    await cloud.clock.advance('1s')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: begun!.RequestToken })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const wanted = { Name: '/app/x', Type: 'String', Value: 'one', Description: 'mine', Tags: { a: 'b' } }
  const Identifier = await done(control.createResource({ TypeName, DesiredState: JSON.stringify(wanted) }))
  const read = async () => JSON.parse((await control.getResource({ TypeName, Identifier })).ResourceDescription!.Properties!)
  assert.deepEqual(await read(), { ...wanted, Tier: 'Standard', DataType: 'text' })
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/Value', value: 'two' },
    { op: 'replace', path: '/Tags', value: { c: 'd' } }])
  await done(control.updateResource({ TypeName, Identifier, PatchDocument }))
  assert.deepEqual([await valueOf(ssm, '/app/x'), (await read()).Tags], ['two', { c: 'd' }])
  await done(control.deleteResource({ TypeName, Identifier }))
  await refused(valueOf(ssm, '/app/x'), 'ParameterNotFound')
})
