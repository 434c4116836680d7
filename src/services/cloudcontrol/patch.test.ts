// JSON Patch as tables: what a patch makes of a document, and which patches do not fit. The examples follow RFC 6902's appendix.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { applyPatch, PatchProblem } from './patch.ts'

type Json = unknown

const fitting: readonly [Json, Json[], Json][] = [
  [{ foo: 'bar' }, [{ op: 'add', path: '/baz', value: 'qux' }], { foo: 'bar', baz: 'qux' }],
  [{ foo: 'bar' }, [{ op: 'add', path: '/foo', value: 1 }], { foo: 1 }],
  [{ foo: ['a', 'c'] }, [{ op: 'add', path: '/foo/1', value: 'b' }], { foo: ['a', 'b', 'c'] }],
  [{ foo: ['a'] }, [{ op: 'add', path: '/foo/-', value: ['b'] }], { foo: ['a', ['b']] }],
  [{ foo: ['a'] }, [{ op: 'add', path: '/foo/1', value: 'b' }], { foo: ['a', 'b'] }],
  [{ foo: 1 }, [{ op: 'add', path: '', value: { bar: 2 } }], { bar: 2 }],
  [{ foo: 1, bar: 2 }, [{ op: 'remove', path: '/foo' }], { bar: 2 }],
  [{ foo: [1, 2, 3] }, [{ op: 'remove', path: '/foo/1' }], { foo: [1, 3] }],
  [{ foo: [1, 2] }, [{ op: 'replace', path: '/foo/0', value: null }], { foo: [null, 2] }],
  [{ foo: 1 }, [{ op: 'replace', path: '', value: {} }], {}],
  [{ a: { x: 1 }, b: {} }, [{ op: 'move', from: '/a/x', path: '/b/y' }], { a: {}, b: { y: 1 } }],
  [{ foo: [1, 2, 3] }, [{ op: 'move', from: '/foo/0', path: '/foo/2' }], { foo: [2, 3, 1] }],
  [{ a: [1] }, [{ op: 'copy', from: '/a', path: '/b' }, { op: 'add', path: '/b/-', value: 2 }], { a: [1], b: [1, 2] }],
  [{ a: { y: 1, x: [2] } }, [{ op: 'test', path: '/a', value: { x: [2], y: 1 } }], { a: { y: 1, x: [2] } }],
  [{ 'a/b': 1, 'm~n': 2, '': 3 }, [{ op: 'remove', path: '/a~1b' }, { op: 'remove', path: '/m~0n' }, { op: 'remove', path: '/' }], {}],
  [{ foo: null }, [{ op: 'test', path: '/foo', value: null }], { foo: null }],
  [{}, [], {}],
]

test('patches that fit', () => {
  for (const [document, patch, expected] of fitting) {
    const before = structuredClone(document)
    assert.deepEqual(applyPatch(document, JSON.stringify(patch)), expected, JSON.stringify(patch))
    assert.deepEqual(document, before)
  }
})

const failing: readonly [Json, string, RegExp][] = [
  [{}, 'no json', /not valid JSON/],
  [{}, '{}', /must be a JSON array/],
  [{}, '[1]', /must be a JSON object/],
  [{}, '[{"op":"increase","path":"/a"}]', /invalid operation/],
  [{}, '[{"path":"/a"}]', /invalid operation/],
  [{}, '[{"op":"add","value":1}]', /no path/],
  [{}, '[{"op":"add","path":"/a"}]', /no value/],
  [{}, '[{"op":"test","path":"/a"}]', /no value/],
  [{}, '[{"op":"move","path":"/a"}]', /no from/],
  [{}, '[{"op":"add","path":"a","value":1}]', /invalid JSON Pointer/],
  [{}, '[{"op":"add","path":"/a~2","value":1}]', /invalid JSON Pointer/],
  [{}, '[{"op":"add","path":"/a/b","value":1}]', /no such path/],
  [{ a: 1 }, '[{"op":"add","path":"/a/b","value":1}]', /no such path/],
  [{}, '[{"op":"remove","path":"/a"}]', /no such path/],
  [{}, '[{"op":"remove","path":""}]', /whole document/],
  [{}, '[{"op":"replace","path":"/a","value":1}]', /no such path/],
  [{}, '[{"op":"replace","path":"/toString","value":1}]', /no such path/],
  [{ a: [1] }, '[{"op":"add","path":"/a/2","value":1}]', /no such index/],
  [{ a: [1] }, '[{"op":"add","path":"/a/01","value":1}]', /invalid array index/],
  [{ a: [1] }, '[{"op":"remove","path":"/a/1"}]', /no such path/],
  [{ a: [1] }, '[{"op":"remove","path":"/a/-"}]', /invalid array index/],
  [{ a: { b: 1 } }, '[{"op":"move","from":"/a","path":"/a/b/c"}]', /into itself/],
  [{}, '[{"op":"copy","from":"/a","path":"/b"}]', /no such path/],
  [{ a: 1 }, '[{"op":"test","path":"/a","value":"1"}]', /differs/],
]

test('patches that do not', () => {
  for (const [document, patch, message] of failing) {
    const isExpected = (error: unknown) => error instanceof PatchProblem && message.test(error.message)
    assert.throws(() => applyPatch(document, patch), isExpected, patch)
  }
})

test('a member named __proto__ is a member', () => {
  const patched = applyPatch({}, '[{"op":"add","path":"/__proto__","value":{"admin":true}}]') as Record<string, unknown>
  assert.equal(patched.admin, undefined)
  assert.deepEqual(Object.keys(patched), ['__proto__'])
})
