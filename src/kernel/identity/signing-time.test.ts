// Staleness on a clock that is wound: skew, presigned expiry and the end of sessions are judged by the virtual time a signing time stood
// for.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Clock } from '../clock.ts'
import { Random } from '../random.ts'
import { sealer } from '../seal.ts'
import { Credentials } from './credentials.ts'
import { Identity } from './identity.ts'
import { assumedRolePrincipal } from './principal.ts'
import { refusalFault } from './refusal.ts'
import { presignRequest, signRequest } from './signer.ts'
import { basicTime, parseBasicTime, parseDateHeader } from './signing-time.ts'
import type { Table } from '../store/face.ts'
import type { WireRequest } from '../../wire/message.ts'
import type { StoredAccessKey } from './credentials.ts'
import type { Family } from './refusal.ts'

const dayMs = 86_400_000
const minuteMs = 60_000
const get: WireRequest = { method: 'GET', path: '/bucket/key', query: '', body: new Uint8Array(0), headers: { host: 's3.amazonaws.com' } }
const none = { get: () => undefined } as unknown as Table<StoredAccessKey>

function cloud() {
  const wall = { at: Date.UTC(2026, 0, 15, 9) }
  const clock = new Clock(() => wall.at)
  wall.at += 60 * minuteMs
  const credentials = new Credentials({ keys: none, sealer: sealer(new Uint8Array(32)), random: new Random('time'), clock })
  const identity = new Identity({ credentials, clock })
  const signer = { accessKeyId: 'test', secret: 'test', region: 'us-east-1', service: 's3', bareXml: true }
  const refusalOf = (request: WireRequest, family: Family = 'bare-xml') => {
    const outcome = identity.identify(request, { family })
    return 'refused' in outcome ? refusalFault(outcome, family) : undefined
  }
  return { wall, clock, credentials, identity, signer, refusalOf }
}

test('times are read strictly', () => {
  assert.equal(parseBasicTime('20260115T103000Z'), Date.UTC(2026, 0, 15, 10, 30))
  assert.equal(basicTime(Date.UTC(2026, 0, 15, 10, 30) + 999), '20260115T103000Z')
  assert.equal(parseDateHeader('Thu, 15 Jan 2026 10:30:00 GMT'), Date.UTC(2026, 0, 15, 10, 30))
  for (const text of ['', '20260115', '20260115T103000', '20260431T000000Z', '20260115T240000Z', '20260115T106000Z', 'yesterday']) {
    assert.equal(parseDateHeader(text), undefined, text)
  }
})

test('skew: fifteen minutes back, five ahead, for S3 fifteen both ways', () => {
  const { wall, signer, refusalOf } = cloud()
  const signed = (offsetMs: number) => signRequest(get, { ...signer, at: wall.at + offsetMs })
  for (const family of ['bare-xml', 'json'] as const) {
    assert.equal(refusalOf(signed(-15 * minuteMs), family), undefined)
    assert.equal(refusalOf(signed(5 * minuteMs), family), undefined)
  }
  assert.equal(refusalOf(signed(15 * minuteMs)), undefined)
  const late = refusalOf(signed(-16 * minuteMs))!
  assert.equal(late.code, 'RequestTimeTooSkewed')
  assert.deepEqual(late.fields, {
    RequestTime: '20260115T094400Z', ServerTime: '2026-01-15T10:00:00Z', MaxAllowedSkewMilliseconds: '900000',
  })
  assert.equal(refusalOf(signed(16 * minuteMs))!.code, 'RequestTimeTooSkewed')
  assert.equal(refusalOf(signed(-16 * minuteMs), 'json')!.message,
    'Signature expired: 20260115T094400Z is now earlier than 20260115T094500Z (20260115T100000Z - 15 min.)')
  assert.equal(refusalOf(signed(6 * minuteMs), 'query')!.message,
    'Signature not yet current: 20260115T100600Z is still later than 20260115T100500Z (20260115T100000Z + 5 min.)')
})

test('clients that sign with the wall, and those that took over our Date, are both in time after the clock was wound', async () => {
  const { wall, clock, signer, refusalOf } = cloud()
  await clock.advance(30 * dayMs)
  wall.at += minuteMs
  assert.equal(refusalOf(signRequest(get, { ...signer, at: wall.at })), undefined)
  assert.equal(refusalOf(signRequest(get, { ...signer, at: clock.now() })), undefined)
  assert.equal(refusalOf(signRequest(get, { ...signer, at: clock.now() - dayMs }))!.code, 'RequestTimeTooSkewed')
  clock.freeze()
  wall.at += dayMs
  assert.equal(refusalOf(signRequest(get, { ...signer, at: wall.at })), undefined)
  assert.equal(refusalOf(signRequest(get, { ...signer, at: clock.now() })), undefined)
})

test('a request signed before a jump is stale after it', async () => {
  const { wall, clock, signer, refusalOf } = cloud()
  const signed = signRequest(get, { ...signer, at: wall.at })
  wall.at += 2000
  await clock.advance(dayMs)
  assert.equal(refusalOf(signed)!.code, 'RequestTimeTooSkewed')
})

