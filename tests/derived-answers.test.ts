// How derived operations answer beyond a resource's plain life: pages, states on the clock, what is refused, labels; and that a service
// costs nothing before it is called.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Cloud } from '../src/index.ts'
import type { OpenOptions } from '../src/index.ts'
import { ServiceTable } from '../src/kernel/services.ts'
import { openCatalogue } from '../src/model/catalogue.ts'
import type { ServiceModel } from '../src/model/shape.ts'
import type { Values } from '../src/wire/protocol.ts'
import { Caller } from './derived/caller.ts'

async function open(t: TestContext, options: OpenOptions = {}) {
  const cloud = await Cloud.open({ log: line => { assert.fail(line) }, ...options })
  t.after(() => cloud.close())
  const caller = new Caller(cloud)
  const call = (service: string, operation: string, input: Values) =>
    caller.call(cloud.core.catalogue.service(service)!.operation(operation)!, input)
  const done = async (service: string, operation: string, input: Values): Promise<Values> => {
    const { output, fault } = await call(service, operation, input)
    assert.equal(fault, undefined, `${operation}: ${fault?.message}`)
    return output!
  }
  const refused = async (service: string, operation: string, input: Values): Promise<string> =>
    (await call(service, operation, input)).fault?.code ?? 'no fault'
  return { cloud, done, refused }
}

const vaultNames = (output: Values): unknown[] => (output['BackupVaultList'] as Values[]).map(({ BackupVaultName: name }) => name)

test('a list is cut into pages, and each token continues it', async t => {
  const { done } = await open(t)
  for (const name of ['vault-a', 'vault-b', 'vault-c']) await done('backup', 'CreateBackupVault', { BackupVaultName: name })
  const first = await done('backup', 'ListBackupVaults', { MaxResults: 2 })
  assert.deepEqual(vaultNames(first), ['vault-a', 'vault-b'])
  const second = await done('backup', 'ListBackupVaults', { MaxResults: 2, NextToken: first['NextToken'] })
  assert.deepEqual([vaultNames(second), second['NextToken']], [['vault-c'], undefined])
})

test('what is put in comes out, by name and by ARN, with the clock\'s time', async t => {
  const { cloud, done } = await open(t)
  const input = { BackupPlan: { BackupPlanName: 'daily', Rules: [{ RuleName: 'r', TargetBackupVaultName: 'vault' }] } }
  const { BackupPlanId: id, BackupPlanArn: arn } = await done('backup', 'CreateBackupPlan', { ...input, BackupPlanTags: { team: 'sky' } })
  assert.equal(arn, `arn:aws:backup:us-east-1:000000000000:backup-plan:${String(id)}`)
  const shown = await done('backup', 'GetBackupPlan', { BackupPlanId: id })
  assert.deepEqual(shown['BackupPlan'], input.BackupPlan)
  assert.equal(Math.floor(shown['CreationDate'] as number / 86_400_000), Math.floor(cloud.clock.now() / 86_400_000))
  assert.deepEqual((await done('backup', 'ListTags', { ResourceArn: arn }))['Tags'], { team: 'sky' })
})

test('a state settles on the clock', async t => {
  const { cloud, done } = await open(t, { lifecycle: 'real' })
  const { FileSystemId: id } = await done('efs', 'CreateFileSystem', { CreationToken: 'once' })
  await done('efs', 'CreateMountTarget', { FileSystemId: id, SubnetId: 'subnet-0123456789abcdef0' })
  const state = async (): Promise<unknown> =>
    ((await done('efs', 'DescribeMountTargets', { FileSystemId: id }))['MountTargets'] as Values[])[0]!['LifeCycleState']
  assert.equal(await state(), 'creating')
  assert.deepEqual((await done('efs', 'DescribeMountTargets', { FileSystemId: 'fs-76543210' }))['MountTargets'], [])
  await cloud.clock.advance('1m')
  assert.equal(await state(), 'available')
})

