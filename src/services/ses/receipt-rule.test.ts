// Receipt rules: in order in a set, of which one is active.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freshAccount, refused } from './account.fixture.ts'

test('rules stand in the order in which they are placed', async t => {
  const { ses } = await freshAccount(t)
  const RuleSetName = 'inbox'
  await ses.createReceiptRuleSet({ RuleSetName }).promise()
  const make = (Name: string, After?: string) => ses.createReceiptRule({ RuleSetName, Rule: { Name }, ...(After && { After }) }).promise()
  const names = async () => (await ses.describeReceiptRuleSet({ RuleSetName }).promise()).Rules!.map(({ Name }) => Name)
  await make('a')
  await make('b', 'a')
  await make('c')
  assert.deepEqual(await names(), ['c', 'a', 'b'])
  await ses.setReceiptRulePosition({ RuleSetName, RuleName: 'c', After: 'b' }).promise()
  assert.deepEqual(await names(), ['a', 'b', 'c'])
  await ses.reorderReceiptRuleSet({ RuleSetName, RuleNames: ['b', 'a', 'c'] }).promise()
  await ses.deleteReceiptRule({ RuleSetName, RuleName: 'a' }).promise()
  assert.deepEqual(await names(), ['b', 'c'])
  await ses.updateReceiptRule({ RuleSetName, Rule: { Name: 'b', Enabled: true } }).promise()
  const { Rule: rule } = await ses.describeReceiptRule({ RuleSetName, RuleName: 'b' }).promise()
  assert.deepEqual([rule!.Enabled, rule!.TlsPolicy, rule!.ScanEnabled], [true, 'Optional', false])
  await refused(make('b'), 'AlreadyExists')
  await refused(make('d', 'none'), 'RuleDoesNotExist')
  await refused(ses.describeReceiptRuleSet({ RuleSetName: 'none' }).promise(), 'RuleSetDoesNotExist')
})

test('one set may be active, and is not deleted then; a clone has the same rules', async t => {
  const { ses } = await freshAccount(t)
  await ses.createReceiptRuleSet({ RuleSetName: 'one' }).promise()
  await ses.createReceiptRule({ RuleSetName: 'one', Rule: { Name: 'a' } }).promise()
  await ses.cloneReceiptRuleSet({ OriginalRuleSetName: 'one', RuleSetName: 'two' }).promise()
  await ses.setActiveReceiptRuleSet({ RuleSetName: 'two' }).promise()
  const active = await ses.describeActiveReceiptRuleSet({}).promise()
  assert.deepEqual([active.Metadata!.Name, active.Rules!.map(({ Name }) => Name)], ['two', ['a']])
  await refused(ses.deleteReceiptRuleSet({ RuleSetName: 'two' }).promise(), 'CannotDelete')
  await ses.setActiveReceiptRuleSet({}).promise()
  assert.equal((await ses.describeActiveReceiptRuleSet({}).promise()).Metadata, undefined)
  await ses.deleteReceiptRuleSet({ RuleSetName: 'two' }).promise()
  assert.deepEqual((await ses.listReceiptRuleSets().promise()).RuleSets!.map(({ Name }) => Name), ['one'])
})
