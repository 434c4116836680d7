// ARNs of what a call names by its id: windows, baselines, OpsItems, nodes and the like, for policies that name them.
// Source: "Resource types defined by AWS Systems Manager", Service Authorization Reference.

import { arnTemplate, parseArn } from '../../kernel/service.ts'
import type { Call, ResourceType } from '../../kernel/service.ts'
import { CloudConnector } from './cloud-connector.ts'
import { MaintenanceWindow } from './maintenance-window.ts'
import { ManagedInstance } from './managed-node.ts'
import { OpsItem } from './ops-item.ts'
import { OpsMetadata, pathOfMetadata } from './ops-metadata.ts'
import { PatchBaseline } from './patch-baseline.ts'
import { ResourceDataSync } from './resource-data-sync.ts'
import { ServiceSetting } from './service-setting.ts'
import { Session } from './session.ts'

const instanceArn = arnTemplate('arn:{partition}:ec2:{region}:{account}:instance/{id}')

type Naming = (id: string, call: Call) => string

/** Ids may be given as ARNs. */
function plain({ arnOf }: Pick<ResourceType<never>, 'arnOf'>): Naming {
  return (id, call) => parseArn(id) === undefined ? arnOf(call, { id }) : id
}

const node: Naming = (id, call) => id.startsWith('mi-') ? ManagedInstance.arnOf(call, { id }) : instanceArn(call, { id })

/** By the member that holds the id. */
const byMember: Readonly<Record<string, Naming>> = {
  WindowId: plain(MaintenanceWindow),
  BaselineId: plain(PatchBaseline),
  OpsItemId: plain(OpsItem),
  SessionId: plain(Session),
  SettingId: plain(ServiceSetting),
  CloudConnectorId: plain(CloudConnector),
  OpsMetadataArn: (arn, call) => OpsMetadata.arnOf(call, { path: pathOfMetadata(arn) }),
  SyncName: (name, call) => ResourceDataSync.arnOf(call, { name }),
  InstanceId: node,
  Target: node,
}

/** The types of tag operations, by the members that name such resources elsewhere. */
const byType: Readonly<Record<string, string>> = {
  MaintenanceWindow: 'WindowId', PatchBaseline: 'BaselineId', OpsItem: 'OpsItemId', OpsMetadata: 'OpsMetadataArn',
  ManagedInstance: 'InstanceId', CloudConnector: 'CloudConnectorId',
}

/** Undefined for a call that names none of them. */
export function namedArn(input: Readonly<Record<string, unknown>>, call: Call): string | undefined {
  const { ResourceType: type, ResourceId: tagged } = input
  const member = Object.keys(byMember).find(name => typeof input[name] === 'string')
  if (member !== undefined) return byMember[member]!(String(input[member]), call)
  const naming = byMember[byType[String(type)] ?? '']
  return naming === undefined || typeof tagged !== 'string' ? undefined : naming(tagged, call)
}