test('a filter, and a change to what is not kept, are refused by name', async t => {
  const { done, refused } = await open(t)
  assert.equal(await refused('backup', 'ListBackupVaults', { ByVaultType: 'BACKUP_VAULT' }), 'NotImplemented')
  await done('athena', 'CreateWorkGroup', { Name: 'crew' })
  const changes = { EnforceWorkGroupConfiguration: true }
  assert.equal(await refused('athena', 'UpdateWorkGroup', { WorkGroup: 'crew', ConfigurationUpdates: changes }), 'NotImplemented')
  assert.equal(await refused('athena', 'StartQueryExecution', { QueryString: 'select 1' }), 'NotImplemented')
})

test('faults are the operation\'s own', async t => {
  const { done, refused } = await open(t)
  assert.equal(await refused('backup', 'DescribeBackupVault', { BackupVaultName: 'nowhere' }), 'ResourceNotFoundException')
  await done('backup', 'CreateBackupVault', { BackupVaultName: 'twice' })
  assert.equal(await refused('backup', 'CreateBackupVault', { BackupVaultName: 'twice' }), 'AlreadyExistsException')
})

test('what has something below it is in use; without a fault for that, what is below goes with it', async t => {
  const { done, refused } = await open(t)
  const { FileSystemId: id } = await done('efs', 'CreateFileSystem', { CreationToken: 'once' })
  const { MountTargetId: target } = await done('efs', 'CreateMountTarget', { FileSystemId: id, SubnetId: 'subnet-0123456789abcdef0' })
  const { FileSystems: systems } = await done('efs', 'DescribeFileSystems', {})
  assert.equal((systems as Values[])[0]!['NumberOfMountTargets'], 1)
  assert.equal(await refused('efs', 'DeleteFileSystem', { FileSystemId: id }), 'FileSystemInUse')
  await done('efs', 'DeleteMountTarget', { MountTargetId: target })
  await done('efs', 'DeleteFileSystem', { FileSystemId: id })
  await done('glue', 'CreateDatabase', { DatabaseInput: { Name: 'lake' } })
  await done('glue', 'CreateTable', { DatabaseName: 'lake', TableInput: { Name: 'fish' } })
  await done('glue', 'DeleteDatabase', { Name: 'lake' })
  assert.equal(await refused('glue', 'GetTable', { DatabaseName: 'lake', Name: 'fish' }), 'EntityNotFoundException')
})

test('a batch does each of its own, and says what went wrong with the others', async t => {
  const { done } = await open(t)
  const CatalogId = '000000000000'
  for (const Name of ['one', 'two']) {
    await done('glue', 'CreateConnection', { CatalogId, ConnectionInput: { Name, ConnectionType: 'JDBC', ConnectionProperties: {} } })
  }
  const { Succeeded, Errors } = await done('glue', 'BatchDeleteConnection', { ConnectionNameList: ['one', 'none'] })
  assert.deepEqual([Succeeded, Object.keys(Errors as Values)], [['one'], ['none']])
  assert.equal((Errors as Record<string, Values>)['none']!['ErrorCode'], 'EntityNotFoundException')
})

test('names that are asked for and are not there are told where the answer has a place for them', async t => {
  const { done } = await open(t)
  const { projectsNotFound: names, projects } = await done('codebuild', 'BatchGetProjects', { names: ['none'] })
  assert.deepEqual([names, projects ?? []], [['none'], []])
})

test('things are joined only where they are, and once', async t => {
  const { done, refused } = await open(t)
  await done('codecommit', 'CreateRepository', { repositoryName: 'repo' })
  await done('codecommit', 'CreateApprovalRuleTemplate', { approvalRuleTemplateName: 'rule', approvalRuleTemplateContent: '{}' })
  const joined = { approvalRuleTemplateName: 'rule', repositoryName: 'repo' }
  assert.match(await refused('codecommit', 'AssociateApprovalRuleTemplateWithRepository', { ...joined, approvalRuleTemplateName: 'none' }),
    /DoesNotExist/)
  await done('codecommit', 'AssociateApprovalRuleTemplateWithRepository', joined)
  const { disassociatedRepositoryNames: names } = await done('codecommit', 'BatchDisassociateApprovalRuleTemplateFromRepositories',
    { approvalRuleTemplateName: 'rule', repositoryNames: ['repo'] })
  assert.deepEqual(names, ['repo'])
})

