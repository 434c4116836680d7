// Inventory: what agents, or their owners, report of nodes, by type; the newest report of a type stands for it.
// Source: PutInventory and ListInventoryEntries, Systems Manager API Reference; "Inventory", Systems Manager endpoints and quotas.

import type { InventoryItem, Ssm } from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { compares } from './comparison.ts'
import { checkType, noteType } from './inventory-type.ts'
import { managedNode } from './managed-node.ts'
import type { ManagedNode } from './managed-node.ts'
import { pageOf } from './page.ts'
import { dueForSync } from './resource-data-sync.ts'

export type Row = Readonly<Record<string, string>>

/** The newest report of one type. */
export interface Report {
  readonly node: string
  readonly type: string
  readonly version: string
  readonly capturedAt: string
  readonly content: readonly Row[]
  readonly hash?: string
}

export const Report = records<Report>({ name: 'InventoryReport', key: ['node', 'type'], indexes: { type: ({ type }) => [type] } })

export const informationType = 'AWS:InstanceInformation'
const mostItemBytes = 200 * 1024
const mostTotalBytes = 1024 * 1024

export const PutInventory: Ssm['PutInventory'] = async ({ InstanceId: id, Items: items }, call) => {
  if (await managedNode(id, call) === undefined) throw call.fault('InvalidInstanceId', `The instance ${id} is not a managed node.`)
  checkSizes(items, call)
  call.transact(() => {
    for (const item of items) {
      put(id, item, call)
      dueForSync(id, item.TypeName, call)
    }
  })
  return { Message: '' }
}

/** @throws ItemSizeLimitExceededException, TotalSizeLimitExceededException */
function checkSizes(items: readonly InventoryItem[], call: Call): void {
  let total = 0
  for (const { TypeName: type, Content: content = [] } of items) {
    const size = Buffer.byteLength(JSON.stringify(content))
    total += size
    if (size > mostItemBytes) {
      throw call.fault('ItemSizeLimitExceededException', `The inventory item of type ${type} is larger than ${mostItemBytes} bytes.`,
        { TypeName: type })
    }
  }
  if (total > mostTotalBytes) {
    throw call.fault('TotalSizeLimitExceededException', `The size of inventory data is more than ${mostTotalBytes} bytes.`)
  }
}

/** Without content, the hash says that nothing has changed. @throws ItemContentMismatchException */
function put(node: string, item: InventoryItem, call: Call): void {
  const { TypeName: type, SchemaVersion: version, CaptureTime: capturedAt, ContentHash: hash, Content: content } = item
  const reports = call.of(Report)
  const before = reports.get(node, type)
  if (content === undefined) {
    if (before === undefined || hash === undefined || before.hash !== hash) {
      throw call.fault('ItemContentMismatchException', 'The inventory item has invalid content.', { TypeName: type })
    }
    reports.put({ ...before, capturedAt })
    return
  }
  if (noteType(type, version, content, call)) {
    reports.put({ node, type, version, capturedAt, content, ...(hash !== undefined && { hash }) })
  }
}

/** The report of a type; what an agent says of its own machine is there without being put. */
export function reportOf(node: ManagedNode, type: string, call: Call): Report | undefined {
  const stored = call.of(Report).get(node.id, type)
  if (stored !== undefined) return stored
  const capturedAt = `${new Date(node.lastPingAt).toISOString().slice(0, 19)}Z`
  if (type === 'AWS:Tag') {
    const content = Object.entries(node.tags).map(([Key, Value]) => ({ Key, Value }))
    return content.length === 0 ? undefined : { node: node.id, type, version: '1.0', capturedAt, content }
  }
  if (type !== informationType) return undefined
  return {
    node: node.id, type, version: '1.0', capturedAt,
    content: [{
      AgentType: 'amazon-ssm-agent', AgentVersion: node.agentVersion, ComputerName: node.computerName, InstanceId: node.id,
      InstanceStatus: node.instance?.State?.Name === 'stopped' ? 'Stopped' : node.pingStatus === 'Online' ? 'Active' : 'ConnectionLost',
      IpAddress: node.ipAddress, PlatformName: node.platformName ?? '', PlatformType: node.platformType,
      PlatformVersion: node.platformVersion ?? '', ResourceType: node.kind,
    }],
  }
}

export const ListInventoryEntries: Ssm['ListInventoryEntries'] = async (input, call) => {
  const { InstanceId: id, TypeName: type, Filters: filters = [] } = input
  const node = await managedNode(id, call)
  if (node === undefined) throw call.fault('InvalidInstanceId', `The instance ${id} is not a managed node.`)
  checkType(type, call)
  const report = reportOf(node, type, call)
  if (report === undefined) return { TypeName: type, InstanceId: id, Entries: [] }
  const attribute = (key: string) => key.startsWith(`${type}.`) ? key.slice(type.length + 1) : key
  const entries = report.content.filter(row =>
    filters.every(({ Key, Values, Type }) => compares(Type, row[attribute(Key)], Values)))
  const { items, next } = pageOf(entries, { limit: input.MaxResults, usual: 50, token: input.NextToken }, call)
  return { TypeName: type, InstanceId: id, SchemaVersion: report.version, CaptureTime: report.capturedAt, Entries: items, ...next }
}

export function forgetInventory(node: string, call: Call): void {
  const reports = call.of(Report)
  for (const { type } of [...reports.scan({ within: [node] })]) reports.delete(node, type)
}
