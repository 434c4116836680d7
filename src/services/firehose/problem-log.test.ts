// A log stream that is not there keeps no record from going its way.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, made, put, written } from './account.fixture.ts'

test('problems are told where there is a log stream, and nowhere else', async t => {
  const here = await freshAccount(t)
  await made(here, 'd', {
    CloudWatchLoggingOptions: { Enabled: true, LogGroupName: 'none', LogStreamName: 's' },
    ProcessingConfiguration: { Enabled: true, Processors: [{ Type: 'Decompression' }] },
  })
  await put(here, 'd', 'not compressed')
  await here.cloud.clock.advance('301s')
  assert.equal((await written(here)).length, 1)
})
