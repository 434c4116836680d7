// S3: objects of 1 KB, 1 MB and 1 GB, there and back; a list of 1,000 keys in buckets of 1,000 and of 100,000; deletions of 1,000. Beside
// the bare server (fixed body, or a streamed file) and beside s3rver.

import { createHash } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Setting } from './main.ts'
import { anonymousMb, load, median, peakMb, residentMb, startCloud, startServer, warm } from './measure.ts'
import type { Server } from './measure.ts'
import { npmPeer } from './peers.ts'
import { contest, line, target } from './report.ts'
import type { Contender } from './report.ts'
import { anySecret, s3Request } from './requests.ts'
import type { Credentials } from './requests.ts'
import { session } from './session.ts'

const [kilobyte, megabyte, gigabyte] = [2 ** 10, 2 ** 20, 2 ** 30]
const bucket = '/bench'
const keyCount = 200
const manyKeys = 100_000

export async function run({ directory, rounds }: Setting): Promise<void> {
  mkdirSync(directory, { recursive: true })
  const cloud = await startCloud(join(directory, 'cloud'))
  const bare = await startServer('bare.js')
  const peer = await npmPeer('s3rver', '3.7.1', port =>
    ['--silent', '--port', String(port), '--directory', join(directory, 's3rver'), '--configure-bucket', bucket.slice(1)])
  const idleMb = residentMb(cloud)
  const credentials = await session(cloud)
  await once(cloud, s3Request(cloud.port, { method: 'PUT', path: bucket }, credentials))
  await kilobytes(cloud, bare, peer, credentials, rounds)
  await megabytes(cloud, bare, credentials, rounds)
  await peer?.stop()
  await gigabytes(cloud, bare, credentials, directory, idleMb)
  await listings(cloud, rounds)
  await deletions(cloud)
  line('memory after the load', `${residentMb(cloud).toFixed(0)} MB, idle before ${idleMb.toFixed(0)} MB`)
  await Promise.all([bare.stop(), cloud.stop()])
}

/** One request, which must succeed. */
async function once(server: Server, request: string, fillBytes?: number): Promise<number> {
  const job = { connections: 1, warmUpMs: 0, durationMs: 600_000, count: 1, requests: [request] }
  const { failures, complaint, p50Ms } = await load(server, { ...job, ...(fillBytes !== undefined && { fillBytes }) })
  if (failures > 0) throw new Error(`A request of the benchmark failed: ${complaint}`)
  return p50Ms
}

async function kilobytes(
  cloud: Server, bare: Server, peer: Server | undefined, credentials: Credentials, rounds: number,
): Promise<void> {
  const timing = { connections: 16, warmUpMs: 500, durationMs: 3000 }
  const body = 'k'.repeat(kilobyte)
  const keys = Array.from({ length: keyCount }, (_, i) => `${bucket}/kilo-${i}`)
  const signed = (method: 'GET' | 'PUT') => ({
    ...timing, requests: keys.map(path => s3Request(cloud.port, { method, path, ...(method === 'PUT' && { body }) }, credentials)),
  })
  const unsigned = (method: 'GET' | 'PUT') => ({
    ...timing,
    requests: keys.map(path => Buffer.from(method === 'GET' ? `GET ${path} HTTP/1.1\r\nhost: localhost\r\n\r\n`
      : `PUT ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${body.length}\r\n\r\n${body}`).toString('base64')),
  })
  for (const [method, share] of [['PUT', 0.25], ['GET', 0.45]] as const) {
    for (const server of [cloud, bare]) await warm(server, signed(method))
    const others: Contender[] = [{ name: 'bare node:http', server: bare, job: signed(method), wanted: share }]
    if (peer !== undefined) others.push({ name: 's3rver', server: peer, job: unsigned(method), wanted: 8 })
    await contest(`${method} 1 KB`, rounds, { name: method, server: cloud, job: signed(method) }, others)
  }
}

async function megabytes(cloud: Server, bare: Server, credentials: Credentials, rounds: number): Promise<void> {
  const timing = { connections: 8, warmUpMs: 500, durationMs: 3000 }
  const paths = Array.from({ length: 20 }, (_, i) => `${bucket}/mega-${i}`)
  for (const method of ['PUT', 'GET'] as const) {
    const fill = method === 'PUT' ? { fillBytes: megabyte } : {}
    const job = { ...timing, ...fill, requests: paths.map(path => s3Request(cloud.port, { method, path, ...fill }, credentials)) }
    const { perSecond } = await contest(`${method} 1 MB`, rounds, { name: method, server: cloud, job },
      method === 'PUT' ? [{ name: 'bare node:http', server: bare, job }] : [])
    line(`  ${method} 1 MB`, `${perSecond.toFixed(0)} MB/s`)
  }
}

