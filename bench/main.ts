// `npm run bench`: Orrery beside a bare node:http server that reads the same request and answers 200 bytes, in one run on one machine, the
// servers on one core and the load generator on the other, rounds interleaved. Rates wander with the machine; the ratios are what counts.

import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { load, median, residentMb, startServer } from './measure.ts'
import type { Measured, Server } from './measure.ts'
import { sqsParts, sqsRequest } from './requests.ts'
import type { Credentials } from './requests.ts'
import { session } from './session.ts'

const rounds = 3
const connections = 16
const warmUpMs = 3000
const durationMs = 4000
const orrery = '../cli/orrery.js'

const directory = mkdtempSync(join(tmpdir(), 'orrery-bench-'))
try {
  await serverRates()
  await startUp()
  await embedded()
} finally {
  rmSync(directory, { recursive: true })
}

/** SendMessage and ReceiveMessage + DeleteMessage, durable, signatures checked, journal on, beside the bare server. */
async function serverRates(): Promise<void> {
  const bare = await startServer('bare.js')
  const cloud = await startServer(orrery, ['start', '--port', '0', '--data', join(directory, 'rates')])
  const idleMb = residentMb(cloud)
  const credentials = await session(cloud)
  const sends = await sendRequests(cloud, credentials)
  const rates: Record<'bare' | 'send' | 'receive', Measured[]> = { bare: [], send: [], receive: [] }
  for (let round = 0; round < rounds; round += 1) {
    rates.bare.push(await load(bare, { connections, warmUpMs, durationMs, requests: sends.requests }))
    rates.send.push(await load(cloud, { connections, warmUpMs, durationMs, requests: sends.requests }))
    rates.receive.push(await load(cloud, { connections, warmUpMs, durationMs, ...receiveRequests(cloud, sends.queueUrl) }))
  }
  console.log(`idle memory                  ${idleMb.toFixed(0)} MB (target <= 90)`)
  row('bare node:http', rates.bare, rates.bare)
  row('SendMessage', rates.send, rates.bare)
  row('ReceiveMessage + Delete', rates.receive, rates.bare)
  const ratePerSecond = Math.floor(median(rates.send.map(({ perSecond }) => perSecond)) / 2)
  const half = await load(cloud, { connections, warmUpMs, durationMs, requests: sends.requests, ratePerSecond })
  console.log(`SendMessage at half load     p50 ${half.p50Ms.toFixed(2)} ms, p99 ${half.p99Ms.toFixed(2)} ms, ` +
    `${(half.p99Ms / half.p50Ms).toFixed(1)} x (target <= 5)`)
  console.log(`memory after the load        ${residentMb(cloud).toFixed(0)} MB`)
  await Promise.all([bare.stop(), cloud.stop()])
}

function row(name: string, measured: readonly Measured[], bare: readonly Measured[]): void {
  const rate = median(measured.map(({ perSecond }) => perSecond))
  const ratio = median(measured.map(({ perSecond }, i) => perSecond / bare[i]!.perSecond))
  const cpu = median(measured.map(({ cpuMicros }) => cpuMicros))
  const failures = measured.reduce((sum, each) => sum + each.failures, 0)
  console.log(`${name.padEnd(28)} ${rate.toFixed(0).padStart(6)}/s  ${(100 * ratio).toFixed(0).padStart(4)} % of bare  ` +
    `p50 ${median(measured.map(({ p50Ms }) => p50Ms)).toFixed(2)} ms  p99 ${median(measured.map(({ p99Ms }) => p99Ms)).toFixed(2)} ms  ` +
    `${cpu.toFixed(0)} µs CPU  ${failures} failures`)
}

async function sendRequests({ url, port }: Server, credentials: Credentials): Promise<{ queueUrl: string, requests: string[] }> {
  const sqs = new SQSClient({ endpoint: url, region: 'us-east-1', credentials })
  const { QueueUrl: queueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench' }))
  const requests = Array.from({ length: 200 }, (_, i) =>
    sqsRequest(port, 'SendMessage', { QueueUrl: queueUrl, MessageBody: `${i} ${'m'.repeat(200)}` }, credentials))
  return { queueUrl: queueUrl!, requests }
}

/** Deletions are made of the handles received, so they go under a key that takes any secret. */
function receiveRequests({ port }: Server, queueUrl: string) {
  const anySecret = { accessKeyId: '000000000000', secretAccessKey: 'any' }
  const { head, body } = sqsParts(port, 'DeleteMessage', { QueueUrl: queueUrl }, anySecret)
  return {
    requests: [sqsRequest(port, 'ReceiveMessage', { QueueUrl: queueUrl }, anySecret)],
    follow: 'delete-received' as const,
    followHead: `${head.replaceAll('\r\n', '\n').trimEnd()}\n\n${body}`,
  }
}

/** From spawning the process to the first answered call, on a warm file cache. */
async function startUp(): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const beganAt = performance.now()
    const cloud = await startServer(orrery, ['start', '--port', '0', '--data', join(directory, 'start')])
    const sts = new URL('/?Action=GetCallerIdentity&Version=2011-06-15', cloud.url)
    const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0'
    await (await fetch(sts, { method: 'POST', headers: { authorization } })).text()
    times.push(performance.now() - beganAt)
    await cloud.stop()
  }
  console.log(`first answered request       ${median(times).toFixed(0)} ms after start (target <= 400)`)
}

/** A new cloud in a process that has opened one before; measured in a process of its own. */
function embedded(): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('embedded.js', import.meta.url))], { stdio: 'inherit' })
  return new Promise(resolve => { child.once('exit', () => resolve()) })
}
