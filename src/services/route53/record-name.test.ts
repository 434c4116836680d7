// Names of records, as they are kept and ordered.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cleanName, reversed } from './record-name.ts'

test('names are lower case, end with a dot and escape what is not plain', () => {
  assert.equal(cleanName('*.Example.com'), '\\052.example.com.')
  assert.equal(cleanName('example.com.'), 'example.com.')
  assert.equal(reversed('www.example.com.'), 'com.example.www')
})
