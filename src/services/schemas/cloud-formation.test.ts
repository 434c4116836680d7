// Registries, schemas and discoverers under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount, openApi } from './account.fixture.ts'

test('all three are made, read, changed and removed', async t => {
  const { cloud, schemas } = await freshAccount(t)
  const control = new CloudControl({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const settled = async (token: string | undefined) => {
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: token! })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  const made = async (name: string, state: object) => settled((await control.createResource(
    { TypeName: `AWS::EventSchemas::${name}`, DesiredState: JSON.stringify(state) })).ProgressEvent!.RequestToken)
  const read = async (name: string, Identifier: string) => JSON.parse((await control.getResource(
    { TypeName: `AWS::EventSchemas::${name}`, Identifier })).ResourceDescription!.Properties!) as Record<string, unknown>
  const registry = await made('Registry', { RegistryName: 'r', Tags: [{ Key: 'a', Value: 'b' }] })
  assert.deepEqual(await read('Registry', registry), { RegistryName: 'r', RegistryArn: registry, Tags: [{ Key: 'a', Value: 'b' }] })
  const schema = await made('Schema', { RegistryName: 'r', SchemaName: 'shop@Order', Type: 'OpenApi3', Content: openApi('Order') })
  const PatchDocument = JSON.stringify([{ op: 'replace', path: '/Content', value: openApi('Order', { a: {} }) },
    { op: 'add', path: '/Tags', value: [{ Key: 'c', Value: 'd' }] }])
  await settled((await control.updateResource({ TypeName: 'AWS::EventSchemas::Schema', Identifier: schema, PatchDocument }))
    .ProgressEvent!.RequestToken)
  const { SchemaVersion: version, Tags: tags } = await read('Schema', schema)
  assert.deepEqual([version, tags], ['2', [{ Key: 'c', Value: 'd' }]])
  const discoverer = await made('Discoverer', { SourceArn: 'arn:aws:events:us-east-1:111122223333:event-bus/default', CrossAccount: false })
  assert.equal((await read('Discoverer', discoverer)).CrossAccount, false)
  for (const [name, Identifier] of [['Discoverer', discoverer], ['Schema', schema], ['Registry', registry]] as const) {
    const { ResourceDescriptions: listed } = await control.listResources({ TypeName: `AWS::EventSchemas::${name}` })
    assert.ok(listed!.some(each => each.Identifier === Identifier), name)
    await settled((await control.deleteResource({ TypeName: `AWS::EventSchemas::${name}`, Identifier })).ProgressEvent!.RequestToken)
  }
  assert.deepEqual((await schemas.listRegistries({ Scope: 'LOCAL' })).Registries!.map(each => each.RegistryName), ['discovered-schemas'])
})
