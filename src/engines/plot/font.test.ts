// Glyphs are there for all of printable ASCII, and no two are alike.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { glyphHeight, isSet, widthOf } from './font.ts'

test('each character has its own form', () => {
  const forms = new Set<string>()
  for (let code = 32; code < 127; code += 1) {
    const dots = Array.from({ length: glyphHeight * 5 }, (_, i) => isSet(String.fromCharCode(code), i % 5, Math.floor(i / 5)))
    forms.add(dots.map(Number).join(''))
  }
  assert.equal(forms.size, 95)
  assert.equal(isSet('é', 0, 0), true)
  assert.equal(widthOf('abc', 2), 36)
})
