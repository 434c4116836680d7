// Rules and remediations by properties.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, recording } from './account.fixture.ts'
import { controlled } from './formation.fixture.ts'

test('a rule with parameters, and its remediation', async t => {
  const account = await freshAccount(t)
  await recording(account, ['AWS::S3::Bucket'])
  const [rule, remediation] = [controlled(account, 'AWS::Config::ConfigRule'), controlled(account, 'AWS::Config::RemediationConfiguration')]
  const Source = { Owner: 'AWS', SourceIdentifier: 'REQUIRED_TAGS' }
  await rule.create({ ConfigRuleName: 'tags', InputParameters: { tag1Key: 'team' }, Source })
  const read = await rule.read('tags')
  assert.deepEqual([read.InputParameters, read.Source], [{ tag1Key: 'team' }, Source])
  assert.match(String(read.Arn), /:config-rule\/config-rule-[a-z0-9]{6}$/)
  await rule.change('tags', '/Description', 'who owns it')
  assert.equal((await rule.read('tags')).Description, 'who owns it')
  assert.match(await rule.create({ Source: { Owner: 'AWS', SourceIdentifier: 'EIP_ATTACHED' } }), /^ConfigRule-/)
  await remediation.create({ ConfigRuleName: 'tags', TargetType: 'SSM_DOCUMENT', TargetId: 'Fix' })
  assert.equal((await remediation.read('tags')).TargetId, 'Fix')
  assert.deepEqual([await remediation.list(), (await rule.list()).length], [['tags'], 2])
  await remediation.delete('tags')
  await rule.delete('tags')
  assert.deepEqual([await remediation.list(), (await rule.list()).length], [[], 1])
})
