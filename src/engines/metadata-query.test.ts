// Keys out of records, by a table. Sources: "Create partitioning keys with inline parsing", Amazon Data Firehose Developer Guide; jq 1.6.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MetadataQueryProblem, readMetadataQuery } from './metadata-query.ts'

const record = { customer_id: '1234', event_timestamp: 1_565_382_027, type: { device: 'Mobile', id: 7, tags: ['a', 'b'] },
  'odd name': true, on: null }

const cases: readonly (readonly [query: string, found: Record<string, string>])[] = [
  ['{ customer_id: .customer_id }', { customer_id: '1234' }],
  ['{customer_id:.customer_id,device:.type.device,year:.event_timestamp|strftime("%Y")}',
    { customer_id: '1234', device: 'Mobile', year: '2019' }],
  ['{day: (.event_timestamp | strftime("%Y-%m-%d"))}', { day: '2019-08-09' }],
  ['{"a": .type.tags[1], b: .["odd name"], c: ."odd name"}', { a: 'b', b: 'true', c: 'true' }],
  ['{a: .type.device|ascii_downcase, b: .type.id + 1, c: "x-" + .customer_id}', { a: 'mobile', b: '8', c: 'x-1234' }],
  ['{a: .none // .on // "other", b: (.customer_id|tonumber) + 1}', { a: 'other', b: '1235' }],
  ['{a: .event_timestamp|todate, b: .type.tags|length}', { a: '2019-08-09T20:20:27Z', b: '2' }],
]

test('queries of the documentation, and what else is served', () => {
  for (const [query, found] of cases) {
    const read = readMetadataQuery(query)
    assert.deepEqual(read.read(record), found, query)
    assert.deepEqual(read.names, Object.keys(found))
  }
})

test('what is not served is refused, and what a record lacks fails', () => {
  for (const query of ['.a', '{a: .b', '{a: .b|map(.c)}', '{a: .b[]}', '{a: .b} x', '{a: .a|strftime("%Q")}', '{a ~ b}']) {
    assert.throws(() => { readMetadataQuery(query).read({ a: 1, b: 2 }) }, MetadataQueryProblem, query)
  }
  assert.throws(() => readMetadataQuery('{a: .none}').read(record), /partitionKeys: a is null/)
  assert.throws(() => readMetadataQuery('{a: .type}').read(record), MetadataQueryProblem)
})
