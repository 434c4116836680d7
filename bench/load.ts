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
  /** Answers with another status than 200. */
  readonly failures: number
}

type Answer = { readonly status: number, readonly body: string }

async function main(): Promise<void> {
  const job = JSON.parse(await text(process.stdin)) as Job
  await run({ ...job, durationMs: job.warmUpMs })
  process.stdout.write(`${JSON.stringify(await run(job))}\n`)
}

async function run(job: Job): Promise<Result> {
  const requests = job.requests.map(request => Buffer.from(request, 'base64'))
  const latencies: number[] = []
  let failures = 0
  const beganAt = performance.now()
  const endsAt = beganAt + job.durationMs
  const intervalMs = job.ratePerSecond === undefined ? 0 : 1000 / job.ratePerSecond
  let sent = 0
  const worker = async () => {
    const connection = await Connection.open(job.port)
    for (;;) {
      const number = sent++
      const dueAt = intervalMs === 0 ? performance.now() : beganAt + number * intervalMs
      if (dueAt >= endsAt) break
      await until(dueAt)
      const answer = await connection.ask(requests[number % requests.length]!)
      if (answer.status !== 200) failures += 1
      for (const next of job.follow === undefined ? [] : followUp(job, answer)) {
        if ((await connection.ask(next)).status !== 200) failures += 1
      }
      latencies.push(performance.now() - dueAt)
    }
    connection.close()
  }
  await Promise.all(Array.from({ length: job.connections }, worker))
  const seconds = (performance.now() - beganAt) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(latencies.length * share))] ?? NaN
  return { perSecond: latencies.length / seconds, p50Ms: at(0.5), p99Ms: at(0.99), count: latencies.length, failures }
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

/** One request at a time, answers with a content length. */
class Connection {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #answer: ((answer: Answer) => void) | undefined

  private constructor(socket: Socket) {
    this.#socket = socket
    socket.setNoDelay(true)
    socket.on('data', (part: Buffer) => { this.#take(part) })
    socket.on('error', error => { throw error })
  }

  static open(port: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)))
      socket.once('error', reject)
    })
  }

  ask(request: Buffer): Promise<Answer> {
    return new Promise(resolve => {
      this.#answer = resolve
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #take(part: Buffer): void {
    this.#received = this.#received.length === 0 ? part : Buffer.concat([this.#received, part])
    const headEnd = this.#received.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = this.#received.toString('latin1', 0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const end = headEnd + 4 + length
    if (this.#received.length < end) return
    const answer = { status: Number(head.slice(9, 12)), body: this.#received.toString('utf8', headEnd + 4, end) }
    this.#received = this.#received.subarray(end)
    this.#answer!(answer)
  }
}

await main()
