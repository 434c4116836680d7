// Usage by the hour: gathered, written down and summed, and what becomes of it when the cloud is opened again, restored or emptied.

import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { Meter } from './meter.ts'
import { openLibrary, sampleCloud, startAt } from './sample.fixture.ts'
import { openStore } from './store/open.ts'

const hour = 3_600_000

test('sums are of one hour, service, unit and cell each', async () => {
  const meter = new Meter(await openStore())
  meter.count('1/r', 's', 'Requests', 10, 1)
  meter.count('1/r', 's', 'Requests', hour - 1, 2)
  meter.count('1/r', 's', 'Requests', hour, 4)
  meter.count('1/r', 's', 'Bytes', 5, 0.5)
  meter.count('1/r', 'a', 'Requests', 5, 8)
  meter.count('2/r', 's', 'Requests', 5, 16)
  assert.deepEqual(meter.usage('1/r'), [
    { service: 'a', unit: 'Requests', hourAt: 0, quantity: 8 },
    { service: 's', unit: 'Bytes', hourAt: 0, quantity: 0.5 },
    { service: 's', unit: 'Requests', hourAt: 0, quantity: 3 },
    { service: 's', unit: 'Requests', hourAt: hour, quantity: 4 },
  ])
  assert.deepEqual(meter.usage('1/r', hour), [{ service: 's', unit: 'Requests', hourAt: hour, quantity: 4 }])
  assert.deepEqual(meter.usage('3/r'), [])
})

test('what was written down is added to, and another meter of the same store sees it', async () => {
  const store = await openStore()
  const meter = new Meter(store)
  for (let i = 0; i < 3; i += 1) {
    meter.count('1/r', 's', 'u', 7, 2)
    meter.flush()
    meter.flush()
  }
  meter.count('1/r', 's', 'u', 7, 1)
  assert.deepEqual(new Meter(store).usage('1/r').map(({ quantity }) => quantity), [6])
  assert.deepEqual(meter.usage('1/r').map(({ quantity }) => quantity), [7])
})

test('a cloud that is closed and opened again has counted everything', async t => {
  const directory = mkdtempSync(join(tmpdir(), 'meter-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  for (const expected of [1, 2]) {
    const { cloud, ask } = await openLibrary({ directory })
    await ask('CreateBook', { Name: `book-${expected}` })
    if (expected === 2) {
      const usage = cloud.core.meter.usage('111122223333/us-east-1')
      assert.deepEqual(usage, [{ service: 'library', unit: 'Books', hourAt: startAt, quantity: 2 }])
    }
    await cloud.close()
  }
})

test('usage since a snapshot goes with the state it belonged to, and that of an emptied cell with the cell', async t => {
  const { cloud, ask } = await sampleCloud(t)
  const counted = (region = 'us-east-1') => cloud.core.meter.usage(`111122223333/${region}`).map(({ quantity }) => quantity)
  await ask('CreateBook', { Name: 'a' })
  await cloud.saveSnapshot('one')
  await ask('CreateBook', { Name: 'b' })
  await cloud.restoreSnapshot('one')
  assert.deepEqual(counted(), [1])
  await ask('CreateBook', { Name: 'b' })
  await ask('CreateBook', { Name: 'b' }, { region: 'eu-west-1' })
  await cloud.reset({ region: 'us-east-1' })
  assert.deepEqual([counted(), counted('eu-west-1')], [[], [1]])
})
