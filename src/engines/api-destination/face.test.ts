// Requests to a server of the test's own: what is sent, and what the answers mean.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { exchange } from '../http.ts'
import { askDestination } from './face.ts'

test('paths, parameters and credentials go along; answers tell whether another attempt makes sense', async t => {
  const seen: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', part => { body += String(part) }).on('end', () => {
      seen.push(`${request.method} ${request.url} ${request.headers.authorization} ${body}`)
      response.writeHead(Number(/\d+$/.exec(request.url!.split('?')[0]!)![0])).end('{"x":1}')
    })
  })
  await new Promise<void>(resolve => { server.listen(0, '127.0.0.1', resolve) })
  t.after(() => { server.closeAllConnections(); server.close() })
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}/*/*`
  const ask = (status: string) => askDestination({
    endpoint, method: 'PUT', payload: '{"a":1}', paths: ['p q', status], query: { q: '1' }, userAgent: 'test', authorization: {
      BasicAuthParameters: { Username: 'u', Password: 'p' }, InvocationHttpParameters: { BodyParameters: [{ Key: 'b', Value: '2' }] },
    },
  }, exchange)
  assert.deepEqual(await ask('200'), { body: '{"x":1}' })
  assert.deepEqual(seen, ['PUT /p%20q/200?q=1 Basic dTpw {"a":1,"b":"2"}'])
  const statuses = []
  for (const status of ['400', '409', '429', '500']) statuses.push((await ask(status) as { status: number }).status)
  assert.deepEqual(statuses, [400, 503, 503, 500])
})
