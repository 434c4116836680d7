// Enrichment: what it answers is what the target gets; what is refused shows.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiDestination, freshAccount, heldBy, madeQueue, running, taken } from './account.fixture.ts'

const answers: readonly (readonly [what: string, answer: string, delivered: readonly string[]])[] = [
  ['an object', '{"more":1}', ['{"more":1}']],
  ['an array is as many events', '[{"n":1},{"n":2}]', ['{"n":1}', '{"n":2}']],
  ['an empty array', '[]', []],
  ['an empty object', '{}', []],
  ['nothing', '', []],
]

for (const [what, body, delivered] of answers) {
  test(`an enrichment answers: ${what}`, async t => {
    const account = await freshAccount(t)
    const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
    const endpoint = await apiDestination(account, t, () => ({ body }))
    await running(account, { Source: from.arn, Target: to.arn, Enrichment: endpoint.arn, EnrichmentParameters: {
      InputTemplate: '{"asked":"<$.body.id>"}', HttpParameters: { PathParameterValues: ['$.body.id'] },
    } })
    await account.sqs.sendMessage({ QueueUrl: from.url, MessageBody: '{"id":"i7"}' })
    assert.deepEqual((await taken(account, to)).toSorted(), delivered)
    assert.deepEqual(endpoint.seen, ['secret /i7 {"asked":"i7"}'])
    assert.equal(await heldBy(account, from), 0)
  })
}

test('an enrichment that refuses leaves the message', async t => {
  const account = await freshAccount(t)
  const [from, to] = [await madeQueue(account, 'from'), await madeQueue(account, 'to')]
  await running(account, { Source: from.arn, Target: to.arn, Enrichment: 'arn:aws:lambda:us-east-1:111122223333:function:none' })
  await account.sqs.sendMessage({ QueueUrl: from.url, MessageBody: 'x' })
  assert.deepEqual(await taken(account, to), [])
  assert.equal(await heldBy(account, from), 1)
})
