// Reading parameters by names, by path and through time.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

test('several at once', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, 'a', '1')
  const { Parameters: found, InvalidParameters: invalid } = await ssm.getParameters({ Names: ['a', 'none', 'a:7'] })
  assert.deepEqual([found!.map(({ Value }) => Value), invalid], [['1'], ['none', 'a:7']])
  await refused(ssm.getParameters({ Names: ['a', 'a'] }), 'ValidationException')
})

test('by path, one level or all', async t => {
  const { ssm } = await freshAccount(t)
  for (const name of ['/a/x', '/a/b/y', '/a/b/c/z', '/ab', 'plain']) await put(ssm, name, name)
  const names = async (Path: string, Recursive = false, more: object = {}) =>
    (await ssm.getParametersByPath({ Path, Recursive, ...more })).Parameters!.map(({ Name }) => Name).join()
  assert.equal(await names('/a'), '/a/x')
  assert.equal(await names('/a/', true), '/a/b/c/z,/a/b/y,/a/x')
  assert.equal(await names('/'), '/ab')
  assert.equal(await names('/a', true, { ParameterFilters: [{ Key: 'Type', Values: ['StringList'] }] }), '')
  const first = await ssm.getParametersByPath({ Path: '/a', Recursive: true, MaxResults: 2 })
  const rest = await ssm.getParametersByPath({ Path: '/a', Recursive: true, MaxResults: 2, NextToken: first.NextToken })
  assert.deepEqual([first.Parameters!.length, rest.Parameters!.length, rest.NextToken], [2, 1, undefined])
  await refused(ssm.getParametersByPath({ Path: 'a' }), 'ValidationException')
  await refused(ssm.getParametersByPath({ Path: '/a', ParameterFilters: [{ Key: 'Name', Values: ['x'] }] }), 'InvalidFilterKey')
  await refused(ssm.getParametersByPath({ Path: '/a', NextToken: 'x' }), 'InvalidNextToken')
})

test('history', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, 'a', '1', { Description: 'first' })
  await put(ssm, 'a', '2')
  await ssm.labelParameterVersion({ Name: 'a', Labels: ['now'] })
  const { Parameters: history } = await ssm.getParameterHistory({ Name: 'a' })
  assert.deepEqual(history!.map(({ Version, Value, Labels, Description }) => [Version, Value, Labels, Description]),
    [[1, '1', [], 'first'], [2, '2', ['now'], 'first']])
  assert.equal(history![0]!.LastModifiedUser, 'arn:aws:iam::111122223333:root')
})
