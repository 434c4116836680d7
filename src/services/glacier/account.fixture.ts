// What the service tests of this folder share: a cloud whose clock stands still, in which states last as long as AWS says, and a client.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import type { TestContext } from 'node:test'
import { Glacier } from '@aws-sdk/client-glacier'
import { Cloud } from '../../index.ts'

export const startAt = Date.parse('2027-03-10T10:30:00Z')
export const at = { accountId: '-', vaultName: 'vault' }

export async function freshVault(t: TestContext): Promise<{ cloud: Cloud, glacier: Glacier }> {
  const cloud = await Cloud.open({ seed: t.name, now: startAt - 60_000, lifecycle: 'real', log: line => { t.diagnostic(line) } })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set(startAt)
  const glacier = clientOf(cloud, '111122223333')
  await glacier.createVault(at)
  return { cloud, glacier }
}

export function clientOf(cloud: Cloud, account: string): Glacier {
  const { requestHandler, ...settings } = cloud.client({ accessKeyId: account })
  return new Glacier({ ...settings, requestHandler: requestHandler as never, maxAttempts: 1 })
}

export async function refused(call: Promise<unknown>, code: string, text: RegExp = /(?:)/): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, code, error.stack)
    assert.match(error.message, text)
    return true
  })
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** A tree hash, slow and obvious. */
export function treeHash(bytes: Buffer): string {
  if (bytes.length <= 2 ** 20) return sha256(bytes)
  let half = 2 ** 20
  while (half * 2 < bytes.length) half *= 2
  return sha256(Buffer.from(treeHash(bytes.subarray(0, half)) + treeHash(bytes.subarray(half)), 'hex'))
}

export function bytesOf(sizeBytes: number): Buffer {
  return Buffer.from(Array.from({ length: sizeBytes }, (_, i) => (i * 7 + (i >> 8)) & 0xff))
}