test('a list is changed element by element, and must be empty before it goes', async t => {
  const { done, refused } = await open(t)
  const { IPSet: set, ChangeToken: token } = await done('waf', 'CreateIPSet', { Name: 'office', ChangeToken: 'first' })
  const { IPSetId: id } = set as Values
  assert.deepEqual([(set as Values)['IPSetDescriptors'], token], [[], 'first'])
  const one = { Type: 'IPV4', Value: '192.0.2.0/24' }
  const change = (Action: string) => done('waf', 'UpdateIPSet', { IPSetId: id, ChangeToken: 'next', Updates: [{ Action,
    IPSetDescriptor: one }] })
  await change('INSERT')
  assert.deepEqual(((await done('waf', 'GetIPSet', { IPSetId: id }))['IPSet'] as Values)['IPSetDescriptors'], [one])
  assert.equal(await refused('waf', 'DeleteIPSet', { IPSetId: id, ChangeToken: 'last' }), 'WAFNonEmptyEntityException')
  await change('DELETE')
  await done('waf', 'DeleteIPSet', { IPSetId: id, ChangeToken: 'last' })
})

test('lists are filtered by what is kept', async t => {
  const { done } = await open(t)
  for (const name of ['one', 'two']) await done('appconfig', 'CreateExtension',
    { Name: name, Actions: { PRE_START_DEPLOYMENT: [{ Name: 'say' }] } })
  const { Items: items } = await done('appconfig', 'ListExtensions', { Name: 'two' })
  assert.deepEqual((items as Values[]).map(({ Name }) => Name), ['two'])
})

test('labels say what is derived, what is not and why; a written service derives what its authors left alone', async t => {
  const { cloud } = await open(t)
  const labels = async (id: string): Promise<Map<string, string>> =>
    new Map((await cloud.core.services.coverage(id))!.map(({ operation, label, reason }) => [operation, `${label}: ${reason}`]))
  const backup = await labels('backup')
  assert.equal(backup.get('CreateBackupVault'), 'stores: Derived from the model: create of BackupVault.')
  assert.equal(backup.get('TagResource'), 'stores: Derived from the model: tags by ARN.')
  assert.match((await labels('athena')).get('UpdateNotebook')!, /^refuses: Notebook is derived, UpdateNotebook is not: /)
  assert.match(backup.get('StartBackupJob')!, /^refuses: Orrery does not answer backup StartBackupJob yet/)
  const trail = await labels('cloudtrail')
  assert.match(trail.get('LookupEvents')!, /^behaves: /)
  assert.equal(trail.get('CreateChannel'), 'stores: Derived from the model: create of Channel.')
})

test('a service is read when it is called, and of it the operations that serve the resource', async () => {
  const catalogue = openCatalogue()
  const services: string[] = []
  const operations: string[] = []
  const counted = (model: ServiceModel): ServiceModel => new Proxy(model, {
    get: (target, name) => name !== 'operation' ? Reflect.get(target, name, target) as unknown
      : (operation: string) => (operations.push(operation), target.operation(operation)),
  })
  const table = new ServiceTable(new Proxy(catalogue, {
    get: (target, name) => {
      const value = Reflect.get(target, name, target) as unknown
      if (name === 'service') return (id: string) => (services.push(id), counted(target.service(id)!))
      return typeof value === 'function' ? (value as () => unknown).bind(target) : value
    },
  }), {})
  assert.deepEqual(services, [])
  const backup = await table.load('backup')
  assert.deepEqual([services, operations], [['backup'], []])
  assert.equal(backup!.operation('CreateBackupVault')!.label, 'stores')
  assert.ok(operations.every(name => name.includes('BackupVault')), operations.join())
})
