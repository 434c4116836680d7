// Derived resources under Cloud Control and the Resource Groups Tagging API: made, shown, changed, listed and deleted by their types'
// names; tagged by their ARNs.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Cloud } from '../src/index.ts'
import type { Values } from '../src/wire/protocol.ts'
import { Caller } from './derived/caller.ts'

async function open(t: { after(run: () => Promise<void>): void }) {
  const cloud = await Cloud.open({ lifecycle: 'instant', log: line => { assert.fail(line) } })
  t.after(() => cloud.close())
  const caller = new Caller(cloud)
  const done = async (service: string, operation: string, input: Values): Promise<Values> => {
    const { output, fault } = await caller.call(cloud.core.catalogue.service(service)!.operation(operation)!, input)
    assert.equal(fault, undefined, `${operation}: ${fault?.code} ${fault?.message}`)
    return output!
  }
  return { cloud, caller, done }
}

test('Cloud Control makes, shows, changes, lists and deletes a derived resource', async t => {
  const { cloud, done } = await open(t)
  const type = { TypeName: 'AWS::AppConfig::Application' }
  const progress = async (output: Values): Promise<Values> => {
    const { RequestToken: token } = output['ProgressEvent'] as Values
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await done('cloudcontrol', 'GetResourceRequestStatus', { RequestToken: token })
    assert.equal((event as Values)['OperationStatus'], 'SUCCESS', String((event as Values)['StatusMessage']))
    return event as Values
  }
  const desired = JSON.stringify({ Name: 'shop', Description: 'before', Tags: [{ Key: 'team', Value: 'sky' }] })
  const { Identifier: id } = await progress(await done('cloudcontrol', 'CreateResource', { ...type, DesiredState: desired }))
  const shown = async (): Promise<Values> => {
    const { ResourceDescription: of } = await done('cloudcontrol', 'GetResource', { ...type, Identifier: id })
    return JSON.parse(String((of as Values)['Properties'])) as Values
  }
  assert.deepEqual(await shown(), { ApplicationId: id, Name: 'shop', Description: 'before' })
  assert.equal((await done('appconfig', 'GetApplication', { ApplicationId: id }))['Name'], 'shop')
  const patch = JSON.stringify([{ op: 'replace', path: '/Description', value: 'after' }])
  await progress(await done('cloudcontrol', 'UpdateResource', { ...type, Identifier: id, PatchDocument: patch }))
  assert.equal((await shown())['Description'], 'after')
  const { ResourceDescriptions: all } = await done('cloudcontrol', 'ListResources', type)
  assert.deepEqual((all as Values[]).map(({ Identifier }) => Identifier), [id])
  await progress(await done('cloudcontrol', 'DeleteResource', { ...type, Identifier: id }))
  assert.deepEqual((await done('appconfig', 'ListApplications', {}))['Items'], [])
})

test('a derived resource is tagged and found by its ARN', async t => {
  const { done } = await open(t)
  const { BackupVaultArn: arn } = await done('backup', 'CreateBackupVault', { BackupVaultName: 'vault' })
  const input = { ResourceARNList: [arn], Tags: { team: 'sky' } }
  assert.deepEqual((await done('resourcegroupstaggingapi', 'TagResources', input))['FailedResourcesMap'], {})
  assert.deepEqual((await done('backup', 'ListTags', { ResourceArn: arn }))['Tags'], { team: 'sky' })
  const { ResourceTagMappingList: found } = await done('resourcegroupstaggingapi', 'GetResources', { TagFilters: [{ Key: 'team' }] })
  assert.deepEqual((found as Values[]).map(({ ResourceARN }) => ResourceARN), [arn])
})

test('a child is not made under a parent that is not there', async t => {
  const { cloud, caller, done } = await open(t)
  const create = cloud.core.catalogue.service('appconfig')!.operation('CreateEnvironment')!
  const { fault } = await caller.call(create, { ApplicationId: 'abc1234', Name: 'prod' })
  assert.deepEqual([fault?.code, fault?.message], ['ResourceNotFoundException', 'Application abc1234 does not exist.'])
  const { Id: id } = await done('appconfig', 'CreateApplication', { Name: 'shop' })
  assert.equal((await done('appconfig', 'CreateEnvironment', { ApplicationId: id, Name: 'prod' }))['ApplicationId'], id)
})
