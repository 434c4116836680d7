// Money, exactly: whole numbers of a unit so small that every price times every quantity of any month is one of them. Nothing is rounded
// before an amount is shown or invoiced, so sums are the same however they are grouped, and in whatever order the clock was wound.
// A share of an amount that does not divide evenly is cut by `shares`, which loses nothing.

/** US dollars in atoms. Never a float. */
export type Money = bigint

/**
 * Atoms of 10⁻¹² dollars, in which prices are written. Quantities are fractions: bytes of a GB (2³⁰), milliseconds of an hour, hours of a
 * month of 28, 29, 30 or 31 days (whose least common multiple is 9,061,920), and counts in 2⁻³⁰. All of these divide it.
 */
export const atomsOfPrice = 2n ** 60n * 3_600_000n * 9_061_920n

const pricesOfDollar = 10n ** 12n
export const dollar: Money = pricesOfDollar * atomsOfPrice

/** The price in 10⁻¹² dollars that a decimal text says. @throws Error for what is none, or finer */
export function priceOf(text: string): bigint {
  const found = /^(\d+)(?:\.(\d{1,12}))?$/.exec(text)
  if (found === null) throw new Error(`'${text}' is no price: write dollars with at most twelve decimals`)
  return BigInt(found[1]!) * pricesOfDollar + BigInt((found[2] ?? '').padEnd(12, '0'))
}

/** A decimal text as a fraction. @throws Error */
export function decimalFraction(text: string): { readonly numerator: bigint, readonly denominator: bigint } {
  return { numerator: priceOf(text), denominator: pricesOfDollar }
}

/** The amount that a decimal text says, which may be negative. @throws Error */
export function moneyOf(text: string): Money {
  return text.startsWith('-') ? -priceOf(text.slice(1)) * atomsOfPrice : priceOf(text) * atomsOfPrice
}

/** The amount that a price comes to. */
export function priceValue(price: bigint): Money {
  return price * atomsOfPrice
}

/** A price as a decimal text without superfluous zeros. */
export function priceText(price: bigint): string {
  return decimal(price, pricesOfDollar, 12).replace(/\.?0+$/, '')
}

/** Dollars with so many decimals, half a unit rounded away from zero. */
export function dollars(amount: Money, decimals = 2): string {
  return decimal(amount, dollar, decimals)
}

/** The amount rounded to whole units of so many decimals of a dollar, half away from zero. */
export function rounded(amount: Money, decimals = 2): Money {
  return nearest(amount * 10n ** BigInt(decimals), dollar) * (dollar / 10n ** BigInt(decimals))
}

/** Any fraction as a decimal text. */
export function decimal(numerator: bigint, denominator: bigint, decimals: number): string {
  const units = nearest(numerator * 10n ** BigInt(decimals), denominator)
  const digits = (units < 0n ? -units : units).toString().padStart(decimals + 1, '0')
  const whole = decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
  return units < 0n ? `-${whole}` : whole
}

/**
 * Cuts an amount by weights so that the parts add up to it: each part is the difference of two running sums.
 * @param weights none negative; where all are 0 the first takes everything
 */
export function shares(amount: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0n)
  if (total === 0n) return weights.map((_, i) => i === 0 ? amount : 0n)
  let before = 0n
  let given = 0n
  return weights.map(weight => {
    before += weight
    const upTo = amount * before / total
    const share = upTo - given
    given = upTo
    return share
  })
}

function nearest(numerator: bigint, denominator: bigint): bigint {
  const half = denominator / 2n
  return numerator < 0n ? -((-numerator + half) / denominator) : (numerator + half) / denominator
}
