// Which bytes of an object are asked for: a range header or a part number. Pure. Source: RFC 9110, section 14; GetObject, Amazon S3 API
// Reference: one range, no more; what cannot be read as one is as if nothing had been asked.

export interface ByteRange { readonly fromBytes: number, readonly sizeBytes: number }

/** The range of a whole of `sizeBytes`; `unsatisfiable` for one beyond its end, undefined for all of it. */
export function readRange(header: string | undefined, sizeBytes: number): ByteRange | 'unsatisfiable' | undefined {
  const match = header === undefined ? null : /^bytes\s*=\s*(\d*)\s*-\s*(\d*)$/.exec(header.trim())
  if (match === null || (match[1] === '' && match[2] === '')) return undefined
  if (match[1] === '') {
    const lastBytes = Math.min(Number(match[2]), sizeBytes)
    return lastBytes === 0 ? 'unsatisfiable' : { fromBytes: sizeBytes - lastBytes, sizeBytes: lastBytes }
  }
  const from = Number(match[1])
  const through = match[2] === '' ? sizeBytes - 1 : Number(match[2])
  if (through < from && match[2] !== '') return undefined
  return from >= sizeBytes ? 'unsatisfiable' : { fromBytes: from, sizeBytes: Math.min(through, sizeBytes - 1) - from + 1 }
}

/** `bytes 0-9/100` */
export function contentRange({ fromBytes, sizeBytes }: ByteRange, wholeBytes: number): string {
  return `bytes ${fromBytes}-${fromBytes + sizeBytes - 1}/${wholeBytes}`
}
