// SelectResourceConfig over what is recorded, and its pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { SelectResourceConfigCommand } from '@aws-sdk/client-config-service'
import { freshAccount, recording, refused } from './account.fixture.ts'

test('a query over queues', async t => {
  const account = await freshAccount(t)
  const { config, sqs, cloud } = account
  await recording(account, ['AWS::SQS::Queue'])
  for (const [i, team] of ['shop', 'till', 'shop'].entries()) await sqs.createQueue({ QueueName: `q${i}`, tags: { team },
    Attributes: { DelaySeconds: String(i) } })
  await cloud.clock.advance('1s')
  const select = (Expression: string, more: object = {}) => config.send(new SelectResourceConfigCommand({ Expression, ...more }))
  const found = await select(`SELECT resourceName, configuration.DelaySeconds WHERE resourceType = 'AWS::SQS::Queue'
    AND tags.tag = 'team=shop' ORDER BY resourceName`)
  assert.deepEqual(found.Results!.map(text => JSON.parse(text) as unknown), [
    { resourceName: 'q0', configuration: { DelaySeconds: 0 } }, { resourceName: 'q2', configuration: { DelaySeconds: 2 } },
  ])
  assert.deepEqual(found.QueryInfo!.SelectFields!.map(({ Name }) => Name), ['resourceName', 'configuration.DelaySeconds'])
  const first = await select('SELECT resourceName', { Limit: 2 })
  const second = await select('SELECT resourceName', { Limit: 2, NextToken: first.NextToken })
  assert.deepEqual([first.Results!.length, second.Results!.length, second.NextToken], [2, 1, undefined])
  await refused(select('SELECT resourceId FROM resources'), 'InvalidExpressionException')
  await refused(select('SELECT resourceId', { NextToken: 'x' }), 'InvalidNextTokenException')
})
