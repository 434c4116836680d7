// Base32 of RFC 4648 section 6: bytes ⇄ upper-case letters and the digits 2–7, five bits a character.
// No padding is written; padding is accepted when reading.

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** Bytes → text; the last character carries what is left, filled with zero bits. */
export function encodeBase32(bytes: Uint8Array): string {
  let text = ''
  let bits = 0
  let held = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      text += alphabet[(held >>> bits) & 31]!
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? text + alphabet[(held << (5 - bits)) & 31]! : text
}

/** Text → bytes; undefined where a character is none of the alphabet's (lower case included). Bits that fill no byte are dropped. */
export function decodeBase32(text: string): Uint8Array | undefined {
  const digits = text.replace(/=+$/, '')
  const bytes = new Uint8Array(Math.floor(digits.length * 5 / 8))
  let bits = 0
  let held = 0
  let length = 0
  for (const digit of digits) {
    const value = alphabet.indexOf(digit)
    if (value < 0) return undefined
    held = ((held << 5) | value) & 0xfff
    bits += 5
    if (bits >= 8) {
      bits -= 8
      bytes[length] = held >>> bits
      length += 1
    }
  }
  return bytes
}
