// What the service tests of this folder share: a cloud whose clock stands still, clients of its accounts, and short ways to say things.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { SecretsManager } from '@aws-sdk/client-secrets-manager'
import { Cloud } from '../../index.ts'

export const account = '111122223333'

export async function freshAccount(t: TestContext): Promise<{ cloud: Cloud, secrets: SecretsManager }> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  return { cloud, secrets: clientOf(cloud) }
}

export function clientOf(cloud: Cloud, accessKeyId = account, region = 'us-east-1'): SecretsManager {
  return new SecretsManager({ ...cloud.client({ accessKeyId, region }), maxAttempts: 1 })
}

/** Makes a secret of a text. @returns its ARN */
export async function made(secrets: SecretsManager, Name: string, SecretString = 'hello'): Promise<string> {
  return (await secrets.createSecret({ Name, SecretString })).ARN!
}

export async function valueOf(secrets: SecretsManager, SecretId: string, VersionStage?: string): Promise<string> {
  return (await secrets.getSecretValue({ SecretId, ...(VersionStage !== undefined && { VersionStage }) })).SecretString!
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