test('a request signed in the second of the jump, right after it, is in time', async () => {
  const { wall, clock, signer, refusalOf } = cloud()
  wall.at += 500
  await clock.advance(dayMs)
  wall.at += 200
  assert.equal(refusalOf(signRequest(get, { ...signer, at: wall.at })), undefined)
})

test('presigned URLs expire on the virtual clock, across jumps', async () => {
  const { wall, clock, signer, refusalOf } = cloud()
  const before = presignRequest(get, { ...signer, at: wall.at, expiresSeconds: 3600 })
  assert.equal(refusalOf(before), undefined)
  wall.at += 2000
  await clock.advance(59 * minuteMs)
  assert.equal(refusalOf(before), undefined)
  await clock.advance(2 * minuteMs - 2000)
  const expired = refusalOf(before)!
  assert.equal(`${expired.code} ${expired.status} ${expired.message}`, 'AccessDenied 403 Request has expired')
  assert.deepEqual(expired.fields, { 'X-Amz-Expires': '3600', Expires: '2026-01-15T11:00:00Z', ServerTime: '2026-01-15T11:01:00Z' })

  await clock.advance(30 * dayMs)
  wall.at += minuteMs
  const byWall = presignRequest(get, { ...signer, at: wall.at, expiresSeconds: 600 })
  const byOurs = presignRequest(get, { ...signer, at: clock.now(), expiresSeconds: 600 })
  assert.equal(refusalOf(byWall), undefined)
  assert.equal(refusalOf(byOurs), undefined)
  wall.at += 11 * minuteMs
  assert.equal(refusalOf(byWall)!.message, 'Request has expired')
  assert.equal(refusalOf(byOurs)!.message, 'Request has expired')
})

test('presigned URLs of other services, and those signed ahead of time', () => {
  const { wall, signer, refusalOf } = cloud()
  const sts = { ...signer, service: 'sts', bareXml: false, at: wall.at }
  assert.equal(refusalOf(presignRequest(get, sts), 'query'), undefined)
  const expired = presignRequest(get, { ...sts, at: wall.at - 2 * minuteMs, expiresSeconds: 60 })
  assert.match(refusalOf(expired, 'query')!.message, /^Signature expired: 20260115T095800Z/)
  const early = refusalOf(presignRequest(get, { ...signer, at: wall.at + 20 * minuteMs, expiresSeconds: 60 }))!
  assert.equal(`${early.code} ${early.message}`, 'AccessDenied Request is not yet valid')
})

test('sessions are verified by signature and end on the clock', async () => {
  const { wall, clock, credentials, identity, signer, refusalOf } = cloud()
  const roleId = 'AROAQAAAAAAAAAAAAAAAA'
  const role = assumedRolePrincipal({ account: '123456789012', path: '/team/', roleName: 'deploy', roleId, sessionName: 'ci' })
  const session = credentials.issueSession({ principal: { ...role, sessionTags: { team: 'blue' } }, expiresAt: clock.now() + 3_600_000 })
  assert.match(session.accessKeyId, /^ASIA/)
  const keys = { ...signer, accessKeyId: session.accessKeyId, secret: session.secretAccessKey, sessionToken: session.sessionToken }
  const outcome = identity.identify(signRequest(get, { ...keys, at: wall.at }), { family: 'bare-xml' })
  assert.ok('principal' in outcome, JSON.stringify(outcome))
  assert.deepEqual(outcome.principal, {
    kind: 'assumed-role', account: '123456789012', arn: 'arn:aws:sts::123456789012:assumed-role/deploy/ci', userId: `${roleId}:ci`,
    issuerArn: 'arn:aws:iam::123456789012:role/team/deploy', accessKeyId: session.accessKeyId, sessionTags: { team: 'blue' },
    sessionIssuedAt: wall.at, sessionExpiresAt: wall.at + 3_600_000,
  })
  assert.equal(refusalOf(presignRequest(get, { ...keys, at: wall.at, expiresSeconds: 60 })), undefined)
  assert.equal(refusalOf(signRequest(get, { ...keys, at: wall.at, secret: 'guessed' }))!.code, 'SignatureDoesNotMatch')
  const other = credentials.issueSession({ principal: role, expiresAt: clock.now() + 3_600_000 })
  assert.equal(refusalOf(signRequest(get, { ...keys, at: wall.at, accessKeyId: other.accessKeyId }))!.code, 'InvalidToken')
  const changed = `${keys.sessionToken.slice(0, -4)}AAAA`
  assert.equal(refusalOf(signRequest(get, { ...keys, at: wall.at, sessionToken: changed }))!.code, 'InvalidToken')
  const { sessionToken: _, ...tokenless } = keys
  assert.equal(refusalOf(signRequest(get, { ...tokenless, at: wall.at }))!.code, 'InvalidAccessKeyId')

  await clock.advance(3_600_000)
  const late = signRequest(get, { ...keys, at: wall.at })
  const wordings = [
    ['bare-xml', 'ExpiredToken', 'The provided token has expired.'],
    ['json', 'ExpiredTokenException', 'The security token included in the request is expired'],
    ['query', 'ExpiredToken', 'The security token included in the request is expired'],
    ['ec2', 'RequestExpired', 'Request has expired.'],
  ] as const
  for (const [family, code, message] of wordings) {
    const fault = refusalOf(late, family)!
    assert.deepEqual([fault.code, fault.message], [code, message])
  }
})
