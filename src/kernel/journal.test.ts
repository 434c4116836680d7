// The journal in memory and in a data folder: its ring, its lines, and what is read back after a clean end, a crash and a full file.

import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import type { TestContext } from 'node:test'
import { rootPrincipal } from './identity/principal.ts'
import { Journal } from './journal.ts'
import type { CallKind, CallOutcome, JournalEntry } from './journal.ts'

const principal = rootPrincipal({ account: '111122223333' })
const kind: CallKind = {
  service: 'library', operation: 'GetBook', account: '111122223333', region: 'us-east-1', principal, sourceAddress: '127.0.0.1',
  userAgent: 'a "quoted" agent\n', dataEvent: true,
}
const outcome: CallOutcome = { at: 5, durationMicros: 70, requestId: 'id-1', status: 200, resources: [] }

function directoryOf(t: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), 'journal-'))
  t.after(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}

const pathIn = (directory: string): string => join(directory, 'journal.jsonl')
const linesIn = (directory: string): string[] => readFileSync(pathIn(directory), 'utf8').split('\n').filter(line => line !== '')
const refuseLog = (line: string): void => { assert.fail(line) }
const numbersOf = (entries: Iterable<JournalEntry>): number[] => [...entries].map(({ sequence }) => sequence)

function append(journal: Journal, count: number, more: Partial<CallOutcome> = {}): void {
  for (let i = 0; i < count; i += 1) journal.append(kind, { ...outcome, ...more })
}

describe('in memory', () => {
  test('entries are numbered from one, newest first or after a number', async () => {
    const journal = await Journal.open(undefined, refuseLog)
    append(journal, 5)
    assert.deepEqual([...journal.newest()][0], { ...kind, ...outcome, sequence: 5 })
    assert.deepEqual(numbersOf(journal.newest()), [5, 4, 3, 2, 1])
    assert.deepEqual(numbersOf(journal.newest(3)), [2, 1])
    assert.deepEqual(numbersOf(journal.since(2)), [3, 4, 5])
    assert.deepEqual(numbersOf(journal.since(0, 2)), [1, 2])
    assert.deepEqual([numbersOf(journal.since(5)), numbersOf(journal.since(99)), journal.lastSequence], [[], [], 5])
  })

  test('the newest ten thousand are kept, in order', async () => {
    const journal = await Journal.open(undefined, refuseLog)
    append(journal, 10_003)
    const numbers = numbersOf(journal.newest())
    assert.deepEqual([numbers.length, numbers[0], numbers[1], numbers.at(-1)], [10_000, 10_003, 10_002, 4])
    assert.deepEqual(numbersOf(journal.since(0, 2)), [4, 5])
    assert.deepEqual(numbersOf(journal.newest(6)), [5, 4])
  })

  test('cleared, it is empty, and numbers go on', async () => {
    const journal = await Journal.open(undefined, refuseLog)
    append(journal, 10_002)
    journal.clear()
    assert.deepEqual(numbersOf(journal.newest()), [])
    append(journal, 2)
    assert.deepEqual(numbersOf(journal.newest()), [10_004, 10_003])
  })

  test('kinds that differ are told apart, also when they take turns', async () => {
    const journal = await Journal.open(undefined, refuseLog)
    const kinds: CallKind[] = [kind, { ...kind, region: 'eu-west-1' }, { ...kind, account: '2' }, { ...kind, userAgent: 'b' },
      { ...kind, sourceAddress: '::1' }, { ...kind, principal: rootPrincipal({ account: '2' }) }, { ...kind, dataEvent: false },
      { ...kind, operation: 'PutBook' }, { ...kind, service: 'museum' }]
    for (const each of [...kinds, ...kinds]) journal.append(each, outcome)
    const kept = journal.since(0).map(({ sequence: _, at: _at, durationMicros: _d, requestId: _r, status: _s, resources: _e, ...rest }) =>
      rest)
    assert.deepEqual(kept, [...kinds, ...kinds])
  })

  test('subscribers hear each entry whole, until they end their subscription', async () => {
    const journal = await Journal.open(undefined, refuseLog)
    const heard: JournalEntry[] = []
    const end = journal.listen(entry => { heard.push(entry) })
    append(journal, 1, { fault: 'Lost', message: 'It is lost.', status: 404 })
    end()
    append(journal, 1)
    assert.deepEqual(heard, [{ ...kind, ...outcome, status: 404, fault: 'Lost', message: 'It is lost.', sequence: 1 }])
    await journal.close()
  })
})

