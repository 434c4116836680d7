// What the tests of storage clients share: a cloud of its own process, a real tree of files to move, programs that run for a bounded time,
// and a comparison of trees byte for byte.

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { temporaryFolder } from '../temporary-folder.ts'
import { startCloud } from './cloud.ts'
import { bareEnvironment } from './environment.ts'

export interface Ended { readonly code: number | null, readonly output: Buffer, readonly errors: string }

export interface RunOptions {
  readonly environment?: Readonly<Record<string, string>>
  readonly input?: string
  readonly limitMs?: number
}

export interface Storage {
  /** Of the cloud. */
  readonly url: string
  /** A part of the project's own dependencies, and files that have odd names or no bytes, and one that is sent in parts. */
  readonly tree: string
  /** For whatever else the test writes. */
  readonly folder: string
  /** Runs a program to its end, which must be a success. */
  run(program: string, words: readonly string[], options?: RunOptions): Promise<Ended>
}

const modules = fileURLToPath(new URL('../../../node_modules', import.meta.url))
/** Some 1,400 files. */
const parts = ['@smithy/core', '@smithy/types', '@aws-sdk/client-sqs']
const limitMs = 100_000

/** A test of a client that moves the tree; skipped where the client's program was not found. */
export function storageTest(
  name: string, program: string | undefined, variable: string, body: (storage: Storage, program: string) => Promise<void>,
): void {
  const skip = program === undefined ? `it was not found: ${variable} is not set` : false
  test(`${name} moves a real tree`, { skip, timeout: 2 * limitMs }, async t => {
    const cloud = await startCloud()
    t.after(() => cloud.close())
    const folder = await temporaryFolder()
    await body({ url: cloud.url, folder, tree: plantTree(join(folder, 'tree')), run }, program!)
  })
}

function plantTree(tree: string): string {
  for (const part of parts) cpSync(join(modules, part), join(tree, part), { recursive: true })
  mkdirSync(join(tree, 'odd names/deep'), { recursive: true })
  writeFileSync(join(tree, 'empty'), '')
  for (const name of ['ü+%& (1).txt', 'a=b~c;d.txt', '\u{1f600}.txt']) writeFileSync(join(tree, 'odd names/deep', name), name)
  // Larger than the 8 or 16 MB at which clients begin to send parts.
  const large = Buffer.alloc(20_000_000)
  for (let at = 0, state = 1; at < large.length; at += 4) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    large.writeUInt32LE(state, at)
  }
  writeFileSync(join(tree, 'large.bin'), large)
  return tree
}

/** Paths of all files below a folder, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true }).filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort()
}

/** @returns how many files there are */
export function sameTrees(one: string, other: string): number {
  const files = filesIn(one)
  assert.deepEqual(filesIn(other), files)
  for (const file of files) {
    assert.ok(readFileSync(join(one, file)).equals(readFileSync(join(other, file))), `${file} came back with other bytes`)
  }
  return files.length
}

/** Runs a program that may fail. */
export function attempt(program: string, words: readonly string[], { environment = {}, input, limitMs: most = limitMs }: RunOptions = {}) {
  return new Promise<Ended>((resolve, reject) => {
    const child = spawn(program, words, { env: { ...bareEnvironment(), ...environment }, timeout: most, killSignal: 'SIGKILL' })
    const output: Buffer[] = []
    let errors = ''
    child.stdout.on('data', (bytes: Buffer) => { output.push(bytes) })
    child.stderr.on('data', (bytes: Buffer) => { errors += bytes.toString() })
    child.on('error', reject)
    child.on('close', code => { resolve({ code, output: Buffer.concat(output), errors }) })
    child.stdin.end(input)
  })
}

async function run(program: string, words: readonly string[], options?: RunOptions): Promise<Ended> {
  const ended = await attempt(program, words, options)
  assert.equal(ended.code, 0, `${program} ${words.join(' ')}\n${ended.output.toString().slice(-2000)}\n${ended.errors.slice(-2000)}`)
  return ended
}
