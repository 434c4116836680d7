// What the service tests of this folder share: a cloud whose clock stands still, clients of its own accounts and of sessions, and short
// ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { STS } from '@aws-sdk/client-sts'
import type { AssumeRoleCommandInput, AssumeRoleCommandOutput, Credentials } from '@aws-sdk/client-sts'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export interface Account {
  readonly cloud: Cloud
  readonly sts: STS
  /** A client with the credentials of a session. */
  readonly as: (credentials: Credentials | undefined) => STS
}

/** A new cloud with a frozen clock, closed when the test ends, and the SDK's client as the root of an account. */
export async function freshAccount(t: TestContext): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const as = ({ AccessKeyId = '', SecretAccessKey = '', SessionToken = '' }: Partial<Credentials> = {}) =>
    clientOf(cloud, { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken })
  return { cloud, sts: clientOf(cloud, { accessKeyId: account }), as }
}

export function clientOf(cloud: Cloud, options: Parameters<Cloud['client']>[0]): STS {
  // One attempt: a fault is what the test is about.
  return new STS({ ...cloud.client(options), maxAttempts: 1 })
}

export function roleArn(name: string, owner = account): string {
  return `arn:aws:iam::${owner}:role/${name}`
}

/** Assumes the role `one` as session `session`, unless the input says otherwise. */
export function assume(sts: STS, input: Partial<AssumeRoleCommandInput> = {}): Promise<AssumeRoleCommandOutput> {
  return sts.assumeRole({ RoleArn: roleArn('one'), RoleSessionName: 'session', ...input })
}

export async function callerArn(sts: STS): Promise<string> {
  return (await sts.getCallerIdentity({})).Arn!
}

/** Seconds from now to the end of the credentials; STS cuts times to the second. */
export function secondsOf(cloud: Cloud, credentials: Credentials | undefined): number {
  return (credentials!.Expiration!.getTime() - Math.floor(cloud.clock.now() / 1000) * 1000) / 1000
}

/** The call must fail with this code, as it stands on the wire, and this status and text. */
export async function refused(call: Promise<unknown>, code: string, status: number, text: RegExp | string): Promise<void> {
  await assert.rejects(call, (error: SdkError) => {
    assert.deepEqual([error.Error?.Code ?? error.Code ?? error.name, error.$metadata?.httpStatusCode], [code, status])
    if (typeof text === 'string') assert.equal(error.message, text)
    else assert.match(error.message, text)
    return true
  })
}

interface SdkError extends Error {
  readonly Code?: string
  readonly Error?: { readonly Code?: string }
  readonly $metadata?: { readonly httpStatusCode?: number }
}
