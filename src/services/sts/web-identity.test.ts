// OpenID Connect tokens in exchange for sessions: claims, times, tags, and callers without credentials.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { STS } from '@aws-sdk/client-sts'
import type { AssumeRoleWithWebIdentityCommandInput as Input, AssumeRoleWithWebIdentityCommandOutput as Output } from '@aws-sdk/client-sts'
import { account, assume, callerArn, freshAccount, refused, roleArn, secondsOf } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const issuer = 'oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE'
const noToken = 'The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)'

interface Stage extends Account {
  /** Trades a token of these claims, over claims that are in order. */
  readonly trade: (claims?: object, input?: Partial<Input>) => Promise<Output>
  /** Epoch seconds. */
  readonly now: number
}

async function fresh(t: TestContext): Promise<Stage> {
  const fixture = await freshAccount(t)
  const now = Math.floor(fixture.cloud.clock.now() / 1000)
  const { credentials: _, ...nobody } = fixture.cloud.client()
  const sts = new STS({ ...nobody, maxAttempts: 1, credentials: { accessKeyId: '', secretAccessKey: '' } })
  const inOrder = { iss: `https://${issuer}`, sub: 'system:serviceaccount:default:app', aud: 'sts.amazonaws.com', exp: now + 600 }
  const trade: Stage['trade'] = (claims = {}, input = {}) => sts.assumeRoleWithWebIdentity({
    RoleArn: roleArn('pod'), RoleSessionName: 'pod-1', WebIdentityToken: webToken({ ...inOrder, ...claims }), ...input,
  })
  return { ...fixture, now, trade }
}

/** A token of RFC 7519 with a signature that no one could check. */
function webToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`
}

test('a token is traded for a session, by a caller without credentials', async t => {
  const { as, cloud, trade } = await fresh(t)
  const answer = await trade()
  assert.equal(answer.SubjectFromWebIdentityToken, 'system:serviceaccount:default:app')
  assert.equal(answer.Provider, `arn:aws:iam::${account}:oidc-provider/${issuer}`)
  assert.equal(answer.Audience, 'sts.amazonaws.com')
  assert.equal(answer.AssumedRoleUser!.Arn, `arn:aws:sts::${account}:assumed-role/pod/pod-1`)
  assert.equal(secondsOf(cloud, answer.Credentials), 3600)
  assert.equal(await callerArn(as(answer.Credentials)), answer.AssumedRoleUser!.Arn)
  await cloud.clock.advance('1h')
  await refused(callerArn(as(answer.Credentials)), 'ExpiredToken', 403, /expired/)
})

test('issuers that IAM knows are called by name; the first audience counts', async t => {
  const { trade } = await fresh(t)
  for (const iss of ['https://accounts.google.com', 'accounts.google.com']) {
    const { Provider, Audience } = await trade({ iss, aud: ['one', 'two'] })
    assert.deepEqual({ Provider, Audience }, { Provider: 'accounts.google.com', Audience: 'one' })
  }
  assert.equal((await trade({ iss: 'https://cognito-identity.amazonaws.com' })).Provider, 'cognito-identity.amazonaws.com')
})

test('times are judged on the clock', async t => {
  const { cloud, now, trade } = await fresh(t)
  await trade({ exp: now + 1, nbf: now })
  await refused(trade({ exp: now }), 'ExpiredTokenException', 400,
    `Token expired: current date/time ${now} must be before the expiration date/time ${now}`)
  await refused(trade({ nbf: now + 1 }), 'InvalidIdentityToken', 400, 'Token is not yet valid')
  await cloud.clock.advance('10m')
  await refused(trade(), 'ExpiredTokenException', 400, /Token expired/)
})

test('what is no token is refused', async t => {
  const { trade } = await fresh(t)
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const others = ['text', 'a.b.c', `${part({})}.${part({})}.x`, `${part('x')}.${part('y')}.x`, `${part({ alg: 'RS256' })}.x`]
  for (const WebIdentityToken of others) {
    await refused(trade({}, { WebIdentityToken }), 'InvalidIdentityToken', 400, noToken)
  }
  for (const claim of ['iss', 'sub', 'exp', 'aud']) {
    await refused(trade({ [claim]: undefined }), 'InvalidIdentityToken', 400, `Missing a required claim: ${claim}`)
  }
  await refused(trade({ exp: 'soon' }), 'InvalidIdentityToken', 400, 'Claim exp is not a number')
  await refused(trade({}, { RoleArn: `arn:aws:iam::${account}:user/someone` }), 'ValidationError', 400, 'Request ARN is invalid')
})

test('tags and source identity come from claims, nested or flat', async t => {
  const { as, trade } = await fresh(t)
  const prefix = 'https://aws.amazon.com/tags'
  const forms = [
    { [prefix]: { principal_tags: { Team: ['blue'], Floor: ['3'] }, transitive_tag_keys: ['Team'] } },
    { [`${prefix}/principal_tags/Team`]: ['blue'], [`${prefix}/principal_tags/Floor`]: '3', [`${prefix}/transitive_tag_keys`]: ['Team'] },
  ]
  for (const form of forms) {
    const answer = await trade({ ...form, 'https://aws.amazon.com/source_identity': 'ada' })
    assert.equal(answer.SourceIdentity, 'ada')
    assert.equal(answer.PackedPolicySize, Math.ceil(100 * 'TeamblueFloor3'.length / 2048))
    const session = as(answer.Credentials)
    await refused(assume(session, { Tags: [{ Key: 'team', Value: 'x' }] }), 'InvalidParameterValue', 400, /conflicts/)
    assert.equal((await assume(session, { Tags: [{ Key: 'Floor', Value: '4' }] })).SourceIdentity, 'ada')
  }
})

test('sessions are limited as any', async t => {
  const { cloud, trade } = await fresh(t)
  assert.equal(secondsOf(cloud, (await trade({}, { DurationSeconds: 43_200 })).Credentials), 43_200)
  assert.ok((await trade({}, { MinimumSessionTokenSize: 3000 })).SessionTokenSize! >= 3000)
  await refused(trade({}, { DurationSeconds: 60 }), 'ValidationError', 400, /at 'durationSeconds'/)
  await refused(trade({}, { Policy: 'x' }), 'MalformedPolicyDocument', 400, 'This policy contains invalid Json')
})

test('access tokens would have to be asked about outside', async t => {
  const { trade } = await fresh(t)
  for (const ProviderId of ['www.amazon.com', 'graph.facebook.com']) {
    await refused(trade({}, { ProviderId, WebIdentityToken: 'opaque' }), 'IDPCommunicationError', 400, /cannot be asked/)
  }
  await refused(trade({}, { ProviderId: 'example.com' }), 'ValidationError', 400, /ProviderId example\.com is none of/)
})

test('tokens for the outside are off', async t => {
  const { sts } = await freshAccount(t)
  await refused(sts.getWebIdentityToken({ Audience: ['https://example.com'], SigningAlgorithm: 'ES384' }),
    'OutboundWebIdentityFederationDisabledException', 403, /is not enabled for this account/)
  await refused(sts.getWebIdentityToken({ Audience: ['https://example.com'], SigningAlgorithm: 'none' }), 'ValidationError', 400,
    /at 'signingAlgorithm'/)
})
