// The process that crash.test.ts kills: writes pairs in one transaction each, many a turn, says on standard output which are durable, and
// checkpoints all the time. Its directory is its first argument, the durability its second.

import { key } from '../../std/key.ts'
import { openStore } from './open.ts'

/** Pairs older than this many are deleted. */
export const keptPairs = 60

async function run(directory: string, durability: 'relaxed' | 'flush'): Promise<void> {
  const store = await openStore({ directory, durability, checkpointBytes: 48 * 1024 })
  const cell = store.cell('crash')
  const [left, right, counter] = [cell.table('left'), cell.table('right'), cell.table<number>('counter')]
  for (let index = (counter.get('') ?? 0) + 1; ; index += 8) {
    for (let i = index; i < index + 8; i++) store.transact(() => {
      left.put(key(i), { i, text: 'left'.repeat(i % 100) })
      right.put(key(i), { i, text: 'right'.repeat(i % 70) })
      counter.put('', i)
      left.delete(key(i - keptPairs))
      right.delete(key(i - keptPairs))
    })
    await store.durable()
    process.stdout.write(`${index + 7}\n`)
  }
}

if (process.argv[2] !== undefined && process.argv[1]?.includes('crash-writer.fixture')) {
  await run(process.argv[2], process.argv[3] === 'flush' ? 'flush' : 'relaxed')
}
