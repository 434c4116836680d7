// Glacier's checksum: SHA-256 of each megabyte, paired up to one root. Pure. Source: "Computing checksums", Amazon S3 Glacier Developer
// Guide.

import { createHash, hash } from 'node:crypto'

export const megabyte = 2 ** 20

/** Reckons a body while it passes: its tree hash, and the linear hash beside it. */
export class TreeHash {
  readonly #leaves: Buffer[] = []
  readonly #linear = createHash('sha256')
  #leaf = createHash('sha256')
  #leafBytes = 0
  #sizeBytes = 0

  readonly update = (bytes: Uint8Array): void => {
    this.#linear.update(bytes)
    this.#sizeBytes += bytes.length
    for (let at = 0; at < bytes.length;) {
      const piece = bytes.subarray(at, at + megabyte - this.#leafBytes)
      this.#leaf.update(piece)
      this.#leafBytes += piece.length
      at += piece.length
      if (this.#leafBytes === megabyte) this.#end()
    }
  }

  get sizeBytes(): number {
    return this.#sizeBytes
  }

  /** Lower-case hexadecimal digits. */
  finish(): { readonly tree: string, readonly linear: string } {
    if (this.#leafBytes > 0 || this.#leaves.length === 0) this.#end()
    return { tree: rootOf(this.#leaves).toString('hex'), linear: this.#linear.digest('hex') }
  }

  #end(): void {
    this.#leaves.push(this.#leaf.digest())
    this.#leaf = createHash('sha256')
    this.#leafBytes = 0
  }
}

/** The root over the hashes of parts that are all of one size, a power of two of megabytes, but for the last. */
export function rootOf(hashes: readonly Buffer[]): Buffer {
  let level = [...hashes]
  while (level.length > 1) {
    const above: Buffer[] = []
    for (let i = 0; i < level.length; i += 2) {
      const pair = level[i + 1]
      above.push(pair === undefined ? level[i]! : Buffer.from(hash('sha256', Buffer.concat([level[i]!, pair])), 'hex'))
    }
    level = above
  }
  return level[0]!
}

/** Whether a range of a whole has a tree hash of its own: it begins at a multiple of its size, which is a power of two of megabytes. */
export function isTreeAligned(fromByte: number, sizeBytes: number, wholeBytes: number): boolean {
  if (fromByte % megabyte !== 0) return false
  const reachesEnd = fromByte + sizeBytes === wholeBytes
  if (!reachesEnd && sizeBytes % megabyte !== 0) return false
  const megabytes = Math.ceil(sizeBytes / megabyte)
  const span = 2 ** Math.ceil(Math.log2(megabytes))
  return (span === megabytes || reachesEnd) && (fromByte / megabyte) % span === 0
}
