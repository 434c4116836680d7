// Controls of services: run in the cell that the address names, refused by name where there is none.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Fault } from './fault.ts'
import { libraryWith, sampleCloud } from './sample.fixture.ts'
import type { Call } from './service.ts'

test('a control runs in its cell and its transaction', async t => {
  const controls = {
    stamp: {
      does: 'stamps a book', example: { book: 'a' },
      run({ book }: { readonly book?: string }, call: Call) {
        const table = call.table<string>('stamps')
        table.put('last', `${call.account} ${call.region} ${book}`)
        if (book === undefined) throw new Fault('NoSuchBook', 'A stamp needs a book.')
        return { stamped: table.get('last') }
      },
    },
    last: { does: 'shows the last stamp', example: {}, run: (_body: object, call: Call) => ({ last: call.table('stamps').get('last') }) },
  }
  const { cloud } = await sampleCloud(t, { declaration: libraryWith({}, { controls }) })
  const { requestHandler } = cloud.client()
  const send = async (path: string, body: unknown) => {
    const request = { method: 'POST', protocol: 'http:', hostname: '127.0.0.1', path: `/_orrery/services/${path}`,
      headers: { host: '127.0.0.1', 'content-type': 'application/json' }, body: JSON.stringify(body) }
    const { response } = await requestHandler.handle(request)
    let text = ''
    for await (const part of response.body) text += String(part)
    return [response.statusCode, JSON.parse(text)] as const
  }
  const place = 'library/111122223333/eu-west-1'
  const stamped = '111122223333 eu-west-1 a'
  assert.deepEqual(await send(`${place}/stamp`, { book: 'a' }), [200, { stamped }])
  const [status, { message }] = await send(`${place}/stamp`, {})
  assert.deepEqual([status, message], [400, 'NoSuchBook: A stamp needs a book.'])
  assert.deepEqual(await send(`${place}/last`, {}), [200, { last: stamped }])
  assert.equal((await send(`${place}/burn`, {}))[0], 404)
  assert.equal((await send('nobody/111122223333/eu-west-1/stamp', {}))[0], 404)
  assert.equal((await send('library/x/eu-west-1/stamp', {}))[0], 404)
  assert.equal((await send(`${place}/stamp`, []))[0], 400)
})
