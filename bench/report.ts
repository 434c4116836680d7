// What was measured, as lines, and which targets were met: rates beside a bare node:http server's of the same run, since rates wander with
// the machine and ratios less.

import { load, median } from './measure.ts'
import type { Measured, Server } from './measure.ts'
import type { Job } from './load.ts'

/** @param isMet of the figure as it was measured */
export function target(name: string, figure: string, wanted: string, isMet: boolean): void {
  console.log(`  ${isMet ? 'met   ' : 'MISSED'}  ${name}: ${figure} (target ${wanted})`)
}

export function line(name: string, ...figures: readonly string[]): void {
  console.log([name.padEnd(34), ...figures].join('  '))
}

export interface Contender {
  readonly name: string
  readonly server: Server
  readonly job: Omit<Job, 'port'>
  /** Our rate is to be so many times theirs; `bare` is given as a share. */
  readonly wanted?: number
}

/** Loads the contenders in turn, round by round, ours first, and says how ours stands to each other. */
export async function contest(name: string, rounds: number, ours: Contender, others: readonly Contender[]): Promise<Measured> {
  const all = [ours, ...others]
  const measured = all.map(() => [] as Measured[])
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, { server, job }] of all.entries()) measured[index]!.push(await load(server, job))
  }
  for (const [index, { name: who }] of all.entries()) row(index === 0 ? name : `  ${who}`, measured[index]!)
  for (const [index, { name: who, wanted }] of others.entries()) {
    const ratio = median(measured[0]!.map(({ perSecond }, round) => perSecond / measured[index + 1]![round]!.perSecond))
    const say = (value: number) => who.startsWith('bare') ? `${(100 * value).toFixed(0)} %` : `${value.toFixed(2)} x`
    if (wanted === undefined) line(`  of ${who}`, say(ratio))
    else target(`${name} of ${who}`, say(ratio), `>= ${say(wanted)}`, ratio >= wanted)
  }
  return middle(measured[0]!)
}

function row(name: string, all: readonly Measured[]): void {
  const { perSecond, p50Ms, p99Ms, cpuMicros } = middle(all)
  const failures = all.reduce((sum, each) => sum + each.failures, 0)
  const complaint = all.find(each => each.complaint !== undefined)?.complaint
  line(name, `${perSecond.toFixed(perSecond < 100 ? 1 : 0).padStart(7)}/s`, `p50 ${p50Ms.toFixed(2)} ms`, `p99 ${p99Ms.toFixed(2)} ms`,
    `${cpuMicros.toFixed(0)} µs CPU`, `${failures} failures${complaint === undefined ? '' : `: ${complaint}`}`)
}

function middle(all: readonly Measured[]): Measured {
  const of = (read: (measured: Measured) => number) => median(all.map(read))
  return { ...all[0]!, perSecond: of(each => each.perSecond), p50Ms: of(each => each.p50Ms), p99Ms: of(each => each.p99Ms),
    cpuMicros: of(each => each.cpuMicros) }
}
