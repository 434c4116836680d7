// Clauses of money that hold for any service: fees though a message fails outside, services that a service uses, what costs nothing, and
// how
// far discounts go.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import { S3 } from '@aws-sdk/client-s3'
import { Savingsplans } from '@aws-sdk/client-savingsplans'
import { SNS } from '@aws-sdk/client-sns'
import { openBooks, payer } from '../money/books.ts'

test('11.3: a message whose delivery fails outside is paid for, and so is each attempt', async t => {
  const books = await openBooks(t)
  const sns = new SNS(books.cloud.client({ accessKeyId: payer }))
  const { TopicArn } = await sns.createTopic({ Name: 'news' })
  await sns.subscribe({ TopicArn, Protocol: 'sms', Endpoint: '+12065550100' })
  await sns.publish({ TopicArn, Message: 'lost outside' })
  await books.cloud.clock.advance('1h')
  const { lines } = await books.bill('2027-03')
  const counted = Object.fromEntries(lines.filter(({ service }) => service === 'sns').map(({ usageType, quantity }) => [usageType,
    quantity]))
  assert.ok(Number(counted['Requests-Tier1']) >= 1 && Number(counted['DeliveryAttempts-SMS']) === 1, JSON.stringify(counted))
})

test('1.10: what a service uses is counted and priced as that other service\'s', async t => {
  const books = await openBooks(t)
  const settings = books.cloud.client({ accessKeyId: payer })
  const { KeyMetadata } = await new KMS(settings).createKey({})
  const s3 = new S3({ ...settings, forcePathStyle: true })
  await s3.createBucket({ Bucket: 'secret' })
  await s3.putObject({ Bucket: 'secret', Key: 'a', Body: 'x', ServerSideEncryption: 'aws:kms', SSEKMSKeyId: KeyMetadata!.KeyId! })
  await books.cloud.clock.advance('1h')
  const { lines } = await books.bill('2027-03')
  const services = new Set(lines.filter(({ type }) => type === 'Usage').map(({ service, usageType }) => `${service} ${usageType}`))
  assert.ok(services.has('s3 Requests-Tier1') && services.has('kms KMS-Requests'), [...services].join(', '))
})

test('42.3: the licence of the engine costs nothing', async t => {
  const books = await openBooks(t)
  const project = { account: payer, states: ['42.4', '42.9', '42.2.b', '42.7#1'] }
  await books.post('lumberyard/project', { ...project, name: 'lobby' })
  const released = await books.post('lumberyard/release', { ...project, project: 'lobby', engineFrom: '2026-12-01' })
  assert.equal(released['project'], 'lobby')
  await books.cloud.clock.advance('1mo')
  assert.deepEqual((await books.bill('2027-03')).lines, [])
})

test('0#6: commitments on compute save 72 percent at most', async t => {
  const books = await openBooks(t)
  const plans = new Savingsplans(books.cloud.client({ accessKeyId: payer }))
  let best = 0
  for (const [planTypes, paymentOptions] of [['EC2Instance', 'All Upfront'], ['Compute', 'All Upfront']] as const) {
    const { searchResults: rates = [] } = await plans.describeSavingsPlansOfferingRates({
      savingsPlanTypes: [planTypes], savingsPlanPaymentOptions: [paymentOptions],
      filters: [{ name: 'region', values: ['us-east-1'] }, { name: 'instanceType', values: ['m5.large'] }],
    })
    for (const { rate, operation } of rates) if (operation === 'RunInstances') best = Math.max(best, 1 - Number(rate) / 0.096)
  }
  assert.ok(best > 0.3 && best <= 0.72, String(best))
})
