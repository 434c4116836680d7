// DynamoDB's numbers: exact decimals of up to 38 significant digits between 1E-130 and 9.99…E+125, kept as their canonical text (plain
// notation, no needless zeros). Not for JavaScript numbers in general. Invariant: equal numbers have equal canonical texts.
// Source: Developer Guide, "Supported data types and naming rules", Number; range and precision there.

import { Invalid } from './invalid.ts'

/** A number's canonical text, such as `-12.5`; only `canonicalNumber` and the arithmetic below make it. */
export type NumberText = string

/** value = sign · d.ddd · 10^exponent; digits begin and end with 1–9 (empty for zero). */
interface Decimal { readonly sign: -1 | 0 | 1, readonly digits: string, readonly exponent: number }

const digitsMax = 38
const exponentMax = 125
const exponentMin = -130

const alreadyCanonical = /^(?:0|-?[1-9]\d{0,37}|-?(?:0|[1-9]\d{0,18})\.\d{0,17}[1-9])$/
const decimalText = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/

/** Doubles hold every decimal of 15 digits apart, in order. */
const exactLength = 15

/** The canonical form of what a caller wrote (`007.50`, `1e3`). Throws Invalid: not a number, more than 38 digits, out of range. */
export function canonicalNumber(text: string): NumberText {
  return alreadyCanonical.test(text) ? text : plainText(checked(parseDecimal(text)))
}

/** By value: negative, zero or positive. Both must be canonical. */
export function compareNumbers(a: NumberText, b: NumberText): number {
  if (a === b) return 0
  if (a.length <= exactLength && b.length <= exactLength) return Number(a) - Number(b)
  return compareDecimals(parseDecimal(a), parseDecimal(b))
}

/** Throws Invalid where the sum needs more than 38 digits or is out of range. */
export function addNumbers(a: NumberText, b: NumberText): NumberText {
  if (isSmallInteger(a) && isSmallInteger(b)) return String(Number(a) + Number(b))
  return sum(parseDecimal(a), parseDecimal(b))
}

/** a − b; throws as `addNumbers`. */
export function subtractNumbers(a: NumberText, b: NumberText): NumberText {
  if (isSmallInteger(a) && isSmallInteger(b)) return String(Number(a) - Number(b))
  const { sign, digits, exponent } = parseDecimal(b)
  return sum(parseDecimal(a), { sign: -sign as Decimal['sign'], digits, exponent })
}

/**
 * A text of characters 0x10–0x7f whose order by `<` is the order of the numbers, so that it can be a part of a `std/key` key.
 * Sign, then the exponent and pairs of digits, all complemented for negative numbers; 0x7f ends those, as a shorter one is greater.
 */
export function sortableNumber(number: NumberText): string {
  const { sign, digits, exponent } = parseDecimal(number)
  if (sign === 0) return '0'
  const biased = exponent - exponentMin
  let result = sign > 0 ? '@' : ' '
  const character = (quantity: number) => String.fromCharCode(sign > 0 ? 0x10 + quantity : 0x73 - quantity)
  result += character(biased >> 4) + character(biased & 15)
  for (let i = 0; i < digits.length; i += 2) {
    result += character((digits.charCodeAt(i) - 48) * 10 + (i + 1 < digits.length ? digits.charCodeAt(i + 1) - 48 : 0))
  }
  return sign > 0 ? result : `${result}\x7f`
}

/**
 * Bytes a number counts for: one per two significant digits and one more, and one for a minus sign.
 * Source: Developer Guide, "DynamoDB item sizes and formats" (documented as approximate).
 */
export function numberSizeBytes(number: NumberText): number {
  let significant = 0
  let zeros = 0
  for (let i = 0; i < number.length; i++) {
    const code = number.charCodeAt(i)
    if (code === 48) zeros++
    else if (code > 48) {
      significant += significant === 0 ? 1 : zeros + 1
      zeros = 0
    }
  }
  return (significant + 1 >> 1) + 1 + (number.charCodeAt(0) === 45 ? 1 : 0)
}

function isSmallInteger(number: NumberText): boolean {
  return number.length <= exactLength && !number.includes('.')
}

function parseDecimal(text: string): Decimal {
  const [, minus, whole = '', fraction = '', power = '0'] = decimalText.exec(text) ?? []
  const all = whole + fraction
  if (all === '') {
    throw new Invalid(`The parameter cannot be converted to a numeric value${text === '' ? '' : `: ${text}`}`)
  }
  let from = 0
  while (all.charCodeAt(from) === 48) from++
  let to = all.length
  while (to > from && all.charCodeAt(to - 1) === 48) to--
  if (from === to) return { sign: 0, digits: '', exponent: 0 }
  return { sign: minus === '-' ? -1 : 1, digits: all.slice(from, to), exponent: whole.length - from - 1 + Number(power) }
}

function checked(decimal: Decimal): Decimal {
  const { digits, exponent } = decimal
  if (digits.length > digitsMax) throw new Invalid('Attempting to store more than 38 significant digits in a Number')
  if (exponent > exponentMax) {
    throw new Invalid('Number overflow. Attempting to store a number with magnitude larger than supported range')
  }
  if (exponent < exponentMin) {
    throw new Invalid('Number underflow. Attempting to store a number with magnitude smaller than supported range')
  }
  return decimal
}

/** Reads and stored items show plain notation however the number was written. */
function plainText({ sign, digits, exponent }: Decimal): NumberText {
  if (sign === 0) return '0'
  const minus = sign < 0 ? '-' : ''
  if (exponent < 0) return `${minus}0.${'0'.repeat(-exponent - 1)}${digits}`
  const wholeLength = exponent + 1
  if (digits.length <= wholeLength) return minus + digits.padEnd(wholeLength, '0')
  return `${minus}${digits.slice(0, wholeLength)}.${digits.slice(wholeLength)}`
}

function compareDecimals(a: Decimal, b: Decimal): number {
  if (a.sign !== b.sign) return a.sign - b.sign
  if (a.exponent !== b.exponent) return (a.exponent - b.exponent) * a.sign
  return a.digits === b.digits ? 0 : a.digits < b.digits ? -a.sign : a.sign
}

function sum(a: Decimal, b: Decimal): NumberText {
  const scale = Math.min(a.exponent - a.digits.length, b.exponent - b.digits.length) + 1
  const total = scaled(a, scale) + scaled(b, scale)
  return plainText(checked(parseDecimal(`${total}e${scale}`)))
}

function scaled({ sign, digits, exponent }: Decimal, scale: number): bigint {
  if (sign === 0) return 0n
  const magnitude = BigInt(digits.padEnd(exponent + 1 - scale, '0'))
  return sign < 0 ? -magnitude : magnitude
}
