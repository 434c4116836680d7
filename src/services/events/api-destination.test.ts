// API destinations: requests with what the connection says, and what becomes of the answers.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import type { EventBridge } from '@aws-sdk/client-eventbridge'
import { freshAccount, put, refused } from './account.fixture.ts'

interface Seen { readonly request: IncomingMessage, readonly body: string }

async function listener(t: TestContext, status: (count: number) => number, answer = ''): Promise<{ url: string, seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => { body += String(part) }).on('end', () => {
      seen.push({ request, body })
      response.writeHead(status(seen.length)).end(answer)
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => { server.closeAllConnections(); server.close() })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}

async function destinationFor(events: EventBridge, url: string, target: object = {}): Promise<void> {
  const { ApiDestinationArn: arn } = await events.createApiDestination({
    Name: 'd', ConnectionArn: (await events.describeConnection({ Name: 'c' })).ConnectionArn!, InvocationEndpoint: `${url}/in/*`,
      HttpMethod: 'POST',
  })
  await events.putRule({ Name: 'r', EventPattern: '{"source":["shop"]}' })
  await events.putTargets({ Rule: 'r', Targets: [{ Id: 'd', Arn: arn!, InputPath: '$.detail', ...target }] })
}

test('a request has the key, the parameters and the path, and is made again after a failure', async t => {
  const { events, cloud } = await freshAccount(t)
  const { url, seen } = await listener(t, count => count === 1 ? 500 : 200)
  await events.createConnection({ Name: 'c', AuthorizationType: 'API_KEY', AuthParameters: {
    ApiKeyAuthParameters: { ApiKeyName: 'x-key', ApiKeyValue: 'secret' },
    InvocationHttpParameters: { BodyParameters: [{ Key: 'extra', Value: 'yes' }], QueryStringParameters: [{ Key: 'q', Value: '1' }] },
  } })
  await destinationFor(events, url, { HttpParameters: { PathParameterValues: ['a b'], HeaderParameters: { 'x-own': 'own' } } })
  await put(events, { a: 1 })
  await cloud.clock.advance('5s')
  assert.deepEqual([seen.length, seen[1]!.request.url, seen[1]!.body], [2, '/in/a%20b?q=1', '{"a":1,"extra":"yes"}'])
  assert.deepEqual([seen[1]!.request.headers['x-key'], seen[1]!.request.headers['x-own']], ['secret', 'own'])
})

test('a client\'s token comes from its authorization endpoint', async t => {
  const { events, cloud } = await freshAccount(t)
  const authority = await listener(t, () => 200, '{"access_token":"t0"}')
  const { url, seen } = await listener(t, () => 200)
  await events.createConnection({ Name: 'c', AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS', AuthParameters: { OAuthParameters: {
    AuthorizationEndpoint: authority.url, HttpMethod: 'POST', ClientParameters: { ClientID: 'id', ClientSecret: 's' },
  } } })
  await destinationFor(events, url)
  await put(events, {})
  await cloud.clock.advance(0)
  assert.equal(seen[0]!.request.headers.authorization, 'Bearer t0')
  assert.match(authority.seen[0]!.body, /client_secret=s/)
})

test('destinations are described, changed and removed', async t => {
  const { events } = await freshAccount(t)
  await events.createConnection({ Name: 'c', AuthorizationType: 'BASIC',
    AuthParameters: { BasicAuthParameters: { Username: 'u', Password: 'p' } } })
  await destinationFor(events, 'https://example.com')
  await events.updateApiDestination({ Name: 'd', HttpMethod: 'PUT' })
  const { HttpMethod: method, ApiDestinationState: state } = await events.describeApiDestination({ Name: 'd' })
  assert.deepEqual([method, state, (await events.listApiDestinations({})).ApiDestinations!.length], ['PUT', 'ACTIVE', 1])
  await events.deauthorizeConnection({ Name: 'c' })
  assert.equal((await events.describeApiDestination({ Name: 'd' })).ApiDestinationState, 'INACTIVE')
  await events.deleteApiDestination({ Name: 'd' })
  await refused(events.describeApiDestination({ Name: 'd' }), 'ResourceNotFoundException')
})

test('no more requests than its rate allows in a second', async t => {
  const { events, cloud } = await freshAccount(t)
  const { url, seen } = await listener(t, () => 200)
  await events.createConnection({ Name: 'c', AuthorizationType: 'BASIC',
    AuthParameters: { BasicAuthParameters: { Username: 'u', Password: 'p' } } })
  await destinationFor(events, url)
  await events.updateApiDestination({ Name: 'd', InvocationRateLimitPerSecond: 2 })
  for (let i = 0; i < 5; i += 1) await put(events, { i })
  await cloud.clock.advance(0)
  assert.equal(seen.length, 2)
  await cloud.clock.advance('1m')
  assert.equal(seen.length, 5)
})
