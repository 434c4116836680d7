// Selectors as they are put and read; one form takes the other's place.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, logging, refused } from './account.fixture.ts'

test('selectors of events and insights', async t => {
  const account = await freshAccount(t)
  const { trails } = account
  await logging(account)
  const TrailName = 'own'
  assert.deepEqual((await trails.getEventSelectors({ TrailName })).EventSelectors!.map(({ ReadWriteType }) => ReadWriteType), ['All'])
  const advanced = [{ Name: 'writes',
    FieldSelectors: [{ Field: 'eventCategory', Equals: ['Management'] }, { Field: 'readOnly', Equals: ['false'] }] }]
  await trails.putEventSelectors({ TrailName, AdvancedEventSelectors: advanced })
  const read = await trails.getEventSelectors({ TrailName })
  assert.deepEqual([read.EventSelectors, read.AdvancedEventSelectors], [undefined, advanced])
  assert.equal((await trails.getTrail({ Name: TrailName })).Trail!.HasCustomEventSelectors, true)
  const code = 'InvalidEventSelectorsException'
  await refused(trails.putEventSelectors({ TrailName }), code)
  await refused(trails.putEventSelectors({ TrailName,
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'readOnly', Equals: ['true'] }] }] }), code)
  await refused(trails.putEventSelectors({ TrailName,
    AdvancedEventSelectors: [{ FieldSelectors: [{ Field: 'eventCategory', Equals: ['Data'] }] }] }), code)
  await refused(trails.getInsightSelectors({ TrailName }), 'InsightNotEnabledException')
  await trails.putInsightSelectors({ TrailName, InsightSelectors: [{ InsightType: 'ApiCallRateInsight' }] })
  assert.deepEqual((await trails.getInsightSelectors({ TrailName })).InsightSelectors, [{ InsightType: 'ApiCallRateInsight' }])
})
