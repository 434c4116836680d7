// What policies about IAM are told: the ARN that is meant, with its path, and IAM's own keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { account, allow, fresh, policy, refused, trust } from './account.fixture.ts'

const lambda = trust({ Service: 'lambda.amazonaws.com' })

test('a delegate makes roles under his path, with his boundary, and attaches what he may', async t => {
  const { iam, asUser } = await fresh(t)
  const boundary = `arn:aws:iam::${account}:policy/limit`
  await iam.createPolicy({ PolicyName: 'limit', PolicyDocument: policy(allow('s3:*')) })
  await iam.createUser({ UserName: 'delegate' })
  await iam.putUserPolicy({ UserName: 'delegate', PolicyName: 'p', PolicyDocument: policy(
    allow('iam:CreateRole', `arn:aws:iam::${account}:role/app/*`, { StringEquals: { 'iam:PermissionsBoundary': boundary } }),
    allow('iam:AttachRolePolicy', `arn:aws:iam::${account}:role/app/*`,
      { ArnEquals: { 'iam:PolicyARN': 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' } })) })
  const { iam: delegate } = await asUser('delegate')
  const make = (input: object) => delegate.createRole({ RoleName: 'one', AssumeRolePolicyDocument: lambda, ...input })
  await refused(make({ PermissionsBoundary: boundary }), 'AccessDenied',
    new RegExp(`on resource: arn:aws:iam::${account}:role/one because`))
  await refused(make({ Path: '/app/' }), 'AccessDenied', /no identity-based policy allows the iam:CreateRole action/)
  const { Role: made } = await make({ Path: '/app/', PermissionsBoundary: boundary })
  assert.equal(made!.Arn, `arn:aws:iam::${account}:role/app/one`)
  await delegate.attachRolePolicy({ RoleName: 'one', PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess' })
  await refused(delegate.attachRolePolicy({ RoleName: 'one', PolicyArn: 'arn:aws:iam::aws:policy/AdministratorAccess' }), 'AccessDenied',
    new RegExp(`on resource: arn:aws:iam::${account}:role/app/one because`))
})
