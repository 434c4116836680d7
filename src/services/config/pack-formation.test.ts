// Packs and stored queries by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, recording } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

const TemplateBody = 'Resources: { R: { Type: AWS::Config::ConfigRule, '
  + 'Properties: { Source: { Owner: AWS, SourceIdentifier: EIP_ATTACHED } } } }'

test('a pack and a query', async t => {
  const account = await freshAccount(t)
  await recording(account, ['AWS::S3::Bucket'])
  const [pack, query] = [controlled(account, 'AWS::Config::ConformancePack'), controlled(account, 'AWS::Config::StoredQuery')]
  await pack.create({ ConformancePackName: 'p', TemplateBody })
  assert.equal((await pack.read('p')).ConformancePackName, 'p')
  await query.create({ QueryName: 'q', QueryExpression: 'SELECT resourceId' })
  await query.change('q', '/QueryDescription', 'all')
  const read = await query.read('q')
  assert.deepEqual([read.QueryExpression, read.QueryDescription], ['SELECT resourceId', 'all'])
  assert.deepEqual([await pack.list(), await query.list()], [['p'], ['q']])
  await pack.delete('p')
  await query.delete('q')
  assert.deepEqual([await pack.list(), await query.list()], [[], []])
})
