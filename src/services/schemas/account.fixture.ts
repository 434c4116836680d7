// What the tests of this folder share: a cloud whose clock stands still, and clients of one account.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { EventBridge } from '@aws-sdk/client-eventbridge'
import { Schemas } from '@aws-sdk/client-schemas'
import { Cloud } from '../../index.ts'

export interface Account { readonly cloud: Cloud, readonly schemas: Schemas, readonly events: EventBridge }

export async function freshAccount(t: TestContext): Promise<Account> {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  cloud.clock.freeze()
  const settings = { ...cloud.client({ accessKeyId: '111122223333' }), maxAttempts: 1 }
  return { cloud, schemas: new Schemas(settings), events: new EventBridge(settings) }
}

export const openApi = (title: string,
  properties: object = {}) => JSON.stringify({ openapi: '3.0.0', info: { version: '1.0.0', title }, paths: {},
  components: { schemas: { [title]: { type: 'object', properties } } } })

export async function refused(call: Promise<unknown>, code: string, text: RegExp = /./): Promise<void> {
  await assert.rejects(call, (error: { name?: string, message?: string, Message?: string }) => {
    assert.equal(error.name, code)
    assert.match(error.message || error.Message || '', text)
    return true
  })
}
