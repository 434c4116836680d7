// Which dimensions can be acted upon, and what measures them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { leverOf } from './dimension.ts'

const of = (resourceId: string, dimension: string, namespace = 'dynamodb') => leverOf({ namespace, resourceId, dimension })

test('tables and global indexes have levers, other services none', () => {
  const table = of('table/Music', 'dynamodb:table:WriteCapacityUnits')!
  assert.deepEqual([table.word, table.metricType, table.consumed.name, table.consumed.dimensions],
    ['write', 'DynamoDBWriteCapacityUtilization', 'ConsumedWriteCapacityUnits', { TableName: 'Music' }])
  const index = of('table/Music/index/byGenre', 'dynamodb:index:ReadCapacityUnits')!
  assert.deepEqual(index.consumed.dimensions, { TableName: 'Music', GlobalSecondaryIndexName: 'byGenre' })
  assert.equal(of('service/default/web', 'ecs:service:DesiredCount', 'ecs'), undefined)
  for (const [id, dimension] of [['table/Music', 'dynamodb:index:ReadCapacityUnits'], ['Music', 'dynamodb:table:ReadCapacityUnits'],
    ['table/Music', 'dynamodb:table:Colour']] as const) assert.throws(() => of(id, dimension), Fault)
})
