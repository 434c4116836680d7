// What a search finds: written and derived resources, of one region and of all, through a view.

import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  AssociateDefaultViewCommand, CreateIndexCommand, CreateViewCommand, ListResourcesCommand, ListSupportedResourceTypesCommand,
  ResourceExplorer2Client, SearchCommand, UpdateIndexTypeCommand,
} from '@aws-sdk/client-resource-explorer-2'
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs'
import { Cloud } from '../../index.ts'

const trust = JSON.stringify({ Version: '2012-10-17',
  Statement: { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' } })

let cloud: Cloud
before(async () => { cloud = await Cloud.open() })
after(() => cloud.close())

async function account(accessKeyId: string) {
  const at = (region: string) => cloud.client({ accessKeyId, region })
  const [home, away] = [new ResourceExplorer2Client(at('eu-west-1')), new ResourceExplorer2Client(at('us-west-2'))]
  for (const [region, QueueName] of [['eu-west-1', 'orders'], ['us-west-2', 'bills'], ['sa-east-1', 'unseen']] as const) {
    await new SQSClient(at(region)).send(new CreateQueueCommand({ QueueName, tags: { team: QueueName } }))
  }
  await new IAMClient(at('eu-west-1')).send(new CreateRoleCommand({ RoleName: 'clerk', AssumeRolePolicyDocument: trust }))
  const { Arn: index } = await home.send(new CreateIndexCommand({}))
  await away.send(new CreateIndexCommand({}))
  const { View: view } = await home.send(new CreateViewCommand({ ViewName: 'all', IncludedProperties: [{ Name: 'tags' }] }))
  await home.send(new AssociateDefaultViewCommand({ ViewArn: view!.ViewArn }))
  const arnsOf = async (QueryString: string) =>
    (await home.send(new SearchCommand({ QueryString }))).Resources!.map(({ Arn }) => Arn!.split(':').slice(2).join(':'))
  return { home, away, index: index!, arnsOf }
}

test('a local index sees its region, the aggregator those that have one', async () => {
  const { home, index, arnsOf } = await account('310000000001')
  assert.deepEqual(await arnsOf('service:sqs'), ['sqs:eu-west-1:310000000001:orders'])
  await home.send(new UpdateIndexTypeCommand({ Arn: index, Type: 'AGGREGATOR' }))
  assert.deepEqual(await arnsOf('resourcetype:sqs:queue'), ['sqs:eu-west-1:310000000001:orders', 'sqs:us-west-2:310000000001:bills'])
  assert.deepEqual(await arnsOf('tag:team=bills'), ['sqs:us-west-2:310000000001:bills'])
  assert.deepEqual(await arnsOf('region:global service:iam'), ['iam::310000000001:role/clerk'])
})

test('pages, what is told, and how much there is', async () => {
  const { home, index } = await account('310000000002')
  await home.send(new UpdateIndexTypeCommand({ Arn: index, Type: 'AGGREGATOR' }))
  const first = await home.send(new SearchCommand({ QueryString: 'service:sqs', MaxResults: 1 }))
  assert.deepEqual(first.Count, { Complete: true, TotalResources: 2 })
  const { OwningAccountId: owner, Region: region, ResourceType: type, Service: service, Properties: [tags] = [] } = first.Resources![0]!
  assert.deepEqual({ owner, region, type, service, tags: [tags!.Name, tags!.Data] }, {
    owner: '310000000002', region: 'eu-west-1', type: 'sqs:queue', service: 'sqs', tags: ['tags', [{ Key: 'team', Value: 'orders' }]],
  })
  const second = await home.send(new SearchCommand({ QueryString: 'service:sqs', MaxResults: 1, NextToken: first.NextToken }))
  assert.deepEqual([second.Resources!.map(({ Region }) => Region), second.NextToken], [['us-west-2'], undefined])
})

test('a view hides what its filter does not pass', async () => {
  const { home } = await account('310000000003')
  const { View: view } = await home.send(new CreateViewCommand({ ViewName: 'roles', Filters: { FilterString: 'service:iam' } }))
  const { Resources: found } = await home.send(new ListResourcesCommand({ ViewArn: view!.ViewArn }))
  assert.deepEqual(found!.map(({ ResourceType }) => ResourceType), ['iam:role'])
})

test('what cannot be searched', async () => {
  const { home, away } = await account('310000000004')
  const unauthorized = { name: 'UnauthorizedException' }
  await assert.rejects(away.send(new SearchCommand({ QueryString: '' })), unauthorized)
  const strange = 'arn:aws:resource-explorer-2:eu-west-1:310000000004:view/none/00000000-0000-4000-8000-000000000000'
  await assert.rejects(home.send(new SearchCommand({ QueryString: '', ViewArn: strange })), unauthorized)
  await assert.rejects(home.send(new ListResourcesCommand({ Filters: { FilterString: 'word' } })), { name: 'ValidationException' })
})

test('the types that can be found', async () => {
  const { home } = await account('310000000005')
  const names: string[] = []
  for (let token: string | undefined, more = true; more;) {
    const page = await home.send(new ListSupportedResourceTypesCommand({ NextToken: token }))
    names.push(...page.ResourceTypes!.map(({ ResourceType }) => ResourceType!))
    token = page.NextToken
    more = token !== undefined
  }
  for (const name of ['sqs:queue', 'dynamodb:table', 'ec2:instance', 'iam:role']) assert.ok(names.includes(name), name)
})
