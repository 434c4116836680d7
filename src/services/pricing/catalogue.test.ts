// Services, attributes and products, filtered and by pages.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Pricing } from '@aws-sdk/client-pricing'
import { Cloud } from '../../index.ts'

async function opened(t: TestContext): Promise<Pricing> {
  const cloud = await Cloud.open({ now: '2027-03-01', seed: t.name })
  t.after(() => cloud.close())
  return new Pricing({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
}

test('services and their attributes', async t => {
  const pricing = await opened(t)
  const { Services } = await pricing.describeServices({})
  assert.ok(Services!.some(({ ServiceCode }) => ServiceCode === 'AmazonS3'))
  const [ec2] = (await pricing.describeServices({ ServiceCode: 'AmazonEC2' })).Services!
  assert.ok(ec2!.AttributeNames!.includes('instanceType'))
  await assert.rejects(pricing.describeServices({ ServiceCode: 'Nothing' }), { name: 'InvalidParameterException' })
  const { AttributeValues } = await pricing.getAttributeValues({ ServiceCode: 'AmazonEC2', AttributeName: 'operatingSystem' })
  assert.deepEqual(AttributeValues!.map(({ Value }) => Value), ['Linux', 'RHEL', 'Windows'])
  await assert.rejects(pricing.getAttributeValues({ ServiceCode: 'AmazonEC2', AttributeName: 'colour' }), { name: 'NotFoundException' })
})

test('a product has its price in its region', async t => {
  const pricing = await opened(t)
  const Filters = Object.entries({ instanceType: 'm5.large', operatingSystem: 'Linux', regionCode: 'eu-west-1' })
    .map(([Field, Value]) => ({ Type: 'TERM_MATCH' as const, Field, Value }))
  const { PriceList } = await pricing.getProducts({ ServiceCode: 'AmazonEC2', Filters })
  assert.equal(PriceList!.length, 1)
  const { product, terms } = JSON.parse(String(PriceList![0])) as { product: { attributes: object }, terms: { OnDemand: object } }
  assert.match(JSON.stringify(product.attributes), /"location":"EU \(Ireland\)".*"usagetype":"EU-BoxUsage:m5.large"/)
  assert.match(JSON.stringify(terms), /"USD":"0.1070000000"/)
})
