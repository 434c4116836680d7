// Executions: each delivery of an export's month, how far it came, and why it failed. Source: ExecutionStatus, AWS Data Exports.

import type { BcmDataExports } from '../../../generated/aws/bcm-data-exports.ts'
import { sealedPage } from '../../kernel/service.ts'
import { executionsOf } from './execution-record.ts'
import type { Execution } from './execution-record.ts'
import { exportNamed } from './export.ts'

function statusOf({ createdAt, status, reason }: Execution) {
  return {
    StatusCode: status, CreatedAt: createdAt, LastUpdatedAt: createdAt, CompletedAt: createdAt,
      ...(reason !== undefined && { StatusReason: reason }),
  }
}

export const GetExecution: BcmDataExports['GetExecution'] = ({ ExecutionId: id, ExportArn: arn }, call) => {
  const found = executionsOf(exportNamed(arn, call).id, call).find(({ kept }) => kept.execution === id)?.kept
  if (found === undefined) {
    throw call.fault('ResourceNotFoundException', `Execution ${id} does not exist`, { ResourceId: id, ResourceType: 'EXECUTION' })
  }
  return { ExecutionId: id, Export: found.shown, ExecutionStatus: statusOf(found) }
}

/** The newest first. */
export const ListExecutions: BcmDataExports['ListExecutions'] = ({ ExportArn: arn, MaxResults: limit, NextToken: token }, call) => {
  const all = executionsOf(exportNamed(arn, call).id, call).map(({ kept }) => kept).reverse()
  const { items, next } = sealedPage(all, { limit, usual: 100, token }, call, () =>
    call.fault('ValidationException', 'NextToken is not valid'))
  return { Executions: items.map(each => ({ ExecutionId: each.execution, ExecutionStatus: statusOf(each) })), ...next }
}
