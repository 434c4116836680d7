// Times as signatures carry them (`20150830T123600Z`), and the virtual time that a signing time stands for.
// Clients sign with the wall clock even when ours has been wound; whether a signature is stale is judged on ours.

import { parseTimestamp } from '../../wire/timestamp.ts'

/** The part of the clock that identity needs. */
export interface SigningClock {
  /** Virtual time, epoch ms. */
  now(): number
  /** The virtual times, one or two, that a time on a client's clock may stand for. */
  standingFor(clientAt: number): number[]
}

/** `20150830T123600Z` → epoch ms; undefined for any other form and for days and hours that do not exist. */
export function parseBasicTime(text: string): number | undefined {
  if (text.length !== 16 || text[8] !== 'T' || text[15] !== 'Z') return undefined
  const day = digits(text, 0, 8)
  const time = digits(text, 9, 15)
  const at = Date.UTC(Math.floor(day / 10_000), Math.floor(day / 100) % 100 - 1, day % 100)
  const hour = Math.floor(time / 10_000)
  const minute = Math.floor(time / 100) % 100
  const second = time % 100
  // Date.UTC carries overflow (a 31st of April) into the next unit.
  if (!(hour < 24 && minute < 60 && second < 60) || new Date(at).getUTCDate() !== day % 100) return undefined
  return at + (hour * 3600 + minute * 60 + second) * 1000
}

// NaN where a character is no digit.
function digits(text: string, start: number, end: number): number {
  let value = 0
  for (let i = start; i < end; i += 1) {
    const digit = text.charCodeAt(i) - 0x30
    value = digit >= 0 && digit <= 9 ? value * 10 + digit : NaN
  }
  return value
}

/** Epoch ms → `20150830T123600Z`. */
export function basicTime(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')
}

/** Epoch ms → `2015-08-30T12:36:00Z`, as S3 writes times in its errors. */
export function extendedTime(at: number): string {
  return new Date(at).toISOString().replace(/\.\d+/, '')
}

/** A `Date` header, in the basic form or as HTTP writes dates. */
export function parseDateHeader(text: string): number | undefined {
  return parseBasicTime(text) ?? parseTimestamp(text, 'http-date')
}

// Signatures carry whole seconds, so a signing time is anywhere in its second.
const withinSecondMs = 999
// A time so near to now needs no kinder reading.
const freshMs = 10_000

/**
 * Of the moments a client's time may stand for, the one nearest to now: the reading kindest to the client. Where the clock was wound
 * within that very second, the time after it counts too, or whatever is signed right after a jump would look as old as the jump is long.
 */
export function standing(clock: SigningClock, clientAt: number): number {
  const now = clock.now()
  const started = clock.standingFor(clientAt)
  const nearest = nearestTo(now, started, clientAt)
  if (Math.abs(nearest - now) <= freshMs) return nearest
  const ran = (at: number) => started.some(start => at >= start && at - start <= withinSecondMs)
  return nearestTo(now, clock.standingFor(clientAt + withinSecondMs).filter(at => !ran(at)), nearest)
}

function nearestTo(now: number, moments: readonly number[], first: number): number {
  let nearest = first
  for (const at of moments) if (Math.abs(at - now) < Math.abs(nearest - now)) nearest = at
  return nearest
}
