// What comes in is billed by its bytes, and by its class.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put } from './account.fixture.ts'

test('ingestion and storage are on the bill', async t => {
  const here = await freshAccount(t)
  const { logs, cloud } = here
  await made(logs, 'g', 's')
  await logs.createLogGroup({ logGroupName: 'rare', logGroupClass: 'INFREQUENT_ACCESS' })
  await logs.createLogStream({ logGroupName: 'rare', logStreamName: 's' })
  for (let i = 0; i < 4; i += 1) await put(here, 'g:s', ['x'.repeat(1_000_000)])
  await put(here, 'rare:s', ['x'.repeat(1_000_000)])
  await cloud.clock.advance('24h')
  const request = { method: 'GET', protocol: 'http:', hostname: 'localhost', path: '/_orrery/bill', query: { account },
    headers: { host: 'localhost' } }
  const { response } = await cloud.client().requestHandler.handle(request)
  const parts: Buffer[] = []
  for await (const part of response.body) parts.push(part as Buffer)
  const text = Buffer.concat(parts).toString()
  for (const type of ['DataProcessing-Bytes', 'DataProcessingIA-Bytes', 'TimedStorage-ByteHrs']) assert.ok(text.includes(type),
    `${type} in ${text}`)
})
