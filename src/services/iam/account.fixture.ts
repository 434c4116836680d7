// What the tests of this folder share: a cloud whose clock stands still, clients of an account's root and of its users, and short ways to
// say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { IAM } from '@aws-sdk/client-iam'
import { SQS } from '@aws-sdk/client-sqs'
import { STS } from '@aws-sdk/client-sts'
import type { Credentials } from '@aws-sdk/client-sts'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export interface Clients { readonly iam: IAM, readonly sqs: SQS, readonly sts: STS }

export interface Fresh extends Clients {
  readonly cloud: Cloud
  /** Clients with other credentials. */
  readonly as: (credentials: { accessKeyId: string, secretAccessKey?: string, sessionToken?: string }) => Clients
  /** Clients of a user's new key. */
  readonly asUser: (name: string) => Promise<Clients>
  readonly asSession: (credentials: Credentials | undefined) => Clients
}

/** A new cloud with a frozen clock, closed when the test ends, and the SDK's clients as the root of an account. */
export async function fresh(t: TestContext): Promise<Fresh> {
  const cloud = await Cloud.open({ seed: t.name, now: '2027-01-31T12:00:00Z' })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const as: Fresh['as'] = credentials => {
    // One attempt: a fault is what the test is about.
    const options = { ...cloud.client(credentials), maxAttempts: 1 }
    return { iam: new IAM(options), sqs: new SQS(options), sts: new STS(options) }
  }
  const root = as({ accessKeyId: account })
  return {
    cloud, ...root, as,
    asUser: async UserName => {
      const { AccessKey: key } = await root.iam.createAccessKey({ UserName })
      return as({ accessKeyId: key!.AccessKeyId!, secretAccessKey: key!.SecretAccessKey! })
    },
    asSession: ({ AccessKeyId: accessKeyId = '', SecretAccessKey: secretAccessKey = '', SessionToken: sessionToken = '' } = {} as never) =>
      as({ accessKeyId, secretAccessKey, sessionToken }),
  }
}

/** A policy's text. */
export function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements })
}

export function allow(action: string | readonly string[], resource = '*', condition?: object): object {
  return { Effect: 'Allow', Action: action, Resource: resource, ...(condition && { Condition: condition }) }
}

/** A role's trust policy. @param principal `{ AWS: … }` */
export function trust(principal: object, condition?: object): string {
  return policy({ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole', ...(condition && { Condition: condition }) })
}

/** A document as answers carry it. */
export function decoded(document: string | undefined): unknown {
  return JSON.parse(decodeURIComponent(document!))
}

/** The call must fail with this code and text. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp | string): Promise<void> {
  await assert.rejects(call, (error: Error & { Code?: string, Error?: { Code?: string } }) => {
    assert.equal(error.Error?.Code ?? error.Code ?? error.name, code, error.message)
    if (typeof text === 'string') assert.equal(error.message, text)
    else assert.match(error.message, text)
    return true
  })
}
