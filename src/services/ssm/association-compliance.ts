// What an association found is compliance of the node, unless its owner keeps that: Success is compliant, any other end is not.
// Source: "About State Manager association compliance", Systems Manager User Guide; CreateAssociation (SyncCompliance), API Reference.

import { Fault } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { settingsOf } from './association.ts'
import type { Association, ExecutionTarget } from './association.ts'

/** By a real call once the transaction is through; of a node that is gone meanwhile, nothing is kept. */
export function reportCompliance(target: ExecutionTarget, association: Association, call: Call): void {
  const settings = settingsOf(association, call)!
  const { SyncCompliance: sync, ComplianceSeverity: severity = 'UNSPECIFIED', AssociationName: title } = settings
  const { Name: name, DocumentVersion: version } = settings
  if (sync === 'MANUAL' || target.resourceType !== 'ManagedInstance') return
  call.afterCommit(async () => {
    try {
      await call.to('ssm').PutComplianceItems({
        ResourceId: target.resourceId, ResourceType: 'ManagedInstance', ComplianceType: 'Association', UploadType: 'PARTIAL',
        ExecutionSummary: { ExecutionTime: target.at, ExecutionId: target.executionId, ExecutionType: 'Command' },
        Items: [{
          Id: association.id, Title: title ?? name, Severity: severity,
          Status: target.status === 'Success' ? 'COMPLIANT' : 'NON_COMPLIANT',
          Details: { DocumentName: name, DocumentVersion: version ?? '$DEFAULT' },
        }],
      })
    } catch (error) {
      if (!(error instanceof Fault)) throw error
    }
  })
}
