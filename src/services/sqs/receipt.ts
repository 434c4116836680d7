// Receipt handles: opaque to clients, to us the place of a delivery and the receive that gave it. Pure.
// They are not sealed: who can call DeleteMessage on a queue could have received the message, so there is nothing to guard.

export interface Receipt {
  readonly contents: string
  readonly rank: number
  readonly sequence: number
  readonly receipt: string
}

/** AWS's handles begin so, too. */
const prefix = 'AQEB'
const form = /^([0-9a-f]{12}\.\d+):([0-9a-z]+):([0-9a-z]+):([0-9a-f]{16})$/

export function writeReceipt({ contents, rank, sequence, receipt }: Receipt): string {
  return prefix + Buffer.from(`${contents}:${rank.toString(36)}:${sequence.toString(36)}:${receipt}`).toString('base64')
}

/** @returns undefined for what is no receipt handle */
export function readReceipt(handle: string): Receipt | undefined {
  if (!handle.startsWith(prefix)) return undefined
  const match = form.exec(Buffer.from(handle.slice(prefix.length), 'base64').toString('latin1'))
  if (match === null) return undefined
  const [, contents, rank, sequence, receipt] = match as unknown as [string, string, string, string, string]
  return { contents, rank: Number.parseInt(rank, 36), sequence: Number.parseInt(sequence, 36), receipt }
}
