// How servers are started, pinned, loaded and read: each on a core of its own beside the load generator's, with its CPU time taken from
// /proc.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Job, Result } from './load.ts'

export const serverCore = 0
export const loadCore = 1
/** As `npm start` has them. */
const flags = ['--max-semi-space-size=32']
/** What V8 takes to compile all that a request passes through; before, it is the compiler that is measured. */
const warmRequests = 30_000
const warmLimitMs = 20_000

export interface Server {
  readonly url: string
  readonly port: number
  readonly process: ChildProcess
  /** From spawning to the line that says it is ready. */
  readonly readyMs: number
  stop(): Promise<void>
}

/** Starts a program of ours pinned to the servers' core and waits for its line with an address. */
export function startServer(script: string, args: readonly string[] = []): Promise<Server> {
  const path = fileURLToPath(new URL(script, import.meta.url))
  const beganAt = performance.now()
  const words = ['-c', String(serverCore), process.execPath, ...flags, path, ...args]
  const child = spawn('taskset', words, { stdio: ['ignore', 'pipe', 'inherit'] })
  return new Promise((resolve, reject) => {
    child.once('exit', code => reject(new Error(`${script} ended with status ${code}`)))
    child.stdout.on('data', (line: Buffer) => {
      const url = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line.toString())
      if (url === null) return
      resolve({ url: url[0], port: Number(url[1]), process: child, readyMs: performance.now() - beganAt, stop: stopper(child) })
    })
  })
}

/** Of the cloud, with its state on disk. */
export function startCloud(directory: string): Promise<Server> {
  return startServer('../bundle/orrery.js', ['start', '--port', '0', '--data', directory])
}

export function stopper(child: ChildProcess): () => Promise<void> {
  return () => new Promise(ended => {
    child.removeAllListeners('exit')
    child.once('exit', () => ended())
    child.kill('SIGTERM')
  })
}

export interface Measured extends Result {
  /** User and system time of the server per answer, µs. */
  readonly cpuMicros: number
}

export async function load(server: Server, job: Omit<Job, 'port'>): Promise<Measured> {
  const cpuBefore = cpuMs(server)
  const result = await generate({ ...job, port: server.port })
  const answered = result.count + result.warmCount
  return { ...result, cpuMicros: 1000 * (cpuMs(server) - cpuBefore) / answered }
}

/** Loads a server until it has answered so much that its code is compiled. */
export async function warm(server: Server, job: Omit<Job, 'port'>): Promise<void> {
  const beganAt = performance.now()
  for (let count = 0; count < warmRequests && performance.now() - beganAt < warmLimitMs;) count += (await load(server, job)).count
}

function generate(job: Job): Promise<Result> {
  const path = fileURLToPath(new URL('load.js', import.meta.url))
  const child = spawn('taskset', ['-c', String(loadCore), process.execPath, path], { stdio: ['pipe', 'pipe', 'inherit'] })
  child.stdin.end(JSON.stringify(job))
  return new Promise((resolve, reject) => {
    let output = ''
    child.stdout.on('data', (part: Buffer) => { output += part.toString() })
    child.once('exit', code => {
      if (code === 0) resolve(JSON.parse(output) as Result)
      else reject(new Error(`the load generator ended with status ${code}`))
    })
  })
}

/** Of the process and all its threads; clock ticks are 10 ms on Linux. */
function cpuMs({ process: { pid } }: Server): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

export function residentMb({ process: { pid } }: Server): number {
  return kilobytes(pid, 'VmRSS') / 1024
}

/** The most it ever held. */
export function peakMb({ process: { pid } }: Server): number {
  return kilobytes(pid, 'VmHWM') / 1024
}

/** What it holds that is no page of a file: maps of the store's file are the system's to take back. */
export function anonymousMb({ process: { pid } }: Server): number {
  return kilobytes(pid, 'RssAnon') / 1024
}

function kilobytes(pid: number | undefined, name: string): number {
  return Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1])
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
