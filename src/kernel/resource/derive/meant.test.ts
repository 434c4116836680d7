// Policies that name resources bind derived operations: by the resource's ARN, by its tags, and by the tags that a request gives.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CreateRoleCommand, DeleteRoleCommand, GetRoleCommand, IAMClient, ListRolesCommand, TagRoleCommand } from '@aws-sdk/client-iam'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import { Cloud } from '../../../index.ts'

const account = '340000000001'
const role = (name: string) => `arn:aws:iam::${account}:role/${name}`
const trust = { AssumeRolePolicyDocument: '{}' }

/** A cloud with two roles, and a client for sessions that are bound by a statement. */
async function roles(t: { after(run: () => Promise<void>): void }) {
  const cloud = await Cloud.open()
  t.after(() => cloud.close())
  const root = cloud.client({ accessKeyId: account, region: 'eu-west-1' })
  const iam = new IAMClient(root)
  await iam.send(new CreateRoleCommand({ RoleName: 'clerk', ...trust, Tags: [{ Key: 'team', Value: 'sky' }] }))
  await iam.send(new CreateRoleCommand({ RoleName: 'chief', ...trust }))
  const bound = async (statement: object): Promise<IAMClient> => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })
    const { Credentials: issued } =
      await new STSClient(root).send(new AssumeRoleCommand({ RoleArn: role('chief'), RoleSessionName: 'session', Policy }))
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = issued!
    return new IAMClient(cloud.client({ accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey!, sessionToken: sessionToken!,
      region: 'eu-west-1' }))
  }
  return bound
}

const denied = { name: 'AccessDenied' }

test('a call is judged on the resource that it names, there or not', async t => {
  const bound = await roles(t)
  const iam = await bound({ Action: ['iam:GetRole', 'iam:CreateRole', 'iam:DeleteRole'], Resource: [role('clerk'), role('new')] })
  assert.equal((await iam.send(new GetRoleCommand({ RoleName: 'clerk' }))).Role!.RoleName, 'clerk')
  await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'chief' })), denied)
  await assert.rejects(iam.send(new GetRoleCommand({ RoleName: 'nobody' })), denied)
  await iam.send(new CreateRoleCommand({ RoleName: 'new', ...trust }))
  await assert.rejects(iam.send(new CreateRoleCommand({ RoleName: 'other', ...trust })), denied)
  await iam.send(new DeleteRoleCommand({ RoleName: 'new' }))
})

test('a list is judged on all resources', async t => {
  const bound = await roles(t)
  await assert.rejects((await bound({ Action: 'iam:ListRoles', Resource: role('*') })).send(new ListRolesCommand({})), denied)
  const iam = await bound({ Action: 'iam:ListRoles', Resource: '*' })
  assert.equal((await iam.send(new ListRolesCommand({}))).Roles!.length, 2)
})

test('conditions on tags, of the resource and of the request', async t => {
  const bound = await roles(t)
  const tagged = await bound({ Action: 'iam:GetRole', Resource: '*', Condition: { StringEquals: { 'aws:ResourceTag/team': 'sky' } } })
  assert.equal((await tagged.send(new GetRoleCommand({ RoleName: 'clerk' }))).Role!.RoleName, 'clerk')
  await assert.rejects(tagged.send(new GetRoleCommand({ RoleName: 'chief' })), denied)
  const tagging = await bound({ Action: 'iam:TagRole', Resource: '*', Condition: { StringEquals: { 'aws:RequestTag/team': 'sky' } } })
  await tagging.send(new TagRoleCommand({ RoleName: 'chief', Tags: [{ Key: 'team', Value: 'sky' }] }))
  await assert.rejects(tagging.send(new TagRoleCommand({ RoleName: 'chief', Tags: [{ Key: 'team', Value: 'sea' }] })), denied)
})