async function gigabytes(cloud: Server, bare: Server, credentials: Credentials, directory: string, idleMb: number): Promise<void> {
  const path = `${bucket}/giga`
  const put = s3Request(cloud.port, { method: 'PUT', path, fillBytes: gigabyte }, credentials)
  const get = s3Request(cloud.port, { method: 'GET', path }, credentials)
  const file = join(directory, 'giga')
  for (let i = 0; i < 1024; i += 1) writeFileSync(file, Buffer.alloc(megabyte, 'x'), { flag: 'a' })
  const bareFile = await startServer('bare.js', [file])
  const times = { put: [] as number[], barePut: [] as number[], get: [] as number[], bareGet: [] as number[] }
  const before = anonymousMb(cloud)
  let peakMbAbove = 0
  const watching = setInterval(() => { peakMbAbove = Math.max(peakMbAbove, anonymousMb(cloud) - before) }, 100)
  for (let round = 0; round < 3; round += 1) {
    times.put.push(await once(cloud, put, gigabyte))
    times.barePut.push(await once(bare, put, gigabyte))
    times.get.push(await once(cloud, get))
    times.bareGet.push(await once(bareFile, get))
  }
  clearInterval(watching)
  const rate = (all: readonly number[]) => 1024 / (median(all) / 1000)
  const say = (mbPerSecond: number) => `${mbPerSecond.toFixed(0)} MB/s`
  line('PUT 1 GB', say(rate(times.put)), `bare ${say(rate(times.barePut))}, which keeps nothing`)
  line('GET 1 GB', say(rate(times.get)), `bare, streamed file ${say(rate(times.bareGet))}`,
    `peak ${peakMb(cloud).toFixed(0)} MB, idle ${idleMb.toFixed(0)} MB`)
  const share = median(times.get.map((each, round) => times.bareGet[round]! / each))
  target('GET 1 GB of a bare streamed file', `${(100 * share).toFixed(0)} %`, '>= 80 %', share >= 0.8)
  target('memory over PUT and GET of 1 GB', `${peakMbAbove.toFixed(0)} MB above what it held before`, '<= 64 MB', peakMbAbove <= 64)
  await bareFile.stop()
}

async function listings(cloud: Server, rounds: number): Promise<void> {
  await fill(cloud, '/few', 1000)
  await fill(cloud, '/many', manyKeys)
  const timing = { connections: 4, warmUpMs: 300, durationMs: 2000 }
  const job = (path: string, after: number) => ({
    ...timing, requests: [s3Request(cloud.port, { method: 'GET', path, query: `list-type=2&start-after=${keyOf(after)}` }, anySecret)],
  })
  const few = await contest('list 1,000 keys of 1,000', rounds, { name: 'few', server: cloud, job: job('/few', 0) }, [])
  for (const [name, after] of [['the first', 0], ['the middle', manyKeys / 2]] as const) {
    const many = await contest(`list 1,000 keys of 100,000, ${name}`, rounds, { name, server: cloud, job: job('/many', after) }, [])
    // Processor time, which a busy machine bends less than rates.
    const cost = many.cpuMicros / few.cpuMicros
    target(`list of 1,000 keys, ${name}, in 100,000 beside 1,000`, `${cost.toFixed(2)} x the cost`, '<= 1.3 x', cost <= 1.3)
  }
}

function keyOf(number: number | string): string {
  return `key-${typeof number === 'number' ? String(number).padStart(9, '0') : number}`
}

/** Empty objects, whose requests differ in nothing but a number: the key takes any secret, so the signature may be stale. */
async function fill(cloud: Server, path: string, count: number): Promise<void> {
  await once(cloud, s3Request(cloud.port, { method: 'PUT', path }, anySecret))
  const template = Buffer.from(s3Request(cloud.port, { method: 'PUT', path: `${path}/${keyOf('NNN')}`, body: '' }, anySecret), 'base64')
  const requests = [Buffer.from(template.toString('latin1').replace('NNN', '{n}'), 'latin1').toString('base64')]
  const { failures, complaint } = await load(cloud, { connections: 16, warmUpMs: 0, durationMs: 600_000, count, numberedFrom: 0, requests })
  if (failures > 0) throw new Error(`The bucket could not be filled: ${complaint}`)
}

/** A thousand keys a request, ten times. */
async function deletions(cloud: Server): Promise<void> {
  const requests = Array.from({ length: 10 }, (_, batch) => {
    const keys = Array.from({ length: 1000 }, (__, i) => `<Object><Key>${keyOf(batch * 1000 + i)}</Key></Object>`)
    const body = `<Delete><Quiet>true</Quiet>${keys.join('')}</Delete>`
    const headers = { 'content-md5': createHash('md5').update(body).digest('base64') }
    return s3Request(cloud.port, { method: 'POST', path: '/many', query: 'delete=', body, headers }, anySecret)
  })
  const { perSecond, p50Ms, p99Ms, failures, complaint } =
    await load(cloud, { connections: 1, warmUpMs: 0, durationMs: 600_000, count: requests.length, requests })
  line('delete 1,000', `${perSecond.toFixed(1)}/s`, `p50 ${p50Ms.toFixed(1)} ms`, `p99 ${p99Ms.toFixed(1)} ms`,
    `${failures} failures${complaint === undefined ? '' : `: ${complaint}`}`)
}
