// What it costs that every API answers: start-up, idle memory, and calls of SQS, S3 and DynamoDB, of the whole cloud beside one that knows
// the models of these services alone. The second is the same code over a folder with fewer models.

import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CatalogueIndex } from '../src/model/catalogue.ts'
import type { Setting } from './main.ts'
import { load, median, residentMb, startServer, warm } from './measure.ts'
import type { Server } from './measure.ts'
import type { Job } from './load.ts'
import { line, target } from './report.ts'
import { jsonRequest, s3Request } from './requests.ts'
import type { Credentials } from './requests.ts'
import { session } from './session.ts'

const few = ['sqs', 's3', 'dynamodb', 'sts']
const timing = { connections: 16, warmUpMs: 300, durationMs: 1500 }
const rate = { wanted: '>= 0.95 x', least: 0.95 }
const table = {
  TableName: 'bench', BillingMode: 'PAY_PER_REQUEST', KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
  AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
}

type Request = (server: Server, credentials: Credentials, number: number) => string

const json = (operation: string, input: (server: Server, number: number) => object): Request =>
  (server, credentials, number) => jsonRequest(server.port, operation, input(server, number), credentials)
const made: readonly Request[] = [
  json('AmazonSQS.CreateQueue', () => ({ QueueName: 'bench' })),
  json('DynamoDB_20120810.CreateTable', () => table),
  ({ port }, credentials) => s3Request(port, { method: 'PUT', path: '/bench' }, credentials),
  ({ port }, credentials) => s3Request(port, { method: 'PUT', path: '/bench/one', body: 'k'.repeat(1024) }, credentials),
]
const measures: ReadonlyMap<string, Request> = new Map([
  ['SendMessage', json('AmazonSQS.SendMessage', ({ url }, number) =>
    ({ QueueUrl: `${url}/000000000000/bench`, MessageBody: `${number} ${'m'.repeat(200)}` }))],
  ['PutItem', json('DynamoDB_20120810.PutItem', (_, number) =>
    ({ TableName: 'bench', Item: { pk: { S: `item ${number}` }, text: { S: 'x'.repeat(360) } } }))],
  ['GET 1 KB', ({ port }, credentials) => s3Request(port, { method: 'GET', path: '/bench/one' }, credentials)],
])

export async function run({ directory, rounds }: Setting): Promise<void> {
  const whole = fileURLToPath(new URL('..', import.meta.url))
  const houses = [whole, lesser(whole, join(directory, 'few'))]
  const starts = houses.map(() => [] as number[])
  const idle = houses.map(() => [] as number[])
  for (let round = 0; round < 2 * rounds; round += 1) {
    for (const [which, house] of houses.entries()) {
      const server = await start(house, join(directory, `start-${which}`))
      starts[which]!.push(server.readyMs)
      idle[which]!.push(residentMb(server))
      await server.stop()
    }
  }
  compare('start-up', 'ms', starts.map(median))
  compare('idle memory', 'MB', idle.map(median))
  await rates(await Promise.all(houses.map((house, which) => start(house, join(directory, `rates-${which}`)))), rounds)
}

async function rates(servers: readonly Server[], rounds: number): Promise<void> {
  const credentials = await Promise.all(servers.map(session))
  for (const [which, server] of servers.entries()) {
    for (const request of made) await load(server, { ...once, requests: [request(server, credentials[which]!, 0)] })
  }
  for (const [name, request] of measures) {
    const jobs = servers.map((server, which) => ({
      ...timing, requests: Array.from({ length: 100 }, (_, number) => request(server, credentials[which]!, number)),
    }))
    for (const [which, server] of servers.entries()) await warm(server, jobs[which]!)
    const ratios: number[] = []
    for (let round = 0; round < 3 * rounds; round += 1) {
      const [all, fewer] = [await load(servers[0]!, jobs[0]!), await load(servers[1]!, jobs[1]!)]
      if (all.failures + fewer.failures > 0) throw new Error(`${name} fails: ${all.complaint ?? fewer.complaint}`)
      ratios.push(all.perSecond / fewer.perSecond)
    }
    const ratio = median(ratios)
    target(`${name} with all APIs`, `${ratio.toFixed(2)} x the rate with few`, rate.wanted, ratio >= rate.least)
  }
  await Promise.all(servers.map(server => server.stop()))
}

const once: Omit<Job, 'port' | 'requests'> = { connections: 1, warmUpMs: 0, durationMs: 60_000, count: 1 }

function start(house: string, data: string): Promise<Server> {
  return startServer(join(house, 'bundle/orrery.js'), ['start', '--port', '0', '--data', data])
}

/** The same code with few models. @param house the folder `dist` of the whole */
function lesser(house: string, place: string): string {
  const dist = join(place, 'dist')
  mkdirSync(join(dist, 'models'), { recursive: true })
  cpSync(join(house, 'bundle'), join(dist, 'bundle'), { recursive: true })
  symlinkSync(join(house, 'src'), join(dist, 'src'))
  for (const name of ['package.json', 'node_modules']) symlinkSync(join(house, '..', name), join(place, name))
  const { entries } = JSON.parse(readFileSync(join(house, 'models/index.json'), 'utf8')) as CatalogueIndex
  writeFileSync(join(dist, 'models/index.json'), JSON.stringify({ entries: entries.filter(({ id }) => few.includes(id)) }))
  for (const id of few) cpSync(join(house, `models/${id}.jsonl`), join(dist, `models/${id}.jsonl`))
  return dist
}

function compare(name: string, unit: string, [all, fewer]: readonly number[]): void {
  const ratio = all! / fewer!
  line(name, `${all!.toFixed(0)} ${unit} with all APIs`, `${fewer!.toFixed(0)} ${unit} with few`)
  target(`${name} with all APIs`, `${ratio.toFixed(2)} x that with few`, '<= 1.05 x', ratio <= 1.05)
}
