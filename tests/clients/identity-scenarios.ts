// IAM: users, their keys, roles and policies, and that every call is judged by them.

import assert from 'node:assert/strict'
import type { Keys } from './client.ts'
import { refused } from './scenario.ts'
import type { Scenario, Stage } from './scenario.ts'

const UserName = 'alice'

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

function allow(Action: string | readonly string[], Resource = '*'): object {
  return { Effect: 'Allow', Action, Resource }
}

async function userMade(stage: Stage): Promise<Stage> {
  await stage.call('iam', 'CreateUser', { UserName })
  const { AccessKey: key } = await stage.call('iam', 'CreateAccessKey', { UserName })
  return stage.as({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! })
}

const denied = { code: 'AccessDenied', status: 403 }

export const identityScenarios: readonly Scenario[] = [
  {
    title: 'a user does what his policy says, by his own key',
    async play(stage) {
      const alice = await userMade(stage)
      const create = (QueueName: string) => alice.call('sqs', 'CreateQueue', { QueueName })
      await refused(create('mine'),
        { ...denied, message: new RegExp(`User: arn:aws:iam::${stage.account}:user/alice is not authorized to ` +
        `perform: sqs:createqueue on resource: arn:aws:sqs:us-east-1:${stage.account}:mine because no identity-based policy allows`) })
      await stage.call('iam', 'PutUserPolicy', { UserName, PolicyName: 'mine',
        PolicyDocument: policy(allow('sqs:*', `arn:aws:sqs:*:${stage.account}:mine`)) })
      const { QueueUrl } = await create('mine')
      await alice.call('sqs', 'SendMessage', { QueueUrl: QueueUrl!, MessageBody: 'hello' })
      await refused(create('yours'), { ...denied, message: /no identity-based policy allows the sqs:createqueue action/ })
      await stage.call('iam', 'DeleteUserPolicy', { UserName, PolicyName: 'mine' })
      await refused(alice.call('sqs', 'SendMessage', { QueueUrl: QueueUrl!, MessageBody: 'hello' }),
        { ...denied, message: /no identity-based policy allows the sqs:sendmessage action/ })
    },
  },
  {
    title: 'a managed policy reaches a user through his group, and a boundary holds him back',
    async play(stage) {
      const alice = await userMade(stage)
      const { Policy: made } = await stage.call('iam', 'CreatePolicy', { PolicyName: 'queues', PolicyDocument: policy(allow('sqs:*')) })
      await stage.call('iam', 'CreateGroup', { GroupName: 'crew' })
      await stage.call('iam', 'AttachGroupPolicy', { GroupName: 'crew', PolicyArn: made!.Arn! })
      await stage.call('iam', 'AddUserToGroup', { GroupName: 'crew', UserName })
      await alice.call('sqs', 'ListQueues', {})
      await stage.call('iam', 'PutUserPermissionsBoundary',
        { UserName, PermissionsBoundary: 'arn:aws:iam::aws:policy/AmazonSNSFullAccess' })
      await refused(alice.call('sqs', 'ListQueues', {}), { ...denied, message: /no permissions boundary allows the sqs:listqueues action/ })
      assert.deepEqual((await stage.call('iam', 'ListAttachedGroupPolicies', { GroupName: 'crew' })).AttachedPolicies,
        [{ PolicyName: 'queues', PolicyArn: made!.Arn }])
    },
  },
  {
    title: 'a role is assumed by whom it trusts, with the right external id, and its session does what it may',
    async play(stage) {
      const alice = await userMade(stage)
      const RoleArn = `arn:aws:iam::${stage.account}:role/worker`
      await stage.call('iam', 'CreateRole',
        { RoleName: 'worker', AssumeRolePolicyDocument: policy({ Effect: 'Allow', Action: 'sts:AssumeRole',
        Principal: { AWS: `arn:aws:iam::${stage.account}:user/alice` }, Condition: { StringEquals: { 'sts:ExternalId': 'partner' } } }) })
      await stage.call('iam', 'AttachRolePolicy', { RoleName: 'worker', PolicyArn: 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess' })
      const assume = (RoleSessionName: string, ExternalId?: string) =>
        alice.call('sts', 'AssumeRole', { RoleArn, RoleSessionName, ...(ExternalId !== undefined && { ExternalId }) })
      await refused(assume('one'), { ...denied, message: /because no role trust policy allows the sts:AssumeRole action/ })
      const { Credentials: issued } = await assume('one', 'partner')
      const keys: Keys = { accessKeyId: issued!.AccessKeyId!, secretAccessKey: issued!.SecretAccessKey!,
        sessionToken: issued!.SessionToken! }
      const session = stage.as(keys)
      await session.call('sqs', 'ListQueues', {})
      await refused(session.call('sqs', 'CreateQueue', { QueueName: 'q' }), { ...denied, message: new RegExp(
        `User: arn:aws:sts::${stage.account}:assumed-role/worker/one is not authorized to perform: sqs:createqueue`) })
    },
  },
  {
    title: 'a key that is switched off signs nothing, and what is in use cannot go',
    async play(stage) {
      const alice = await userMade(stage)
      const [key] = (await stage.call('iam', 'ListAccessKeys', { UserName })).AccessKeyMetadata!
      const AccessKeyId = key!.AccessKeyId!
      await stage.call('iam', 'UpdateAccessKey', { UserName, AccessKeyId, Status: 'Inactive' })
      await refused(alice.call('sts', 'GetCallerIdentity', {}),
        { code: 'InvalidClientTokenId', status: 403, message: /The security token included in the request is invalid/ })
      await refused(stage.call('iam', 'DeleteUser', { UserName }), {
        code: 'DeleteConflict', shape: 'DeleteConflictException', status: 409,
        message: /Cannot delete entity, must delete access keys first/,
      })
      await stage.call('iam', 'DeleteAccessKey', { UserName, AccessKeyId })
      await stage.call('iam', 'DeleteUser', { UserName })
      await refused(stage.call('iam', 'GetUser', { UserName }), {
        code: 'NoSuchEntity', shape: 'NoSuchEntityException', status: 404, message: /The user with name alice cannot be found/,
      })
    },
  },
  {
    title: 'a call is tried out before it is made',
    async play(stage) {
      await stage.call('iam', 'CreateUser', { UserName })
      await stage.call('iam', 'PutUserPolicy',
        { UserName, PolicyName: 'read', PolicyDocument: policy(allow('s3:GetObject', 'arn:aws:s3:::b/*')) })
      const { EvaluationResults: results } = await stage.call('iam', 'SimulatePrincipalPolicy', {
        PolicySourceArn: `arn:aws:iam::${stage.account}:user/alice`, ActionNames: ['s3:GetObject', 's3:PutObject'],
          ResourceArns: ['arn:aws:s3:::b/k'],
      })
      assert.deepEqual(results!.map(({ EvalActionName, EvalDecision }) => [EvalActionName, EvalDecision]),
        [['s3:GetObject', 'allowed'], ['s3:PutObject', 'implicitDeny']])
    },
  },
]
