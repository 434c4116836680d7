// The real `orrery` command as a child process: started, asked, stopped, killed. It waits on what the process says and on its end, never on
// time. Invariant: no process outlives the test that started it.

import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { TestContext } from 'node:test'
import { fileURLToPath } from 'node:url'

const command = fileURLToPath(new URL('../bundle/orrery.js', import.meta.url))

export interface Outcome { readonly code: number | null, readonly output: string, readonly errors: string }

export interface OrreryProcess {
  readonly url: string
  readonly port: number
  readonly child: ChildProcess
  /** Sends the signal and gives what the process ended with. */
  end(signal: NodeJS.Signals): Promise<Outcome & { readonly signal: NodeJS.Signals | null }>
}

/** Runs `orrery WORDS…` to its end. */
export async function orrery(words: readonly string[], environment: Readonly<Record<string, string>> = {}): Promise<Outcome> {
  const { ORRERY_URL: _, ...inherited } = process.env
  const child = spawn(process.execPath, [command, ...words], { env: { ...inherited, ...environment }, stdio: ['ignore', 'pipe', 'pipe'] })
  const heard = listenTo(child)
  const [code] = await once(child, 'close') as [number | null]
  return { code, output: heard.output, errors: heard.errors }
}

/** Runs `orrery start WORDS…` on a free port until it is ready. @throws Error with what it said when it ends before */
export async function startOrrery(t: TestContext, ...words: readonly string[]): Promise<OrreryProcess> {
  const child = spawn(process.execPath, [command, 'start', '--port', '0', ...words], { stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  t.after(async () => {
    child.kill('SIGKILL')
    await ended
  })
  const heard = listenTo(child)
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', () => {
      const ready = /^orrery ready on (\S+) in \d+ ms$/m.exec(heard.output)
      if (ready !== null) resolve(ready[1]!)
    })
    child.once('close', code => reject(new Error(`orrery start ended with ${code}: ${heard.errors}`)))
  })
  return {
    url, child,
    port: Number(new URL(url).port),
    async end(signal) {
      child.kill(signal)
      const [code, endedBy] = await ended
      return { code, signal: endedBy, output: heard.output, errors: heard.errors }
    },
  }
}

function listenTo(child: ChildProcess): { output: string, errors: string } {
  const heard = { output: '', errors: '' }
  child.stdout?.setEncoding('utf8').on('data', (text: string) => { heard.output += text })
  child.stderr?.setEncoding('utf8').on('data', (text: string) => { heard.errors += text })
  return heard
}
