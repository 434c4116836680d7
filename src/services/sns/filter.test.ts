// The rules around filter policies. Source: "Filter policy constraints", SNS Developer Guide.

import { test } from 'node:test'
import { freshAccount, madeTopic, refused, subscribedQueue } from './account.fixture.ts'

test('policies that cannot be', async t => {
  const account = await freshAccount(t)
  const arn = await madeTopic(account.sns)
  const { subscription } = await subscribedQueue(account, arn, 'q')
  const set = (AttributeName: string, value: unknown) => account.sns.setSubscriptionAttributes({
    SubscriptionArn: subscription, AttributeName, AttributeValue: typeof value === 'string' ? value : JSON.stringify(value),
  })
  const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, ['v']]))
  const values = (count: number) => Array.from({ length: count }, (_, i) => `v${i}`)
  const cases: readonly (readonly [unknown, RegExp])[] = [
    ['nonsense', /failed to parse JSON/], [{ a: [] }, /Empty arrays are not allowed/], [keys(6), /can not have more than 5 keys/],
    [{ a: values(13), b: values(12) }, /too complex/], [{ a: [{ like: 'x' }] }, /Unrecognized match type like/],
    [{ a: 'b' }, /must be an object or an array/], [{ a: { b: ['c'] } }, /nested filter policy/],
  ]
  for (const [policy, text] of cases) await refused(set('FilterPolicy', policy), 'InvalidParameter', text)
  await set('FilterPolicyScope', 'MessageBody')
  await set('FilterPolicy', { a: { b: ['c'] } })
  await refused(set('FilterPolicyScope', 'Envelope'), 'InvalidParameter', /FilterPolicyScope/)
  await refused(set('FilterPolicyScope', 'MessageAttributes'), 'InvalidParameter', /nested filter policy/)
})
