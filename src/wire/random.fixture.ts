// Random bytes that are the same on every run, for tests that feed decoders with rubbish.

/** A small generator (mulberry32) → bytes; the same seed gives the same bytes. */
export function seededBytes(seed: number): (sizeBytes: number) => Uint8Array {
  let state = seed
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return (mixed ^ (mixed >>> 14)) >>> 0
  }
  return sizeBytes => Uint8Array.from({ length: sizeBytes }, () => next() & 0xff)
}
