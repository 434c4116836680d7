// Facts over an older model: what they add, how they are written, and that the difference of two models puts the newer one together again.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { danglingNames } from './newer.ts'
import type { Draft } from './draft.ts'
import { withFacts } from './facts.ts'
import type { Facts } from './facts.ts'
import { differenceOf, lacks } from './facts-difference.ts'
import { factsText, readFacts } from './facts-text.ts'

/** As aws-sdk v2 has it: shapes numbered or in place, no errors, no bounds. */
function older(): Draft {
  return {
    id: 'trees',
    metadata: { protocol: 'rest-json', endpointPrefix: 'trees' },
    operations: {
      PlantTree: {
        http: { requestUri: '/trees/{name}' },
        input: {
          type: 'structure', required: ['Name'], members: { Name: { location: 'uri', locationName: 'name' }, Tags: { shape: '~S1' } },
        },
        output: { type: 'structure', members: { Rings: { type: 'list', member: { type: 'integer' } }, State: {} } },
      },
      PaintTree: { input: { type: 'structure', members: { Tags: { shape: '~S1' } } } },
    },
    shapes: { '~S1': { type: 'list', member: { type: 'structure', members: { Key: {}, Value: {} } } } },
  }
}

/** As botocore has it; `PaintTree` is gone, `FellTree` has come. */
const newer: Draft = {
  id: 'trees',
  metadata: { protocol: 'rest-json', endpointPrefix: 'trees', signingName: 'tree' },
  operations: {
    PlantTree: {
      http: { requestUri: '/trees/{treeName}' },
      input: { shape: 'PlantTreeRequest' }, output: { shape: 'PlantTreeResponse' }, errors: [{ shape: 'Barren' }],
    },
    FellTree: { http: { method: 'DELETE', requestUri: '/trees' }, input: { shape: 'FellTreeRequest' }, errors: [{ shape: 'Barren' }] },
  },
  shapes: {
    PlantTreeRequest: {
      type: 'structure', required: ['Name'],
      members: {
        Name: { shape: 'Name', location: 'uri', locationName: 'treeName' }, Tags: { shape: 'TagList' }, Depth: { type: 'integer', min: 1 },
      },
    },
    PlantTreeResponse: { type: 'structure', members: { Rings: { shape: 'RingList' }, State: { shape: 'State' } } },
    FellTreeRequest: { type: 'structure', required: ['Tags'], members: { Tags: { shape: 'TagList' } } },
    RingList: { type: 'list', member: { type: 'integer' } },
    TagList: { type: 'list', member: { shape: 'Tag' }, max: 5 },
    Tag: { type: 'structure', members: { Key: { type: 'string', max: 128 }, Value: { type: 'string' } } },
    Name: { type: 'string', pattern: '[a-z]+' },
    State: { type: 'string', enum: ['GROWING', 'FELLED'] },
    Barren: {
      type: 'structure', exception: true, error: { httpStatusCode: 409, senderFault: true }, members: { Message: { type: 'string' } },
    },
  },
}

test('the difference of two models, laid over the older one, is the newer one and what only the older one knows', () => {
  const { facts, newer: stated } = differenceOf(older(), newer, 'test')
  const merged = withFacts(older(), facts)
  assert.equal(lacks(merged, stated), false)
  assert.deepEqual(danglingNames(merged), [])
  assert.deepEqual(Object.keys(merged.operations), ['FellTree', 'PaintTree', 'PlantTree'])
  assert.equal(merged.metadata.signingName, 'tree')
  assert.deepEqual(merged.operations['FellTree']?.errors, [{ shape: 'Barren' }])
  assert.equal(merged.shapes['TagList']?.max, 5)
  assert.equal(merged.shapes['Tag']?.members?.['Key']?.max, 128)
  assert.deepEqual(merged.shapes['State']?.enum, ['GROWING', 'FELLED'])
  assert.deepEqual(merged.shapes['PlantTreeRequest']?.members?.['Depth'], { type: 'integer', min: 1 })
})

test('facts say no more than they must', () => {
  const { facts } = differenceOf(older(), newer, 'test')
  assert.deepEqual(facts.retired, ['PaintTree'])
  assert.equal(facts.shapes['RingList'], undefined, 'a name that leads to no fact')
  assert.equal(facts.operations['PlantTree'], undefined, 'only a label of its URI differs')
  assert.equal(withFacts(older(), facts).shapes['PlantTreeRequest']?.members?.['Name']?.locationName, 'name')
})

test('facts are read as they were written', () => {
  const facts: Facts = {
    source: 'test 1', suffixes: ['Request', ''], commonErrors: ['Barren', 'Busy'], retired: [],
    metadata: { signingName: 'tree' },
    operations: {
      FellTree: { http: { method: 'DELETE' }, input: '=', errors: ['Sacred'], without: ['Busy'] }, Rest: {},
      PlantTree: { errors: ['Sacred'], without: ['Busy'] },
    },
    members: { name: 'Name', Name: 'Name', Tags: 'TagList', Size: 'integer[1..9]', bark: 'Bark' },
    shapes: {
      Name: { type: 'string', pattern: '\\S+' }, Old: { type: 'timestamp', timestampFormat: 'iso8601' },
      Barren: { type: 'structure', exception: true, error: { httpStatusCode: 404, senderFault: true }, add: ['Name'], required: ['Name'] },
      Storm: { type: 'structure', exception: true, error: { httpStatusCode: 500 }, fault: true },
      TagList: { type: 'list', member: 'Tag', min: 1 }, Tags: { type: 'list', member: 'Tag' }, Trees: { member: 'Oak' },
      Grove: { type: 'map', key: 'string', value: 'Tag' },
      Tag: {
        type: 'structure', add: ['Size', 'bark'], required: ['Odd', 'Size', 'Level'],
        members: {
          Level: 'integer[..3]', Odd: { type: 'string', locationName: 'two words' },
          Kind: { shape: 'Name', location: 'header', locationName: 'x-kind' }, Tags: { shape: 'TagList', locationName: 'tags' },
        },
      },
      Oak: { add: ['Size'], required: [], members: { Tags: 'Tags', Other: { shape: 'Tag' } } },
    },
  }
  assert.deepEqual(readFacts(factsText(facts)), withDefaults(facts))
})

/** Reading states empty lists that writing left out. */
function withDefaults(facts: Facts): Facts {
  const listed = Object.entries(facts.operations).map(([name, operation]) => {
    return [name, operation.errors === undefined ? operation : { ...operation, without: operation.without ?? [] }] as const
  })
  return { ...facts, operations: Object.fromEntries(listed) }
}
