// One name for one thing, whichever noun the API uses for it.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isNameOf, isOwnPlural, plainName } from './plain-name.ts'

test('a name without the noun, or without its last words', () => {
  assert.equal(plainName('BackupVault', 'BackupVaultName'), 'name')
  assert.equal(plainName('WorkGroup', 'workGroup'), '')
  assert.equal(plainName('Environment', 'applicationId'), 'applicationid')
  assert.equal(plainName('BackupPlan', 'PlanId'), 'id')
})

test('other nouns for the same thing, and single members', () => {
  assert.equal(plainName('App|Application|uuid>id', 'ApplicationId'), 'id')
  assert.equal(plainName('App|Application|uuid>id', 'UUID'), 'id')
  assert.ok(isNameOf('App|Application', 'applicationid'))
  assert.ok(!isNameOf('App|Application', 'planid'))
  assert.ok(isOwnPlural('Policy', 'Policies'))
})
