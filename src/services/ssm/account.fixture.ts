// What the service tests of this folder share: a cloud whose clock stands still, a client of its own account, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { SSM } from '@aws-sdk/client-ssm'
import type { PutParameterCommandInput } from '@aws-sdk/client-ssm'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export async function freshAccount(t: TestContext): Promise<{ cloud: Cloud, ssm: SSM }> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, ssm: clientOf(cloud) }
}

export function clientOf(cloud: Cloud, accessKeyId = account): SSM {
  return new SSM({ ...cloud.client({ accessKeyId }), maxAttempts: 1 })
}

/** Writes a text over whatever is there. @returns the version */
export async function put(ssm: SSM, Name: string, Value: string, more: Partial<PutParameterCommandInput> = {}): Promise<number> {
  return (await ssm.putParameter({ Name, Value, Type: 'String', Overwrite: true, ...more })).Version!
}

export async function valueOf(ssm: SSM, Name: string, WithDecryption = true): Promise<string> {
  return (await ssm.getParameter({ Name, WithDecryption })).Parameter!.Value!
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
