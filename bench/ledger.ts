// What the ledger costs: winding a year over a thousand resources that stay as they are, and what of a SendMessage in process its metering
// takes, both by the processor's time, which other work on the machine does not lengthen.

import { SQS } from '@aws-sdk/client-sqs'
import { Cloud } from '../src/index.ts'
import { target } from './report.ts'

const account = '111122223333'
const resources = 1000
const sends = 5000
const counts = 1_000_000

export async function run(): Promise<void> {
  const cloud = await Cloud.open({ now: '2027-01-01T00:00:00Z' })
  cloud.clock.freeze()
  await winding(cloud)
  await metering(cloud)
  await cloud.close()
}

async function winding(cloud: Cloud): Promise<void> {
  const { store, meter, clock } = cloud.core
  store.transact(() => {
    for (let i = 0; i < resources; i += 1) {
      const of = { service: 'ec2', usageType: 'BoxUsage:m5.large', operation: 'RunInstances', resource: `i-${i}` }
      meter.stand(store.cell(`${account}/us-east-1`), of, clock.now(), 1)
    }
  })
  const seconds = await processorMs(() => cloud.clock.advance('1y')) / 1000
  target('winding a year over 1,000 unchanging resources', `${seconds.toFixed(2)} s`, '<= 2 s', seconds <= 2)
}

/** A SendMessage counts once. */
async function metering(cloud: Cloud): Promise<void> {
  const sqs = new SQS(cloud.client({ accessKeyId: account }))
  const { QueueUrl } = await sqs.createQueue({ QueueName: 'q' })
  const send = async (times: number) => {
    for (let i = 0; i < times; i += 1) await sqs.sendMessage({ QueueUrl, MessageBody: 'm' })
  }
  await send(sends / 5)
  const sendMicros = await processorMs(() => send(sends)) / sends * 1000
  const { meter, clock } = cloud.core
  const of = { service: 'sqs', usageType: 'Requests-RBP', operation: 'SendMessage', resource: 'arn' }
  const countMicros = await processorMs(() => {
    for (let i = 0; i < counts; i += 1) meter.count(`${account}/us-east-1`, of, clock.now(), 1)
  }) / counts * 1000
  const share = countMicros / sendMicros * 100
  const figures = `${countMicros.toFixed(2)} of ${sendMicros.toFixed(0)} µs, ${share.toFixed(2)} %`
  target('metering, of a SendMessage in process', figures, '<= 5 %', share <= 5)
}

async function processorMs(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
