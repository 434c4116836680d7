// What the service tests of this folder share: a cloud whose clock stands still at a known time, and a client.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { CloudWatch } from '@aws-sdk/client-cloudwatch'
import { Cloud } from '../../index.ts'

export async function freshAccount(t: TestContext): Promise<{ readonly cloud: Cloud, readonly watch: CloudWatch }> {
  const now = '2027-01-01T00:00:00Z'
  const cloud = await Cloud.open({ seed: t.name, now: Date.parse(now) - 60_000 })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set(now)
  return { cloud, watch: new CloudWatch({ ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }) }
}

export function put(watch: CloudWatch, value: number, more: object = {}): Promise<unknown> {
  return watch.putMetricData({ Namespace: 'shop', MetricData: [{ MetricName: 'orders', Value: value, ...more }] })
}

export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message ?? '', text)
    return true
  })
}
