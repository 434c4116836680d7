// What tables may not be, in DynamoDB's words: one row each.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from '../../kernel/service.ts'
import { readDefinition } from './table-definition.ts'

type Input = Parameters<typeof readDefinition>[0]

const key = (...names: string[]) => names.map((name, i) => ({ AttributeName: name, KeyType: i === 0 ? 'HASH' : 'RANGE' }))
const strings = (...names: string[]) => names.map(name => ({ AttributeName: name, AttributeType: 'S' }))
const all = { ProjectionType: 'ALL' }
const onDemand = { TableName: 'abc', BillingMode: 'PAY_PER_REQUEST' }
const parameters = 'One or more parameter values were invalid: '

const refusals: readonly [string, Partial<Input>, string][] = [
  ['no throughput', { BillingMode: 'PROVISIONED' },
    `${parameters}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED`],
  ['throughput on demand', { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
    `${parameters}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST`],
  ['too much throughput', { BillingMode: 'PROVISIONED', ProvisionedThroughput: { ReadCapacityUnits: 1_000_000_000_001,
    WriteCapacityUnits: 1 } },
    'Given value 1000000000001 for ReadCapacityUnits is out of bounds'],
  ['a range first', { KeySchema: [{ AttributeName: 'a', KeyType: 'RANGE' }] },
    'Invalid KeySchema: The first KeySchemaElement is not a HASH key type'],
  ['two hashes', { KeySchema: [{ AttributeName: 'a', KeyType: 'HASH' }, { AttributeName: 'b', KeyType: 'HASH' }] },
    'Invalid KeySchema: The second KeySchemaElement is not a RANGE key type'],
  ['the same twice', { KeySchema: key('a', 'a') }, 'Both the Hash Key and the Range Key element in the KeySchema have the same name'],
  ['an undefined hash', { KeySchema: key('x') },
    `${parameters}Some index key attributes are not defined in AttributeDefinitions. Keys: [x], AttributeDefinitions: [a, b]`],
  ['an undefined range', { KeySchema: key('a', 'x') }, 'Invalid KeySchema: Some index key attribute have no definition'],
  ['one definition too many', { KeySchema: key('a') },
    `${parameters}Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions`],
  ['an unused definition', { GlobalSecondaryIndexes: [{ IndexName: 'one', KeySchema: key('b'), Projection: all }],
    AttributeDefinitions: strings('a', 'b', 'c') },
    `${parameters}Some AttributeDefinitions are not used. AttributeDefinitions: [a, b, c], keys used: [a, b]`],
  ['no local indexes', { LocalSecondaryIndexes: [] }, `${parameters}List of LocalSecondaryIndexes is empty`],
  ['a local index without table range', { KeySchema: key('a'),
    LocalSecondaryIndexes: [{ IndexName: 'one', KeySchema: key('a', 'b'), Projection: all }] },
    `${parameters}Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex`],
  ['a local index without range', { LocalSecondaryIndexes: [{ IndexName: 'one', KeySchema: key('a'), Projection: all }] },
    `${parameters}Index KeySchema does not have a range key for index: one`],
  ['a local index of another hash', { LocalSecondaryIndexes: [{ IndexName: 'one', KeySchema: key('b', 'a'), Projection: all }] },
    `${parameters}Index KeySchema does not have the same leading hash key as table KeySchema for index: one. index hash key: b, ` +
      `table hash key: a`],
  ['no projection', { GlobalSecondaryIndexes: [{ IndexName: 'one', KeySchema: key('b'), Projection: {} }] },
    `${parameters}Unknown ProjectionType: null`],
  ['names without INCLUDE', { GlobalSecondaryIndexes: [{ IndexName: 'one', KeySchema: key('b'),
    Projection: { ...all, NonKeyAttributes: ['x'] } }] },
    `${parameters}ProjectionType is ALL, but NonKeyAttributes is specified`],
  ['one name twice', { GlobalSecondaryIndexes: ['one', 'one'].map(name => ({ IndexName: name, KeySchema: key('b'), Projection: all })) },
    `${parameters}Duplicate index name: one`],
  ['index throughput on demand', {
    GlobalSecondaryIndexes: [{
      IndexName: 'one', KeySchema: key('b'), Projection: all, ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 },
    }],
  }, `${parameters}ProvisionedThroughput should not be specified for index: one when BillingMode is PAY_PER_REQUEST`],
]

for (const [name, input, message] of refusals) {
  test(`refused: ${name}`, () => {
    assert.throws(() => readDefinition({ ...onDemand, KeySchema: key('a', 'b'), AttributeDefinitions: strings('a', 'b'), ...input },
      () => 'x'),
      (error: unknown) => error instanceof Fault && error.code === 'ValidationException' && error.message === message)
  })
}

test('a global index of several attributes', () => {
  const { indexes } = readDefinition({
    ...onDemand, KeySchema: key('a'), AttributeDefinitions: strings('a', 'b', 'c', 'd'),
    GlobalSecondaryIndexes: [{
      IndexName: 'one', Projection: all,
      KeySchema: [{ AttributeName: 'b', KeyType: 'HASH' }, { AttributeName: 'c', KeyType: 'HASH' },
        { AttributeName: 'd', KeyType: 'RANGE' }],
    }],
  }, () => 'x')
  assert.deepEqual(indexes[0]!.key, {
    hash: [{ name: 'b', type: 'S' }, { name: 'c', type: 'S' }], range: [{ name: 'd', type: 'S' }],
  })
})
