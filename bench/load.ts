// The load generator: keep-alive connections on raw sockets, one request at a time on each, so that its own cost stays small beside the
// server's. It runs in a process (and on a core) of its own: it reads a job from standard input and prints the result, both JSON. Closed
// loop by default; with `ratePerSecond` it keeps to a schedule and counts latency from the scheduled moment (no coordinated omission).

import { connect } from 'node:net'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'

export interface Job {
  readonly port: number
  readonly connections: number
  readonly warmUpMs: number
  readonly durationMs: number
  /** Whole HTTP requests, Base64, sent in turn. */
  readonly requests: readonly string[]
  /** Bytes of filling sent after each of them. */
  readonly fillBytes?: number
  /** In each request `{n}` becomes a number that grows from here, always of nine digits. */
  readonly numberedFrom?: number
  /** Stops after so many requests, whatever the time. */
  readonly count?: number
  /** After each answer, requests made of it: see `followUp`. */
  readonly follow?: 'delete-received'
  readonly followHead?: string
  readonly ratePerSecond?: number
}

export interface Result {
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly count: number
  /** Answered before the measuring began. */
  readonly warmCount: number
  /** Answers with another status than 200 to 299. */
  readonly failures: number
  /** Of the last answer that was none, for the reader to see why. */
  readonly complaint?: string
}

type Answer = { readonly status: number, readonly body: string }

const sliceBytes = 1 << 20
const filling = Buffer.alloc(sliceBytes, 'x')

async function main(): Promise<void> {
  const job = JSON.parse(await text(process.stdin)) as Job
  const { count: warmCount } = job.warmUpMs === 0 ? { count: 0 } : await run({ ...job, durationMs: job.warmUpMs })
  process.stdout.write(`${JSON.stringify({ ...await run(job), warmCount })}\n`)
}

async function run(job: Job): Promise<Omit<Result, 'warmCount'>> {
  const requests = job.requests.map(request => Buffer.from(request, 'base64'))
  const latencies: number[] = []
  let failures = 0
  let complaint: string | undefined
  const beganAt = performance.now()
  const endsAt = beganAt + job.durationMs
  const intervalMs = job.ratePerSecond === undefined ? 0 : 1000 / job.ratePerSecond
  let sent = 0
  const judge = ({ status, body }: Answer) => {
    if (status >= 200 && status < 300) return
    failures += 1
    complaint = `${status} ${body.slice(0, 300)}`
  }
  const worker = async () => {
    const connection = await Connection.open(job.port, job.follow !== undefined)
    for (;;) {
      const number = sent++
      const dueAt = intervalMs === 0 ? performance.now() : beganAt + number * intervalMs
      if (dueAt >= endsAt || number >= (job.count ?? Infinity)) break
      await until(dueAt)
      const answer = await connection.ask(numbered(requests[number % requests.length]!, job, number), job.fillBytes)
      judge(answer)
      for (const next of job.follow === undefined ? [] : followUp(job, answer)) judge(await connection.ask(next))
      latencies.push(performance.now() - dueAt)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: job.connections }, worker))
  const seconds = (performance.now() - beganAt) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN
  return { perSecond: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), count: latencies.length, failures,
    ...(complaint !== undefined && { complaint }) }
}

function numbered(request: Buffer, { numberedFrom }: Job, number: number): Buffer {
  if (numberedFrom === undefined) return request
  return Buffer.from(request.toString('latin1').replaceAll('{n}', String(numberedFrom + number).padStart(9, '0')), 'latin1')
}

/** Busy waiting below a millisecond: timers are coarser than the schedule. */
async function until(dueAt: number): Promise<void> {
  for (let left = dueAt - performance.now(); left > 0; left = dueAt - performance.now()) {
    if (left > 2) await new Promise(resolve => { setTimeout(resolve, left - 1.5) })
    else await new Promise(resolve => { setImmediate(resolve) })
  }
}

/** The deletion of each message that was received; the head's signature is for a key whose secret is free, so any body goes with it. */
function* followUp(job: Job, { body }: Answer): Generator<Buffer> {
  const { Messages: messages = [] } = JSON.parse(body) as { Messages?: { ReceiptHandle: string }[] }
  const { QueueUrl } = JSON.parse(job.followHead!.split('\n\n')[1]!) as { QueueUrl: string }
  for (const { ReceiptHandle } of messages) {
    const payload = JSON.stringify({ QueueUrl, ReceiptHandle })
    const head = job.followHead!.split('\n\n')[0]!.split('\n').join('\r\n')
    yield Buffer.from(`${head}\r\ncontent-length: ${Buffer.byteLength(payload)}\r\n\r\n${payload}`)
  }
}

/** One request at a time. Answers have a length or come in chunks; a body is kept only where it is wanted or says what went wrong. */
class Connection {
  readonly #socket: Socket
  readonly #keepsBodies: boolean
  #head: Buffer = Buffer.alloc(0)
  #body: Buffer[] = []
  #status = 0
  /** Of the body still to come; NaN in chunks; undefined while the head comes. */
  #leftBytes: number | undefined
  #answer: ((answer: Answer) => void) | undefined

  private constructor(socket: Socket, keepsBodies: boolean) {
    this.#socket = socket
    this.#keepsBodies = keepsBodies
    socket.setNoDelay(true)
    socket.on('data', (part: Buffer) => { this.#take(part) })
    socket.on('error', error => { throw error })
  }

  static open(port: number, keepsBodies: boolean): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket, keepsBodies)))
      socket.once('error', reject)
    })
  }

  ask(request: Buffer, fillBytes = 0): Promise<Answer> {
    return new Promise(resolve => {
      this.#answer = resolve
      this.#socket.write(request)
      if (fillBytes > 0) void this.#fill(fillBytes)
    })
  }

  async #fill(fillBytes: number): Promise<void> {
    for (let left = fillBytes; left > 0; left -= sliceBytes) {
      const isTaken = this.#socket.write(left >= sliceBytes ? filling : filling.subarray(0, left))
      if (!isTaken) await new Promise(resolve => { this.#socket.once('drain', resolve) })
    }
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(part: Buffer): void {
    let rest = part
    if (this.#leftBytes === undefined) {
      this.#head = this.#head.length === 0 ? part : Buffer.concat([this.#head, part])
      const headEnd = this.#head.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const head = this.#head.toString('latin1', 0, headEnd)
      rest = this.#head.subarray(headEnd + 4)
      this.#head = Buffer.alloc(0)
      this.#status = Number(head.slice(9, 12))
      this.#leftBytes = /transfer-encoding: *chunked/i.test(head) ? NaN : Number(/content-length: *(\d+)/i.exec(head)?.[1] ?? 0)
    }
    if (this.#keepsBodies || this.#status >= 300) this.#body.push(rest)
    if (Number.isNaN(this.#leftBytes)) {
      if (rest.subarray(-5).toString('latin1') !== '0\r\n\r\n') return
    } else if ((this.#leftBytes -= rest.length) > 0) return
    this.#leftBytes = undefined
    const body = this.#body.length === 0 ? '' : Buffer.concat(this.#body).toString()
    this.#body = []
    this.#answer!({ status: this.#status, body })
  }
}

await main()
