// Version 4A: the derivation against the pair that AWS's own signers (aws-c-auth, smithy) publish in their tests, and requests signed and
// received.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Identity } from './identity.ts'
import { rootPrincipal } from './principal.ts'
import { deriveKeyPair, regionInSet } from './signature-v4a.ts'
import { presignRequest, signRequest } from './signer.ts'
import type { WireRequest } from '../../wire/message.ts'

const accessKeyId = 'AKISORANDOMAASORANDOM'
const secret = 'q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom'
const at = Date.UTC(2026, 0, 15, 10)
const identity = new Identity({
  credentials: { lookup: () => ({ accessKeyId, secret, principal: rootPrincipal({ account: '123456789012' }) }) },
  clock: { now: () => at, standingFor: clientAt => [clientAt] },
})
const signer = { accessKeyId, secret, region: 'us-east-1', service: 's3', regionSet: 'us-east-1,eu-*', at, bareXml: true }
const put: WireRequest = {
  method: 'PUT', path: '/a%20b/c', query: 'x=1', body: Buffer.from('hello'),
  headers: { host: 'mrap.accesspoint.bareXml-global.amazonaws.com' },
}

test('the published key pair', () => {
  const jwk = deriveKeyPair(accessKeyId, secret).privateKey.export({ format: 'jwk' })
  const hex = (text: string) => Buffer.from(text, 'base64url').toString('hex')
  assert.equal(hex(jwk.d!), '7fd3bd010c0d9c292141c2b77bfbde1042c92e6836fff749d1269ec890fca1bd')
  assert.equal(hex(jwk.x!), '15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb')
  assert.equal(hex(jwk.y!), '0515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0')
})

test('requests signed in the header and in the query are believed, in the regions of their set', () => {
  for (const request of [signRequest(put, signer), presignRequest(put, { ...signer, expiresSeconds: 60 })]) {
    for (const region of ['us-east-1', 'eu-west-1']) {
      const outcome = identity.identify(request, { family: 'bare-xml', region })
      assert.ok('principal' in outcome, JSON.stringify(outcome))
      assert.equal(outcome.claim!.region, '')
      assert.equal(outcome.claim!.regionSet, 'us-east-1,eu-*')
    }
    const elsewhere = identity.identify(request, { family: 'bare-xml', region: 'ap-south-1' })
    assert.equal('refused' in elsewhere && elsewhere.refused, 'scope')
  }
})

test('what was changed after signing is refused', () => {
  const request = signRequest(put, signer)
  const authorization = request.headers['authorization']!
  const flipped = authorization.replace(/.$/, digit => digit === '0' ? '1' : '0')
  const changed: [string, WireRequest][] = [
    ['path', { ...request, path: '/a%20b/d' }],
    ['region set', { ...request, headers: { ...request.headers, 'x-amz-region-set': '*' } }],
    ['signature', { ...request, headers: { ...request.headers, authorization: flipped } }],
    ['no hexadecimal', { ...request, headers: { ...request.headers, authorization: authorization.replace(/=\w+$/, '=zz') } }],
  ]
  for (const [name, tampered] of changed) {
    const outcome = identity.identify(tampered, { family: 'bare-xml' })
    assert.equal('refused' in outcome && outcome.refused, 'wrong-signature', name)
  }
})

test('region sets', () => {
  const cases: [string, string, boolean][] = [
    ['us-east-1', 'us-east-1', true], ['us-east-1', '*', true], ['us-east-1', 'us-*', true], ['us-east-1', 'eu-*, us-east-1', true],
    ['us-east-1', '', false], ['us-east-1', 'us-east', false], ['us-east-1', 'us-*-2', false], ['us-east-1', 'us-east-1*1', false],
  ]
  for (const [region, set, inside] of cases) assert.equal(regionInSet(region, set), inside, `${region} in ${set}`)
})
