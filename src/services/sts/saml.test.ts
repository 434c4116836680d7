// SAML responses in exchange for sessions: what is read of them, their times, and what is missing.

import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { STS } from '@aws-sdk/client-sts'
import type { AssumeRoleWithSAMLCommandInput, AssumeRoleWithSAMLCommandOutput } from '@aws-sdk/client-sts'
import { account, assume, callerArn, freshAccount, refused, roleArn, secondsOf } from './account.fixture.ts'
import type { Account } from './account.fixture.ts'

const role = roleArn('office')
const provider = `arn:aws:iam::${account}:saml-provider/directory`
const invalid = 'Invalid base64 SAMLResponse'
const late = 'Token must be redeemed within 5 minutes of issuance'

/** What an assertion says; times in seconds from now. */
interface Assertion {
  readonly format?: string
  readonly attributes?: Readonly<Record<string, readonly string[] | undefined>>
  readonly issued?: number
  readonly from?: number
  readonly until?: number
  readonly confirmedUntil?: number
  readonly sessionUntil?: number
}

interface Stage extends Account {
  readonly trade: (assertion?: Assertion, input?: Partial<AssumeRoleWithSAMLCommandInput>) => Promise<AssumeRoleWithSAMLCommandOutput>
}

async function fresh(t: TestContext): Promise<Stage> {
  const fixture = await freshAccount(t)
  const { credentials: _, ...nobody } = fixture.cloud.client()
  const sts = new STS({ ...nobody, maxAttempts: 1, credentials: { accessKeyId: '', secretAccessKey: '' } })
  const trade: Stage['trade'] = (assertion = {}, input = {}) => sts.assumeRoleWithSAML({
    RoleArn: role, PrincipalArn: provider, SAMLAssertion: encoded(responseOf(assertion, fixture.cloud.clock.now())), ...input,
  })
  return { ...fixture, trade }
}

