// Operations on nodes and on what is known of them, by their files.

import { CreateActivation, DeleteActivation, DescribeActivations } from './activation.ts'
import { GetCalendarState } from './calendar.ts'
import { CreateCloudConnector, DeleteCloudConnector, GetCloudConnector, ListCloudConnectors, UpdateCloudConnector }
  from './cloud-connector.ts'
import { ListComplianceSummaries, ListResourceComplianceSummaries } from './compliance-summary.ts'
import { ListComplianceItems, PutComplianceItems } from './compliance.ts'
import { DeregisterDefaultHostManagementConfiguration, RegisterDefaultHostManagementConfiguration } from './host-management.ts'
import { DeleteInventory, DescribeInventoryDeletions } from './inventory-deletion.ts'
import { GetInventory } from './inventory-query.ts'
import { GetInventorySchema } from './inventory-type.ts'
import { ListInventoryEntries, PutInventory } from './inventory.ts'
import { UpdateManagedInstanceRole } from './managed-node.ts'
import { DescribeInstanceInformation, DescribeInstanceProperties } from './node-information.ts'
import { ListNodes, ListNodesSummary } from './node-list.ts'
import { DeregisterManagedInstance } from './node-registration.ts'
import { CreatePatchBaseline, DeletePatchBaseline, DescribePatchBaselines, GetPatchBaseline,
  UpdatePatchBaseline } from './patch-baseline.ts'
import {
  DeregisterPatchBaselineForPatchGroup, DescribePatchGroups, GetDefaultPatchBaseline, GetPatchBaselineForPatchGroup,
  RegisterDefaultPatchBaseline, RegisterPatchBaselineForPatchGroup,
} from './patch-group.ts'
import { DescribePatchProperties } from './patch-property.ts'
import {
  DescribeEffectivePatchesForPatchBaseline, DescribeInstancePatches, DescribeInstancePatchStates, DescribeInstancePatchStatesForPatchGroup,
  DescribePatchGroupState,
} from './patch-state.ts'
import { CreateResourceDataSync, DeleteResourceDataSync, ListResourceDataSync, UpdateResourceDataSync } from './resource-data-sync.ts'
import { GetServiceSetting, ResetServiceSetting, UpdateServiceSetting } from './service-setting.ts'
import { DeleteResourcePolicy, GetResourcePolicies, PutResourcePolicy } from './resource-policy.ts'
import { DescribeSessions, GetConnectionStatus, ResumeSession, StartSession, TerminateSession } from './session.ts'

export const nodeOperations = {
  CreateActivation, CreateCloudConnector, CreatePatchBaseline, CreateResourceDataSync, DeleteActivation, DeleteCloudConnector,
    DeleteInventory, DeletePatchBaseline,
  DeleteResourceDataSync, DeleteResourcePolicy, DeregisterDefaultHostManagementConfiguration, DeregisterManagedInstance,
    DeregisterPatchBaselineForPatchGroup,
  DescribeActivations, DescribeEffectivePatchesForPatchBaseline, DescribeInstanceInformation, DescribeInstancePatches,
  DescribeInstancePatchStates, DescribeInstancePatchStatesForPatchGroup, DescribeInstanceProperties, DescribeInventoryDeletions,
  DescribePatchBaselines, DescribePatchGroups, DescribePatchGroupState, DescribePatchProperties, DescribeSessions, GetConnectionStatus,
  GetCalendarState, GetCloudConnector, GetDefaultPatchBaseline, GetInventory, GetInventorySchema, GetPatchBaseline,
    GetPatchBaselineForPatchGroup,
    GetResourcePolicies, GetServiceSetting,
  ListCloudConnectors, ListComplianceItems, ListComplianceSummaries, ListInventoryEntries, ListNodes, ListNodesSummary,
    ListResourceComplianceSummaries,
  ListResourceDataSync, PutComplianceItems, PutInventory, PutResourcePolicy, RegisterDefaultHostManagementConfiguration,
    RegisterDefaultPatchBaseline,
  RegisterPatchBaselineForPatchGroup, ResetServiceSetting, ResumeSession, StartSession, TerminateSession, UpdateCloudConnector,
    UpdateManagedInstanceRole,
  UpdatePatchBaseline, UpdateResourceDataSync, UpdateServiceSetting,
}

/** Refused for want of machines, patches, or what stands behind a just-in-time access. */
export const nodeRefusals = {
  DescribeAvailablePatches: 'there is no catalogue of patches here; what agents report of their nodes is in DescribeInstancePatches',
  GetDeployablePatchSnapshotForInstance: 'no snapshot of patches can be downloaded: there is no catalogue of patches here',
  StartAccessRequest: 'just-in-time node access needs approval policies of Quick Setup, which is not here; StartSession needs no approval',
  ValidateCloudConnector: 'no other cloud is called from here, so that a connector to it cannot be validated',
  GetAccessToken: 'just-in-time node access needs approval policies of Quick Setup, which is not here',
}

export const nodePages = ['ListInventoryEntries']
