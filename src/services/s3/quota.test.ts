// Quotas, where they bite: buckets of an account, access points of a region. Requests are written by hand, for there are many.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../../index.ts'
import { clientOf, codeOf, send, startAt } from './account.fixture.ts'

const account = '111122223333'

test('an account has ten thousand buckets, and as many access points in a region', async t => {
  const cloud = await Cloud.open({ seed: t.name, now: startAt, quotas: 'real' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const put = (address: string, body = '') => send(cloud, 'PUT', address, {
    'authorization': `AWS4-HMAC-SHA256 Credential=${account}/20270310/us-east-1/s3/aws4_request, `
      + 'SignedHeaders=host;x-amz-account-id;x-amz-content-sha256;x-amz-date, Signature=00',
    'x-amz-date': '20270310T103000Z', 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', 'content-length': String(body.length),
    'x-amz-account-id': account,
  }, body)
  for (let i = 0; i < 10_000; i += 1) await put(`s3.amazonaws.com/many-${i}`)
  const bucket = await put('s3.amazonaws.com/one-more')
  assert.deepEqual([bucket.status, codeOf(bucket)], [400, 'TooManyBuckets'])
  await clientOf(cloud, account).deleteBucket({ Bucket: 'many-1' })
  assert.equal((await put('s3.amazonaws.com/one-more')).status, 200)
  const point = '<CreateAccessPointRequest><Bucket>many-2</Bucket></CreateAccessPointRequest>'
  const place = `${account}.s3-control.us-east-1.amazonaws.com/v20180820/accesspoint`
  for (let i = 0; i < 10_000; i += 1) await put(`${place}/point-${i}`, point)
  const refused = await put(`${place}/one-more`, point)
  assert.deepEqual([refused.status, codeOf(refused)], [400, 'TooManyAccessPoints'])
})
