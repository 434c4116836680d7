// Points of short Weierstrass curves, for signatures over digests that were made elsewhere: Node.js signs and verifies messages only.
// Plain arithmetic, not constant in time. Source: FIPS 186-5, section 6; SEC 2, version 2 (the curves' parameters).

export interface Curve {
  readonly p: bigint
  readonly a: bigint
  /** Order of the base point. */
  readonly n: bigint
  readonly base: Point
  readonly sizeBytes: number
}

/** Undefined is the point at infinity. */
export type Point = { readonly x: bigint, readonly y: bigint } | undefined

interface Jacobian { readonly x: bigint, readonly y: bigint, readonly z: bigint }

const p256 = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n
const p384 = 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n
const p521 = 2n ** 521n - 1n

/** By OpenSSL's names. */
export const curves: Readonly<Record<string, Curve>> = {
  prime256v1: {
    p: p256, a: p256 - 3n, sizeBytes: 32, n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    base: {
      x: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      y: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    },
  },
  secp384r1: {
    p: p384, a: p384 - 3n, sizeBytes: 48,
    n: 0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    base: {
      x: 0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      y: 0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    },
  },
  secp521r1: {
    p: p521, a: p521 - 3n, sizeBytes: 66,
    n: p521 - 0x5ae79787c40d069948033feb708f65a2fc44a36477663b851449048e16ec79bf6n,
    base: {
      x: BigInt('0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe7' +
        '5928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66'),
      y: BigInt('0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef4' +
        '2640c550b9013fad0761353c7086a272c24088be94769fd16650'),
    },
  },
  secp256k1: {
    p: 2n ** 256n - 2n ** 32n - 977n, a: 0n, sizeBytes: 32,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    base: {
      x: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
      y: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
    },
  },
}

/** One point and another, each so many times, added. */
export function sumOfProducts(curve: Curve, ...terms: readonly (readonly [scalar: bigint, point: Point])[]): Point {
  const { p } = curve
  let sum: Jacobian | undefined
  for (const [scalar, point] of terms) sum = add(curve, sum, multiply(curve, scalar, point))
  if (sum === undefined) return undefined
  const inverse = inverseOf(sum.z, p)
  const square = inverse * inverse % p
  return { x: sum.x * square % p, y: sum.y * square * inverse % p }
}

export function inverseOf(value: bigint, modulus: bigint): bigint {
  let [r, next] = [modulus, mod(value, modulus)]
  let [t, nextT] = [0n, 1n]
  while (next !== 0n) {
    const quotient = r / next;
    [r, next] = [next, r - quotient * next];
    [t, nextT] = [nextT, t - quotient * nextT]
  }
  return mod(t, modulus)
}

export function mod(value: bigint, modulus: bigint): bigint {
  const rest = value % modulus
  return rest < 0n ? rest + modulus : rest
}

function multiply(curve: Curve, scalar: bigint, point: Point): Jacobian | undefined {
  if (point === undefined) return undefined
  const start: Jacobian = { ...point, z: 1n }
  let result: Jacobian | undefined
  for (const bit of scalar.toString(2)) {
    result = double(curve, result)
    if (bit === '1') result = add(curve, result, start)
  }
  return result
}

function double({ p, a }: Curve, point: Jacobian | undefined): Jacobian | undefined {
  if (point === undefined || point.y === 0n) return undefined
  const { x, y, z } = point
  const yy = y * y % p
  const s = 4n * x * yy % p
  const m = (3n * x * x + a * (z ** 4n % p)) % p
  const doubledX = mod(m * m - 2n * s, p)
  return { x: doubledX, y: mod(m * (s - doubledX) - 8n * yy * yy, p), z: 2n * y * z % p }
}

function add(curve: Curve, one: Jacobian | undefined, other: Jacobian | undefined): Jacobian | undefined {
  if (one === undefined || other === undefined) return one ?? other
  const { p } = curve
  const [zz1, zz2] = [one.z * one.z % p, other.z * other.z % p]
  const [u1, u2] = [one.x * zz2 % p, other.x * zz1 % p]
  const [s1, s2] = [one.y * zz2 * other.z % p, other.y * zz1 * one.z % p]
  if (u1 === u2) return s1 === s2 ? double(curve, one) : undefined
  const h = mod(u2 - u1, p)
  const r = mod(s2 - s1, p)
  const hh = h * h % p
  const hhh = h * hh % p
  const v = u1 * hh % p
  const x = mod(r * r - hhh - 2n * v, p)
  return { x, y: mod(r * (v - x) - s1 * hhh, p), z: h * one.z * other.z % p }
}
