// What is set above an account is found by its partition and account, and is taken back.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sampleCloud } from '../sample.fixture.ts'
import { dropNames } from '../resource/names.ts'
import { Controls } from './controls.ts'

test('policies above an account', async t => {
  const { cloud: { core: { store } } } = await sampleCloud(t)
  const [aws, china] = [new Controls(store, 'aws'), new Controls(store, 'aws-cn')]
  const above = { account: '111111111111', region: 'us-east-1', service: [['{}']] }
  store.transact(() => { aws.set('222222222222', above) })
  assert.deepEqual(aws.of('222222222222'), above)
  assert.equal(china.of('222222222222'), undefined)
  dropNames(store, ({ account }) => account === '333333333333')
  assert.deepEqual(aws.of('222222222222'), above)
  dropNames(store, ({ account }) => account === '111111111111')
  assert.equal(aws.of('222222222222'), undefined)
  store.transact(() => {
    aws.set('222222222222', above)
    aws.set('222222222222', undefined)
  })
  assert.equal(aws.of('222222222222'), undefined)
})
