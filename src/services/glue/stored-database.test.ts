// A database under Cloud Control.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { freshAccount, refused } from './account.fixture.ts'

test('Cloud Control makes, shows and deletes one', async t => {
  const { cloud, glue } = await freshAccount(t)
  const control = new CloudControl(cloud.client({ accessKeyId: '111122223333' }))
  const TypeName = 'AWS::Glue::Database'
  await control.createResource({ TypeName, DesiredState: JSON.stringify({ CatalogId: '111122223333', DatabaseInput: { Name: 'sea' } }) })
  await cloud.clock.advance('1m')
  const { ResourceDescription: found } = await control.getResource({ TypeName, Identifier: 'sea' })
  assert.deepEqual(JSON.parse(found!.Properties!), { DatabaseName: 'sea', CatalogId: '111122223333', DatabaseInput: { Name: 'sea' } })
  const { ResourceDescriptions: all } = await control.listResources({ TypeName })
  assert.deepEqual(all!.map(({ Identifier }) => Identifier), ['lake', 'sea'])
  await control.deleteResource({ TypeName, Identifier: 'sea' })
  await cloud.clock.advance('1m')
  await refused(glue.getDatabase({ Name: 'sea' }).promise(), 'EntityNotFoundException')
})
