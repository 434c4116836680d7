// Price list files: found from the index down, at AWS's paths and by GetPriceListFileUrl, as JSON and CSV.

import assert from 'node:assert/strict'
import { get } from 'node:http'
import { test } from 'node:test'
import { Pricing } from '@aws-sdk/client-pricing'
import { Cloud } from '../../index.ts'

/** A GET by a host's name, which `fetch` does not let us say. */
function read(url: string, host: string): Promise<{ status: number, text: string }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { host } }, answer => {
      const chunks: Buffer[] = []
      answer.on('data', (chunk: Buffer) => chunks.push(chunk))
      answer.on('end', () => { resolve({ status: answer.statusCode!, text: Buffer.concat(chunks).toString() }) })
    }).on('error', reject)
  })
}

test('from the index to a region\'s prices; files by their URLs', async t => {
  const cloud = await Cloud.open({ now: '2027-03-01T00:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const server = await cloud.listen(0)
  const file = async (path: string) => JSON.parse((await read(`${server.url}${path}`, 'pricing.us-east-1.amazonaws.com')).text) as never
  const { offers } = await file('/offers/v1.0/aws/index.json') as { offers: Record<string, Record<string, string>> }
  const { versions, currentVersion } = await file(offers['AmazonEC2']!['versionIndexUrl']!) as { versions: object, currentVersion: string }
  assert.deepEqual([Object.keys(versions), currentVersion], [['20270301000000'], '20270301000000'])
  const { regions } = await file(offers['AmazonEC2']!['currentRegionIndexUrl']!) as { regions: Record<string, Record<string, string>> }
  const list = await file(regions['eu-west-1']!['currentVersionUrl']!) as {
    offerCode: string, products: Record<string, { attributes: Record<string, string> }>, terms: Record<string, Record<string, object>>
  }
  const [sku = ''] = Object.entries(list.products).find(([, { attributes }]) =>
    attributes['usagetype'] === 'EU-BoxUsage:m5.large' && attributes['operatingSystem'] === 'Linux')!
  assert.equal(list.offerCode, 'AmazonEC2')
  assert.match(JSON.stringify(list.terms['OnDemand']![sku]), /"USD":"0.1070000000"/)
  assert.equal(Object.keys(list.terms['Reserved']![sku]!).length, 12)
  assert.equal((await read(`${server.url}/offers/v1.0/aws/Nothing/index.json`, 'pricing.localhost')).status, 404)
  const pricing = new Pricing({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 })
  const PriceListArn = 'arn:aws:pricing:::price-list/AmazonS3/USD/20270203000000/us-east-1'
  for (const [FileFormat, type] of [['json', 'application/json'], ['csv', 'text/csv']] as const) {
    const { Url } = await pricing.getPriceListFileUrl({ PriceListArn, FileFormat })
    const answer = await fetch(Url!.replace(/^https?:\/\/[^/]+/, server.url))
    assert.deepEqual([answer.status, answer.headers.get('content-type')?.split(';')[0]], [200, type])
    assert.match(await answer.text(), /TimedStorage-ByteHrs/)
  }
  await assert.rejects(pricing.getPriceListFileUrl({ PriceListArn: `${PriceListArn}x`, FileFormat: 'json' }), { name: 'NotFoundException' })
  await assert.rejects(pricing.getPriceListFileUrl({ PriceListArn, FileFormat: 'xml' }), { name: 'InvalidParameterException' })
})
