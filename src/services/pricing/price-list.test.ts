// Price lists by region and day.

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

test('one list for an offer, a region and a day', async t => {
  const pricing = await opened(t)
  const asked = { ServiceCode: 'AmazonS3', EffectiveDate: new Date('2027-02-03T00:00:00Z'), CurrencyCode: 'USD' }
  const { PriceLists } = await pricing.listPriceLists({ ...asked, RegionCode: 'us-east-1' })
  assert.deepEqual(PriceLists!.map(({ PriceListArn }) => PriceListArn),
    ['arn:aws:pricing:::price-list/AmazonS3/USD/20270203000000/us-east-1'])
  await assert.rejects(pricing.listPriceLists({ ...asked, CurrencyCode: 'CNY' }), { name: 'InvalidParameterException' })
  const { Url } = await pricing.getPriceListFileUrl({ PriceListArn: PriceLists![0]!.PriceListArn!, FileFormat: 'csv' })
  assert.match(Url!, /AmazonS3/)
})
