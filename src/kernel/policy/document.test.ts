// Documents: what is read, and AWS's words for what is not, by tables.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readPolicy } from './document.ts'
import type { PolicyUse } from './document.ts'

const fine = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: '*' }
const shared = { ...fine, Principal: '*' }
const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'ec2.amazonaws.com' } }

function problem(use: PolicyUse, document: unknown): [kind: string, message: string] | 'fine' {
  const read = readPolicy(typeof document === 'string' ? document : JSON.stringify(document), use)
  return 'policy' in read ? 'fine' : [read.problem.kind, read.problem.message]
}

const of = (...statements: object[]) => ({ Version: '2012-10-17', Statement: statements })

test('documents that are fine', () => {
  const table: [PolicyUse, unknown][] = [
    ['identity', of(fine)], ['identity', { Statement: fine }], ['identity', { Version: '2008-10-17', Id: 'x', Statement: [fine] }],
    ['identity', of()],
    ['identity', of({ ...fine, Sid: 'One1' }, { ...fine, Sid: 'Two2' })], ['identity', of({ ...fine, Sid: '' }, { ...fine, Sid: '' })],
    ['identity', of({ Effect: 'Deny', NotAction: ['iam:*', 'sts:*'], NotResource: 'arn:aws:s3:::x/*' })],
    ['identity', of({ ...fine, Action: '*' })],
    ['identity', of({ ...fine, Condition: { Bool: { 'aws:SecureTransport': true } } })],
    ['resource', of(shared)], ['resource', of({ ...shared, Sid: 'with a space' })],
    ['resource', of({ ...fine, NotPrincipal: { AWS: '111122223333' } })],
    ['resource', of({ ...fine, Principal: { AWS: ['*', '111122223333', 'arn:aws:iam::111122223333:root',
      'arn:aws:iam::111122223333:user/a/b'] } })],
    ['resource', of({ ...fine, Principal: { AWS: 'arn:aws-cn:sts::111122223333:assumed-role/r/s', Service: ['sns.amazonaws.com'],
      CanonicalUser: '79a59' } })],
    ['resource', of({ ...fine, Principal: { AWS: ['AIDACKCEVSQ6C2EXAMPLE', 'arn:aws:sts::111122223333:federated-user/x'] } })],
    ['trust', of(trust)], ['trust', of({ ...trust, Principal: { Federated: 'accounts.google.com' } })],
  ]
  for (const [use, document] of table) assert.equal(problem(use, document), 'fine', JSON.stringify(document))
})

test('documents that are not', () => {
  const syntax = ['syntax', 'Syntax errors in policy.'] as const
  const { Effect: _e, ...noEffect } = fine
  const { Action: _a, ...noAction } = fine
  const { Resource: _r, ...noResource } = fine
  const vendor = 'Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.'
  const table: [PolicyUse, unknown, readonly [kind: string, message: string]][] = [
    ['identity', '', ['json', 'This policy contains invalid Json']],
    ['identity', '{"Version":', ['json', 'This policy contains invalid Json']],
    ['identity', '[]', syntax], ['identity', 'null', syntax], ['identity', '{}', syntax], ['identity', { Statement: 'x' }, syntax],
    ['identity', { ...of(fine), Extra: 1 }, syntax], ['identity', of({ ...fine, Extra: 1 }), syntax],
    ['identity', { ...of(fine), Id: 5 }, syntax],
    ['identity', of({ ...fine, Action: 5 }), syntax], ['identity', of({ ...fine, Action: [] }), syntax],
    ['identity', of({ ...fine, NotAction: '*' }), syntax],
    ['identity', of({ ...fine, Sid: 5 }), syntax], ['identity', of({ ...fine, Condition: 'x' }), ['condition', syntax[1]]],
    ['identity', { ...of(fine), Version: '2012-10-18' }, ['version', 'The policy must contain a valid version string']],
    ['identity', of({ ...fine, Sid: 'A' }, { ...fine, Sid: 'A' }),
      ['duplicate-sid', 'Statement IDs (SID) in a single policy must be unique.']],
    ['identity', of({ ...fine, Sid: 'a-b' }),
      ['sid', 'Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression [0-9A-Za-z]*']],
    ['identity', of(noEffect), ['effect', 'Missing required field Effect']],
    ['identity', of({ ...fine, Effect: 'allow' }), ['effect', 'Invalid effect: allow']],
    ['identity', of(noAction), ['action', 'Policy statement must contain actions.']],
    ['identity', of({ ...fine, Action: 'SendMessage' }), ['action', vendor]],
    ['identity', of({ ...fine, Action: 'sqs:' }), ['action', vendor]], ['identity', of({ ...fine, Action: 's*:x' }), ['action', vendor]],
    ['identity', of(noResource), ['resource', 'Policy statement must contain resources.']],
    ['identity', of({ ...fine, Resource: 'queue' }), ['resource', 'Resource queue must be in ARN format or "*".']],
    ['identity', of(shared), ['principal', 'Has prohibited field Principal']],
    ['identity', of({ ...fine, NotPrincipal: '*' }), ['principal', 'Has prohibited field NotPrincipal']],
    ['identity', of({ ...fine, Condition: { Equals: {} } }), ['condition', 'Invalid Condition type : Equals.']],
    ['resource', of(fine), ['principal', 'Missing required field Principal']],
    ['resource', of({ ...fine, Principal: { AWS: 'bob' } }), ['principal', 'Invalid principal in policy: "AWS":"bob"']],
    ['resource', of({ ...fine, Principal: { AWS: 'arn:aws:iam::111122223333:role/*' } }),
      ['principal', 'Invalid principal in policy: "AWS":"arn:aws:iam::111122223333:role/*"']],
    ['resource', of({ ...fine, Principal: { User: 'bob' } }), ['principal', 'Invalid principal in policy: "User"']],
    ['resource', of({ ...fine, Principal: {} }), ['principal', 'Missing required field Principal cannot be empty!']],
    ['trust', of({ ...trust, Resource: '*' }), ['resource', 'Has prohibited field Resource']],
  ]
  for (const [use, document, expected] of table) assert.deepEqual(problem(use, document), expected, JSON.stringify(document))
})

test('the version defaults to the older one', () => {
  const read = readPolicy(JSON.stringify({ Statement: fine }), 'identity')
  assert.equal('policy' in read && read.policy.version, '2008-10-17')
})
