// Material of every spec: of the size, modulus or curve that the spec says.

import assert from 'node:assert/strict'
import { createPrivateKey } from 'node:crypto'
import { test } from 'node:test'
import { isAsymmetric, keySpecs, newMaterial } from './key-spec.ts'

test('material fits its spec', async () => {
  for (const [name, spec] of Object.entries(keySpecs)) {
    if (name === 'RSA_3072' || name === 'RSA_4096') continue
    const made = await newMaterial(spec)
    if (!isAsymmetric(spec)) {
      assert.equal(made.length, spec.size, name)
      continue
    }
    const { asymmetricKeyDetails: details, asymmetricKeyType: type } =
      createPrivateKey({ key: Buffer.from(made), format: 'der', type: 'pkcs8' })
    assert.deepEqual([type, details?.modulusLength ?? details?.namedCurve], [spec.kind, spec.size ?? spec.curve], name)
  }
})
