// What policies about IAM are told: the ARN that is meant, with its path, and IAM's own keys.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Scheduler } from '@aws-sdk/client-scheduler'
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

test('who gives a schedule a role may pass it to the scheduler', async t => {
  const { iam, cloud } = await fresh(t)
  const RoleArn = `arn:aws:iam::${account}:role/worker`
  await iam.createUser({ UserName: 'alice' })
  const { AccessKey: key } = await iam.createAccessKey({ UserName: 'alice' })
  const scheduler = new Scheduler(cloud.client({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! }))
  const permit = (...more: object[]) => iam.putUserPolicy({ UserName: 'alice', PolicyName: 'p',
    PolicyDocument: policy(allow('scheduler:*'), ...more) })
  const schedule = () => scheduler.createSchedule({ Name: 's', ScheduleExpression: 'rate(1 hour)', FlexibleTimeWindow: { Mode: 'OFF' },
    Target: { RoleArn, Arn: `arn:aws:sqs:us-east-1:${account}:q` } })
  await permit()
  await refused(schedule(), 'AccessDeniedException',
    `User: arn:aws:iam::${account}:user/alice is not authorized to perform: iam:PassRole on ` +
    `resource: ${RoleArn} because no identity-based policy allows the iam:PassRole action`)
  await permit(allow('iam:PassRole', RoleArn, { StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' } }))
  await refused(schedule(), 'AccessDeniedException', /iam:PassRole/)
  await permit(allow('iam:PassRole', RoleArn, { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } }))
  await schedule()
})
