// One set of policies against one request, by tables: actions, resources, principals, conditions, and what wins.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { evaluate, evaluatePolicy } from './evaluate.ts'
import type { Outcome } from './evaluate.ts'
import { abroad, ask, home, policy, principals, queueArn } from './questions.fixture.ts'
import type { Asking } from './questions.fixture.ts'

const allow = { Effect: 'Allow', Action: '*', Resource: '*' }
const deny = { ...allow, Effect: 'Deny' }

function identity(statements: object[], asking: Asking = {}): Outcome {
  return evaluate([policy('identity', ...statements)], ask(asking))
}

test('actions and resources', () => {
  const table: [statement: object, asking: Asking, allowed: boolean][] = [
    [{}, {}, true], [{ Action: 'sqs:SendMessage' }, {}, true], [{ Action: 'SQS:sendmessage' }, {}, true],
    [{ Action: 'sqs:Send*' }, {}, true],
    [{ Action: 'sqs:Send*' }, { action: 'sqs:receivemessage' }, false], [{ Action: ['sqs:A', 'sqs:SendMessage'] }, {}, true],
    [{ Action: 'sqs:*' }, { action: 'sns:Publish' }, false], [{ Action: 'sqs:?endMessage' }, {}, true],
    [{ Action: undefined, NotAction: 'sqs:*' }, {}, false], [{ Action: undefined, NotAction: 'iam:*' }, {}, true],
    [{ Resource: queueArn }, {}, true], [{ Resource: 'arn:aws:sqs:*:*:other' }, {}, false],
    [{ Resource: ['arn:aws:sqs:*:*:other', queueArn] }, {}, true],
    [{ Resource: undefined, NotResource: queueArn }, {}, false], [{ Resource: undefined, NotResource: 'arn:aws:sqs:*:*:other' }, {}, true],
    [{ Resource: queueArn }, { resource: '*' }, false], [{ Resource: '*' }, { resource: '*' }, true],
    [{ Resource: 'arn:aws:sqs:*:*:${aws:username}' }, { keys: { 'aws:username': ['orders'] } }, true],
    [{ Resource: 'arn:aws:sqs:*:*:${aws:username}' }, { keys: { 'aws:username': ['*'] } }, false],
    [{ Resource: 'arn:aws:sqs:*:*:${aws:username}' }, {}, false],
    [{ Resource: undefined, NotResource: 'arn:aws:sqs:*:*:${aws:username}' }, {}, false],
    [{ Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }, { keys: { 'aws:requestedregion': ['us-east-1'] } }, true],
    [{ Condition: { StringEquals: { 'aws:RequestedRegion': 'us-east-1' } } }, {}, false],
  ]
  for (const [statement, asking, allowed] of table) {
    assert.equal(identity([{ ...allow, ...statement }], asking).verdict, allowed ? 'allow' : 'implicit-deny',
      JSON.stringify([statement, asking]))
  }
})

test('denies win wherever they stand, and the statement that decided is told', () => {
  const outcome = identity([{ ...allow, Sid: 'Yes' }, { ...deny, Sid: 'No' }])
  assert.deepEqual([outcome.verdict, outcome.statement?.sid], ['explicit-deny', 'No'])
  const both = evaluate([policy('identity', deny), policy('identity', allow)], ask())
  assert.equal(both.verdict, 'explicit-deny')
  assert.equal(identity([{ ...allow, Sid: 'Yes' }, { ...deny, Action: 'sqs:DeleteQueue' }]).statement?.sid, 'Yes')
  assert.deepEqual(evaluate([], ask()), { verdict: 'implicit-deny' })
})

test('where the resource is not said, only a star denies', () => {
  const asking = { resource: undefined }
  assert.equal(identity([{ ...allow, Resource: 'arn:aws:sqs:*:*:other' }], asking).verdict, 'allow')
  assert.equal(identity([allow, { ...deny, Resource: queueArn }], asking).verdict, 'allow')
  assert.equal(identity([allow, { Effect: 'Deny', Action: '*', NotResource: queueArn }], asking).verdict, 'allow')
  assert.equal(identity([allow, deny], asking).verdict, 'explicit-deny')
})

