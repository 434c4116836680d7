// What the service tests of this folder share: a cloud whose clock stands still, clients of its accounts, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { KMS } from '@aws-sdk/client-kms'
import type { CreateKeyCommandInput } from '@aws-sdk/client-kms'
import { STS } from '@aws-sdk/client-sts'
import type { Credentials } from '@aws-sdk/client-sts'
import { Cloud } from '../../index.ts'

export const account = '111122223333'
export const stranger = '444455556666'

export async function freshAccount(t: TestContext): Promise<{ cloud: Cloud, kms: KMS }> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, kms: clientOf(cloud) }
}

export function clientOf(cloud: Cloud, accessKeyId = account, region = 'us-east-1'): KMS {
  return new KMS({ ...cloud.client({ accessKeyId, region }), maxAttempts: 1 })
}

/** A client of a session of the account's role `worker`. */
export async function sessionOf(cloud: Cloud, of = account): Promise<KMS> {
  const sts = new STS({ ...cloud.client({ accessKeyId: of }), maxAttempts: 1 })
  const { Credentials: found } = await sts.assumeRole({ RoleArn: `arn:aws:iam::${of}:role/worker`, RoleSessionName: 'one' })
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = found as Required<Credentials>
  return new KMS({ ...cloud.client({ accessKeyId, secretAccessKey, sessionToken }), maxAttempts: 1 })
}

/** Makes a key. @returns its id */
export async function made(kms: KMS, input: CreateKeyCommandInput = {}): Promise<string> {
  const { KeyMetadata: metadata } = await kms.createKey(input)
  return metadata!.KeyId!
}

export function arnOf(id: string, region = 'us-east-1', of = account): string {
  return `arn:aws:kms:${region}:${of}:key/${id}`
}

export async function stateOf(kms: KMS, id: string): Promise<string> {
  return (await kms.describeKey({ KeyId: id })).KeyMetadata!.KeyState!
}

/** The call must fail with this code and a text that fits. */
export async function refused(call: Promise<unknown>, code: string, text: RegExp | string = /^/): Promise<void> {
  await assert.rejects(call, (error: Error) => {
    assert.equal(error.name, code, error.message)
    if (typeof text === 'string') assert.equal(error.message, text)
    else assert.match(error.message, text)
    return true
  })
}

export const bytes = (text: string) => new TextEncoder().encode(text)
export const textOf = (given: Uint8Array | undefined) => new TextDecoder().decode(given)
