// What the tests of this folder share: a cloud whose clock stands still, and a client.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { Route53 } from '@aws-sdk/client-route-53'
import { Cloud } from '../../index.ts'

export async function freshAccount(t: TestContext): Promise<{ readonly cloud: Cloud, readonly route53: Route53 }> {
  const cloud = await Cloud.open({ seed: t.name, lifecycle: 'real', log: line => { t.diagnostic(line) } })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const { requestHandler, ...settings } = cloud.client({ accessKeyId: '111122223333' })
  return { cloud, route53: new Route53({ ...settings, requestHandler: requestHandler as never, maxAttempts: 1 }) }
}

export async function refused(call: Promise<unknown>, code: string, text: RegExp = /(?:)/): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, code, error.stack)
    assert.match(error.message, text)
    return true
  })
}
