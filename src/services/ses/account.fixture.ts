// What the tests of this folder share: the client of the AWS SDK for JavaScript v2 for this API, over HTTP, and what lies in the outbox.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import AWS from 'aws-sdk'
import { Cloud } from '../../index.ts'
import type { OpenOptions } from '../../index.ts'

export interface Account {
  readonly cloud: Cloud
  readonly ses: AWS.SES
  readonly route53: AWS.Route53
  /** `to: subject: body` of each letter, in their order. */
  outbox(): Promise<string[]>
  /** Follows the link in the letter to an address. */
  verify(address: string): Promise<void>
}

interface Letter { readonly to: string, readonly subject?: string, readonly body: string }

export async function freshAccount(t: TestContext, options: OpenOptions = {}): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name, now: '2026-12-31T23:59:00Z', ...options })
  const server = await cloud.listen(0)
  t.after(() => cloud.close())
  cloud.clock.freeze()
  await cloud.clock.set('2027-01-01T00:00:00Z')
  const settings = { endpoint: server.url, region: 'us-east-1', accessKeyId: '111122223333', secretAccessKey: 'any', maxRetries: 0 }
  const ses = new AWS.SES(settings)
  const letters = async (): Promise<Letter[]> => {
    const answer = await (await fetch(`${server.url}/_orrery/outbox`)).json() as { readonly letters: Letter[] }
    return answer.letters
  }
  return {
    cloud, ses, route53: new AWS.Route53(settings),
    outbox: async () => (await letters()).map(({ to, subject, body }) => `${to}: ${subject}: ${body}`),
    async verify(address) {
      await ses.verifyEmailIdentity({ EmailAddress: address }).promise()
      const { body } = (await letters()).filter(({ to }) => to === address).at(-1)!
      assert.equal((await fetch(/http\S+/.exec(body)![0])).status, 200)
    },
  }
}

export async function refused(request: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(request, (error: { code?: string, message?: string }) => {
    assert.equal(error.code, code)
    assert.match(error.message ?? '', text)
    return true
  })
}
