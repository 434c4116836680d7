// Other people's servers to compare with, put into `.cache/bench` when first wanted and never part of the project: npm packages by npm,
// DynamoDB Local by Maven. One that cannot be had is left out, by name and with the reason.

import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { serverCore, stopper } from './measure.ts'
import type { Server } from './measure.ts'

const cache = fileURLToPath(new URL('../../.cache/bench', import.meta.url))
const installLimitMs = 600_000
const readyLimitMs = 60_000
const dynamodbLocalVersion = '2.6.1'

/** A server of an npm package's program, which takes its port among `args`. */
export function npmPeer(name: string, version: string, args: (port: number) => readonly string[]): Promise<Server | undefined> {
  return peer(name, async () => {
    const folder = join(cache, name)
    const program = join(folder, 'node_modules/.bin', name)
    if (!existsSync(program)) {
      prepare(folder, 'package.json', '{"private":true}')
      install('npm', ['install', '--no-audit', '--no-fund', '--ignore-scripts', `${name}@${version}`], folder)
    }
    return port => [process.execPath, program, ...args(port)]
  })
}

/** In memory, for all callers alike. */
export function dynamodbLocal(): Promise<Server | undefined> {
  return peer('DynamoDB Local', async () => {
    const folder = join(cache, 'dynamodb-local')
    const jars = join(folder, 'jars')
    if (!existsSync(jars) || readdirSync(jars).length === 0) {
      prepare(folder, 'pom.xml', `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
        <groupId>bench</groupId><artifactId>peers</artifactId><version>1</version>
        <dependencies><dependency><groupId>com.amazonaws</groupId><artifactId>DynamoDBLocal</artifactId>
        <version>${dynamodbLocalVersion}</version></dependency></dependencies></project>`)
      install('mvn', ['-q', '-B', 'dependency:copy-dependencies', `-DoutputDirectory=${jars}`], folder)
    }
    return port => ['java', `-Djava.library.path=${jars}`, '-cp', `${jars}/*`, 'com.amazonaws.services.dynamodbv2.local.main.ServerRunner',
      '-inMemory', '-sharedDb', '-disableTelemetry', '-port', String(port)]
  })
}

type Ready = () => Promise<(port: number) => readonly string[]>

async function peer(name: string, ready: Ready): Promise<Server | undefined> {
  try {
    return await start(await ready())
  } catch (error) {
    console.log(`${name}: left out, ${(error as Error).message.trim().split('\n').at(-1)}`)
    return undefined
  }
}

function prepare(folder: string, file: string, text: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, file), text)
}

function install(program: string, args: readonly string[], folder: string): void {
  console.log(`installing with ${program}, once…`)
  execFileSync(program, args, { cwd: folder, timeout: installLimitMs, stdio: ['ignore', 'ignore', 'pipe'] })
}

async function start(words: (port: number) => readonly string[]): Promise<Server> {
  const port = await freePort()
  const beganAt = performance.now()
  const child = spawn('taskset', ['-c', String(serverCore), ...words(port)], { stdio: 'ignore', cwd: cache })
  while (!await answers(port)) {
    if (child.exitCode !== null) throw new Error(`it ended with status ${child.exitCode}`)
    if (performance.now() - beganAt > readyLimitMs) throw giveUp(child)
    await new Promise(resolve => { setTimeout(resolve, 50) })
  }
  return { url: `http://127.0.0.1:${port}`, port, process: child, readyMs: performance.now() - beganAt, stop: stopper(child) }
}

function giveUp(child: ChildProcess): Error {
  child.kill('SIGKILL')
  return new Error('it did not listen in time')
}

function freePort(): Promise<number> {
  return new Promise(resolve => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}

function answers(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
