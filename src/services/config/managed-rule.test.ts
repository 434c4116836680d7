// Which of AWS's rules there are: each can look at something.

import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { managedRule, managedRuleNames } from './managed-rule.ts'

test('each has a check or looks at the account; the README names them all', () => {
  const readme = readFileSync(new URL('../../../../src/services/config/README.md', import.meta.url), 'utf8')
  for (const name of managedRuleNames) {
    const { trigger, check, account, types } = managedRule(name)!
    assert.ok(account !== undefined || check !== undefined, name)
    assert.ok(trigger === 'change' ? check !== undefined : account !== undefined || types.length > 0, name)
    assert.ok(readme.includes(`\`${name}\``), `${name} is not in the README`)
  }
  assert.equal(managedRule('toString'), undefined)
})
