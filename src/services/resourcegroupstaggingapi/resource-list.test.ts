// GetResources over queues of one account: filters, pages, lists of ARNs, and what may not stand together.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  GetComplianceSummaryCommand, GetResourcesCommand, paginateGetResources, ResourceGroupsTaggingAPIClient, UntagResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api'
import type { GetResourcesCommandInput } from '@aws-sdk/client-resource-groups-tagging-api'
import { CreateQueueCommand, DeleteQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

let cloud: Cloud
before(async () => { cloud = await Cloud.open() })
after(() => cloud.close())

async function account(id: string, queues: Record<string, Record<string, string>>, region = 'eu-west-1') {
  const settings = cloud.client({ accessKeyId: id, region })
  const sqs = new SQSClient(settings)
  const urls: Record<string, string> = {}
  for (const [name, tags] of Object.entries(queues)) {
    urls[name] = (await sqs.send(new CreateQueueCommand({ QueueName: name, tags }))).QueueUrl!
  }
  const tagging = new ResourceGroupsTaggingAPIClient(settings)
  const arn = (name: string) => `arn:aws:sqs:${region}:${id}:${name}`
  const names = async (input: GetResourcesCommandInput) => {
    const { ResourceTagMappingList: list = [] } = await tagging.send(new GetResourcesCommand(input))
    return list.map(({ ResourceARN: found = '' }) => found.slice(found.lastIndexOf(':') + 1))
  }
  return { tagging, sqs, urls, arn, names }
}

test('filters by tags and types', async () => {
  const { names } = await account('110000000001', { a: { team: 'x', stage: 'test' }, b: { team: 'y' }, c: {}, d: { team: 'x' } })
  const cases: [GetResourcesCommandInput, string[]][] = [
    [{}, ['a', 'b', 'd']],
    [{ TagFilters: [{ Key: 'team' }] }, ['a', 'b', 'd']],
    [{ TagFilters: [{ Key: 'team', Values: ['x'] }] }, ['a', 'd']],
    [{ TagFilters: [{ Key: 'team', Values: ['x', 'y'] }, { Key: 'stage' }] }, ['a']],
    [{ TagFilters: [{ Key: 'team', Values: ['z'] }] }, []],
    [{ ResourceTypeFilters: ['sqs'] }, ['a', 'b', 'd']],
    [{ ResourceTypeFilters: ['sqs:queue'], TagFilters: [{ Key: 'stage' }] }, ['a']],
    [{ ResourceTypeFilters: ['sns', 'lambda:function'] }, []],
    [{ IncludeComplianceDetails: true, ExcludeCompliantResources: true }, []],
  ]
  for (const [input, expected] of cases) assert.deepEqual(await names(input), expected, JSON.stringify(input))
})

test('a resource is shown with its tags, and with none once they are gone, until it is deleted', async () => {
  const { tagging, sqs, urls, arn } = await account('110000000002', { orders: { team: 'x' } })
  const ResourceARNList = [arn('orders'), arn('absent')]
  const get = () => tagging.send(new GetResourcesCommand({ ResourceARNList, IncludeComplianceDetails: true }))
  const compliance = { ComplianceStatus: true, KeysWithNoncompliantValues: [], NoncompliantKeys: [] }
  const shown = await get()
  assert.deepEqual(shown.ResourceTagMappingList, [
    { ResourceARN: arn('orders'), Tags: [{ Key: 'team', Value: 'x' }], ComplianceDetails: compliance },
  ])
  assert.equal(shown.PaginationToken, '')
  await tagging.send(new UntagResourcesCommand({ ResourceARNList: [arn('orders')], TagKeys: ['team'] }))
  assert.deepEqual((await get()).ResourceTagMappingList, [{ ResourceARN: arn('orders'), Tags: [], ComplianceDetails: compliance }])
  await sqs.send(new DeleteQueueCommand({ QueueUrl: urls.orders! }))
  assert.deepEqual((await get()).ResourceTagMappingList, [])
})

test('pages hold each resource once, while others come and go', async () => {
  const queues = Object.fromEntries(Array.from({ length: 7 }, (_, i) => [`q${i}`, { n: String(i) }]))
  const { tagging, sqs, urls } = await account('110000000003', queues)
  const pages: string[][] = []
  for await (const page of paginateGetResources({ client: tagging, pageSize: 3 }, {})) {
    pages.push(page.ResourceTagMappingList!.map(({ Tags }) => Tags![0]!.Value!))
    if (pages.length === 1) await sqs.send(new DeleteQueueCommand({ QueueUrl: urls.q0! }))
  }
  assert.deepEqual(pages, [['0', '1', '2'], ['3', '4', '5'], ['6']])
})

test('other accounts and regions are not seen', async () => {
  const { names } = await account('110000000004', { here: { a: 'b' } })
  await account('110000000004', { elsewhere: { a: 'b' } }, 'us-west-2')
  await account('110000000005', { foreign: { a: 'b' } })
  assert.deepEqual(await names({}), ['here'])
})

test('a token of another query is refused', async () => {
  const { tagging } = await account('110000000006', { a: { x: '1' }, b: { x: '1' } })
  const { PaginationToken } = await tagging.send(new GetResourcesCommand({ ResourcesPerPage: 1 }))
  assert.ok(PaginationToken)
  for (const input of [{ PaginationToken, TagFilters: [{ Key: 'x' }] }, { PaginationToken: 'made up' }]) {
    await assert.rejects(tagging.send(new GetResourcesCommand(input)), { name: 'PaginationTokenExpiredException' })
  }
})

test('parameters that may not stand together, or are out of bounds', async () => {
  const { tagging, arn } = await account('110000000007', {})
  const inputs: GetResourcesCommandInput[] = [
    { ResourceARNList: [arn('a')], TagFilters: [{ Key: 'x' }] },
    { ResourceARNList: [arn('a')], ResourceTypeFilters: ['sqs'] },
    { ResourceARNList: [arn('a')], ResourcesPerPage: 10 },
    { ResourceARNList: [] },
    { ResourcesPerPage: 0 },
    { ResourcesPerPage: 101 },
    { TagsPerPage: 99 },
    { TagsPerPage: 501 },
    { TagFilters: [{ Values: ['x'] }] },
    { TagFilters: Array.from({ length: 51 }, (_, i) => ({ Key: `k${i}` })) },
    { ExcludeCompliantResources: true },
  ]
  for (const input of inputs) {
    await assert.rejects(tagging.send(new GetResourcesCommand(input)), { name: 'InvalidParameterException' }, JSON.stringify(input))
  }
})

test('compliance is refused with its reason', async () => {
  const { tagging } = await account('110000000008', {})
  await assert.rejects(tagging.send(new GetComplianceSummaryCommand({})), { name: 'NotImplemented', message: /organization/ })
})
