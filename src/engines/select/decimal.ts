// Numbers in base ten, exact up to 38 digits: what SQL calls DECIMAL. Immutable. A result that needs more digits is rounded, half to even;
// trailing zeros are kept as written. Source: "Data types", SQL reference for Amazon S3 Select (maximum precision of 38).

const mostDigits = 38

export class Decimal {
  /** The number without its point. */
  readonly unscaled: bigint
  /** How many of its digits stand behind the point; negative for trailing zeros that are not written. */
  readonly scale: number

  private constructor(unscaled: bigint, scale: number) {
    this.unscaled = unscaled
    this.scale = scale
  }

  static of(unscaled: bigint, scale = 0): Decimal {
    return rounded(unscaled, scale, (u, s) => new Decimal(u, s))
  }

  /** `12.50`, `-3`, `1e-7`; undefined for what is no number. */
  static parse(text: string): Decimal | undefined {
    const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d{1,4}))?$/.exec(text)
    if (match === null) return undefined
    const [, sign = '', whole = '', fraction = '', exponent = '0'] = match
    if (whole === '' && fraction === '') return undefined
    const unscaled = BigInt(whole + fraction)
    return Decimal.of(sign === '-' ? -unscaled : unscaled, fraction.length - Number(exponent))
  }

  plus(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale)
    return Decimal.of(this.#at(scale) + other.#at(scale), scale)
  }

  minus(other: Decimal): Decimal {
    return this.plus(other.negated())
  }

  times(other: Decimal): Decimal {
    return Decimal.of(this.unscaled * other.unscaled, this.scale + other.scale)
  }

  /** @param other not zero */
  dividedBy(other: Decimal): Decimal {
    // Enough digits that rounding to 38 sees where the quotient goes on.
    const extra = mostDigits + digitsOf(other.unscaled) + 2
    const quotient = (this.unscaled * 10n ** BigInt(extra)) / other.unscaled
    return stripped(Decimal.of(quotient, this.scale - other.scale + extra))
  }

  /** What is left after a whole number of others, with the sign of this. @param other not zero */
  remainder(other: Decimal): Decimal {
    const scale = Math.max(this.scale, other.scale)
    return Decimal.of(this.#at(scale) % other.#at(scale), scale)
  }

  negated(): Decimal {
    return new Decimal(-this.unscaled, this.scale)
  }

  get isZero(): boolean {
    return this.unscaled === 0n
  }

  compare(other: Decimal): number {
    const scale = Math.max(this.scale, other.scale)
    const [a, b] = [this.#at(scale), other.#at(scale)]
    return a < b ? -1 : a > b ? 1 : 0
  }

  /** Without what stands behind the point. */
  truncated(): bigint {
    return this.scale <= 0 ? this.#at(0) : this.unscaled / 10n ** BigInt(this.scale)
  }

  toNumber(): number {
    return Number(`${this.unscaled}e${-this.scale}`)
  }

  toString(): string {
    if (this.scale <= 0) return this.#at(0).toString()
    const digits = (this.unscaled < 0n ? -this.unscaled : this.unscaled).toString().padStart(this.scale + 1, '0')
    return `${this.unscaled < 0n ? '-' : ''}${digits.slice(0, -this.scale)}.${digits.slice(-this.scale)}`
  }

  #at(scale: number): bigint {
    return this.unscaled * 10n ** BigInt(scale - this.scale)
  }
}

function rounded(unscaled: bigint, scale: number, make: (unscaled: bigint, scale: number) => Decimal): Decimal {
  const surplus = digitsOf(unscaled) - mostDigits
  if (surplus <= 0) return make(unscaled, scale)
  const unit = 10n ** BigInt(surplus)
  let quotient = unscaled / unit
  const rest = unscaled % unit
  const twice = (rest < 0n ? -rest : rest) * 2n
  if (twice > unit || (twice === unit && quotient % 2n !== 0n)) quotient += unscaled < 0n ? -1n : 1n
  return rounded(quotient, scale - surplus, make)
}

/** Without zeros that a quotient has at its end only because it was reckoned with many digits. */
function stripped(value: Decimal): Decimal {
  let { unscaled, scale } = value
  while (scale > 0 && unscaled % 10n === 0n) {
    unscaled /= 10n
    scale -= 1
  }
  return Decimal.of(unscaled, scale)
}

function digitsOf(value: bigint): number {
  return (value < 0n ? -value : value).toString().length
}
