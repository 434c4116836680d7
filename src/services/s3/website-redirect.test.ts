// Redirects of websites: of everything, and by rules for keys and errors.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { redirectAll, ruleFor } from './website-redirect.ts'

const endpoint = 'http://site.s3-website-us-east-1.amazonaws.com'

test('everything goes elsewhere with its path and query', () => {
  const request = { method: 'GET', path: '/a%20b', query: 'x=1', headers: {}, body: Buffer.of(), id: 'site' }
  const locationOf = (to: { HostName: string, Protocol?: string }) => redirectAll(to, request, endpoint).headers['location']
  assert.equal(locationOf({ HostName: 'example.com', Protocol: 'https' }), 'https://example.com/a%20b?x=1')
  assert.equal(locationOf({ HostName: 'example.com' }), 'http://example.com/a%20b?x=1')
})

test('the first rule that speaks of a key or an error says where to', () => {
  const rules = [
    { Condition: { KeyPrefixEquals: 'docs/' }, Redirect: { ReplaceKeyPrefixWith: 'documents/' } },
    { Condition: { KeyPrefixEquals: 'folder 1/' }, Redirect: { ReplaceKeyWith: 'gone.html', HttpRedirectCode: '302' } },
    { Condition: { KeyPrefixEquals: 'img/', HttpErrorCodeReturnedEquals: '404' },
      Redirect: { HostName: 'images.example', Protocol: 'https' } },
    { Condition: { HttpErrorCodeReturnedEquals: '403' }, Redirect: { HostName: 'login.example', ReplaceKeyPrefixWith: 'from/' } },
  ]
  const cases = [
    ['docs/a', undefined, [301, `${endpoint}/documents/a`]],
    ['folder%201/x', undefined, [302, `${endpoint}/gone.html`]],
    ['img/a', undefined, undefined],
    ['img/a', 404, [301, 'https://images.example/img/a']],
    ['other', 404, undefined],
    ['other', 403, [301, 'http://login.example/from/other']],
  ] as const
  for (const [key, status, expected] of cases) {
    const found = ruleFor(rules, key, status, endpoint)
    assert.deepEqual(found && [found.status, found.headers['location']], expected, key)
  }
})
