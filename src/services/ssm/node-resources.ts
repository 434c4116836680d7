// Resources and timers of nodes, for the manifest.

import type { ResourceType } from '../../kernel/service.ts'
import { Activation } from './activation.ts'
import { CloudConnector } from './cloud-connector.ts'
import { ManagedInstance } from './managed-node.ts'
import { PatchBaseline } from './patch-baseline.ts'
import { ResourceDataSync } from './resource-data-sync.ts'
import { ResourcePolicy } from './resource-policy.ts'
import { ServiceSetting } from './service-setting.ts'
import { ageSession, Session } from './session.ts'
import { sync } from './sync-delivery.ts'

export const nodeResources: readonly ResourceType<never>[] = [
  Activation, CloudConnector, ManagedInstance, PatchBaseline, ResourceDataSync, ResourcePolicy, ServiceSetting, Session,
]

export const nodeTimers = { session: ageSession, sync }
