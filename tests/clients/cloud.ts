// The clouds that the scenarios run in: a server process of its own, or a cloud inside this one. Both stand on a frozen clock, so that
// nothing happens but what a scenario winds on.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { request as httpRequest } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { Cloud } from '../../src/index.ts'
import type { Cloud as OpenedCloud } from '../../src/index.ts'

export interface HttpRequest {
  readonly method: string
  /** Absolute. Another host than the cloud's is what the request says, not where it goes. */
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>
  readonly body: string
}

export interface TestCloud {
  /** Without a slash at its end. */
  readonly url: string
  /** Virtual time, epoch ms. */
  now(): Promise<number>
  /** @param duration such as `30s`, `5m`, `14d` */
  advance(duration: string): Promise<void>
  /** A bare request, as no client would send it. */
  request(request: HttpRequest): Promise<HttpAnswer>
  close(): Promise<void>
}

const program = fileURLToPath(new URL('../../bundle/orrery.js', import.meta.url))
/** Starting takes a fraction of a second; a machine under load may take longer. */
const startLimitMs = 30_000

/** Starts `orrery` as its users do, ephemeral and on a free port. */
export async function startCloud(): Promise<TestCloud> {
  const child = spawn(process.execPath, [program, 'start', '--port', '0', '--ephemeral'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = once(child, 'exit')
  const late = setTimeout(() => child.kill('SIGKILL'), startLimitMs)
  let url: string | undefined
  for await (const line of createInterface(child.stdout)) {
    url = /^orrery ready on (\S+) in \d+ ms$/.exec(line)?.[1]
    if (url !== undefined) break
  }
  clearTimeout(late)
  if (url === undefined) throw new Error('orrery start ended without being ready: what it printed stands above')
  const cloud = new ServedCloud(url, async () => {
    child.kill('SIGTERM')
    await ended
  })
  await cloud.control('clock', { mode: 'frozen' })
  return cloud
}

class ServedCloud implements TestCloud {
  readonly url: string
  readonly close: () => Promise<void>

  constructor(url: string, close: () => Promise<void>) {
    this.url = url
    this.close = close
  }

  async now(): Promise<number> {
    return Date.parse((await this.control('clock')).now as string)
  }

  async advance(duration: string): Promise<void> {
    await this.control('clock', { advance: duration })
  }

  /** Asks `/_orrery/…`, or sends to it. */
  async control(path: string, body?: unknown): Promise<Record<string, unknown>> {
    const { status, body: text } = await this.request({
      method: body === undefined ? 'GET' : 'POST',
      url: `${this.url}/_orrery/${path}`,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
    if (status !== 200) throw new Error(`/_orrery/${path} answered ${status}: ${text}`)
    return JSON.parse(text) as Record<string, unknown>
  }

  request({ method, url, headers = {}, body }: HttpRequest): Promise<HttpAnswer> {
    const { hostname, port } = new URL(this.url)
    const { host, pathname, search } = new URL(url)
    return new Promise((resolve, reject) => {
      const sent = httpRequest({ method, hostname, port, path: pathname + search, headers: { host, ...headers } }, answer => {
        let text = ''
        answer.setEncoding('utf8')
        answer.on('data', part => { text += part })
        answer.on('error', reject)
        answer.on('end', () => resolve({ status: answer.statusCode!, headers: answer.headers, body: text }))
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }
}

/** Opens a cloud in this process. */
export async function openCloud(): Promise<EmbeddedCloud> {
  const cloud = await Cloud.open({ log: line => console.error(line) })
  cloud.clock.freeze()
  return new EmbeddedCloud(cloud)
}

export class EmbeddedCloud implements TestCloud {
  readonly opened: OpenedCloud
  readonly url: string

  constructor(opened: OpenedCloud) {
    this.opened = opened
    this.url = opened.client().endpoint
  }

  async now(): Promise<number> {
    return this.opened.clock.now()
  }

  async advance(duration: string): Promise<void> {
    await this.opened.clock.advance(duration)
  }

  async request({ method, url, headers = {}, body }: HttpRequest): Promise<HttpAnswer> {
    const { protocol, host, hostname, port, pathname, searchParams } = new URL(url)
    const { response } = await this.opened.client().requestHandler.handle({
      method, protocol, hostname, path: pathname, headers: { host, ...headers }, body,
      ...(port !== '' && { port: Number(port) }),
      query: Object.fromEntries(searchParams),
    })
    let text = ''
    for await (const part of response.body) text += String(part)
    return { status: response.statusCode, headers: response.headers, body: text }
  }

  async close(): Promise<void> {
    await this.opened.close()
  }
}
