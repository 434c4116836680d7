// bzip2 files as the program of that name packs them: runs, streams one after the other, nothing at all, and broken ones.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Bunzip2 } from './bzip2.ts'

// `hello bzip2 `, 300 times `a`, a line's end; then a second stream.
const packed = 'QlpoOTFBWSZTWf5cLQQAAAfZgIAQQCAQADJkwBAACCAAMQAACsRpgn6o27fFQhkW5MNBPxdyRThQkP5cLQRCWmg5MUFZJlNZJooCNAAAAoGADgGIACAAI'
  + 'hhoMAc'
  + 'CmF3JFOFCQJooCNA='

async function unpacked(bytes: Buffer, pieceBytes = 3): Promise<string> {
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += pieceBytes) yield bytes.subarray(at, at + pieceBytes)
  }
  const parts: Uint8Array[] = []
  for await (const part of new Bunzip2(pieces())) parts.push(part)
  return Buffer.concat(parts).toString()
}

test('streams one after the other are unpacked', async () => {
  const text = `hello bzip2 ${'a'.repeat(300)}\nsecond`
  assert.equal(await unpacked(Buffer.from(packed, 'base64')), text)
  assert.equal(await unpacked(Buffer.from(packed, 'base64'), 1000), text)
})

test('nothing, packed, is nothing', async () => {
  assert.equal(await unpacked(Buffer.from('QlpoORdyRThQkAAAAAA=', 'base64')), '')
})

test('what is cut off, changed or no bzip2 is refused', async () => {
  const bytes = Buffer.from(packed, 'base64')
  await assert.rejects(unpacked(bytes.subarray(0, 50)), /ends too soon/)
  await assert.rejects(unpacked(Buffer.from('no bzip2 at all')), /does not begin as one/)
  for (let i = 4; i < 57; i += 1) {
    const broken = Buffer.from(bytes)
    broken[i]! ^= 0x10
    await assert.rejects(unpacked(broken), /bzip2/, `byte ${i}`)
  }
})
