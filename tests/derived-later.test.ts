// Every derived resource of the services from j to z lives its life through the whole pipeline.

import { test } from 'node:test'
import { allLive } from './derived/lives.ts'

test('every derived resource is made, shown, listed, changed, tagged, deleted and gone: j to z', async t => {
  await allLive(t, id => id >= 'j', 700)
})
