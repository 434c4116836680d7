// Global condition keys by a table: which principals and requests have them, and what they say.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { conditionKeys } from './condition-keys.ts'
import type { RequestFacts } from './condition-keys.ts'
import { home, principals } from './questions.fixture.ts'

const now = Date.UTC(2028, 0, 31, 12, 0, 0, 500)
const { root, user, role, federated, service, anonymous } = principals
const session = { ...role, sessionIssuedAt: now - 60_000, mfaAt: now - 30_000, sessionTags: { Team: 'red' }, sourceIdentity: 'alice' }

const plain: RequestFacts = {
  principal: user, account: home, region: 'eu-west-1', now, sourceAddress: '127.0.0.1', userAgent: 'aws-cli', secure: true, input: {},
    resourceTags: () => ({}),
}

test('keys', () => {
  const table: [key: string, facts: Partial<RequestFacts>, values: readonly string[] | undefined][] = [
    ['aws:principalarn', {}, [user.arn]], ['aws:principalarn', { principal: role }, [role.issuerArn!]],
    ['aws:principalarn', { principal: root }, [root.arn]],
    ['aws:principalarn', { principal: anonymous }, undefined], ['aws:principalaccount', {}, [home]],
    ['aws:principalaccount', { principal: service }, undefined],
    ['aws:principaltype', {}, ['User']], ['aws:principaltype', { principal: root }, ['Account']],
    ['aws:principaltype', { principal: role }, ['AssumedRole']],
    ['aws:principaltype', { principal: federated }, ['FederatedUser']], ['aws:principaltype', { principal: anonymous }, ['Anonymous']],
    ['aws:userid', {}, [user.userId]], ['aws:userid', { principal: role }, ['AROAWORKERWORKERWORK2:one']],
    ['aws:userid', { principal: anonymous }, ['anonymous']],
    ['aws:username', {}, ['alice']], ['aws:username', { principal: role }, undefined], ['aws:username', { principal: root }, undefined],
    ['aws:tokenissuetime', {}, undefined], ['aws:tokenissuetime', { principal: session }, ['2028-01-31T11:59:00Z']],
    ['aws:multifactorauthpresent', {}, undefined], ['aws:multifactorauthpresent', { principal: session }, ['true']],
    ['aws:multifactorauthpresent', { principal: { ...role, sessionIssuedAt: now } }, ['false']],
    ['aws:multifactorauthage', { principal: session }, ['30']], ['aws:multifactorauthage', {}, undefined],
    ['aws:sourceidentity', { principal: session }, ['alice']],
    ['aws:federatedprovider', { principal: { ...role, federatedBy: 'x' } }, ['x']],
    ['aws:principaltag/team', { principal: session }, ['red']], ['aws:principaltag/other', { principal: session }, undefined],
    ['aws:principaltag/team', {}, undefined],
    ['aws:sourceip', {}, ['127.0.0.1']], ['aws:sourceip', { sourceAddress: 'sns.amazonaws.com' }, undefined],
    ['aws:sourceip', { sourceAddress: '::1' }, ['::1']],
    ['aws:securetransport', {}, ['true']], ['aws:securetransport', { secure: false }, ['false']], ['aws:useragent', {}, ['aws-cli']],
    ['aws:referer', {}, undefined], ['aws:referer', { referer: 'http://x/' }, ['http://x/']],
    ['aws:currenttime', {}, ['2028-01-31T12:00:00Z']], ['aws:epochtime', {}, ['1832932800']], ['aws:requestedregion', {}, ['eu-west-1']],
    ['aws:resourceaccount', {}, [home]],
    ['aws:principalisawsservice', {}, ['false']], ['aws:principalisawsservice', { principal: service }, ['true']],
    ['aws:principalservicename', { principal: service }, ['sns.amazonaws.com']], ['aws:principalservicename', {}, undefined],
    ['aws:viaawsservice', {}, ['false']], ['aws:viaawsservice', { calledVia: ['a', 'b'] }, ['true']],
    ['aws:calledvia', { calledVia: ['a', 'b'] }, ['a', 'b']],
    ['aws:calledviafirst', { calledVia: ['a', 'b'] }, ['a']], ['aws:calledvialast', { calledVia: ['a', 'b'] }, ['b']],
    ['aws:calledvia', {}, undefined],
    ['aws:sourcearn', { sourceArn: 'arn:aws:sns:x:123456789012:t' }, ['arn:aws:sns:x:123456789012:t']],
    ['aws:sourceaccount', { sourceArn: 'arn:aws:sns:x:123456789012:t' }, ['123456789012']],
    ['aws:sourceaccount', { sourceArn: 'arn:aws:s3:::b' }, undefined],
    ['aws:requesttag/env', { input: { Tags: [{ Key: 'Env', Value: 'dev' }] } }, ['dev']],
    ['aws:requesttag/env', { input: { tags: { env: 'dev' } } }, ['dev']],
    ['aws:requesttag/env', { input: { Tags: [{ TagKey: 'env', TagValue: 'dev' }] } }, ['dev']], ['aws:requesttag/env', {}, undefined],
    ['aws:tagkeys', { input: { Tags: { a: '1', b: '2' } } }, ['a', 'b']], ['aws:tagkeys', { input: { TagKeys: ['x'] } }, ['x']],
    ['aws:tagkeys', {}, undefined],
    ['aws:resourcetag/env', { resourceTags: () => ({ Env: 'prod' }) }, ['prod']], ['aws:resourcetag/env', {}, undefined],
    ['s3:prefix', { own: { 's3:prefix': ['a/'] } }, ['a/']], ['s3:prefix', {}, undefined], ['aws:nothing', {}, undefined],
    ['constructor', {}, undefined],
  ]
  for (const [key, facts, values] of table) assert.deepEqual(conditionKeys({ ...plain, ...facts })(key), values,
    `${key} ${JSON.stringify(facts)}`)
})

test('the tags of a resource are read once, and only when asked for', () => {
  let reads = 0
  const lookup = conditionKeys({ ...plain, resourceTags: () => { reads += 1; return { a: '1' } } })
  lookup('aws:userid')
  assert.equal(reads, 0)
  lookup('aws:resourcetag/a')
  lookup('aws:resourcetag/b')
  assert.equal(reads, 1)
})
