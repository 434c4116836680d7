// What is kept of an account's identities: their policies with those that are managed and lent, and what the account has ever had.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleCloud } from '../sample.fixture.ts'
import { Identities } from './identities.ts'

test('an identity\'s policies are its own, the managed ones, and its groups\'', async t => {
  const { cloud: { core: { store } } } = await sampleCloud(t)
  const identities = new Identities(store, '111122223333')
  store.transact(() => {
    identities.setDocument('managed', 'm')
    identities.setDocument('lent', 'l')
    identities.set('group', { id: 'AGPA', texts: ['g'], documents: ['lent', 'gone'] })
    identities.set('user', { id: 'AIDA', texts: ['u'], documents: ['managed'], groups: ['group', 'gone'] })
  })
  assert.deepEqual(identities.textsOf(identities.of('user')!), ['u', 'm', 'g', 'l'])
  assert.equal(new Identities(store, '444455556666').of('user'), undefined)
  store.transact(() => { identities.setDocument('managed', undefined) })
  assert.deepEqual(identities.textsOf(identities.of('user')!), ['u', 'g', 'l'])
})

test('it is remembered that there were some', async t => {
  const { cloud: { core: { store } } } = await sampleCloud(t)
  const identities = new Identities(store, '111122223333')
  const kept = () => [identities.keeps('identities'), identities.keeps('roles')]
  assert.deepEqual(kept(), [false, false])
  store.transact(() => { identities.set('user', { id: 'AIDA', texts: [], documents: [] }) })
  assert.deepEqual(kept(), [true, false])
  store.transact(() => { identities.set('role', { id: 'AROA', texts: [], documents: [], trust: '{}' }) })
  store.transact(() => { for (const name of ['user', 'role']) identities.set(name, undefined) })
  assert.deepEqual([...kept(), identities.of('role')], [true, true, undefined])
})
