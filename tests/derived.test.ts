// Every derived resource of the services from a to i lives its life through the whole pipeline.

import { test } from 'node:test'
import { allLive } from './derived/lives.ts'

test('every derived resource is made, shown, listed, changed, tagged, deleted and gone: a to i', async t => {
  await allLive(t, id => id < 'j', 800)
})
