// The three tag operations that every service gets from its declaration, called over the library's wire.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { codeOf, sampleCloud } from '../sample.fixture.ts'
import type { Answer, Sample } from '../sample.fixture.ts'

interface Tagged extends Sample {
  readonly arn: string
  readonly tag: (tags: Record<string, string>) => Promise<Answer>
  readonly listed: () => Promise<unknown>
}

async function tagged(t: TestContext): Promise<Tagged> {
  const sample = await sampleCloud(t, { lifecycle: 'instant' })
  const { ask } = sample
  const arn = String((await ask('CreateBook', { Name: 'it', Tags: [{ Key: 'born', Value: 'with' }] })).output['BookArn'])
  return {
    ...sample,
    arn,
    tag: tags => ask('TagResource', { ResourceArn: arn, Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })) }),
    listed: async () => {
      const { Tags } = (await ask('ListTagsForResource', { ResourceArn: arn })).output as { Tags: { Key: string, Value: string }[] }
      return Object.fromEntries(Tags.map(({ Key, Value }) => [Key, Value]))
    },
  }
}

test('tags are added, overwritten, removed and listed in order', async t => {
  const { ask, arn, tag, listed } = await tagged(t)
  assert.equal((await tag({ b: '2', a: '1' })).status, 200)
  assert.equal((await tag({ b: 'two' })).headers['x-orrery-coverage'], 'behaves')
  assert.deepEqual((await ask('ListTagsForResource', { ResourceArn: arn })).output, {
    Tags: [{ Key: 'a', Value: '1' }, { Key: 'b', Value: 'two' }, { Key: 'born', Value: 'with' }],
  })
  const removed = await ask('UntagResource', { ResourceArn: arn, TagKeys: ['born', 'b', 'never', 'toString'] })
  assert.equal(removed.status, 200)
  assert.deepEqual(await listed(), { a: '1' })
})

test('names that JavaScript uses are names like others', async t => {
  const { ask, arn, tag, listed } = await tagged(t)
  await tag({ __proto__x: '1', constructor: '2' })
  await ask('TagResource', {}, { body: `{"ResourceArn":"${arn}","Tags":[{"Key":"__proto__","Value":"3"}]}` })
  assert.deepEqual(Object.entries(await listed() as object).sort(),
    [['__proto__', '3'], ['__proto__x', '1'], ['born', 'with'], ['constructor', '2']])
})

test('invalid tags and too many are refused in the service\'s words, and none is added', async t => {
  const { tag, listed } = await tagged(t)
  assert.equal(codeOf(await tag({ good: '1', 'aws:bad': '2' })), 'InvalidTag')
  const full = Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, '']))
  assert.equal(codeOf(await tag(full)), 'LimitExceeded')
  assert.deepEqual(await listed(), { born: 'with' })
})

test('a creation whose tags are refused creates nothing', async t => {
  const { ask } = await tagged(t)
  assert.equal(codeOf(await ask('CreateBook', { Name: 'other', Tags: [{ Key: 'aws:x', Value: '' }] })), 'InvalidTag')
  assert.equal(codeOf(await ask('GetBook', { Name: 'other' })), 'NoSuchBook')
})

test('a resource that is not there has no tags, and an ARN of nothing is the service\'s to refuse', async t => {
  const { ask, arn } = await tagged(t)
  for (const [operation, more] of [['TagResource', { Tags: [] }], ['UntagResource', { TagKeys: [] }],
    ['ListTagsForResource', {}]] as const) {
    for (const missing of [`${arn}x`, 'garbage']) {
      const refused = await ask(operation, { ResourceArn: missing, ...more })
      assert.deepEqual([refused.status, codeOf(refused)], [404, 'NoSuchBook'], `${operation} ${missing}`)
    }
  }
})

test('tags go with their resource: one made anew begins with its own', async t => {
  const { ask, cloud, tag, listed } = await tagged(t)
  await tag({ old: '1' })
  await ask('DeleteBook', { Name: 'it' })
  assert.deepEqual(await listed(), { born: 'with', old: '1' })
  await cloud.clock.advance('1h')
  await ask('CreateBook', { Name: 'it', Tags: [{ Key: 'new', Value: '2' }] })
  assert.deepEqual(await listed(), { new: '2' })
})
