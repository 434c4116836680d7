// What the tests of this folder share: a cloud with a frozen clock, a client of Health, a support plan, and a user pool that may lie idle.

import type { TestContext } from 'node:test'
import { Health } from '@aws-sdk/client-health'
import { Cloud } from '../../index.ts'

type Opened = Awaited<ReturnType<typeof Cloud.open>>

/** A new cloud, closed when the test ends. */
export async function fresh(t: TestContext): Promise<{ readonly cloud: Opened, readonly health: Health }> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-01-31T12:00:00Z', lifecycle: 'instant' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, health: new Health({ ...cloud.client(), maxAttempts: 1 }) }
}

/** Gives the account a support plan, by Orrery's own face. */
export async function supported(cloud: Opened, plan: string): Promise<void> {
  await cloud.client().requestHandler.handle({
    method: 'POST', protocol: 'http:', hostname: 'localhost', path: '/_orrery/billing/support', query: {},
    headers: { host: 'localhost', 'content-type': 'application/json' },
      body: Buffer.from(JSON.stringify({ account: '000000000000', plan })),
  })
}

/** Makes a user pool, as the root of the account, whose signature nobody checks. @returns its id */
export async function poolMade(cloud: Opened): Promise<string> {
  const at = new Date(cloud.clock.now()).toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = `test/${at.slice(0, 8)}/us-east-1/cognito-idp/aws4_request`
  const { response } = await cloud.client().requestHandler.handle({
    method: 'POST', protocol: 'https:', hostname: 'cognito-idp.us-east-1.amazonaws.com', path: '/', query: {},
    headers: {
      host: 'cognito-idp.us-east-1.amazonaws.com', 'content-type': 'application/x-amz-json-1.1', 'x-amz-date': at,
      'x-amz-target': 'AWSCognitoIdentityProviderService.CreateUserPool',
      authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host;x-amz-date;x-amz-target, Signature=${'0'.repeat(64)}`,
    },
    body: Buffer.from(JSON.stringify({ PoolName: 'players' })),
  })
  const chunks: Buffer[] = []
  for await (const chunk of response.body) chunks.push(chunk as Buffer)
  return (JSON.parse(Buffer.concat(chunks).toString()) as { readonly UserPool: { readonly Id: string } }).UserPool.Id
}
