// Parents by the names of keys' parts.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { DerivedKeyPart, DerivedResource } from '../../../model/derived.ts'
import { parentsOf } from './parent.ts'

const resource = (noun: string, key: readonly DerivedKeyPart[]): DerivedResource => ({ noun, key, operations: {} })
const plan = resource('BackupPlan', [{ name: 'id', from: 'assigned' }])
const selection = resource('BackupSelection', [{ name: 'backupplanid', from: 'input' }, { name: 'id', from: 'assigned' }])

test('a part that is a name of another resource leads to it', () => {
  assert.deepEqual(parentsOf(selection, [plan, selection]), [{ part: 'backupplanid', resource: plan }])
  assert.deepEqual(parentsOf(plan, [plan, selection]), [])
})

test('what names nothing here, or something that itself has a parent, is not looked for', () => {
  assert.deepEqual(parentsOf(selection, [selection]), [])
  const deep = resource('BackupPlan', [{ name: 'accountname', from: 'input' }, { name: 'id', from: 'assigned' }])
  assert.deepEqual(parentsOf(selection, [deep]), [])
})
