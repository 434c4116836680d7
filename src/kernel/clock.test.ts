// The clock over a wall that the test moves and an agenda of its own: what it shows, how it is wound, which times a client's time may stand
// for. What hangs on it has tests of its own.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { addMonths, Clock, later } from './clock.ts'
import type { Agenda, ClockSegment } from './clock.ts'
import { SettingError } from './fault.ts'
import { turns } from './sample.fixture.ts'

const start = 1_000_000_000
const minute = 60_000
const day = 86_400_000

function clockOn(wall: { at: number }, history: readonly ClockSegment[] = []): { clock: Clock, kept: ClockSegment[][] } {
  const kept: ClockSegment[][] = []
  return { clock: new Clock(() => wall.at, history, segments => { kept.push([...segments]) }), kept }
}

/** Due times in order; running one notes when it ran, and may add others. */
class Entries implements Agenda {
  readonly ran: [due: number, at: number][] = []
  readonly #due: number[]
  during: (due: number, entries: Entries) => void | Promise<void> = () => {}

  constructor(...due: number[]) {
    this.#due = due
  }

  add(due: number): void {
    this.#due.push(due)
  }

  nextDueAt(): number | undefined {
    return this.#due.length === 0 ? undefined : Math.min(...this.#due)
  }

  async runDue(now: number): Promise<number> {
    let count = 0
    for (let due = this.nextDueAt(); due !== undefined && due <= now; due = this.nextDueAt()) {
      this.#due.splice(this.#due.indexOf(due), 1)
      this.ran.push([due, now])
      await this.during(due, this)
      count += 1
    }
    return count
  }
}

describe('what it shows', () => {
  test('the wall, until it is told otherwise', () => {
    const wall = { at: start }
    const { clock } = clockOn(wall)
    wall.at += 1234
    assert.deepEqual([clock.now(), clock.wall(), clock.mode], [start + 1234, start + 1234, 'running'])
  })

  test('one moment while it is frozen, and from there on when it runs again', () => {
    const wall = { at: start }
    const { clock, kept } = clockOn(wall)
    wall.at += 10
    clock.freeze()
    wall.at += 1000
    assert.deepEqual([clock.now(), clock.mode], [start + 10, 'frozen'])
    clock.resume()
    wall.at += 5
    assert.deepEqual([clock.now(), clock.mode], [start + 15, 'running'])
    assert.deepEqual(kept.at(-1), [
      { wallAt: start, virtualAt: start, mode: 'running' }, { wallAt: start + 10, virtualAt: start + 10, mode: 'frozen' },
      { wallAt: start + 1010, virtualAt: start + 10, mode: 'running' },
    ])
  })

  test('what an earlier run left, running or frozen', () => {
    for (const [mode, now] of [['running', 5000 + 70], ['frozen', 5000]] as const) {
      const { clock } = clockOn({ at: start + 70 }, [{ wallAt: start, virtualAt: 5000, mode }])
      assert.deepEqual([clock.now(), clock.mode], [now, mode])
    }
  })

  test('never less than it has shown, whatever the wall does', () => {
    const wall = { at: start }
    const { clock } = clockOn(wall)
    const walls = [5000, 3000, -day, 4999, 5001, 0, 6000]
    const shown = walls.map(at => {
      wall.at = start + at
      return clock.now() - start
    })
    assert.deepEqual(shown, [5000, 5000, 5000, 5000, 5001, 5001, 6000])
    wall.at = start + 5500
    clock.freeze()
    assert.equal(clock.now(), start + 6000)
  })

  test('a snapshot\'s time when it returns to one, and runs on in its mode', () => {
    const wall = { at: start }
    const { clock } = clockOn(wall)
    wall.at += day
    clock.now()
    clock.returnTo(start - 7)
    wall.at += 3
    assert.equal(clock.now(), start - 4)
  })
})

