// Records are billed in steps of 5 KB.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, freshAccount, made, put } from './account.fixture.ts'

test('the bill has the bytes that came in', async t => {
  const here = await freshAccount(t)
  await made(here, 'd')
  for (let i = 0; i < 20; i += 1) await put(here, 'd', ...Array.from({ length: 500 }, () => 'x'))
  await here.cloud.clock.advance('1h')
  const request = { method: 'GET', protocol: 'http:', hostname: 'localhost', path: '/_orrery/bill', query: { account },
    headers: { host: 'localhost' } }
  const { response } = await here.cloud.client().requestHandler.handle(request)
  const parts: Buffer[] = []
  for await (const part of response.body) parts.push(part as Buffer)
  assert.match(Buffer.concat(parts).toString(), /BilledBytes/)
})