function responseOf(assertion: Assertion, now: number): string {
  const { format = 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent', issued = 0, from = 0, until = 300 } = assertion
  const { confirmedUntil = until, sessionUntil } = assertion
  const at = (seconds: number) => new Date(now + seconds * 1000).toISOString()
  const attributes = { Role: [`${role},${provider}`], RoleSessionName: ['ada@example.com'], ...assertion.attributes }
  const elements = Object.entries(attributes).map(([name, values]) => values === undefined ? '' : attributeOf(name, values))
  return `<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns="urn:oasis:names:tc:SAML:2.0:assertion">
  <Issuer>https://other.example.com</Issuer>
  <Assertion IssueInstant="${at(issued)}">
    <Issuer>https://idp.example.com</Issuer>
    <Subject>
      <NameID Format="${format}">ada</NameID>
      <SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <SubjectConfirmationData NotOnOrAfter="${at(confirmedUntil)}" Recipient="https://signin.aws.amazon.com/saml"/>
      </SubjectConfirmation>
    </Subject>
    <Conditions NotBefore="${at(from)}" NotOnOrAfter="${at(until)}"/>
    <AuthnStatement${sessionUntil === undefined ? '' : ` SessionNotOnOrAfter="${at(sessionUntil)}"`}/>
    <AttributeStatement>${elements.join('')}</AttributeStatement>
  </Assertion>
</samlp:Response>`
}

function attributeOf(name: string, values: readonly string[]): string {
  const inner = values.map(value => `<AttributeValue>${value}</AttributeValue>`).join('')
  return `<Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}">${inner}</Attribute>`
}

function encoded(text: string): string {
  return Buffer.from(text).toString('base64')
}

test('an assertion is traded for a session, by a caller without credentials', async t => {
  const { as, cloud, trade } = await fresh(t)
  const { $metadata: _, Credentials: credentials, AssumedRoleUser: user, SessionTokenSize: size, ...said } = await trade()
  assert.deepEqual(said, {
    Subject: 'ada',
    SubjectType: 'persistent',
    Issuer: 'https://idp.example.com',
    Audience: 'https://signin.aws.amazon.com/saml',
    NameQualifier: createHash('sha1').update(`https://idp.example.com${account}/directory`).digest('base64'),
  })
  assert.equal(size, credentials!.SessionToken!.length)
  assert.equal(secondsOf(cloud, credentials), 3600)
  assert.equal(user!.Arn, `arn:aws:sts::${account}:assumed-role/office/ada@example.com`)
  assert.equal(await callerArn(as(credentials)), user!.Arn)
  await cloud.clock.advance('1h')
  await refused(callerArn(as(credentials)), 'ExpiredToken', 403, /expired/)
})

test('only the formats of SAML 2.0 lose their prefix', async t => {
  const { trade } = await fresh(t)
  const other = 'urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'
  assert.equal((await trade({ format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' })).SubjectType, 'transient')
  assert.equal((await trade({ format: other })).SubjectType, other)
})

test('a session lasts as long as is asked for, but not longer than its provider says', async t => {
  const { cloud, trade } = await fresh(t)
  const lasts = async (assertion: Assertion, input: object = {}) => secondsOf(cloud, (await trade(assertion, input)).Credentials)
  assert.equal(await lasts({}, { DurationSeconds: 43_200 }), 43_200)
  assert.equal(await lasts({ sessionUntil: 7200 }), 3600)
  assert.equal(await lasts({ sessionUntil: 1800 }), 1800)
  assert.equal(await lasts({ attributes: { SessionDuration: ['7200'] } }), 3600, 'that is for the console')
  await refused(trade({}, { DurationSeconds: 60 }), 'ValidationError', 400, /at 'durationSeconds'/)
})

test('times are judged on the clock', async t => {
  const { trade } = await fresh(t)
  await trade({ issued: -299, until: 1 })
  for (const passed of [{ issued: -300 }, { until: 0 }, { confirmedUntil: 0 }]) {
    await refused(trade(passed), 'ExpiredTokenException', 400, late)
  }
  await refused(trade({ from: 1 }), 'InvalidIdentityToken', 400, 'SAML Assertion is not yet valid')
})

test('the assertion must pair the role with the provider', async t => {
  const { trade } = await fresh(t)
  await trade({ attributes: { Role: [`${roleArn('other')},${provider}`, ` ${provider} , ${role} `] } })
  for (const Role of [undefined, [`${roleArn('other')},${provider}`], [`${role},${provider}-2`], [role]]) {
    await refused(trade({ attributes: { Role } }), 'AccessDenied', 403, 'Not authorized to perform sts:AssumeRoleWithSAML')
  }
  await refused(trade({}, { RoleArn: provider, PrincipalArn: role }), 'ValidationError', 400, 'Request ARN is invalid')
})

test('tags and source identity come from attributes', async t => {
  const { as, trade } = await fresh(t)
  const answer = await trade({
    attributes: {
      SourceIdentity: ['ada'], 'PrincipalTag:Team': ['blue'], 'PrincipalTag:Floor': ['3'], TransitiveTagKeys: ['Team'],
    },
  })
  assert.equal(answer.SourceIdentity, 'ada')
  assert.equal(answer.PackedPolicySize, Math.ceil(100 * 'TeamblueFloor3'.length / 2048))
  const session = as(answer.Credentials)
  await refused(assume(session, { Tags: [{ Key: 'team', Value: 'x' }] }), 'InvalidParameterValue', 400, /conflicts/)
  await assume(session, { Tags: [{ Key: 'Floor', Value: '4' }] })
})

test('names are checked', async t => {
  const { trade } = await fresh(t)
  const named = (attributes: Assertion['attributes']) => trade({ attributes })
  await refused(named({ RoleSessionName: undefined }), 'InvalidIdentityToken', 400, 'RoleSessionName is required in AuthnResponse')
  await refused(named({ RoleSessionName: ['a b'] }), 'InvalidIdentityToken', 400,
    'RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}')
  await refused(named({ SourceIdentity: ['aws:ada'] }), 'InvalidIdentityToken', 400,
    'Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"')
})

test('what is no assertion is refused', async t => {
  const { trade } = await fresh(t)
  const others = ['****', encoded('no XML'), encoded('<Response/>'), encoded('<Response><Assertion/></Response>')]
  for (const SAMLAssertion of others) await refused(trade({}, { SAMLAssertion }), 'InvalidIdentityToken', 400, invalid)
})