describe('winding', () => {
  test('forward by a duration or to a time keeps the mode', async () => {
    const wall = { at: start }
    const { clock } = clockOn(wall)
    assert.deepEqual(await clock.advance(day), { now: start + day, fired: 0 })
    wall.at += 1
    assert.equal(clock.now(), start + day + 1)
    clock.freeze()
    assert.deepEqual(await clock.set(start + 2 * day), { now: start + 2 * day, fired: 0 })
    wall.at += 1
    assert.deepEqual([clock.now(), clock.mode], [start + 2 * day, 'frozen'])
    assert.equal((await clock.advance(0)).now, start + 2 * day)
  })

  test('to the past, to nowhere and beyond all dates is refused, and nothing moves', async () => {
    const { clock } = clockOn({ at: start })
    for (const at of [start - 1, 0, -Infinity, Infinity, NaN, 8.64e15 + 1]) await assert.rejects(clock.set(at), SettingError, String(at))
    for (const durationMs of [-1, NaN, Infinity, 1e300]) await assert.rejects(clock.advance(durationMs), SettingError, String(durationMs))
    const [present, past] = [start, start - 1].map(at => new Date(at).toISOString())
    await assert.rejects(clock.set(start - 1), (error: SettingError) =>
      error.message === `The clock never goes back: it is ${present} and was asked for ${past}.`
      && error.remedy === 'Restore a snapshot to return to an earlier time.')
    assert.equal(clock.now(), start)
    assert.equal((await clock.set(8.64e15)).now, 8.64e15)
  })

  test('runs what is due on the way, each at its own time, also what is set on the way', async () => {
    const { clock } = clockOn({ at: start })
    const entries = new Entries(start + 30, start + 10, start + 101, start - 5)
    const seen: number[] = []
    entries.during = due => {
      seen.push(clock.now() - start)
      if (due === start + 10) entries.add(start + 20)
    }
    clock.attach(entries)
    assert.deepEqual(await clock.advance(100), { now: start + 100, fired: 4 })
    assert.deepEqual(entries.ran.map(([due]) => due - start), [-5, 10, 20, 30])
    assert.deepEqual(seen, [0, 10, 20, 30])
    clock.stop()
  })

  test('stands still for an entry that takes its time, however long that is on the wall', async () => {
    const wall = { at: start }
    const { clock } = clockOn(wall)
    const entries = new Entries(start + 10, start + 20)
    const seen: number[] = []
    entries.during = async () => {
      wall.at += 5000
      await turns(2)
      seen.push(clock.now() - start)
    }
    clock.attach(entries)
    assert.equal((await clock.advance(100)).now, start + 100)
    assert.deepEqual(seen, [10, 20])
    wall.at += 1
    assert.equal(clock.now(), start + 101)
    clock.stop()
  })

  test('leaves one segment in the history, however many steps it had', async () => {
    const wall = { at: start }
    const { clock, kept } = clockOn(wall)
    const entries = new Entries(...Array.from({ length: 100 }, (_, i) => start + i))
    entries.during = () => { wall.at += 2 }
    clock.attach(entries)
    await clock.advance(day)
    assert.deepEqual(clock.history, [
      { wallAt: start, virtualAt: start, mode: 'running' }, { wallAt: start, virtualAt: start + 99, mode: 'frozen' },
      { wallAt: start + 200, virtualAt: start + day, mode: 'running' },
    ])
    // Each step is kept all the same: a crash in the middle must not put the clock back.
    assert.deepEqual(
      [0, 1, 50, 99].map(step => kept.some(segments => segments.at(-1)!.virtualAt === start + step)), [true, true, true, true],
    )
    await clock.stop()
  })

  test('twice at once is once after the other', async () => {
    const { clock } = clockOn({ at: start })
    const entries = new Entries(start + 10, start + 110, start + 210)
    entries.during = () => turns(2)
    clock.attach(entries)
    const results = await Promise.all([clock.advance(100), clock.advance(day), clock.set(start + 2 * day)])
    assert.deepEqual(results, [{ now: start + 100, fired: 1 }, { now: start + 100 + day, fired: 2 }, { now: start + 2 * day, fired: 0 }])
    clock.stop()
  })

  test('that is refused does not keep the next from its turn', async () => {
    const { clock } = clockOn({ at: start })
    const [refused, done] = await Promise.allSettled([clock.set(5), clock.advance(7)])
    assert.deepEqual([refused.status, done], ['rejected', { status: 'fulfilled', value: { now: start + 7, fired: 0 } }])
  })

  test('by a calendar duration counts from the time at its turn', async () => {
    const { clock } = clockOn({ at: Date.UTC(2027, 11, 31) })
    const [, , last] = await Promise.all([clock.advance('1mo'), clock.advance('1mo'), clock.advance('1h')])
    assert.equal(new Date(last.now).toISOString(), '2028-02-29T01:00:00.000Z')
    await assert.rejects(clock.advance('soon'), SettingError)
  })

  for (const [first, told] of [['frozen', 'running'], ['running', 'frozen']] as const) {
    test(`on a ${first} clock that is told to be ${told} meanwhile ends so`, async () => {
      const wall = { at: start }
      const { clock } = clockOn(wall, [{ wallAt: start, virtualAt: start, mode: first }])
      const entries = new Entries(start + 10, start + 20)
      const seen: number[] = []
      entries.during = due => {
        if (due === start + 10) clock[told === 'frozen' ? 'freeze' : 'resume']()
        wall.at += 1000
        seen.push(clock.now() - start)
        assert.equal(clock.mode, told)
      }
      clock.attach(entries)
      assert.equal((await clock.advance(50)).now, start + 50)
      assert.deepEqual([clock.mode, seen], [told, [10, 20]])
      wall.at += 3
      assert.equal(clock.now(), start + (told === 'frozen' ? 50 : 53))
      clock.stop()
    })
  }
})

