// Pages of services: everyone may read them, in the cell that the address names, and nobody is told of what is not there.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { libraryWith, sampleCloud } from './sample.fixture.ts'
import type { Call } from './service.ts'
import { pageUrl } from './page-url.ts'

test('a page is shown by its service, in its cell', async t => {
  const page = (name: string, call: Call) => name === 'opening-hours'
    ? { type: 'text/plain', text: `${call.account} ${call.region} ${call.pageUrl(name)}` } : undefined
  const { cloud } = await sampleCloud(t, { declaration: libraryWith({}, { page: page as never }) })
  const { requestHandler } = cloud.client()
  const read = async (path: string) => {
    const { response } = await requestHandler.handle({ method: 'GET', protocol: 'http:', hostname: 'example.com', path, headers: {} })
    let text = ''
    for await (const part of response.body) text += String(part)
    return [response.statusCode, response.headers['content-type'], text] as const
  }
  const address = { service: 'library', account: '111122223333', region: 'eu-west-1', page: 'opening-hours' }
  const url = pageUrl('http://localhost:4566', address)
  assert.deepEqual(await read(new URL(url).pathname), [200, 'text/plain', `111122223333 eu-west-1 ${url}`])
  for (const gone of [{ page: 'cellar' }, { service: 'nobody' }, { account: 'x' }]) {
    assert.equal((await read(new URL(pageUrl('http://localhost:4566', { ...address, ...gone })).pathname))[0], 404)
  }
})
