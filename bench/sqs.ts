// SQS and the process itself: SendMessage, ReceiveMessage + DeleteMessage, durable, signatures checked, journal on; start-up, memory, and a
// new cloud in process.

import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import type { Setting } from './main.ts'
import { load, median, residentMb, startCloud, startServer, warm } from './measure.ts'
import type { Server } from './measure.ts'
import { contest, line, target } from './report.ts'
import { anySecret, jsonParts, jsonRequest } from './requests.ts'
import type { Credentials } from './requests.ts'
import { session } from './session.ts'

const timing = { connections: 16, warmUpMs: 500, durationMs: 3000 }

export async function run({ directory, rounds }: Setting): Promise<void> {
  await rates(join(directory, 'rates'), rounds)
  await startUp(join(directory, 'start'))
  await embedded()
}

async function rates(directory: string, rounds: number): Promise<void> {
  const bare = await startServer('bare.js')
  const cloud = await startCloud(directory)
  const idleMb = residentMb(cloud)
  target('idle memory', `${idleMb.toFixed(0)} MB`, '<= 90 MB', idleMb <= 90)
  const credentials = await session(cloud)
  const sends = await sendRequests(cloud, credentials)
  const send = { ...timing, requests: sends.requests }
  const receive = { ...timing, ...receiveRequests(cloud, sends.queueUrl) }
  for (const server of [bare, cloud]) await warm(server, send)
  const against = { name: 'bare node:http', server: bare, job: send }
  const sent = await contest('SendMessage', rounds, { name: 'SendMessage', server: cloud, job: send }, [{ ...against, wanted: 0.5 }])
  await contest('ReceiveMessage + DeleteMessage', rounds, { name: 'ReceiveMessage', server: cloud, job: receive }, [against])
  const half = await load(cloud, { ...send, ratePerSecond: Math.floor(sent.perSecond / 2) })
  const spread = half.p99Ms / half.p50Ms
  line('SendMessage at half load', `p50 ${half.p50Ms.toFixed(2)} ms`, `p99 ${half.p99Ms.toFixed(2)} ms`)
  target('p99 of p50 at half load', `${spread.toFixed(1)} x`, '<= 5 x', spread <= 5)
  line('memory after the load', `${residentMb(cloud).toFixed(0)} MB`)
  await Promise.all([bare.stop(), cloud.stop()])
}

async function sendRequests({ url, port }: Server, credentials: Credentials): Promise<{ queueUrl: string, requests: string[] }> {
  const sqs = new SQSClient({ endpoint: url, region: 'us-east-1', credentials })
  const { QueueUrl: queueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'bench' }))
  const requests = Array.from({ length: 200 }, (_, i) =>
    jsonRequest(port, 'AmazonSQS.SendMessage', { QueueUrl: queueUrl, MessageBody: `${i} ${'m'.repeat(200)}` }, credentials))
  return { queueUrl: queueUrl!, requests }
}

/** Deletions are made of the handles received, so they go under a key that takes any secret. */
function receiveRequests({ port }: Server, queueUrl: string) {
  const { head, body } = jsonParts(port, 'AmazonSQS.DeleteMessage', { QueueUrl: queueUrl }, anySecret)
  return {
    requests: [jsonRequest(port, 'AmazonSQS.ReceiveMessage', { QueueUrl: queueUrl }, anySecret)],
    follow: 'delete-received' as const,
    followHead: `${head.replaceAll('\r\n', '\n').trimEnd()}\n\n${body}`,
  }
}

/** From spawning the process to the first answered call, on a warm file cache. */
async function startUp(directory: string): Promise<void> {
  const times: number[] = []
  for (let round = 0; round < 5; round += 1) {
    const beganAt = performance.now()
    const cloud = await startCloud(directory)
    const sts = new URL('/?Action=GetCallerIdentity&Version=2011-06-15', cloud.url)
    const authorization = 'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/sts/aws4_request, SignedHeaders=host, Signature=0'
    await (await fetch(sts, { method: 'POST', headers: { authorization } })).text()
    times.push(performance.now() - beganAt)
    await cloud.stop()
  }
  const middle = median(times)
  target('first answered request', `${middle.toFixed(0)} ms after start`, '<= 400 ms', middle <= 400)
}

/** A new cloud in a process that has opened one before; measured in a process of its own. */
function embedded(): Promise<void> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('embedded.js', import.meta.url))], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.on('data', (part: Buffer) => { said += part.toString() })
  return new Promise(resolve => {
    child.once('exit', () => {
      const [first, later] = JSON.parse(said) as [number, number]
      target('Cloud.open() in process', `${first.toFixed(1)} ms first, then ${later.toFixed(1)} ms`, '<= 10 ms', later <= 10)
      resolve()
    })
  })
}
