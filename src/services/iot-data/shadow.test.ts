// Shadows over the wire, by the client of AWS SDK v2: what is answered, refused, kept of a deleted one, listed.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import AWS from 'aws-sdk'
import { Cloud } from '../../index.ts'

async function shadows(t: TestContext) {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-03-01T00:00:00Z' })
  const { url, close } = await cloud.listen(0)
  t.after(async () => {
    await close()
    await cloud.close()
  })
  cloud.clock.freeze()
  const data = new AWS.IotData({
    endpoint: url, region: 'us-east-1', credentials: new AWS.Credentials('111122223333', 'any'), maxRetries: 0,
  })
  const read = (answer: { readonly payload?: unknown }) => JSON.parse(String(answer.payload)) as Record<string, unknown>
  return {
    cloud, data,
    update: async (document: unknown, shadowName?: string) => read(await data.updateThingShadow({
      thingName: 'lamp', payload: typeof document === 'string' ? document : JSON.stringify(document),
      ...(shadowName !== undefined && { shadowName }),
    }).promise()),
    get: async () => read(await data.getThingShadow({ thingName: 'lamp' }).promise()),
    remove: async () => read(await data.deleteThingShadow({ thingName: 'lamp' }).promise()),
  }
}

async function refused(call: Promise<unknown>, code: string, message: RegExp): Promise<void> {
  await assert.rejects(call, (error: { code: string, message: string }) => error.code === code && message.test(error.message))
}

test('updates answer what they changed; a shadow shows everything, and what differs', async t => {
  const { cloud, update, get } = await shadows(t)
  const at = Date.parse('2027-03-01T00:00:00Z') / 1000
  assert.deepEqual(await update({ state: { desired: { on: true, hue: 3 } }, clientToken: 'c' }), {
    state: { desired: { on: true, hue: 3 } }, metadata: { desired: { on: { timestamp: at }, hue: { timestamp: at } } }, version: 1,
    timestamp: at, clientToken: 'c',
  })
  await cloud.clock.advance('10s')
  await update({ state: { reported: { on: true, hue: 1 }, desired: { hue: 4 } } })
  assert.deepEqual(await get(), {
    state: { desired: { on: true, hue: 4 }, reported: { on: true, hue: 1 }, delta: { hue: 4 } },
    metadata: {
      desired: { on: { timestamp: at }, hue: { timestamp: at + 10 } },
      reported: { on: { timestamp: at + 10 }, hue: { timestamp: at + 10 } }, delta: { hue: { timestamp: at + 10 } },
    },
    version: 2, timestamp: at + 10,
  })
  await update({ state: { desired: null } })
  assert.deepEqual((await get())['state'], { reported: { on: true, hue: 1 } })
})

test('what is wrong is refused in the service\'s own words', async t => {
  const { update, get } = await shadows(t)
  await refused(get(), 'ResourceNotFoundException', /^No shadow exists with name: 'lamp'$/)
  await refused(update('{'), 'InvalidRequestException', /^Invalid JSON$/)
  await refused(update({}), 'InvalidRequestException', /^Missing required node: state$/)
  await refused(update({ state: 1 }), 'InvalidRequestException', /^State node must be an object$/)
  await refused(update({ state: { desired: [] } }), 'InvalidRequestException', /^Desired node must be an object$/)
  await refused(update({ state: {}, version: 'x' }), 'InvalidRequestException', /^Invalid version$/)
  await refused(update({ state: {}, clientToken: 5 }), 'InvalidRequestException', /^Invalid clientToken$/)
  await refused(update({ state: { desired: { a: 'x'.repeat(9000) } } }), 'RequestEntityTooLargeException', /maximum size/)
  const deep = Array.from({ length: 9 }).reduce<object>(inner => ({ a: inner }), {})
  await refused(update({ state: { desired: deep } }), 'InvalidRequestException', /nesting/)
  await update({ state: { desired: { on: true } } })
  await refused(update({ state: {}, version: 5 }), 'ConflictException', /^Version conflict$/)
  assert.equal((await update({ state: { desired: { on: false } }, version: 1 }))['version'], 2)
})

test('a deleted shadow\'s version goes on for two days', async t => {
  const { cloud, update, remove } = await shadows(t)
  await update({ state: { desired: { on: true } } })
  assert.equal((await remove())['version'], 1)
  await refused(remove(), 'ResourceNotFoundException', /No shadow/)
  assert.equal((await update({ state: { desired: { on: true } } }))['version'], 2)
  await remove()
  await cloud.clock.advance('49h')
  assert.equal((await update({ state: { desired: { on: true } } }))['version'], 1)
})

test('named shadows, page by page', async t => {
  const { data, update } = await shadows(t)
  for (const name of ['b', 'a', 'c']) await update({ state: { desired: { on: true } } }, name)
  await update({ state: { desired: { on: true } } })
  await data.updateThingShadow({ thingName: 'other', shadowName: 'd', payload: '{"state":{}}' }).promise()
  const first = await data.listNamedShadowsForThing({ thingName: 'lamp', pageSize: 2 }).promise()
  assert.deepEqual(first.results, ['a', 'b'])
  const second = await data.listNamedShadowsForThing({ thingName: 'lamp', pageSize: 2, nextToken: first.nextToken! }).promise()
  assert.deepEqual([second.results, second.nextToken], [['c'], undefined])
  await refused(data.listNamedShadowsForThing({ thingName: 'lamp', nextToken: 'x' }).promise(), 'InvalidRequestException', /nextToken/)
})
