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
      const stop = () => new Promise<void>(ended => {
        child.removeAllListeners('exit')
        child.once('exit', () => ended())
        child.kill('SIGTERM')
      })
      resolve({ url: url[0], port: Number(url[1]), process: child, readyMs: performance.now() - beganAt, stop })
    })
  })
}

export interface Measured extends Result {
  /** User and system time of the server per answer, µs. */
  readonly cpuMicros: number
}

export async function load(server: Server, job: Omit<Job, 'port'>): Promise<Measured> {
  const cpuBefore = cpuMs(server)
  const result = await generate({ ...job, port: server.port })
  const answered = result.count * (job.durationMs + job.warmUpMs) / job.durationMs
  return { ...result, cpuMicros: 1000 * (cpuMs(server) - cpuBefore) / answered }
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
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024
}

export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!
}
