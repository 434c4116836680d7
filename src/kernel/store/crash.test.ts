// Kills a writing process in the middle of load, again and again on one directory: nothing acknowledged may be lost, and no transaction may
// be half there.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { key, keyParts } from '../../std/key.ts'
import { keptPairs } from './crash-writer.fixture.ts'
import { openStore } from './open.ts'

const rounds = 6

/** Gives the last number the writer acknowledged before it was killed, some time after `count` acknowledgements. */
async function writeAndKill(directory: string, durability: string, count: number): Promise<number> {
  const writer = spawn(process.execPath, [fileURLToPath(new URL('./crash-writer.fixture.js', import.meta.url)), directory, durability],
    { stdio: ['ignore', 'pipe', 'inherit'] })
  let last = 0
  let seen = 0
  createInterface(writer.stdout).on('line', line => {
    last = Number(line)
    if (++seen === count) writer.kill('SIGKILL')
  })
  await once(writer, 'close')
  assert.equal(writer.signalCode, 'SIGKILL')
  return last
}

async function check(directory: string, acknowledged: number): Promise<void> {
  const store = await openStore({ directory })
  const cell = store.cell('crash')
  const latest = cell.table<number>('counter').get('')!
  assert.ok(latest >= acknowledged, `${acknowledged} was acknowledged, but ${latest} is the last there is`)
  const expected = Array.from({ length: Math.min(latest, keptPairs) }, (_, i) => Math.max(latest - keptPairs, 0) + 1 + i)
  for (const name of ['left', 'right']) {
    const found = [...cell.table<{ i: number, text: string }>(name).scan()]
    assert.deepEqual(found.map(([at]) => keyParts(at)[0]), expected)
    for (const [at, { i, text }] of found) {
      assert.equal(at, key(i))
      assert.equal(text, name.repeat(i % (name === 'left' ? 100 : 70)))
    }
  }
  await store.close()
}

for (const durability of ['relaxed', 'flush']) test(`kill -9 loses nothing acknowledged (${durability})`, async () => {
  const directory = mkdtempSync(join(tmpdir(), 'store-crash-'))
  for (let round = 0; round < rounds; round++) {
    const acknowledged = await writeAndKill(directory, durability, 5 + round * 37 % 90)
    await check(directory, acknowledged)
  }
  rmSync(directory, { recursive: true })
})
