// Policies that name resources bind derived operations: by the resource's ARN, by its tags, and by the tags that a request gives.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts'
import AWS from 'aws-sdk'
import { Cloud } from '../../../index.ts'

const account = '340000000001'
const vault = (name: string) => `arn:aws:backup:eu-west-1:${account}:backup-vault:${name}`

/** A cloud with two vaults, and a client for sessions that are bound by a statement. */
async function vaults(t: { after(run: () => Promise<void>): void }) {
  const cloud = await Cloud.open()
  const server = await cloud.listen(0)
  t.after(() => cloud.close())
  const place = { endpoint: server.url, region: 'eu-west-1', maxRetries: 0 }
  const backup = new AWS.Backup({ ...place, accessKeyId: account, secretAccessKey: 'any' })
  await backup.createBackupVault({ BackupVaultName: 'clerk', BackupVaultTags: { team: 'sky' } }).promise()
  await backup.createBackupVault({ BackupVaultName: 'chief' }).promise()
  const sts = new STSClient(cloud.client({ accessKeyId: account, region: 'eu-west-1' }))
  return async (statement: object): Promise<AWS.Backup> => {
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] })
    const role = `arn:aws:iam::${account}:role/anyone`
    const { Credentials: issued } = await sts.send(new AssumeRoleCommand({ RoleArn: role, RoleSessionName: 'session', Policy }))
    const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = issued!
    return new AWS.Backup({ ...place, accessKeyId: accessKeyId!, secretAccessKey: secretAccessKey!, sessionToken: sessionToken! })
  }
}

const denied = { code: 'AccessDeniedException' }
const named = (BackupVaultName: string) => ({ BackupVaultName })

test('a call is judged on the resource that it names, there or not', async t => {
  const bound = await vaults(t)
  const backup = await bound({ Action: ['backup:DescribeBackupVault', 'backup:CreateBackupVault', 'backup:DeleteBackupVault'],
    Resource: [vault('clerk'), vault('new')] })
  assert.equal((await backup.describeBackupVault(named('clerk')).promise()).BackupVaultName, 'clerk')
  await assert.rejects(backup.describeBackupVault(named('chief')).promise(), denied)
  await assert.rejects(backup.describeBackupVault(named('nobody')).promise(), denied)
  await backup.createBackupVault(named('new')).promise()
  await assert.rejects(backup.createBackupVault(named('other')).promise(), denied)
  await backup.deleteBackupVault(named('new')).promise()
})

test('a list is judged on all resources', async t => {
  const bound = await vaults(t)
  await assert.rejects((await bound({ Action: 'backup:ListBackupVaults', Resource: vault('*') })).listBackupVaults().promise(), denied)
  const backup = await bound({ Action: 'backup:ListBackupVaults', Resource: '*' })
  assert.equal((await backup.listBackupVaults().promise()).BackupVaultList!.length, 2)
})

test('conditions on tags, of the resource and of the request', async t => {
  const bound = await vaults(t)
  const tagged = await bound({ Action: 'backup:DescribeBackupVault', Resource: '*',
    Condition: { StringEquals: { 'aws:ResourceTag/team': 'sky' } } })
  assert.equal((await tagged.describeBackupVault(named('clerk')).promise()).BackupVaultName, 'clerk')
  await assert.rejects(tagged.describeBackupVault(named('chief')).promise(), denied)
  const tagging = await bound({ Action: 'backup:TagResource', Resource: '*',
    Condition: { StringEquals: { 'aws:RequestTag/team': 'sky' } } })
  await tagging.tagResource({ ResourceArn: vault('chief'), Tags: { team: 'sky' } }).promise()
  await assert.rejects(tagging.tagResource({ ResourceArn: vault('chief'), Tags: { team: 'sea' } }).promise(), denied)
})
