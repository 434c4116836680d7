// The numbers that name events and places between them: 56 decimal digits, in the order of events: time, then arrival.
// In the documentation's examples the time is what stands above the lowest 144 bits.

const timeBits = 144n
const digits = 56

/** @param sequence of its arrival, below 2^53 */
export function tokenText(at: number, sequence: number): string {
  return String((BigInt(at) << timeBits) + BigInt(sequence)).padStart(digits, '0')
}

/** Undefined for a text that is no such number. */
export function placeIn(text: string): { readonly at: number, readonly sequence: number } | undefined {
  if (!/^\d{56}$/.test(text)) return undefined
  const value = BigInt(text)
  const sequence = value & ((1n << timeBits) - 1n)
  return sequence > BigInt(Number.MAX_SAFE_INTEGER) ? undefined : { at: Number(value >> timeBits), sequence: Number(sequence) }
}
