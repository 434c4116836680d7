// Queue URLs by a table.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readAddress } from './address.ts'

test('queue URLs', () => {
  const account = '123456789012'
  const table: [string, ReturnType<typeof readAddress>][] = [
    [`http://127.0.0.1:4566/${account}/q`, { account, name: 'q' }],
    [`https://sqs.eu-west-1.amazonaws.com/${account}/q.fifo`, { account, name: 'q.fifo', region: 'eu-west-1' }],
    [`https://sqs.cn-north-1.amazonaws.com.cn/${account}/q`, { account, name: 'q', region: 'cn-north-1' }],
    [`https://us-gov-west-1.queue.amazonaws.com/${account}/q`, { account, name: 'q', region: 'us-gov-west-1' }],
    [`https://queue.amazonaws.com/${account}/q`, { account, name: 'q', region: 'us-east-1' }],
    [`http://sqs.us-east-2.localhost.localstack.cloud:4566/${account}/q`, { account, name: 'q', region: 'us-east-2' }],
    [`http://localhost:4566/queue/us-west-2/${account}/q`, { account, name: 'q', region: 'us-west-2' }],
    [`https://vpce-1-x.sqs.us-east-1.vpce.amazonaws.com/${account}/q/`, { account, name: 'q', region: 'us-east-1' }],
    [`/${account}/q`, { account, name: 'q' }], [`${account}/q`, { account, name: 'q' }], ['q', { name: 'q' }],
    ['q.fifo', { name: 'q.fifo' }],
    ['https://sqs.us-east-1.amazonaws.com/q', undefined], ['https://sqs.us-east-1.amazonaws.com/', undefined], ['', undefined],
    ['a b', undefined],
    ['http://localhost/12/q', undefined], ['x'.repeat(81), undefined],
  ]
  for (const [url, address] of table) assert.deepEqual(readAddress(url), address, url)
})