test('principals, and how directly they are named', () => {
  const { root, user, role, federated, stranger, strangeUser, service, anonymous } = principals
  const provided = { ...role, federatedBy: 'accounts.google.com' }
  const table: [principal: unknown, caller: Asking['principal'], reach: string | undefined][] = [
    ['*', user, 'limited'], [{ AWS: '*' }, user, 'limited'], ['*', anonymous, 'limited'], [{ AWS: '*' }, anonymous, 'limited'],
    ['*', service, 'limited'],
    [{ AWS: home }, user, 'delegated'], [{ AWS: home }, root, 'delegated'], [{ AWS: home }, stranger, undefined],
    [{ AWS: abroad }, strangeUser, 'delegated'],
    [{ AWS: `arn:aws:iam::${home}:root` }, role, 'delegated'], [{ AWS: `arn:aws:iam::${home}:root` }, root, 'delegated'],
    [{ AWS: user.arn }, user, 'direct'], [{ AWS: [home, user.arn] }, user, 'direct'], [{ AWS: user.userId }, user, 'direct'],
    [{ AWS: user.arn }, root, undefined],
    [{ AWS: strangeUser.arn }, user, undefined], [{ AWS: `arn:aws:iam::${home}:user/alice` }, user, undefined],
    [{ AWS: role.arn }, role, 'direct'], [{ AWS: role.issuerArn }, role, 'limited'], [{ AWS: 'AROAWORKERWORKERWORK2' }, role, 'limited'],
    [{ AWS: [role.issuerArn, home] }, role, 'limited'], [{ AWS: [home, role.issuerArn] }, role, 'limited'],
    [{ AWS: `arn:aws:iam::${home}:role/worker` }, role, undefined],
    [{ AWS: `arn:aws:sts::${home}:assumed-role/worker/two` }, role, undefined],
    [{ AWS: federated.arn }, federated, 'direct'], [{ AWS: federated.issuerArn }, federated, 'limited'],
    [{ Service: 'sns.amazonaws.com' }, service, 'direct'], [{ Service: 's3.amazonaws.com' }, service, undefined],
    [{ Service: 'sns.amazonaws.com' }, user, undefined],
    [{ Federated: 'accounts.google.com' }, provided, 'direct'], [{ AWS: home }, anonymous, undefined], [{ AWS: home }, service, undefined],
  ]
  for (const [named, principal, reach] of table) {
    const outcome = evaluate([policy('resource', { ...allow, Principal: named })], ask(principal === undefined ? {} : { principal }))
    assert.deepEqual([outcome.verdict, outcome.reach], [reach === undefined ? 'implicit-deny' : 'allow', reach],
      JSON.stringify([named, principal]))
  }
})

test('principals that are not meant', () => {
  const allBut = (principal: unknown) => policy('resource', { Effect: 'Deny', Action: '*', Resource: '*', NotPrincipal: principal })
  const verdict = (principal: unknown, caller: Asking) => evaluate([allBut(principal)], ask(caller)).verdict
  assert.equal(verdict({ AWS: principals.user.arn }, {}), 'implicit-deny')
  assert.equal(verdict({ AWS: principals.user.arn }, { principal: principals.role }), 'explicit-deny')
  assert.equal(verdict({ AWS: home }, { principal: principals.role }), 'implicit-deny')
  assert.equal(verdict({ AWS: home }, { principal: principals.anonymous }), 'explicit-deny')
})

test('canonical users', () => {
  const shared = policy('resource', { ...allow, Principal: { CanonicalUser: '79a59d' } })
  assert.equal(evaluate([shared], ask({ canonicalId: '79a59d' })).verdict, 'allow')
  assert.equal(evaluate([shared], ask({ canonicalId: 'other' })).verdict, 'implicit-deny')
  assert.equal(evaluate([shared], ask()).verdict, 'implicit-deny')
})

test('the text of a resource\'s policy', () => {
  const text = JSON.stringify({ Version: '2012-10-17', Statement: { ...allow, Principal: '*' } })
  assert.equal(evaluatePolicy(text, ask({ principal: principals.anonymous })).verdict, 'allow')
  assert.equal(evaluatePolicy('{', ask()).verdict, 'implicit-deny')
  assert.equal(evaluatePolicy(JSON.stringify({ Version: '2008-10-17',
    Statement: { ...allow, Principal: '*', Resource: 'arn:aws:sqs:*:*:${aws:username}' } }),
    ask({ keys: { 'aws:username': ['orders'] } })).verdict, 'implicit-deny')
})
