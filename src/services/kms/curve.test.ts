// Points of the four curves, against Node.js's own.

import assert from 'node:assert/strict'
import { createECDH } from 'node:crypto'
import { test } from 'node:test'
import { curves, inverseOf, mod, sumOfProducts } from './curve.ts'

test('products of the base point are public keys', () => {
  for (const [name, curve] of Object.entries(curves)) {
    for (let i = 0; i < 5; i += 1) {
      const pair = createECDH(name)
      pair.generateKeys()
      const point = sumOfProducts(curve, [BigInt(`0x${pair.getPrivateKey('hex')}`), curve.base])!
      const hex = (value: bigint) => value.toString(16).padStart(curve.sizeBytes * 2, '0')
      assert.equal(`04${hex(point.x)}${hex(point.y)}`, pair.getPublicKey('hex'), name)
    }
  }
})

test('sums of points', () => {
  for (const curve of Object.values(curves)) {
    const { n, base } = curve
    const times = (k: bigint) => sumOfProducts(curve, [k, base])
    assert.deepEqual(sumOfProducts(curve, [3n, base], [4n, base]), times(7n))
    assert.deepEqual(sumOfProducts(curve, [5n, base], [5n, base]), times(10n))
    assert.equal(times(n), undefined)
    assert.equal(sumOfProducts(curve, [1n, base], [n - 1n, base]), undefined)
    assert.equal(inverseOf(7n, n) * 7n % n, 1n)
    assert.equal(mod(-1n, n), n - 1n)
  }
})
