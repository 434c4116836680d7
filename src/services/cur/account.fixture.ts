// What the tests of this folder share: an account with an instance, and calls of the API, for which no v3 client is installed.

import type { TestContext } from 'node:test'
import { Cloud } from '../../index.ts'
import { signRequest } from '../../kernel/identity/signer.ts'

export const account = '111122223333'
export const report = {
  ReportName: 'r', TimeUnit: 'MONTHLY', Format: 'textORcsv', Compression: 'GZIP', AdditionalSchemaElements: ['RESOURCES'],
    S3Bucket: 'reports',
  S3Prefix: 'p', S3Region: 'us-east-1', ReportVersioning: 'OVERWRITE_REPORT',
}

export type CallApi = (operation: string, input: object) => Promise<Record<string, unknown>>

export async function opened(t: TestContext): Promise<{ cloud: Cloud, call: CallApi }> {
  const cloud = await Cloud.open({ now: '2027-02-28T23:00:00Z', seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-03-01')
  const { store, meter, clock, catalogue } = cloud.core
  const of = { service: 'ec2', usageType: 'BoxUsage:m5.large', operation: 'RunInstances', resource: 'i' }
  store.transact(() => { meter.stand(store.cell(`${account}/us-east-1`), of, clock.now(), 1) })
  const handler = cloud.client().requestHandler
  return {
    cloud,
    async call(operation, input) {
      const { targetPrefix, signingName } = catalogue.service('cur')!
      const hostname = 'cur.us-east-1.amazonaws.com'
      const body = Buffer.from(JSON.stringify(input))
      const headers = { host: hostname, 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `${targetPrefix}.${operation}` }
      const signed = signRequest({ method: 'POST', path: '/', query: '', headers, body },
        { accessKeyId: account, secret: 'any', region: 'us-east-1', service: signingName, at: clock.now() })
      const { response } = await handler.handle({ method: 'POST', protocol: 'https:', hostname, path: '/', query: {},
        headers: signed.headers, body })
      const answer = JSON.parse(Buffer.concat(await response.body.toArray()).toString() || '{}') as Record<string, unknown>
      if (response.statusCode !== 200) throw new Error(`${String(answer['__type'])}: ${String(answer['message'])}`)
      return answer
    },
  }
}
