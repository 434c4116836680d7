// The types of resources that have tags, under the names that the tag operations have for them, and how their ids are read.
// Source: AddTagsToResource, Systems Manager API Reference.

import type { Call, ResourceType } from '../../kernel/service.ts'
import { Association } from './association.ts'
import { Automation } from './automation.ts'
import { CloudConnector } from './cloud-connector.ts'
import { Document } from './document.ts'
import { MaintenanceWindow } from './maintenance-window.ts'
import { ManagedInstance } from './managed-node.ts'
import { OpsItem } from './ops-item.ts'
import { OpsMetadata, pathOfMetadata } from './ops-metadata.ts'
import { findParameter, Parameter, readName } from './parameter.ts'
import { PatchBaseline } from './patch-baseline.ts'

interface Taggable {
  readonly type: ResourceType<never>
  /** The key of the resource that this id means; undefined where there is none. */
  readonly keyOf: (id: string, call: Call) => string | undefined
}

/** The id is the key itself. */
export function plain<T>(type: ResourceType<T>): Taggable {
  return { type: type as ResourceType<never>, keyOf: (id, call) => call.of(type).get(id) === undefined ? undefined : id }
}

export const taggables: Readonly<Record<string, Taggable>> = {
  Association: plain(Association),
  Automation: plain(Automation),
  CloudConnector: plain(CloudConnector),
  Document: plain(Document),
  MaintenanceWindow: plain(MaintenanceWindow),
  ManagedInstance: plain(ManagedInstance),
  OpsItem: plain(OpsItem),
  OpsMetadata: {
    type: OpsMetadata as ResourceType<never>,
    keyOf: (id, call) => call.of(OpsMetadata).get(pathOfMetadata(id)) === undefined ? undefined : pathOfMetadata(id),
  },
  PatchBaseline: plain(PatchBaseline),
  Parameter: { type: Parameter as ResourceType<never>, keyOf: (id, call) => findParameter(readName(id).name, call)?.name },
}
