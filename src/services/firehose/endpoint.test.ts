// HTTP endpoints: what they get, what they must answer, and what becomes of records that they do not take.

import assert from 'node:assert/strict'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { selfSigned } from '../../std/x509.ts'
import { account, bucketArn, freshAccount, put, refused, roleArn, written } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

interface Got { readonly headers: Readonly<Record<string, unknown>>, readonly body: { requestId: string, records: { data: string }[] } }

/** An endpoint that answers as it is told to, and keeps what it got. */
async function endpoint(t: TestContext, answer: (got: Got) => readonly [status: number, body: object]): Promise<{ url: string,
  got: Got[] }> {
  const { key, certificate } = selfSigned({ names: ['localhost'], fromAt: Date.UTC(2020, 0), untilAt: Date.UTC(2040, 0) })
  const got: Got[] = []
  const server = createServer({ key, cert: certificate }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const bytes = Buffer.concat(parts)
      const text = request.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes
      const each = { headers: request.headers, body: JSON.parse(text.toString()) as Got['body'] }
      got.push(each)
      const [status, body] = answer(each)
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => server.close())
  return { url: `https://localhost:${(server.address() as AddressInfo).port}/in`, got }
}

async function made({ firehose, cloud }: Account, Url: string, more: object = {}): Promise<void> {
  await firehose.createDeliveryStream({ DeliveryStreamName: 'd', HttpEndpointDestinationConfiguration: {
    EndpointConfiguration: { Url, AccessKey: 'secret' }, BufferingHints: { SizeInMBs: 1, IntervalInSeconds: 60 },
    RequestConfiguration: { ContentEncoding: 'GZIP', CommonAttributes: [{ AttributeName: 'team', AttributeValue: 'shop' }] },
    S3Configuration: { RoleARN: roleArn, BucketARN: bucketArn }, RetryOptions: { DurationInSeconds: 60 }, ...more,
  } })
  await cloud.clock.advance('1m')
}

test('records, headers and answers', async t => {
  const here = await freshAccount(t)
  const { url, got } = await endpoint(t, ({ body }) => [200, { requestId: body.requestId, timestamp: 1 }])
  await made(here, url, { S3BackupMode: 'AllData' })
  await put(here, 'd', 'a', 'b')
  await here.cloud.clock.advance('61s')
  const { headers, body } = got[0]!
  assert.deepEqual(body.records.map(({ data }) => Buffer.from(data, 'base64').toString()), ['a', 'b'])
  assert.deepEqual(['x-amz-firehose-protocol-version', 'x-amz-firehose-request-id', 'x-amz-firehose-access-key',
    'x-amz-firehose-source-arn',
    'x-amz-firehose-common-attributes'].map(name => headers[name]),
  ['1.0', body.requestId, 'secret', 'arn:aws:firehose:us-east-1:111122223333:deliverystream/d', '{"commonAttributes":{"team":"shop"}}'])
  assert.deepEqual((await written(here)).map(({ text }) => text), ['ab'])
})

test('what is refused is tried again, and goes to the bucket in the end', async t => {
  const here = await freshAccount(t)
  const { url, got } = await endpoint(t, ({ body }) => [503, { requestId: body.requestId, timestamp: 1, errorMessage: 'full' }])
  await made(here, url)
  await put(here, 'd', 'lost')
  await here.cloud.clock.advance('10m')
  assert.ok(got.length > 2, `${got.length} attempts`)
  const [object, ...others] = await written(here)
  assert.deepEqual(others, [])
  assert.match(object!.key, /^http-endpoint-failed\/2027\/03\/04\/05\//)
  const failure = JSON.parse(object!.text) as Record<string, unknown>
  assert.equal(failure.errorCode, 'HttpEndpoint.DestinationException')
  assert.match(String(failure.errorMessage), /503. full/)
})

test('an answer must name its request', async t => {
  const here = await freshAccount(t)
  const { url } = await endpoint(t, () => [200, { requestId: 'other', timestamp: 1 }])
  await made(here, url, { RetryOptions: { DurationInSeconds: 0 } })
  await put(here, 'd', 'x')
  await here.cloud.clock.advance('2m')
  assert.match((await written(here))[0]!.text, /InvalidResponseFromDestination/)
})

test('an access key out of a secret', async t => {
  const here = await freshAccount(t)
  const { url, got } = await endpoint(t, ({ body }) => [200, { requestId: body.requestId, timestamp: 1 }])
  const secrets = new SecretsManager(here.cloud.client({ accessKeyId: account }))
  const { ARN: SecretARN } = await secrets.createSecret({ Name: 'key', SecretString: '{"api_key":"hidden"}' })
  await refused(made(here, url, { SecretsManagerConfiguration: { Enabled: true } }), 'InvalidArgumentException', /SecretARN/)
  await made(here, url, { SecretsManagerConfiguration: { Enabled: true, SecretARN } })
  await put(here, 'd', 'a')
  await here.cloud.clock.advance('61s')
  assert.equal(got[0]!.headers['x-amz-firehose-access-key'], 'hidden')
})
