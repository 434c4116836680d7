// Reads multipart/form-data (RFC 7578) as it streams by: one part after another, none of them whole in memory.
// A part's body is read to its end, or passed over, before the next part is there. Lines of a part's head are bytes, one character each.

/** The bytes are no such form. */
export class MalformedForm extends Error {}

export interface FormPart {
  readonly name: string
  /** As the sender wrote it; a part without one is a plain field. */
  readonly fileName: string | undefined
  readonly body: AsyncIterable<Uint8Array>
}

const mostHeadBytes = 8192

/** The boundary that a content type names. */
export function boundaryOf(contentType: string): string | undefined {
  const found = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;,"]{1,70}))/i.exec(contentType)
  return found?.[1] ?? found?.[2]
}

/** @throws MalformedForm where the parts do not follow the boundary, or end without it */
export async function* formParts(source: AsyncIterable<Uint8Array>, boundary: string): AsyncGenerator<FormPart, void, undefined> {
  const reader = new PartReader(source, boundary)
  try {
    for (;;) {
      // What stands before the first boundary, or is left of a part, is nobody's.
      for await (const _ of reader.untilBoundary()) continue
      const head = await reader.head()
      if (head === undefined) return
      yield { ...head, body: reader.untilBoundary() }
    }
  } finally {
    await reader.close()
  }
}

class PartReader {
  readonly #source: AsyncIterator<Uint8Array>
  readonly #delimiter: Buffer
  // The first boundary needs no line before it.
  #bytes = Buffer.from('\r\n')
  #ended = false
  #atBoundary = false

  constructor(source: AsyncIterable<Uint8Array>, boundary: string) {
    this.#source = source[Symbol.asyncIterator]()
    this.#delimiter = Buffer.from(`\r\n--${boundary}`, 'latin1')
  }

  async close(): Promise<void> {
    if (!this.#ended) await this.#source.return?.()
  }

  /** The bytes up to the next boundary; nothing more once it is reached. */
  async* untilBoundary(): AsyncGenerator<Uint8Array, void, undefined> {
    while (!this.#atBoundary) {
      const at = this.#bytes.indexOf(this.#delimiter)
      // The end may be the delimiter's beginning.
      const end = at >= 0 ? at : Math.max(0, this.#bytes.length - this.#delimiter.length + 1)
      const found = this.#bytes.subarray(0, end)
      this.#bytes = this.#bytes.subarray(at < 0 ? end : at + this.#delimiter.length)
      this.#atBoundary = at >= 0
      if (found.length > 0) yield found
      if (at < 0) await this.#more()
    }
  }

  /** What the lines after a boundary say of the part; undefined after the last. */
  async head(): Promise<Omit<FormPart, 'body'> | undefined> {
    let end = -1
    for (;;) {
      if (this.#bytes.length >= 2 && this.#bytes.toString('latin1', 0, 2) === '--') return undefined
      end = this.#bytes.indexOf('\r\n\r\n')
      if (end >= 0) break
      if (this.#bytes.length > mostHeadBytes) throw new MalformedForm('The head of a part is too long.')
      await this.#more()
    }
    const lines = this.#bytes.toString('latin1', 0, end).split('\r\n')
    if (lines[0]!.trim() !== '') throw new MalformedForm('A boundary does not end its line.')
    this.#bytes = this.#bytes.subarray(end + 4)
    this.#atBoundary = false
    return nameIn(lines.slice(1))
  }

  async #more(): Promise<void> {
    const next = this.#ended ? undefined : await this.#source.next()
    if (next === undefined || next.done) {
      this.#ended = true
      throw new MalformedForm('The form ends without its last boundary.')
    }
    this.#bytes = this.#bytes.length === 0 ? Buffer.from(next.value) : Buffer.concat([this.#bytes, next.value])
  }
}

function nameIn(lines: readonly string[]): Omit<FormPart, 'body'> {
  const line = lines.find(each => /^content-disposition:/i.test(each))
  const name = line === undefined ? undefined : parameter(line, 'name')
  if (name === undefined) throw new MalformedForm('A part has no name.')
  return { name, fileName: parameter(line!, 'filename') }
}

/** Browsers write a quote inside a name as `%22`, others with a backslash. */
function parameter(line: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}=(?:"((?:\\\\"|[^"])*)"|([^\\s;]+))`, 'i').exec(line)
  const text = found?.[1]?.replaceAll('\\"', '"') ?? found?.[2]
  return text === undefined ? undefined : Buffer.from(text, 'latin1').toString('utf8')
}
