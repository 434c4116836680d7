// The account that is named must be the caller's, and what is not served says why.

import { test } from 'node:test'
import { freshControl, refused } from './account.fixture.ts'

test('another account\'s settings are nobody else\'s business', async t => {
  const { control } = await freshControl(t)
  await refused(control.getPublicAccessBlock({ AccountId: '222233334444' }), 'AccessDenied', 403)
  await refused(control.getPublicAccessBlock({ AccountId: '12345' }), 'InvalidRequest', 400)
})

test('Object Lambda and Multi-Region access points are refused', async t => {
  const { control, AccountId } = await freshControl(t)
  await refused(control.listAccessPointsForObjectLambda({ AccountId }), 'NotImplemented', 400)
  await refused(control.listMultiRegionAccessPoints({ AccountId }), 'NotImplemented', 400)
})
