// What the tests of this folder share: a cloud whose clock stands still, with an account on a plan.

import type { TestContext } from 'node:test'
import { Support } from '@aws-sdk/client-support'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export async function fresh(t: TestContext, plan: string): Promise<{ cloud: Cloud, support: Support }> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-01-31T12:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const client = cloud.client({ accessKeyId: account })
  const { response } = await client.requestHandler.handle({
    method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/_orrery/billing/support', query: {},
    headers: { host: 'localhost', 'content-type': 'application/json' }, body: Buffer.from(JSON.stringify({ account, plan })),
  } as never)
  if (response.statusCode !== 200) throw new Error(`the plan is ${response.statusCode}`)
  return { cloud, support: new Support({ ...client, maxAttempts: 1 }) }
}
