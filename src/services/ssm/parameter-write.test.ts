// Writing, labelling and deleting parameters.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused, valueOf } from './account.fixture.ts'

test('a parameter is made once, then overwritten', async t => {
  const { ssm } = await freshAccount(t)
  const { Version: first, Tier: tier } = await ssm.putParameter({ Name: 'a', Value: '1', Type: 'String' })
  assert.deepEqual([first, tier], [1, 'Standard'])
  await refused(ssm.putParameter({ Name: 'a', Value: '2', Type: 'String' }), 'ParameterAlreadyExists',
    'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.')
  assert.equal((await ssm.putParameter({ Name: 'a', Value: '2', Overwrite: true })).Version, 2)
  await refused(ssm.putParameter({ Name: 'b', Value: '2' }), 'ValidationException',
    'A parameter type is required when you create a parameter.')
  await refused(put(ssm, 'a', '3', { Type: 'SecureString' }), 'HierarchyTypeMismatchException')
  await refused(put(ssm, 'a', '3', { Tags: [{ Key: 'x', Value: 'y' }] }), 'ValidationException', /tags and overwrite/)
})

test('patterns', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, 'n', '12', { AllowedPattern: '^\\d+$' })
  await refused(put(ssm, 'n', 'x'), 'ParameterPatternMismatchException', /allowedPattern: \^\\d\+\$/)
  await refused(put(ssm, 'm', 'x', { AllowedPattern: '(' }), 'InvalidAllowedPatternException')
})

test('tiers and their limits', async t => {
  const { ssm } = await freshAccount(t)
  await refused(put(ssm, 'a', 'x'.repeat(4097)), 'ValidationException',
    /^Standard tier parameters support a maximum parameter value of 4096/)
  await put(ssm, 'a', 'x'.repeat(4096))
  const { Tier: tier } = await ssm.putParameter({ Name: 'b', Value: 'x'.repeat(5000), Type: 'String', Tier: 'Intelligent-Tiering' })
  assert.equal(tier, 'Advanced')
  await put(ssm, 'a', 'x'.repeat(8192), { Tier: 'Advanced' })
  await refused(put(ssm, 'a', 'x'.repeat(8193), { Tier: 'Advanced' }), 'ValidationException')
  await refused(put(ssm, 'a', 'x', { Tier: 'Standard' }), 'ValidationException', /You can't downgrade a parameter/)
  await refused(put(ssm, 'c', 'x', { Policies: '[{"Type":"NoChangeNotification"}]' }), 'ValidationException')
})

test('a hundred versions, and the labels that keep the oldest', async t => {
  const { ssm } = await freshAccount(t)
  for (let i = 0; i < 101; i += 1) await put(ssm, 'a', String(i))
  const { Parameters: history } = await ssm.getParameterHistory({ Name: 'a', MaxResults: 1 })
  assert.equal(history![0]!.Version, 2)
  await ssm.labelParameterVersion({ Name: 'a', ParameterVersion: 2, Labels: ['keep'] })
  await refused(put(ssm, 'a', 'x'), 'ParameterMaxVersionLimitExceeded', /Version 2, the oldest version, can't be deleted/)
})

test('labels move, and go', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, 'a', '1')
  await put(ssm, 'a', '2')
  const { InvalidLabels: invalid } = await ssm.labelParameterVersion({ Name: 'a', Labels: ['x', '1x', 'aws-x'] })
  assert.deepEqual(invalid, ['1x', 'aws-x'])
  await ssm.labelParameterVersion({ Name: 'a', ParameterVersion: 1, Labels: ['x'] })
  assert.equal(await valueOf(ssm, 'a:x'), '1')
  const many = Array.from({ length: 10 }, (_, i) => `l${i}`)
  await refused(ssm.labelParameterVersion({ Name: 'a', ParameterVersion: 1, Labels: many }), 'ParameterVersionLabelLimitExceeded')
  const gone = await ssm.unlabelParameterVersion({ Name: 'a', ParameterVersion: 1, Labels: ['x', 'y'] })
  assert.deepEqual([gone.RemovedLabels, gone.InvalidLabels], [['x'], ['y']])
})

test('deletion', async t => {
  const { ssm } = await freshAccount(t)
  for (const name of ['a', 'b', 'c']) await put(ssm, name, 'x')
  await ssm.deleteParameter({ Name: 'a' })
  await refused(ssm.deleteParameter({ Name: 'a' }), 'ParameterNotFound')
  const gone = await ssm.deleteParameters({ Names: ['b', 'a', 'c'] })
  assert.deepEqual([gone.DeletedParameters, gone.InvalidParameters], [['b', 'c'], ['a']])
  assert.equal(await put(ssm, 'a', 'again'), 1)
})
