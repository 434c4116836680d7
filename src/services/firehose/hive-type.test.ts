// Types in Hive's words, what they are in Parquet, and what is no type.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readHiveType, schemaElements } from './hive-type.ts'

test('types are read', () => {
  const cases: readonly (readonly [string, unknown])[] = [
    ['INT', { kind: 'int' }], ['integer', { kind: 'int' }], ['varchar(10)', { kind: 'string' }], ['char(2)', { kind: 'string' }],
    ['decimal', { kind: 'decimal', precision: 10, scale: 0 }], ['decimal(12, 2)', { kind: 'decimal', precision: 12, scale: 2 }],
    ['array<map<string,bigint>>', { kind: 'array', element: { kind: 'map', key: { kind: 'string' }, value: { kind: 'bigint' } } }],
    ['struct<a:int, `b c`:array<date>>', { kind: 'struct', fields: [
      { name: 'a', type: { kind: 'int' } }, { name: 'bc', type: { kind: 'array', element: { kind: 'date' } } }] }],
  ]
  for (const [text, type] of cases) assert.deepEqual(readHiveType(text), type, text)
})

test('what is no type says so', () => {
  for (const text of ['', 'number', 'array<int', 'int>', 'struct<a>', 'map<string>']) assert.throws(() => readHiveType(text), Error, text)
})

test('nested types in Parquet', () => {
  const elements = schemaElements({ name: 'c', type: readHiveType('map<string,array<struct<a:decimal(20,2)>>>') })
  assert.deepEqual(elements.map(({ name, repetition_type, num_children, converted_type }) =>
    [name, repetition_type, num_children ?? converted_type]), [
    ['c', 'OPTIONAL', 1], ['key_value', 'REPEATED', 2], ['key', 'REQUIRED', 'UTF8'], ['value', 'OPTIONAL', 1], ['list', 'REPEATED', 1],
    ['element', 'OPTIONAL', 1], ['a', 'OPTIONAL', 'DECIMAL']])
})
