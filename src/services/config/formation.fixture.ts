// A type of Config through Cloud Control: made, read, listed, changed, deleted.

import assert from 'node:assert/strict'
import {
  CloudControlClient, CreateResourceCommand, DeleteResourceCommand, GetResourceCommand, GetResourceRequestStatusCommand,
    ListResourcesCommand,
  UpdateResourceCommand,
} from '@aws-sdk/client-cloudcontrol'
import type { Account } from './account.fixture.ts'

export interface Controlled {
  create(properties: object): Promise<string>
  read(identifier: string): Promise<Record<string, unknown>>
  change(identifier: string, path: string, value: unknown): Promise<void>
  list(): Promise<string[]>
  delete(identifier: string): Promise<void>
}

export function controlled({ settings, cloud }: Account, TypeName: string): Controlled {
  const control = new CloudControlClient(settings)
  const settled = async (RequestToken: string | undefined): Promise<string> => {
    await cloud.clock.advance('1s')
    const { ProgressEvent: event } = await control.send(new GetResourceRequestStatusCommand({ RequestToken }))
    assert.equal(event!.OperationStatus, 'SUCCESS', event!.StatusMessage)
    return event!.Identifier!
  }
  return {
    create: async properties =>
      settled((await control.send(new CreateResourceCommand({ TypeName, DesiredState: JSON.stringify(properties) })))
      .ProgressEvent!.RequestToken),
    read: async Identifier =>
      JSON.parse((await control.send(new GetResourceCommand({ TypeName, Identifier }))).ResourceDescription!.Properties!) as
      Record<string, unknown>,
    change: async (Identifier, path, value) => {
      const PatchDocument = JSON.stringify([{ op: 'add', path, value }])
      await settled((await control.send(new UpdateResourceCommand({ TypeName, Identifier, PatchDocument }))).ProgressEvent!.RequestToken)
    },
    list: async () => (await control.send(new ListResourcesCommand({ TypeName }))).ResourceDescriptions!.map(({ Identifier }) =>
      Identifier!),
    delete: async Identifier => {
      await settled((await control.send(new DeleteResourceCommand({ TypeName, Identifier }))).ProgressEvent!.RequestToken)
    },
  }
}
