// What DescribeParameters finds.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, put, refused } from './account.fixture.ts'

const rows: [filter: { Key: string, Option?: string, Values?: string[] }, found: string][] = [
  [{ Key: 'Name', Values: ['/a/x'] }, '/a/x'], [{ Key: 'Name', Option: 'BeginsWith', Values: ['/a'] }, '/a/b/y,/a/x'],
  [{ Key: 'Name', Option: 'Contains', Values: ['i'] }, 'list'], [{ Key: 'Type', Values: ['StringList'] }, 'list'],
  [{ Key: 'Path', Option: 'Recursive', Values: ['/a'] }, '/a/b/y,/a/x'], [{ Key: 'Path', Values: ['/a'] }, '/a/x'],
  [{ Key: 'Tier', Values: ['Standard'] }, '/a/b/y,/a/x,list'], [{ Key: 'tag:team', Values: ['blue'] }, 'list'],
  [{ Key: 'tag:team' }, 'list'], [{ Key: 'Label', Values: ['now'] }, '/a/x'],
]

test('filters', async t => {
  const { ssm } = await freshAccount(t)
  await put(ssm, '/a/x', '1')
  await put(ssm, '/a/b/y', '1')
  await ssm.putParameter({ Name: 'list', Value: 'a,b', Type: 'StringList', Tags: [{ Key: 'team', Value: 'blue' }] })
  await ssm.labelParameterVersion({ Name: '/a/x', Labels: ['now'] })
  for (const [filter, found] of rows) {
    const { Parameters: parameters } = await ssm.describeParameters({ ParameterFilters: [filter] })
    assert.equal(parameters!.map(({ Name }) => Name).join(), found, JSON.stringify(filter))
  }
  const { Parameters: old } = await ssm.describeParameters({ Filters: [{ Key: 'Name', Values: ['/a/'] }] })
  assert.equal(old!.length, 2)
  await refused(ssm.describeParameters({ ParameterFilters: [{ Key: 'Colour', Values: ['x'] }] }), 'ValidationException')
  await refused(ssm.describeParameters({ ParameterFilters: [{ Key: 'Name', Option: 'Like', Values: ['x'] }] }), 'InvalidFilterOption')
})
