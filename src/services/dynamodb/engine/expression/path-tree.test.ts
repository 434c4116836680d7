// Cutting items down to paths, and paths that get in each other's way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { pathConflict, pathTree, projectItem } from './path-tree.ts'
import type { Path } from './syntax.ts'

const projected = (paths: readonly Path[]) => projectItem(
  { a: { M: { b: { L: [{ N: '0' }, { M: { c: { N: '1' }, d: { N: '2' } } }, { N: '3' }] }, e: { S: 'e' } } }, f: { S: 'f' } },
  pathTree(paths.map(path => [path, true])),
)

test('projections cut maps and lists down to what was asked, lists in order and without gaps', () => {
  assert.deepEqual(projected([['f']]), { f: { S: 'f' } })
  assert.deepEqual(projected([['a', 'b', 2], ['a', 'b', 0]]), { a: { M: { b: { L: [{ N: '0' }, { N: '3' }] } } } })
  assert.deepEqual(projected([['a', 'b', 1, 'd'], ['f']]), { a: { M: { b: { L: [{ M: { d: { N: '2' } } }] } } }, f: { S: 'f' } })
  assert.deepEqual(projected([['a', 'x'], ['a', 'b', 9], ['f', 'g'], ['f', 0], ['x']]), {})
})

test('paths that overlap or conflict are found', () => {
  const end = (relation: string, one: string, two: string) =>
    `Two document paths ${relation} with each other; must remove or rewrite one of these paths; path one: ${one}, path two: ${two}`
  assert.equal(pathConflict([['a'], ['b'], ['c', 0], ['c', 1]]), undefined)
  assert.equal(pathConflict([['a', 0], ['b'], ['a']]), end('overlap', '[a, [0]]', '[a]'))
  assert.equal(pathConflict([['a', 0, 'x'], ['a', 'b']]), end('conflict', '[a, [0], x]', '[a, b]'))
})