describe('the alarm', () => {
  test('rings for what is due on a running clock, and not on a frozen one', async () => {
    const { clock } = clockOn({ at: start })
    const entries = new Entries()
    clock.attach(entries)
    clock.freeze()
    entries.add(start)
    clock.arm()
    await turns()
    assert.deepEqual(entries.ran, [])
    clock.resume()
    while (entries.ran.length === 0) await turns(1)
    assert.deepEqual(entries.ran, [[start, start]])
    clock.stop()
  })

  test('is not set for longer than timers can be, and rings in vain', () => {
    const { clock } = clockOn({ at: start })
    clock.attach(new Entries(start + 400 * day))
    clock.stop()
  })

  test('waits for a winding to end', async () => {
    const { clock } = clockOn({ at: start })
    const entries = new Entries(start + 10)
    const inside: number[] = []
    entries.during = async due => {
      if (due !== start + 10) return
      entries.add(start + 5)
      clock.arm()
      inside.push(entries.ran.length)
      await turns(5)
      inside.push(entries.ran.length)
    }
    clock.attach(entries)
    assert.equal((await clock.advance(20)).fired, 2)
    assert.deepEqual(inside, [1, 1])
    clock.stop()
  })
})

describe('the times that a client\'s time may stand for', () => {
  const wall = { at: start }
  const { clock } = clockOn(wall)
  // Wall:    start …… +10 min (frozen) …… +20 min (wound by 30 days, running) …… +40 min
  const after: Promise<unknown> = (async () => {
    wall.at = start + 10 * minute
    clock.freeze()
    wall.at = start + 20 * minute
    await clock.advance(30 * day)
    clock.resume()
    wall.at = start + 40 * minute
  })()
  const cases: readonly (readonly [why: string, wallAfterStart: number, standsFor: readonly number[]])[] = [
    ['before the freeze it is what it was', 4 * minute, [4 * minute]],
    ['while frozen it stood for the frozen moment', 13 * minute, [10 * minute, 13 * minute]],
    ['after the jump it is ahead', 25 * minute, [30 * day + 15 * minute, 25 * minute]],
    ['at the jump it is the jump\'s end', 20 * minute, [30 * day + 10 * minute, 20 * minute]],
    ['a little before the cloud was opened', -5 * minute, [-5 * minute]],
    ['long before the cloud was opened', -16 * minute, [-16 * minute]],
    ['a little ahead of the wall', 50 * minute, [30 * day + 40 * minute, 50 * minute]],
    ['a client that shows virtual time itself', 30 * day + 20 * minute, [30 * day + 20 * minute]],
  ]
  for (const [why, clientAfter, standsFor] of cases) {
    test(why, async () => {
      await after
      const moments = clock.standingFor(start + clientAfter).map(at => at - start)
      assert.deepEqual([...new Set(moments)], standsFor)
    })
  }

  test('are known for as long as the history goes back, and its beginning is never lost', () => {
    const own = { at: start }
    const { clock: busy } = clockOn(own)
    for (let i = 0; i < 5000; i += 1) {
      own.at += 2
      busy.freeze()
      busy.resume()
    }
    assert.ok(busy.history.length <= 4096)
    assert.deepEqual(busy.history[0], { wallAt: start, virtualAt: start, mode: 'running' })
    assert.equal(busy.now(), own.at)
  })
})

describe('durations', () => {
  const from = '2028-01-31T12:00:00.000Z'
  const cases: readonly (readonly [string, string])[] = [
    ['0s', from], ['250ms', '2028-01-31T12:00:00.250Z'], ['90s', '2028-01-31T12:01:30.000Z'], ['15m', '2028-01-31T12:15:00.000Z'],
    ['12h', '2028-02-01T00:00:00.000Z'], ['30d', '2028-03-01T12:00:00.000Z'], ['2w', '2028-02-14T12:00:00.000Z'],
    ['1mo', '2028-02-29T12:00:00.000Z'], ['13mo', '2029-02-28T12:00:00.000Z'], ['1y', '2029-01-31T12:00:00.000Z'],
    ['1d12h', '2028-02-02T00:00:00.000Z'], ['1mo1d', '2028-03-01T12:00:00.000Z'], ['1d1mo', '2028-03-01T12:00:00.000Z'],
    ['1h30m15s5ms', '2028-01-31T13:30:15.005Z'], ['5m1mo', '2028-02-29T12:05:00.000Z'],
  ]
  for (const [duration, to] of cases) {
    test(duration, () => { assert.equal(new Date(later(Date.parse(from), duration)!).toISOString(), to) })
  }

  for (const none of ['', ' ', '30', 'd', '-1d', '1.5h', '1d ', '1 d', '1D', '1d, 2h', '1x', '1e3s', 'P1D', '1mo-']) {
    test(`'${none}' is none`, () => { assert.equal(later(0, none), undefined) })
  }

  const months: readonly (readonly [string, number, string])[] = [
    ['2027-01-31', 1, '2027-02-28'], ['2028-01-31', 1, '2028-02-29'], ['2028-02-29', 12, '2029-02-28'], ['2028-02-29', 48, '2032-02-29'],
    ['2027-10-31', 1, '2027-11-30'], ['2027-12-15', 1, '2028-01-15'], ['2027-08-31', 18, '2029-02-28'], ['2100-01-29', 1, '2100-02-28'],
    ['2027-03-31', -1, '2027-02-28'], ['2027-05-05', 0, '2027-05-05'],
  ]
  for (const [date, count, expected] of months) {
    test(`${count} months after ${date} is ${expected}`, () => {
      assert.equal(new Date(addMonths(Date.parse(date), count)).toISOString().slice(0, 10), expected)
    })
  }
})
