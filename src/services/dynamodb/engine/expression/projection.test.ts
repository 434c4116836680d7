// Reading projections; what they do to items is tested with `path-tree.ts`.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { projectionOf, readProjection } from './projection.ts'
import { ExpressionReader } from './reader.ts'

test('a projection names its paths', () => {
  const { paths } = readProjection(new ExpressionReader('ProjectionExpression', 'pk, #n.x , l[2]', { names: { '#n': 'name' } }))
  assert.deepEqual(paths, [['pk'], ['name', 'x'], ['l', 2]])
  assert.deepEqual([...projectionOf(paths).tree.members.keys()], ['pk', 'name', 'l'])
})
