// Properties of patches.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('values by operating system', async t => {
  const { ssm } = await freshAccount(t)
  const values = async (OperatingSystem: 'WINDOWS' | 'UBUNTU', Property: 'PRIORITY' | 'PRODUCT_FAMILY', PatchSet?: 'APPLICATION') =>
    (await ssm.describePatchProperties({ OperatingSystem, Property, PatchSet })).Properties!.map(({ Name }) => Name)
  assert.deepEqual(await values('UBUNTU', 'PRIORITY'), ['Required', 'Important', 'Standard', 'Optional', 'Extra'])
  assert.ok((await values('WINDOWS', 'PRODUCT_FAMILY', 'APPLICATION')).includes('Office'))
  await refused(values('UBUNTU', 'PRODUCT_FAMILY'), 'ValidationException')
  await refused(values('UBUNTU', 'PRIORITY', 'APPLICATION'), 'ValidationException')
})
