// Names of taggable types that nothing is known of.

import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('a type without tags is refused by name', async t => {
  const { ssm } = await freshAccount(t)
  await refused(ssm.listTagsForResource({ ResourceType: 'Parameter', ResourceId: 'none' }), 'InvalidResourceId',
    'The resource ID "none" is not valid. Verify the ID and try again.')
})
