// Speaks HTTP/1.1 to a port byte by byte, for requests that no HTTP client would send, and reads one answer back.
// It knows no AWS protocol. Invariant: it ends, with an answer or with an error that says what was heard until then.

import { connect } from 'node:net'

export interface Answer {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
}

export interface Speech {
  readonly port: number
  /** Everything that is sent, head and body. */
  readonly bytes: Uint8Array
  /** Ends our side when all is sent, as a client does that dies in the middle of its body. */
  readonly endsSending?: boolean
}

/** Far more than any answer takes: only a request that hangs the server meets it. */
const patienceMs = 20_000

/** Opens a connection of its own, sends, and reads the first answer but for `100 Continue`. */
export function exchange({ port, bytes, endsSending = false }: Speech): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    const heard: Buffer[] = []
    const finish = (isOver: boolean, reason: string): void => {
      const answer = readAnswer(Buffer.concat(heard), isOver)
      if (answer === undefined && !isOver) return
      socket.destroy()
      if (answer !== undefined) resolve(answer)
      else reject(new Error(`${reason}; heard ${JSON.stringify(Buffer.concat(heard).toString('latin1').slice(0, 300))}`))
    }
    socket.setTimeout(patienceMs, () => finish(true, `No whole answer within ${patienceMs} ms`))
    socket.on('data', part => {
      heard.push(part)
      finish(false, '')
    })
    socket.on('end', () => finish(true, 'The server closed the connection'))
    // A server that refuses early resets a connection on which we still send; what it said before counts.
    socket.on('error', error => finish(true, error.message))
    socket.write(bytes)
    if (endsSending) socket.end()
  })
}

/** The first final answer in what was heard; undefined while it is not whole. */
function readAnswer(heard: Buffer, isOver: boolean): Answer | undefined {
  const end = heard.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  const [statusLine = '', ...lines] = heard.subarray(0, end).toString('latin1').split('\r\n')
  const status = Number(/^HTTP\/1\.1 (\d{3}) /.exec(statusLine)?.[1])
  const rest = heard.subarray(end + 4)
  if (status === 100) return readAnswer(rest, isOver)
  const headers = Object.fromEntries(lines.map(line => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]
  }))
  if (headers['transfer-encoding'] === 'chunked') {
    const body = bodyOfChunks(rest)
    return body === undefined ? undefined : { status, headers, body }
  }
  const length = headers['content-length']
  if (length === undefined) return isOver ? { status, headers, body: rest } : undefined
  return rest.length < Number(length) ? undefined : { status, headers, body: rest.subarray(0, Number(length)) }
}

/** The chunks put together; undefined while the last one has not come. */
function bodyOfChunks(heard: Buffer): Buffer | undefined {
  const parts: Buffer[] = []
  for (let at = 0; ;) {
    const lineEnd = heard.indexOf('\r\n', at)
    if (lineEnd < 0) return undefined
    const size = Number.parseInt(heard.subarray(at, lineEnd).toString('latin1'), 16)
    if (size === 0) return Buffer.concat(parts)
    at = lineEnd + 2 + size + 2
    if (at > heard.length) return undefined
    parts.push(heard.subarray(lineEnd + 2, at - 2))
  }
}
