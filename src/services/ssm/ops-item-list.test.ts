// OpsItems by filters, as a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpsItemFilter } from '@aws-sdk/client-ssm'
import { freshAccount, refused } from './account.fixture.ts'

test('each filter with its operators', async t => {
  const { ssm, cloud } = await freshAccount(t)
  const make = async (Title: string, more: object = {}) => {
    await ssm.createOpsItem({ Title, Source: 'fleet', Description: 'x', ...more })
    await cloud.clock.advance('1h')
  }
  const middle = new Date(cloud.clock.now() + 1_800_000).toISOString()
  const arn = 'arn:aws:ec2:us-east-1:111122223333:instance/i-1'
  await make('Disk full', { Priority: 1, Category: 'Availability', OperationalData: {
    '/aws/resources': { Value: JSON.stringify([{ arn }]), Type: 'SearchableString' }, host: { Value: 'web-7', Type: 'SearchableString' },
    secret: { Value: 'web-7', Type: 'String' },
  } })
  await make('Disk slow', { Severity: '2', Source: 'storage' })
  const found = async (Key: string, Operator: string, ...Values: string[]) =>
    (await ssm.describeOpsItems({ OpsItemFilters: [{ Key, Operator, Values } as OpsItemFilter] })).OpsItemSummaries!.map(({ Title }) =>
      Title)
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['Title', 'Contains', 'Disk', ['Disk slow', 'Disk full']], ['Title', 'Equal', 'Disk', []],
      ['Source', 'Contains', 'stor', ['Disk slow']],
    ['Status', 'Equal', 'Open', ['Disk slow', 'Disk full']], ['Priority', 'Equal', '1', ['Disk full']],
      ['Severity', 'Equal', '2', ['Disk slow']],
    ['Category', 'Equal', 'Availability', ['Disk full']], ['CreatedTime', 'GreaterThan', middle, ['Disk slow']],
    ['CreatedTime', 'LessThan', middle, ['Disk full']], ['OperationalDataKey', 'Equal', 'host', ['Disk full']],
    ['OperationalDataKey', 'Equal', 'secret', []], ['OperationalDataValue', 'Contains', 'web', ['Disk full']],
    ['OperationalData', 'Equal', '{"key":"host","value":"web-7"}', ['Disk full']], ['ResourceId', 'Contains', 'i-1', ['Disk full']],
    ['OpsItemType', 'Equal', '/aws/issue', ['Disk slow', 'Disk full']],
  ]
  for (const [key, operator, value, titles] of cases) assert.deepEqual(await found(key, operator, value), titles,
    `${key} ${operator} ${value}`)
  await refused(found('Priority', 'Contains', '1'), 'ValidationException')
  const { OpsItemSummaries: [, first] = [] } = await ssm.describeOpsItems({})
  assert.deepEqual(Object.keys(first!.OperationalData!).sort(), ['/aws/resources', 'host'])
})
