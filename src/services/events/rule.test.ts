// Rules: patterns and schedules, on and off, listed and removed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, listening, put, refused, taken } from './account.fixture.ts'

test('a rule is made, described, turned off, and stays while it has targets', async t => {
  const account = await freshAccount(t)
  const { events } = account
  const queue = await listening(account, 'r', { pattern: { source: ['shop'] } })
  const { Arn: arn, State: state, EventBusName: bus } = await events.describeRule({ Name: 'r' })
  assert.deepEqual([arn, state, bus], ['arn:aws:events:us-east-1:111122223333:rule/r', 'ENABLED', 'default'])
  await events.disableRule({ Name: 'r' })
  await put(events, {})
  await events.enableRule({ Name: 'r' })
  await put(events, {})
  assert.equal((await taken(account, queue)).length, 1)
  assert.deepEqual((await events.listRuleNamesByTarget({ TargetArn: queue.arn })).RuleNames, ['r'])
  await refused(events.deleteRule({ Name: 'r' }), 'ValidationException', /has targets/)
  await events.removeTargets({ Rule: 'r', Ids: ['q'] })
  await events.deleteRule({ Name: 'r' })
  await events.deleteRule({ Name: 'r' })
  assert.deepEqual((await events.listRules({})).Rules, [])
  await refused(events.describeRule({ Name: 'r' }), 'ResourceNotFoundException', /Rule r does not exist on EventBus default\./)
})

test('what is no rule', async t => {
  const { events } = await freshAccount(t)
  const rule = (more: object) => events.putRule({ Name: 'r', ...more })
  await refused(rule({}), 'ValidationException', /EventPattern or ScheduleExpression/)
  await refused(rule({ EventPattern: '{"a":"b"}' }), 'InvalidEventPatternException',
    /Event pattern is not valid\. Reason: "a" must be an object or an array/)
  await refused(rule({ EventPattern: 'no' }), 'InvalidEventPatternException')
  for (const schedule of ['rate(1 minutes)', 'at(2027-01-01T00:00:00)', 'cron(* * * * * *)']) {
    await refused(rule({ ScheduleExpression: schedule }), 'ValidationException', /ScheduleExpression is not valid/)
  }
  await refused(rule({ EventPattern: '{"a":["b"]}', EventBusName: 'none' }), 'ResourceNotFoundException', /Event bus none does not exist/)
})

test('a pattern is tried', async t => {
  const { events } = await freshAccount(t)
  const Event = JSON.stringify({ id: '1', account: '1', source: 's', time: 't', region: 'r', resources: [], 'detail-type': 'd',
    detail: { a: 1 } })
  assert.equal((await events.testEventPattern({ EventPattern: '{"detail":{"a":[1]}}', Event })).Result, true)
  assert.equal((await events.testEventPattern({ EventPattern: '{"detail":{"a":[2]}}', Event })).Result, false)
  await refused(events.testEventPattern({ EventPattern: '{"a":[2]}', Event: '{}' }), 'ValidationException', /required/)
})
