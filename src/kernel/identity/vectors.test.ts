// The public Signature Version 4 suite, from ../shared/vectors/sigv4 beside the project: canonical request, string to sign, signature, and
// the signed request through Identity as a whole. Skipped, by name, where the suite is not there.

import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { test } from 'node:test'
import { canonicalRequest, stringToSign } from './canonical.ts'
import { Identity } from './identity.ts'
import { rootPrincipal } from './principal.ts'
import { deriveSigningKey, sha256Hex, sign } from './signature-v4.ts'
import type { WireRequest } from '../../wire/message.ts'

const suite = resolve('../shared/vectors/sigv4')
const secret = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY'
const scope = { date: '20150830', region: 'us-east-1', service: 'service' }
const signedAt = Date.UTC(2015, 7, 30, 12, 36)

const files = existsSync(suite) ? readdirSync(suite, { recursive: true, encoding: 'utf8' }) : []
const cases = files.filter(path => path.endsWith('.creq')).map(path => join(suite, path.slice(0, -'.creq'.length)))

const identity = new Identity({
  credentials: { lookup: accessKeyId => ({ accessKeyId, secret, principal: rootPrincipal({ account: '123456789012' }) }) },
  clock: { now: () => signedAt, standingFor: at => [at] },
})

test('the suite is there', { skip: cases.length === 0 ? 'no ../shared/vectors/sigv4 beside the project' : false }, () => {
  assert.equal(cases.length, 34)
})

for (const path of cases) {
  const name = basename(path)
  const read = (extension: string) => readFileSync(`${path}.${extension}`, 'utf8')
  // The signed form, since one case adds its token only there; its own Authorization is a placeholder, so the expected one takes its place.
  const request = parseRequest(read('sreq'))
  request.headers['authorization'] = read('authz')

  test(`sigv4: ${name}`, () => {
    const authorization = request.headers['authorization']!
    const signedHeaders = /SignedHeaders=([^,]+)/.exec(authorization)![1]!
    const payloadHash = sha256Hex(request.body as Uint8Array)
    const canonical = canonicalRequest(request, {
      signedHeaders, signedNames: signedHeaders.split(';'), payloadHash, rawPath: false, bareCommas: true,
    })
    assert.equal(canonical, read('creq'))
    const text = stringToSign('AWS4-HMAC-SHA256', '20150830T123600Z', '20150830/us-east-1/service/aws4_request', canonical)
    assert.equal(text, read('sts'))
    assert.equal(sign(deriveSigningKey(secret, scope), text), /Signature=(\w+)/.exec(authorization)![1])
  })

  test(`sigv4 as received: ${name}`, () => {
    for (const family of ['json', 'query', 'rest-json', 'rest-xml', 'ec2'] as const) {
      const outcome = identity.identify(request, { family })
      assert.ok('principal' in outcome, JSON.stringify(outcome))
      assert.equal(outcome.principal.kind, 'root')
    }
  })
}

/** Raw HTTP, folded and repeated headers included, as the gateway would hand it over. */
function parseRequest(raw: string): WireRequest {
  const [head, ...rest] = raw.split('\n\n')
  const [line, ...headerLines] = head!.replace(/\n[ \t]+/g, ' ').split('\n')
  const [, method, target] = /^(\S+) (.*) HTTP/.exec(line!)!
  const question = target!.indexOf('?')
  const headers: Record<string, string> = {}
  for (const header of headerLines) {
    const colon = header.indexOf(':')
    const name = header.slice(0, colon).toLowerCase()
    const value = header.slice(colon + 1).trim()
    headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`
  }
  return {
    method: method!,
    path: question < 0 ? target! : target!.slice(0, question),
    query: question < 0 ? '' : target!.slice(question + 1),
    headers,
    body: Buffer.from(rest.join('\n\n')),
  }
}
