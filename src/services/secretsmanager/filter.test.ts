// What filters find.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { FilterNameStringType } from '@aws-sdk/client-secrets-manager'
import { freshAccount } from './account.fixture.ts'

const rows: [key: FilterNameStringType, values: string[], found: string][] = [
  ['name', ['prod/'], 'prod/api,prod/db'], ['name', ['Prod'], ''], ['name', ['!prod'], 'dev/db'],
  ['name', ['prod/a', 'dev'], 'dev/db,prod/api'],
  ['description', ['data'], 'dev/db,prod/db'], ['description', ['BASE'], ''], ['tag-key', ['te'], 'prod/api'],
  ['tag-value', ['blue'], 'prod/api'], ['all', ['db'], 'dev/db,prod/db'], ['all', ['BLUE'], 'prod/api'],
]

test('filters and order', async t => {
  const { secrets, cloud } = await freshAccount(t)
  await secrets.createSecret({ Name: 'prod/db', Description: 'Database of all', SecretString: 'x' })
  await cloud.clock.advance('1m')
  await secrets.createSecret({ Name: 'prod/api', SecretString: 'x', Tags: [{ Key: 'team', Value: 'blue' }] })
  await cloud.clock.advance('1m')
  await secrets.createSecret({ Name: 'dev/db', Description: 'Our database', SecretString: 'x' })
  const names = async (input: Parameters<typeof secrets.listSecrets>[0]) =>
    (await secrets.listSecrets(input)).SecretList!.map(({ Name }) => Name).join()
  for (const [Key, Values, found] of rows) {
    assert.equal(await names({ Filters: [{ Key, Values }], SortBy: 'name' }), found, `${Key} ${Values.join()}`)
  }
  assert.equal(await names({}), 'prod/db,prod/api,dev/db')
  assert.equal(await names({ SortOrder: 'desc' }), 'dev/db,prod/api,prod/db')
  const one = await secrets.listSecrets({ MaxResults: 2 })
  assert.equal((await secrets.listSecrets({ MaxResults: 2, NextToken: one.NextToken })).SecretList![0]!.Name, 'dev/db')
})
