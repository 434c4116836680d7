// Names that one account of a partition can hold: claimed, held, listed, released, and freed with what held them.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openStore } from '../store/open.ts'
import type { Store } from '../store/face.ts'
import { dropNames, Names } from './names.ts'

const one = { account: '1', region: 'r' }
const other = { account: '2', region: 'q' }

function claim(store: Store, names: Names, held: Readonly<Record<string, typeof one>>): void {
  store.transact(() => { for (const [name, holder] of Object.entries(held)) names.claim(name, { ...holder, claimedAt: 5 }) })
}

test('a name has one holder in its partition and service, from any account and region', async () => {
  const store = await openStore()
  const names = new Names(store, 'aws', 's3')
  claim(store, names, { bucket: one })
  assert.deepEqual(new Names(store, 'aws', 's3').holder('bucket'), { ...one, claimedAt: 5 })
  assert.equal(new Names(store, 'aws-cn', 's3').holder('bucket'), undefined)
  assert.equal(new Names(store, 'aws', 'other').holder('bucket'), undefined)
  store.transact(() => names.release('bucket'))
  assert.equal(names.holder('bucket'), undefined)
})

test('an account\'s names come in order, by prefix and after one of them', async () => {
  const store = await openStore()
  const names = new Names(store, 'aws', 's3')
  claim(store, names, { b2: one, a: one, b1: one, 'b1.5': other, c: one })
  claim(store, new Names(store, 'aws', 's4'), { b0: one })
  const held = (prefix: string, after?: string) => [...names.held('1', prefix, after)].map(({ name }) => name)
  assert.deepEqual([held(''), held('b'), held('', 'b1'), held('b', 'b1'), held('x')],
    [['a', 'b1', 'b2', 'c'], ['b1', 'b2'], ['b2', 'c'], ['b2'], []])
  assert.deepEqual([...names.held('2', '')], [{ ...other, claimedAt: 5, name: 'b1.5' }])
})

test('a claim that is undone was never made', async () => {
  const store = await openStore()
  const names = new Names(store, 'aws', 's3')
  assert.throws(() => store.transact(() => {
    names.claim('bucket', { ...one, claimedAt: 5 })
    throw new Error('undone')
  }), /undone/)
  assert.equal(names.holder('bucket'), undefined)
})

test('names of holders that are gone are freed, in every partition', async () => {
  const store = await openStore()
  const partitions = ['aws', 'aws-cn'].map(partition => new Names(store, partition, 's3'))
  for (const names of partitions) claim(store, names, { mine: one, theirs: other })
  dropNames(store, ({ account }) => account === '1')
  for (const names of partitions) assert.deepEqual([names.holder('mine'), names.holder('theirs')?.account], [undefined, '2'])
})
