// STS: who calls, credentials that are issued, and the time at which they end.

import assert from 'node:assert/strict'
import { momentOf } from './client.ts'
import type { Keys, Output } from './client.ts'
import { createQueue } from './queues.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

type Issued = NonNullable<Output<'sts', 'AssumeRole'>['Credentials']>

const expired = { code: 'ExpiredToken', message: /The security token included in the request is expired/, status: 403 }

export const stsScenarios: readonly Scenario[] = [
  {
    title: 'keys name the root of an account: test, or twelve digits',
    async play(stage) {
      assert.deepEqual(await identityOf(stage), {
        Account: stage.account, UserId: stage.account, Arn: `arn:aws:iam::${stage.account}:root`,
      })
      assert.deepEqual(await identityOf(stage.as({ accessKeyId: 'test', secretAccessKey: 'test' })), {
        Account: '000000000000', UserId: '000000000000', Arn: 'arn:aws:iam::000000000000:root',
      })
    },
  },
  {
    title: 'a role is assumed, and its session is who calls',
    async play(stage) {
      const { Credentials: issued, AssumedRoleUser: user } = await assumeRole(stage, 'reader', 'morning')
      assert.match(issued!.AccessKeyId!, /^ASIA[A-Z2-7]{16}$/)
      assert.equal(momentOf(issued!.Expiration), seconds(await stage.cloud.now()) + 3_600_000)
      assert.equal(user?.Arn, `arn:aws:sts::${stage.account}:assumed-role/reader/morning`)
      assert.match(user.AssumedRoleId!, /^AROA[A-Z2-7]{17}:morning$/)
      assert.deepEqual(await identityOf(stage.as(keysOf(issued))), { Account: stage.account, UserId: user.AssumedRoleId, Arn: user.Arn })
    },
  },
  {
    title: 'a session acts in its account',
    async play(stage) {
      const { Credentials: issued } = await assumeRole(stage, 'writer', 'shift')
      assert.equal(await createQueue(stage.as(keysOf(issued)), 'by-session'), `${stage.cloud.url}/${stage.account}/by-session`)
      assert.deepEqual((await stage.call('sqs', 'ListQueues', {})).QueueUrls, [`${stage.cloud.url}/${stage.account}/by-session`])
    },
  },
  {
    title: 'roles are chained over accounts, for an hour at most',
    async play(stage) {
      const first = await assumeRole(stage, 'hub', 'one')
      const hub = stage.as(keysOf(first.Credentials))
      const spokeArn = 'arn:aws:iam::210987654321:role/team/spoke'
      const second = await hub.call('sts', 'AssumeRole', { RoleArn: spokeArn, RoleSessionName: 'two' })
      assert.deepEqual(await identityOf(stage.as(keysOf(second.Credentials))), {
        Account: '210987654321', UserId: second.AssumedRoleUser!.AssumedRoleId, Arn: 'arn:aws:sts::210987654321:assumed-role/spoke/two',
      })
      await refused(hub.call('sts', 'AssumeRole', { RoleArn: spokeArn, RoleSessionName: 'two', DurationSeconds: 3601 }), {
        code: 'ValidationError', status: 400,
        message: /The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining/,
      })
    },
  },
  {
    title: 'a session ends on the clock',
    async play(stage) {
      const { Credentials: issued } = await assumeRole(stage, 'short', 'lived', 900)
      const session = stage.as(keysOf(issued))
      assert.equal(momentOf(issued!.Expiration), seconds(await stage.cloud.now()) + 900_000)
      await stage.cloud.advance('14m')
      assert.equal((await identityOf(session)).Arn, `arn:aws:sts::${stage.account}:assumed-role/short/lived`)
      await stage.cloud.advance('1m')
      await refused(identityOf(session), expired)
    },
  },
  {
    title: 'a session token stands for the one who asked, and cannot ask for another',
    async play(stage) {
      const { Credentials: issued } = await stage.call('sts', 'GetSessionToken', { DurationSeconds: 43_200 })
      assert.equal(momentOf(issued!.Expiration), seconds(await stage.cloud.now()) + 3_600_000, 'a root user gets an hour at most')
      const session = stage.as(keysOf(issued))
      assert.equal((await identityOf(session)).Arn, `arn:aws:iam::${stage.account}:root`)
      await refused(session.call('sts', 'GetSessionToken', {}), {
        code: 'AccessDenied', message: /Cannot call GetSessionToken with session credentials/, status: 403,
      })
    },
  },
  {
    title: 'a federation token is for a user of the given name',
    async play(stage) {
      const { Credentials: issued, FederatedUser: user } = await stage.call('sts', 'GetFederationToken', {
        Name: 'guest', DurationSeconds: 900,
      })
      assert.deepEqual(user, { FederatedUserId: `${stage.account}:guest`, Arn: `arn:aws:sts::${stage.account}:federated-user/guest` })
      const guest = stage.as(keysOf(issued))
      assert.deepEqual(await identityOf(guest), { Account: stage.account, UserId: `${stage.account}:guest`, Arn: user.Arn })
      await stage.cloud.advance('15m')
      await refused(identityOf(guest), expired)
    },
  },
  {
    title: 'a key tells its account to whoever asks',
    async play(stage) {
      const { Credentials: issued } = await assumeRole(stage, 'any', 'one')
      const stranger = stage.asRootOf('333344445555')
      assert.equal((await stranger.call('sts', 'GetAccessKeyInfo', { AccessKeyId: issued!.AccessKeyId! })).Account, stage.account)
    },
  },
  {
    title: 'wrong secrets, unknown keys and torn tokens are refused',
    async play(stage) {
      const keys = keysOf((await assumeRole(stage, 'true', 'one')).Credentials)
      await refused(identityOf(stage.as({ ...keys, secretAccessKey: `${keys.secretAccessKey}x` })), {
        code: 'SignatureDoesNotMatch', status: 403,
        message: /The request signature we calculated does not match the signature you provided/,
      })
      const invalid = { code: 'InvalidClientTokenId', message: /The security token included in the request is invalid/, status: 403 }
      await refused(identityOf(stage.as({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'any' })), invalid)
      await refused(identityOf(stage.as({ ...keys, sessionToken: undefined })), invalid)
      await refused(identityOf(stage.as({ ...keys, sessionToken: `A${keys.sessionToken}` })), invalid)
    },
  },
  {
    title: 'what is no role cannot be assumed',
    async play(stage) {
      const assume = (RoleArn: string) => stage.call('sts', 'AssumeRole', { RoleArn, RoleSessionName: 'session' })
      const userArn = `arn:aws:iam::${stage.account}:user/someone`
      await refused(assume(userArn), { code: 'ValidationError', message: new RegExp(`${userArn} is invalid`), status: 400 })
      await refused(stage.call('sts', 'DecodeAuthorizationMessage', { EncodedMessage: 'nothing' }), {
        code: 'InvalidAuthorizationMessageException', message: /./, status: 400,
      })
    },
  },
  {
    title: 'a web identity token is traded for a session, without a signature',
    async play(stage) {
      const now = Math.floor(await stage.cloud.now() / 1000)
      const trade = (expiresAt: number) => stage.asNobody().call('sts', 'AssumeRoleWithWebIdentity', {
        RoleArn: `arn:aws:iam::${stage.account}:role/pod`, RoleSessionName: 'pod-1',
        WebIdentityToken: jsonWebToken({
          iss: 'https://oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE', aud: 'sts.amazonaws.com',
          sub: 'system:serviceaccount:default:app', exp: expiresAt,
        }),
      })
      const traded = await trade(now + 600)
      assert.equal(traded.SubjectFromWebIdentityToken, 'system:serviceaccount:default:app')
      assert.equal(traded.Audience, 'sts.amazonaws.com')
      assert.equal(traded.Provider, `arn:aws:iam::${stage.account}:oidc-provider/oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE`)
      assert.equal((await identityOf(stage.as(keysOf(traded.Credentials)))).Arn, `arn:aws:sts::${stage.account}:assumed-role/pod/pod-1`)
      await refused(trade(now - 1), { code: 'ExpiredTokenException', message: /Token expired/, status: 400 })
    },
  },
  {
    title: 'a SAML assertion is traded for a session, without a signature',
    async play(stage) {
      const roleArn = `arn:aws:iam::${stage.account}:role/office`
      const principalArn = `arn:aws:iam::${stage.account}:saml-provider/directory`
      const until = new Date(await stage.cloud.now() + 300_000).toISOString()
      const traded = await stage.asNobody().call('sts', 'AssumeRoleWithSAML', {
        RoleArn: roleArn, PrincipalArn: principalArn, SAMLAssertion: samlResponse(`${roleArn},${principalArn}`, until),
      })
      assert.equal(traded.Issuer, 'https://idp.example.com')
      assert.equal(traded.Subject, 'ada')
      assert.equal(traded.SubjectType, 'persistent')
      const { Arn: arn } = await identityOf(stage.as(keysOf(traded.Credentials)))
      assert.equal(arn, `arn:aws:sts::${stage.account}:assumed-role/office/ada@example.com`)
    },
  },
  {
    title: 'a presigned GetCallerIdentity tells who signed it, as EKS asks',
    async play(stage) {
      const { Credentials: issued, AssumedRoleUser: user } = await assumeRole(stage, 'deployer', 'laptop')
      const { url, headers } = await stage.client.presignIdentity({ ...stage.caller, keys: keysOf(issued) }, 'a-cluster')
      const ask = (given: Readonly<Record<string, string>>) =>
        stage.cloud.request({ method: 'GET', url, headers: { ...given, accept: 'application/json' } })
      const answer = await ask(headers)
      assert.equal(answer.status, 200, answer.body)
      assert.match(String(answer.headers['content-type']), /^application\/json/)
      assert.deepEqual((JSON.parse(answer.body) as { GetCallerIdentityResponse: { GetCallerIdentityResult: unknown } })
        .GetCallerIdentityResponse.GetCallerIdentityResult, {
        Account: stage.account, UserId: user!.AssumedRoleId, Arn: user!.Arn,
      })
      const otherCluster = await ask({ 'x-k8s-aws-id': 'another' })
      assert.equal(otherCluster.status, 403)
      assert.match(otherCluster.body, /SignatureDoesNotMatch/)
    },
  },
]

