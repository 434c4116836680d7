// Resources under Cloud Control: made, read, changed and removed, each waited for on the clock.

import assert from 'node:assert/strict'
import type { TestContext } from 'node:test'
import { CloudControl } from '@aws-sdk/client-cloudcontrol'
import { account, fresh } from './account.fixture.ts'

export async function controlled(t: TestContext) {
  const clients = await fresh(t)
  const { cloud } = clients
  const control = new CloudControl({ ...cloud.client({ accessKeyId: account }), maxAttempts: 1 })
  const settled = async (asked: Promise<{ ProgressEvent?: { RequestToken?: string } }>): Promise<string> => {
    const { ProgressEvent: progress } = await asked
    await cloud.clock.advance('1m')
    const { ProgressEvent: event } = await control.getResourceRequestStatus({ RequestToken: progress!.RequestToken! })
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  return {
    ...clients,
    make: (TypeName: string, state: object) => settled(control.createResource({ TypeName, DesiredState: JSON.stringify(state) })),
    read: async (TypeName: string, Identifier: string): Promise<Record<string, unknown>> => {
      const { ResourceDescription: described } = await control.getResource({ TypeName, Identifier })
      return JSON.parse(described!.Properties!) as Record<string, unknown>
    },
    change: (TypeName: string, Identifier: string, ...patch: object[]) =>
      settled(control.updateResource({ TypeName, Identifier, PatchDocument: JSON.stringify(patch) })),
    remove: (TypeName: string, Identifier: string) => settled(control.deleteResource({ TypeName, Identifier })),
    list: async (TypeName: string) =>
      (await control.listResources({ TypeName })).ResourceDescriptions!.map(({ Identifier }) => Identifier!),
  }
}
