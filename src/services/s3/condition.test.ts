// Conditions of reading and writing: which outweighs which.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checkWrite, readVerdict } from './condition.ts'

const object = { etag: 'abc', createdAt: 10_500 }

test('verdicts on readers', () => {
  const cases = [
    [{}, undefined], [{ IfMatch: '"abc"' }, undefined], [{ IfMatch: 'abc' }, undefined], [{ IfMatch: '*' }, undefined],
      [{ IfMatch: '"x", "abc"' }, undefined],
    [{ IfMatch: '"x"' }, 'failed'], [{ IfMatch: '"abc"', IfUnmodifiedSince: 9000 }, undefined], [{ IfUnmodifiedSince: 9000 }, 'failed'],
    [{ IfUnmodifiedSince: 10_000 }, undefined], [{ IfNoneMatch: '"abc"' }, 'unchanged'], [{ IfNoneMatch: 'W/"abc"' }, 'unchanged'],
    [{ IfNoneMatch: '"x"' }, undefined], [{ IfModifiedSince: 10_000 }, 'unchanged'], [{ IfModifiedSince: 9000 }, undefined],
    [{ IfNoneMatch: '"x"', IfModifiedSince: 20_000 }, undefined],
  ] as const
  for (const [conditions, expected] of cases) assert.equal(readVerdict(conditions, object)?.verdict, expected, JSON.stringify(conditions))
})

test('writers are let through, or told why not', () => {
  checkWrite({}, 'key', object)
  checkWrite({ IfNoneMatch: '*' }, 'key', undefined)
  checkWrite({ IfMatch: '"abc"' }, 'key', object)
  assert.throws(() => { checkWrite({ IfNoneMatch: '*' }, 'key', object) }, { code: 'PreconditionFailed' })
  assert.throws(() => { checkWrite({ IfNoneMatch: '"abc"' }, 'key', object) }, { code: 'NotImplemented' })
  assert.throws(() => { checkWrite({ IfMatch: '"abc"' }, 'key', undefined) }, { code: 'NoSuchKey' })
  assert.throws(() => { checkWrite({ IfMatch: '"x"' }, 'key', object) }, { code: 'PreconditionFailed' })
})
