// Issuers of OpenID Connect tokens: known by their addresses, for some audiences; and whose tokens are then believed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, fresh, policy, refused } from './account.fixture.ts'

const arn = `arn:aws:iam::${account}:oidc-provider/id.example.com/app`

test('an issuer is known by its address', async t => {
  const { iam } = await fresh(t)
  const create = (Url: string) => iam.createOpenIDConnectProvider({ Url, ClientIDList: ['one'], ThumbprintList: ['A'.repeat(40)],
    Tags: [{ Key: 'a', Value: 'b' }] })
  const { OpenIDConnectProviderArn: made } = await create('https://id.example.com/app')
  assert.equal(made, arn)
  await refused(create('https://id.example.com/app/'), 'EntityAlreadyExists',
    'Provider with url https://id.example.com/app already exists.')
  await refused(create('http://id.example.com'), 'ValidationError', 'Invalid Open ID Connect Provider URL')
  const OpenIDConnectProviderArn = arn
  await iam.addClientIDToOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: 'two' })
  await iam.removeClientIDFromOpenIDConnectProvider({ OpenIDConnectProviderArn, ClientID: 'one' })
  await iam.updateOpenIDConnectProviderThumbprint({ OpenIDConnectProviderArn, ThumbprintList: ['b'.repeat(40)] })
  await iam.tagOpenIDConnectProvider({ OpenIDConnectProviderArn, Tags: [{ Key: 'c', Value: 'd' }] })
  await iam.untagOpenIDConnectProvider({ OpenIDConnectProviderArn, TagKeys: ['a'] })
  const shown = await iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn })
  assert.deepEqual([shown.Url, shown.ClientIDList, shown.ThumbprintList, shown.Tags],
    ['id.example.com/app', ['two'], ['b'.repeat(40)], [{ Key: 'c', Value: 'd' }]])
  assert.deepEqual((await iam.listOpenIDConnectProviders({})).OpenIDConnectProviderList, [{ Arn: arn }])
  await iam.deleteOpenIDConnectProvider({ OpenIDConnectProviderArn })
  await refused(iam.getOpenIDConnectProvider({ OpenIDConnectProviderArn }), 'NoSuchEntity',
    `OpenIDConnect Provider not found for arn ${arn}`)
})

test('where roles are kept, tokens are of known issuers and for known audiences', async t => {
  const { iam, sts, cloud } = await fresh(t)
  await iam.createRole({ RoleName: 'app', AssumeRolePolicyDocument: policy({ Effect: 'Allow', Principal: { Federated: arn },
    Action: 'sts:AssumeRoleWithWebIdentity' }) })
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const trade = (aud: string) => sts.assumeRoleWithWebIdentity({ RoleArn: `arn:aws:iam::${account}:role/app`, RoleSessionName: 'one',
    WebIdentityToken: [part({ alg: 'RS256' }), part({ iss: 'https://id.example.com/app', sub: 'ada', aud,
      exp: Math.floor(cloud.clock.now() / 1000) + 600 }), 'x'].join('.') })
  await refused(trade('one'), 'InvalidIdentityToken', 'No OpenIDConnect provider found in your account for https://id.example.com/app')
  await iam.createOpenIDConnectProvider({ Url: 'https://id.example.com/app', ClientIDList: ['one'] })
  assert.equal((await trade('one')).Provider, arn)
  await refused(trade('two'), 'InvalidIdentityToken', 'Incorrect token audience')
})
