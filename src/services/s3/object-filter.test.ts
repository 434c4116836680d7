// Filters by what they let through.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { filterText, isMeant } from './object-filter.ts'

test('prefixes, tags and access points, alone and together', () => {
  const tag = (Key: string, Value: string) => ({ Key, Value })
  const object = { key: 'a/b', tags: { t: 'v' }, accessPointArn: 'arn:point' }
  const through = [undefined, { Prefix: 'a/' }, { Tag: tag('t', 'v') }, { AccessPointArn: 'arn:point' },
    { And: { Prefix: 'a', Tags: [tag('t', 'v')] } }]
  for (const filter of through) assert.ok(isMeant(filter, object), JSON.stringify(filter))
  const out = [{ Prefix: 'b' }, { Tag: tag('t', 'w') }, { Tag: tag('u', 'v') }, { AccessPointArn: 'arn:other' },
    { And: { Prefix: 'a', Tags: [tag('t', 'v'), tag('u', 'v')] } }]
  for (const filter of out) assert.ok(!isMeant(filter, object), JSON.stringify(filter))
  assert.ok(!isMeant({ Prefix: '' }, {}))
  assert.equal(filterText({ And: { Prefix: 'a', Tags: [tag('t', 'v')] } }), 'prefix=a;tag=t:v')
  assert.equal(filterText(undefined), '')
})
