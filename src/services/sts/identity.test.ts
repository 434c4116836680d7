// Who calls, whose a key is, what a denial says, and the operations that are refused.

import assert from 'node:assert/strict'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import type { STS } from '@aws-sdk/client-sts'
import { account, assume, clientOf, freshAccount, refused, roleArn } from './account.fixture.ts'

test('keys name the root of an account', async t => {
  const { sts, cloud } = await freshAccount(t)
  for (const [client, id] of [[sts, account], [clientOf(cloud, {}), '000000000000']] as const) {
    const { Account, Arn, UserId } = await client.getCallerIdentity({})
    assert.deepEqual({ Account, Arn, UserId }, { Account: id, Arn: `arn:aws:iam::${id}:root`, UserId: id })
  }
  const { Arn: chinese } = await clientOf(cloud, { accessKeyId: account, region: 'cn-north-1' }).getCallerIdentity({})
  assert.equal(chinese, `arn:aws-cn:iam::${account}:root`)
  await refused(clientOf(cloud, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE' }).getCallerIdentity({}), 'InvalidClientTokenId', 403,
    'The security token included in the request is invalid.')
})

test('a presigned GetCallerIdentity tells who signed it', async t => {
  const { sts, as } = await freshAccount(t)
  const { Credentials: credentials, AssumedRoleUser: user } = await assume(sts)
  const session = as(credentials)
  const url = await presigned(session, { 'x-k8s-aws-id': 'a-cluster' })
  const answer = await fetched(session, url)
  assert.equal(answer.statusCode, 200, answer.body)
  assert.ok(answer.body.includes(`<Arn>${user!.Arn}</Arn>`))
  const otherCluster = await fetched(session, { ...url, headers: { ...url.headers, 'x-k8s-aws-id': 'another' } })
  assert.equal(otherCluster.statusCode, 403)
  assert.match(otherCluster.body, /<Code>SignatureDoesNotMatch<\/Code>/)
})

test('a presigned request holds for its time', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const session = as((await assume(sts)).Credentials)
  const signedAgo = (seconds: number) => presigned(session, {}, new Date(cloud.clock.now() - seconds * 1000))
  assert.equal((await fetched(session, await signedAgo(59))).statusCode, 200)
  const late = await fetched(session, await signedAgo(62))
  assert.equal(late.statusCode, 403)
  assert.match(late.body, /<Code>SignatureDoesNotMatch<\/Code>\s*<Message>Signature expired: /)
})

test('a key tells its account to whoever asks', async t => {
  const { sts, as, cloud } = await freshAccount(t)
  const { Credentials: credentials } = await assume(sts, { RoleArn: roleArn('one', '444455556666') })
  const stranger = clientOf(cloud, { accessKeyId: '777788889999' })
  assert.equal((await stranger.getAccessKeyInfo({ AccessKeyId: credentials!.AccessKeyId })).Account, '444455556666')
  // Published with its account in "AWS Access Key ID formats", A. Steele, 2020.
  assert.equal((await as(credentials).getAccessKeyInfo({ AccessKeyId: 'ASIAY34FZKBOKMUTVV7A' })).Account, '609629065308')
  for (const AccessKeyId of ['AKIAIOSFODNN7EXAMPLE', 'AKIA000000000000', 'no_key_of_any_kind']) {
    await refused(sts.getAccessKeyInfo({ AccessKeyId }), 'ValidationError', 400, `Invalid access key: ${AccessKeyId}`)
  }
  await refused(sts.getAccessKeyInfo({ AccessKeyId: 'test' }), 'ValidationError', 400, /length greater than or equal to 16/)
})

test('what is no encoded denial is not decoded', async t => {
  const { sts, as } = await freshAccount(t)
  const { Credentials: credentials } = await assume(sts)
  for (const EncodedMessage of ['garbage', 'gar\nbage', credentials!.SessionToken!, 'A'.repeat(10_240)]) {
    await refused(as(credentials).decodeAuthorizationMessage({ EncodedMessage }), 'InvalidAuthorizationMessageException', 400,
      'Message is not valid')
  }
  await refused(sts.decodeAuthorizationMessage({ EncodedMessage: '' }), 'ValidationError', 400, /at 'encodedMessage'/)
})

test('operations that need what is not here say so', async t => {
  const { sts } = await freshAccount(t)
  const root = { TargetPrincipal: '444455556666', TaskPolicyArn: { arn: 'arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials' } }
  await refused(sts.assumeRoot(root), 'NotImplemented', 400, /policy of AWS/)
  await refused(sts.getDelegatedAccessToken({ TradeInToken: 'token' }), 'NotImplemented', 400, /trade in/)
  await refused(sts.getScopedCredentials({ DurationSeconds: 900 }), 'NotImplemented', 400, /not modelled/)
})

/** The side of the SDK's signer that its types do not show. */
interface Presigner {
  presign(request: SignedRequest & Record<string, unknown>, options: PresignOptions): Promise<SignedRequest>
}

interface PresignOptions { readonly expiresIn: number, readonly signingDate: Date, readonly unhoistableHeaders: Set<string> }

interface SignedRequest { readonly headers: Readonly<Record<string, string>> }

/** As `aws eks get-token` makes it: good for a minute. */
async function presigned(sts: STS, headers: Record<string, string>, signingDate = new Date()): Promise<SignedRequest> {
  const signer = await sts.config.signer({ name: 'sigv4', signingName: 'sts', signingRegion: 'us-east-1', properties: {} })
  return (signer as unknown as Presigner).presign({
    method: 'GET', protocol: 'http:', hostname: 'localhost', port: 4566, path: '/',
    query: { Action: 'GetCallerIdentity', Version: '2011-06-15' },
    headers: { ...headers, host: 'localhost:4566' },
  }, { expiresIn: 60, signingDate, unhoistableHeaders: new Set(Object.keys(headers)) })
}

async function fetched(sts: STS, request: SignedRequest): Promise<{ statusCode: number, body: string }> {
  const { response } = await sts.config.requestHandler.handle(request as never)
  return { statusCode: response.statusCode, body: await text(response.body) }
}
