// Cloud Control as the tests of resource types use it: requests that are waited for, and properties that are read.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { Cloud } from '../../index.ts'
import { clientOf } from './account.fixture.ts'

interface Progress { readonly ProgressEvent?: { readonly RequestToken?: string | undefined } }

const account = '111122223333'

/** A cloud whose clock runs. */
export async function controlled(t: TestContext, TypeName: string) {
  const cloud = await Cloud.open({ seed: t.name })
  t.after(() => cloud.close())
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  /** The identifier, once the request has been carried out. */
  const done = async ({ ProgressEvent: event }: Progress) => {
    for (;;) {
      // The service works on in turns of its own.
      await new Promise(resolve => { setImmediate(resolve) })
      const { ProgressEvent: now } = await control.getResourceRequestStatus({ RequestToken: event!.RequestToken })
      assert.notEqual(now!.OperationStatus, 'FAILED', now!.StatusMessage)
      if (now!.OperationStatus === 'SUCCESS') return now!.Identifier!
    }
  }
  return {
    cloud, db: clientOf(cloud, account), control,
    create: async (properties: object) => done(await control.createResource({ TypeName, DesiredState: JSON.stringify(properties) })),
    update: async (Identifier: string, patch: object[]) =>
      done(await control.updateResource({ TypeName, Identifier, PatchDocument: JSON.stringify(patch) })),
    remove: async (Identifier: string) => done(await control.deleteResource({ TypeName, Identifier })),
    read: async (Identifier: string) => {
      const { ResourceDescription: description } = await control.getResource({ TypeName, Identifier })
      return JSON.parse(description!.Properties!) as Record<string, unknown>
    },
  }
}
