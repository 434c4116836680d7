// The older signature against the examples of AWS's documentation ("Authentication examples" of "Signing and authenticating REST requests",
// Amazon S3 User Guide), and what is refused.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Random } from '../random.ts'
import { sealer } from '../seal.ts'
import type { Table } from '../store/face.ts'
import type { WireRequest } from '../../wire/message.ts'
import { Credentials } from './credentials.ts'
import type { StoredAccessKey } from './credentials.ts'
import { Identity } from './identity.ts'
import { userPrincipal } from './principal.ts'
import { refusalFault } from './refusal.ts'
import { readVersionTwo, signVersionTwo, takesVersionTwo } from './signature-v2.ts'

const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
const accessKeyId = 'AKIAIOSFODNN7EXAMPLE'

const host = { host: 'awsexamplebucket1.us-west-1.s3.amazonaws.com' }

type Row = readonly [line: string, headers: Record<string, string>, path: string, signature: string]
const examples: readonly Row[] = [
  ['GET /photos/puppy.jpg', { date: 'Tue, 27 Mar 2007 19:36:42 +0000' }, '/awsexamplebucket1/photos/puppy.jpg',
    'qgk2+6Sv9/oM7G3qLEjTH1a1l1g='],
  ['PUT /photos/puppy.jpg', { 'content-type': 'image/jpeg', 'content-length': '94328', 'date': 'Tue, 27 Mar 2007 21:15:45 +0000' },
    '/awsexamplebucket1/photos/puppy.jpg', 'iqRzw+ileNPu1fhspnRs8nOjjIA='],
  ['GET /?prefix=photos&max-keys=50&marker=puppy', { date: 'Tue, 27 Mar 2007 19:42:41 +0000' }, '/awsexamplebucket1/',
    'm0WP8eCtspQl5Ahe6L1SozdX9YA='],
  ['GET /?acl', { date: 'Tue, 27 Mar 2007 19:44:46 +0000' }, '/awsexamplebucket1/', '82ZHiFIjc+WbcwFKGUVEQspPn+0='],
  ['DELETE /awsexamplebucket1/photos/puppy.jpg',
    { 'date': 'Tue, 27 Mar 2007 21:20:27 +0000', 'x-amz-date': 'Tue, 27 Mar 2007 21:20:26 +0000' },
    '/awsexamplebucket1/photos/puppy.jpg', 'XbyTlbQdu9Xw5o8P4iMwPktxQd8='],
]

function requestOf(line: string, headers: Record<string, string>): WireRequest {
  const [method, target] = line.split(' ') as [string, string]
  const [path, query = ''] = target.split('?') as [string, string?]
  return { method, path, query, headers: { ...host, ...headers }, body: Buffer.of() }
}

function identityAt(now: number): Identity {
  const user = userPrincipal({ account: '123456789012', name: 'ada', id: 'AIDAQAAAAAAAAAAAAAAAA' })
  const key: StoredAccessKey = { secret, principal: user, status: 'active' }
  const keys = { get: (id: string) => id === accessKeyId ? key : undefined } as unknown as Table<StoredAccessKey>
  const clock = { now: () => now, standingFor: (at: number) => [at] }
  const credentials = new Credentials({ keys, sealer: sealer(new Uint8Array(32)), random: new Random('two'), clock })
  return new Identity({ clock, credentials })
}

test('what is signed is what AWS documents', () => {
  for (const [line, headers, path, signature] of examples) {
    const claim = readVersionTwo(requestOf(line, { ...headers, authorization: `AWS ${accessKeyId}:${signature}` }), path)
    assert.ok(claim !== undefined && !('refused' in claim))
    assert.equal(claim.accessKeyId, accessKeyId)
    assert.equal(signVersionTwo(secret, claim.texts.at(-1)!), signature, line)
  }
})

test('a signature that fits is believed, within its time', () => {
  const at = Date.parse('2007-03-27T19:36:42Z')
  const identity = identityAt(at)
  const codeAt = (request: WireRequest, olderPath = '/awsexamplebucket1/photos/puppy.jpg', from = identity) => {
    const outcome = from.identify(request, { family: 'bare-xml', olderPath })
    return 'refused' in outcome ? refusalFault(outcome, 'bare-xml').code : outcome.principal.arn
  }
  const sign = (text: string) => `AWS ${accessKeyId}:${signVersionTwo(secret, text)}`
  const date = 'Tue, 27 Mar 2007 19:36:42 +0000'
  const get = requestOf('GET /photos/puppy.jpg', { date })
  const resource = '/awsexamplebucket1/photos/puppy.jpg'
  const right = { ...get, headers: { ...get.headers, authorization: sign(`GET\n\n\n${date}\n${resource}`) } }
  const arn = 'arn:aws:iam::123456789012:user/ada'
  assert.equal(codeAt(right), arn)
  assert.equal(codeAt({ ...right, headers: { ...right.headers, 'x-amz-acl': 'private' } }), 'SignatureDoesNotMatch')
  assert.equal(codeAt({ ...right, headers: { ...right.headers, authorization: 'AWS no-colon' } }), 'InvalidArgument')
  assert.equal(codeAt({ ...right, headers: { ...right.headers, authorization: 'AWS AKIAUNKNOWNUNKNOWN12:x' } }), 'InvalidAccessKeyId')
  assert.equal(codeAt({ ...right, headers: { ...host, authorization: right.headers.authorization } }), 'AccessDenied')
  assert.equal(codeAt(right, resource, identityAt(at + 16 * 60_000)), 'RequestTimeTooSkewed')
  assert.equal(codeAt(right, resource, identityAt(at - 16 * 60_000)), 'RequestTimeTooSkewed')

  const expires = at / 1000 + 60
  const text = `GET\n\n\n${expires}\nx-amz-acl:private\n${resource}?response-content-type=a/b&versionId=1`
  const signature = encodeURIComponent(signVersionTwo(secret, text))
  const url = requestOf(`GET /photos/puppy.jpg?versionId=1&response-content-type=a%2Fb&x-amz-acl=private&x=y&AWSAccessKeyId=${accessKeyId}`
    + `&Signature=${signature}&Expires=${expires}`, {})
  assert.equal(codeAt(url), arn)
  assert.equal(codeAt(url, resource, identityAt(at + 61_000)), 'AccessDenied')
  assert.equal(codeAt({ ...url, query: url.query.replace('versionId=1', 'versionId=2') }), 'SignatureDoesNotMatch')
  assert.equal(codeAt({ ...url, query: url.query.replace(/&Expires=.*/, '') }), 'AccessDenied')
  assert.equal(codeAt({ ...url, query: url.query.replace(/&Expires=.*/, '&Expires=soon') }), 'AccessDenied')
})

test('only regions that were there before 2014 take it', () => {
  assert.deepEqual(['us-east-1', 'eu-west-1', 'eu-central-1'].map(takesVersionTwo), [true, true, false])
})
