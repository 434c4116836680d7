// The chunked transfer coding of HTTP/1.1, taken off as the bytes come (RFC 9112, section 7.1). Extensions and trailers are read and let
// go: those that AWS knows are in aws-chunked, a frame within this one (chunked.ts). Strict: hexadecimal sizes, CR LF, nothing else.

import { HttpRefusal, refusals } from './http-refusal.ts'

/** A size with its extensions, or one line of the trailer. */
const lineLimitBytes = 16 * 1024
const trailerLimitBytes = 32 * 1024
const [lineFeed, carriageReturn] = [10, 13] as const

const sizeLine = /^([0-9A-Fa-f]{1,13})[ \t]*(?:;[\t\x20-\x7e\x80-\xff]*)?$/
const trailerLine = /^[!#$%&'*+\-.^_`|~\w]+:[\t\x20-\x7e\x80-\xff]*$/

export class ChunkReader {
  isComplete = false
  #state: 'size' | 'data' | 'data-end' | 'trailer' = 'size'
  #line = ''
  #leftBytes = 0
  #trailerBytes = 0

  /** @param add is given each piece of the payload. @returns how many bytes were the coding's, or why they cannot be */
  take(bytes: Buffer, add: (part: Uint8Array) => void): number | HttpRefusal {
    let at = 0
    while (at < bytes.length && !this.isComplete) {
      if (this.#state === 'data') {
        const end = Math.min(at + this.#leftBytes, bytes.length)
        add(bytes.subarray(at, end))
        this.#leftBytes -= end - at
        at = end
        if (this.#leftBytes === 0) this.#state = 'data-end'
        continue
      }
      const lineEnd = bytes.indexOf(lineFeed, at)
      const end = lineEnd < 0 ? bytes.length : lineEnd + 1
      // Before the next size stands an empty line, so two bytes tell whether the data is longer than was said.
      if (this.#line.length + end - at > (this.#state === 'data-end' ? 2 : lineLimitBytes)) return this.#tooLong()
      this.#line += bytes.toString('latin1', at, end)
      at = end
      if (lineEnd < 0) return this.#state === 'data-end' && this.#line !== '\r' ? refusals.unreadable : at
      const problem = this.#endLine()
      if (problem !== undefined) return problem
    }
    return at
  }

  #endLine(): HttpRefusal | undefined {
    const line = this.#line
    this.#line = ''
    if (line.charCodeAt(line.length - 2) !== carriageReturn) return refusals.unreadable
    const text = line.slice(0, -2)
    if (this.#state === 'data-end') {
      this.#state = 'size'
      return text === '' ? undefined : refusals.unreadable
    }
    return this.#state === 'size' ? this.#size(text) : this.#trailer(text)
  }

  #size(text: string): HttpRefusal | undefined {
    const digits = sizeLine.exec(text)?.[1]
    if (digits === undefined) return refusals.unreadable
    this.#leftBytes = Number.parseInt(digits, 16)
    this.#state = this.#leftBytes === 0 ? 'trailer' : 'data'
    return undefined
  }

  #trailer(text: string): HttpRefusal | undefined {
    if (text === '') this.isComplete = true
    else if (!trailerLine.test(text)) return refusals.unreadable
    this.#trailerBytes += text.length
    return this.#trailerBytes > trailerLimitBytes ? refusals.longHead : undefined
  }

  #tooLong(): HttpRefusal {
    return this.#state === 'size' ? refusals.longExtensions : this.#state === 'trailer' ? refusals.longHead : refusals.unreadable
  }
}
