// Deleting the data of custom inventory types, and what is told of it afterwards.
// Source: DeleteInventory and DescribeInventoryDeletions, Systems Manager API Reference.

import type { InventoryDeletionStatusItem, InventoryDeletionSummary, Ssm } from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { CustomType } from './inventory-type.ts'
import { Report } from './inventory.ts'

interface Deletion {
  readonly id: string
  readonly type: string
  readonly startedAt: number
  readonly completeAt: number
  /** Reports by the version of their schema. */
  readonly counts: Readonly<Record<string, number>>
}

const Deletion = records<Deletion>({ name: 'InventoryDeletion', key: 'id' })

const typicalMs = 60_000

export const DeleteInventory: Ssm['DeleteInventory'] = (input, call) => {
  const { TypeName: type, SchemaDeleteOption: option, DryRun: isDry = false } = input
  const known = call.of(CustomType).get(type)
  if (!type.startsWith('Custom:') || known === undefined) {
    throw call.fault('InvalidTypeNameException', `The inventory type name ${type} is not valid. Only custom types can be deleted.`)
  }
  const reports = [...call.of(Report).by('type').scan({ within: [type] })]
  const counts: Record<string, number> = {}
  for (const { version } of reports) counts[version] = (counts[version] ?? 0) + 1
  if (isDry) return { TypeName: type, DeletionSummary: summaryOf(counts, false) }
  for (const { node } of reports) call.of(Report).delete(node, type)
  if (option === 'DeleteSchema') call.of(CustomType).delete(type)
  if (option === 'DisableSchema') call.of(CustomType).put({ ...known, disabledThrough: known.version })
  const now = call.now()
  const { id } = call.of(Deletion).insert({
    id: call.uuid(), type, counts, startedAt: now, completeAt: now + call.lifecycleMs(typicalMs),
  })
  return { DeletionId: id, TypeName: type, DeletionSummary: summaryOf(counts, false) }
}

function summaryOf(counts: Deletion['counts'], isComplete: boolean): InventoryDeletionSummary {
  const items = Object.entries(counts).map(([Version, Count]) => ({ Version, Count, RemainingCount: isComplete ? 0 : Count }))
  const total = items.reduce((sum, { Count }) => sum + Count, 0)
  return { TotalCount: total, RemainingCount: isComplete ? 0 : total, SummaryItems: items }
}

export const DescribeInventoryDeletions: Ssm['DescribeInventoryDeletions'] = function* ({ DeletionId: id }, call) {
  if (id !== undefined && call.of(Deletion).get(id) === undefined) {
    throw call.fault('InvalidDeletionIdException', `The deletion ID ${id} is not valid.`)
  }
  for (const deletion of call.of(Deletion).scan()) if (id === undefined || deletion.id === id) yield shownOf(deletion, call)
}

function shownOf({ id, type, startedAt, completeAt, counts }: Deletion, call: Call): InventoryDeletionStatusItem {
  const isComplete = call.now() >= completeAt
  return {
    DeletionId: id, TypeName: type, DeletionStartTime: startedAt, LastStatus: isComplete ? 'Complete' : 'InProgress',
    LastStatusMessage: isComplete ? 'Deletion is complete' : 'Deletion is in progress', DeletionSummary: summaryOf(counts, isComplete),
    LastStatusUpdateTime: isComplete ? completeAt : startedAt,
  }
}
