// Names that one account of a partition can hold.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from '../store/open.ts'
import { dropNames, Names } from './names.ts'

test('a name is held by one account of a partition and service, until it is released or its holder goes', async t => {
  const store = await openStore()
  t.after(() => store.close())
  const names = new Names(store, 'aws', 's3')
  const claim = (name: string, account: string) => { store.transact(() => { names.claim(name, { account, region: 'x', claimedAt: 1 }) }) }
  for (const [name, account] of [['a', '1'], ['b', '2'], ['c', '1'], ['ca', '1']] as const) claim(name, account)
  assert.equal(names.holder('b')?.account, '2')
  assert.equal(new Names(store, 'aws-cn', 's3').holder('b'), undefined)
  assert.equal(new Names(store, 'aws', 'other').holder('b'), undefined)
  assert.deepEqual([...names.held('1', '')].map(({ name }) => name), ['a', 'c', 'ca'])
  assert.deepEqual([...names.held('1', 'c', 'c')].map(({ name }) => name), ['ca'])
  store.transact(() => { names.release('a') })
  dropNames(store, ({ account }) => account === '2')
  assert.deepEqual(['a', 'b', 'c'].map(name => names.holder(name)?.account), [undefined, undefined, '1'])
})