describe('in a data folder', () => {
  test('every entry is a line of JSON, whatever is in it', async t => {
    const directory = directoryOf(t)
    const journal = await Journal.open(directory, refuseLog)
    const outcomes: Partial<CallOutcome>[] = [
      {}, { fault: 'Lost', message: 'line\nfeed "quote" \u2028 \\ ü 🜚', status: 404 }, { fault: 'Mute' },
      { resources: ['arn:"1"', 'b\n'] },
    ]
    for (const each of outcomes) append(journal, 1, each)
    journal.append({ ...kind, operation: '' }, outcome)
    await journal.close()
    const lines = linesIn(directory).map(line => JSON.parse(line) as JournalEntry)
    assert.deepEqual(lines, [
      ...outcomes.map((each, i) => ({ ...kind, ...outcome, ...each, ...(each.fault !== undefined && { message: each.message ?? '' }),
        sequence: i + 1 })),
      { ...kind, ...outcome, operation: '', sequence: 5 },
    ])
    assert.ok(readFileSync(pathIn(directory), 'utf8').endsWith('}\n'))
  })

  test('opened again, it has the newest and counts on', async t => {
    const directory = directoryOf(t)
    for (const first of [1, 4, 7]) {
      const journal = await Journal.open(directory, refuseLog)
      append(journal, 3)
      assert.deepEqual(numbersOf(journal.since(0)), Array.from({ length: first + 2 }, (_, i) => i + 1))
      assert.deepEqual(journal.since(0)[0], { ...kind, ...outcome, sequence: 1 })
      await journal.close()
    }
  })

  test('a last line that a crash cut short is left out, and harms no line after it', async t => {
    const directory = directoryOf(t)
    const first = await Journal.open(directory, refuseLog)
    append(first, 3)
    await first.close()
    truncateSync(pathIn(directory), statSync(pathIn(directory)).size - 20)
    const second = await Journal.open(directory, refuseLog)
    assert.deepEqual(numbersOf(second.since(0)), [1, 2])
    append(second, 2)
    await second.close()
    const third = await Journal.open(directory, refuseLog)
    assert.deepEqual(numbersOf(third.since(0)), [1, 2, 3, 4])
    await third.close()
  })

  for (const [what, bytes] of [['nothing', ''], ['noise', '\0\xff}\n{"sequence":}\n{"sequence":7'],
    ['one torn line', '{"sequence":1,"at"']] as const) {
    test(`a file that holds ${what} is begun anew`, async t => {
      const directory = directoryOf(t)
      writeFileSync(pathIn(directory), bytes)
      const journal = await Journal.open(directory, refuseLog)
      assert.deepEqual([numbersOf(journal.newest()), journal.lastSequence], [[], 0])
      append(journal, 1)
      await journal.close()
      const again = await Journal.open(directory, refuseLog)
      assert.deepEqual(numbersOf(again.newest()), [1])
      await again.close()
    })
  }

  test('of a long file the end is read', async t => {
    const directory = directoryOf(t)
    const journal = await Journal.open(directory, refuseLog)
    append(journal, 1500, { fault: 'Long', message: 'ü'.repeat(500) })
    await journal.close()
    assert.ok(statSync(pathIn(directory)).size > 2 ** 20)
    const again = await Journal.open(directory, refuseLog)
    const numbers = numbersOf(again.newest())
    assert.ok(numbers.length > 500 && numbers.length < 1500, String(numbers.length))
    assert.deepEqual([numbers[0], numbers.at(-1)], [1500, 1501 - numbers.length])
    await again.close()
  })

  test('a file that has grown large is put aside before the next lot', async t => {
    const directory = directoryOf(t)
    writeFileSync(pathIn(directory), '')
    truncateSync(pathIn(directory), 64 * 2 ** 20 + 1)
    appendFileSync(pathIn(directory), `\n{"sequence":41,"resources":[]}\n`)
    const journal = await Journal.open(directory, refuseLog)
    append(journal, 2)
    await journal.close()
    assert.deepEqual(linesIn(directory).map(line => (JSON.parse(line) as JournalEntry).sequence), [42, 43])
    assert.ok(statSync(`${pathIn(directory)}.1`).size > 64 * 2 ** 20)
  })

  test('what was cleared does not come back', async t => {
    const directory = directoryOf(t)
    const journal = await Journal.open(directory, refuseLog)
    append(journal, 3)
    journal.clear()
    append(journal, 1)
    await journal.close()
    const again = await Journal.open(directory, refuseLog)
    assert.deepEqual(numbersOf(again.newest()), [4])
    again.clear()
    await again.close()
    const emptied = await Journal.open(directory, refuseLog)
    assert.deepEqual(numbersOf(emptied.newest()), [])
    await emptied.close()
  })

  test('a file that cannot be written is reported, and entries stay in memory', async t => {
    const directory = directoryOf(t)
    const logged: string[] = []
    const journal = await Journal.open(directory, line => { logged.push(line) })
    mkdirSync(pathIn(directory))
    append(journal, 3)
    await journal.close()
    assert.equal(logged.length, 1)
    assert.match(logged[0]!, /^The journal cannot be written: EISDIR.*\. Calls go on; those since then are in memory only\.$/)
    assert.deepEqual(numbersOf(journal.newest()), [3, 2, 1])
  })
})
