// Pages: every product once, and tokens of ours only.

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

test('pages together are the whole', async t => {
  const pricing = await opened(t)
  const asked = { ServiceCode: 'AWSQueueService', MaxResults: 20 }
  const found: string[] = []
  for (let NextToken: string | undefined, pages = 0; pages === 0 || NextToken !== undefined; pages += 1) {
    const page = await pricing.getProducts({ ...asked, ...(NextToken !== undefined && { NextToken }) })
    found.push(...page.PriceList!.map(String))
    NextToken = page.NextToken
  }
  assert.equal(new Set(found).size, found.length)
  assert.equal(found.length, 2 * 33)
  await assert.rejects(pricing.getProducts({ ...asked, NextToken: 'x' }), { name: 'InvalidNextTokenException' })
})
