// The shape of lists, against a plain reckoning over all keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { afterPrefix, list, urlEncoded } from './listing.ts'
import type { ListingRequest } from './listing.ts'

const order = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
const keys = ['a', 'a/', 'a/b', 'a/c', 'b', 'b//x', 'b/1/2', 'b/1/3', 'c', 'd/e', 'ü/ü', '\u{1f600}/x'].sort(order)

function* from(after: string | undefined, prefix: string): Generator<string, undefined> {
  for (const key of keys) if (key.startsWith(prefix) && (after === undefined || order(key, after) > 0)) yield key
  return undefined
}

/** What all pages together show. */
function pages(request: ListingRequest): string[] {
  const shown: string[] = []
  let after: string | undefined
  let skipped: string | undefined
  for (;;) {
    const start = after
    const page = list({
      keyOf: key => key, begin: () => from(start, request.prefix), beyond: passed => from(afterPrefix(passed), request.prefix),
    }, request, skipped)
    assert.ok(page.entries.length + page.commonPrefixes.length <= request.most)
    shown.push(...page.entries, ...page.commonPrefixes)
    if (!page.truncated) return shown.sort(order)
    const { last } = page
    after = last !== undefined && 'entry' in last ? last.entry : undefined
    skipped = last !== undefined && 'commonPrefix' in last ? last.commonPrefix : undefined
  }
}

test('pages of any size show the same', () => {
  for (const prefix of ['', 'a', 'a/', 'b/', 'b/1/', 'x']) for (const delimiter of ['', '/', '//']) {
    const rolled = keys.filter(key => key.startsWith(prefix)).map(key => {
      const end = delimiter === '' ? -1 : key.indexOf(delimiter, prefix.length)
      return end < 0 ? key : key.slice(0, end + delimiter.length)
    })
    const expected = [...new Set(rolled)].sort(order)
    for (const most of [1, 2, 3, 100]) assert.deepEqual(pages({ prefix, delimiter, most }), expected, `${prefix} ${delimiter} ${most}`)
  }
})

test('an empty page is whole', () => {
  const { entries, truncated } = list({ keyOf: key => key, begin: () => from(undefined, ''), beyond: () => from(undefined, '') },
    { prefix: '', delimiter: '', most: 0 })
  assert.deepEqual([entries, truncated], [[], false])
})

test('encoded names', () => {
  assert.equal(urlEncoded('a b/c+d!*\'()~ü'), 'a+b/c%2Bd%21%2A%27%28%29~%C3%BC')
})
