// Tags of Config's own things.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  DescribeConfigRulesCommand, ListTagsForResourceCommand, PutConfigRuleCommand, PutStoredQueryCommand, TagResourceCommand,
    UntagResourceCommand,
} from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

test('tags at creation, added, removed', async t => {
  const account = await freshAccount(t)
  const { config } = account
  await recording(account, ['AWS::S3::Bucket'])
  const tags = async (ResourceArn: string) =>
    (await config.send(new ListTagsForResourceCommand({ ResourceArn }))).Tags!.map(({ Key, Value }) => `${Key}=${Value}`)
  await config.send(new PutConfigRuleCommand({ ConfigRule: { ConfigRuleName: 'r',
    Source: { Owner: 'AWS', SourceIdentifier: 'EIP_ATTACHED' } },
    Tags: [{ Key: 'team', Value: 'shop' }] }))
  const arn = (await config.send(new DescribeConfigRulesCommand({}))).ConfigRules![0]!.ConfigRuleArn!
  await config.send(new TagResourceCommand({ ResourceArn: arn, Tags: [{ Key: 'stage', Value: 'test' }] }))
  assert.deepEqual(await tags(arn), ['team=shop', 'stage=test'])
  await config.send(new UntagResourceCommand({ ResourceArn: arn, TagKeys: ['team'] }))
  assert.deepEqual(await tags(arn), ['stage=test'])
  const { QueryArn } = await config.send(new PutStoredQueryCommand({ StoredQuery: { QueryName: 'q', Expression: 'SELECT a' },
    Tags: [{ Key: 'a', Value: 'b' }] }))
  assert.deepEqual(await tags(QueryArn!), ['a=b'])
  await refused(tags('arn:aws:config:us-east-1:111122223333:config-rule/none'), 'ResourceNotFoundException')
  const many = Array.from({ length: 50 }, (_, i) => ({ Key: `k${i}`, Value: '' }))
  await refused(config.send(new TagResourceCommand({ ResourceArn: arn, Tags: many })), 'TooManyTagsException')
})