async function identityOf(stage: Stage): Promise<Output<'sts', 'GetCallerIdentity'>> {
  return stage.call('sts', 'GetCallerIdentity', {})
}

function assumeRole(stage: Stage, role: string, session: string, durationSeconds?: number): Promise<Output<'sts', 'AssumeRole'>> {
  return stage.call('sts', 'AssumeRole', {
    RoleArn: `arn:aws:iam::${stage.account}:role/${role}`, RoleSessionName: session,
    ...(durationSeconds !== undefined && { DurationSeconds: durationSeconds }),
  })
}

function keysOf(issued: Issued | undefined): Keys {
  return { accessKeyId: issued!.AccessKeyId!, secretAccessKey: issued!.SecretAccessKey!, sessionToken: issued!.SessionToken! }
}

/** STS tells times to the second. */
function seconds(at: number): number {
  return Math.floor(at / 1000) * 1000
}

/** A token of RFC 7519 with a signature that no one could check. */
function jsonWebToken(claims: object): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.c2lnbmF0dXJl`
}

function samlResponse(role: string, until: string): string {
  const attribute = (name: string, value: string) => `<saml:Attribute Name="https://aws.amazon.com/SAML/Attributes/${name}">
        <saml:AttributeValue>${value}</saml:AttributeValue>
      </saml:Attribute>`
  return Buffer.from(`<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">
  <saml:Issuer>https://idp.example.com</saml:Issuer>
  <saml:Assertion>
    <saml:Issuer>https://idp.example.com</saml:Issuer>
    <saml:Subject>
      <saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">ada</saml:NameID>
      <saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
        <saml:SubjectConfirmationData NotOnOrAfter="${until}" Recipient="https://signin.aws.amazon.com/saml"/>
      </saml:SubjectConfirmation>
    </saml:Subject>
    <saml:Conditions NotOnOrAfter="${until}"/>
    <saml:AttributeStatement>${attribute('Role', role)}${attribute('RoleSessionName', 'ada@example.com')}</saml:AttributeStatement>
  </saml:Assertion>
</samlp:Response>`).toString('base64')
}
