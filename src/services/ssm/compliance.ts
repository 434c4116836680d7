// Compliance: what was found of nodes, by type (patches, associations, types of one's own), and the lists of it.
// Source: PutComplianceItems and ListComplianceItems, Systems Manager API Reference.

import type { ComplianceExecutionSummary, ComplianceItem, ComplianceItemEntry, ComplianceStringFilter,
  Ssm } from '../../../generated/aws/ssm.ts'
import { records } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { compares } from './comparison.ts'
import { tell } from './event.ts'
import { ManagedInstance, managedNode } from './managed-node.ts'

/** Everything of one type that was found of one node. */
export interface ComplianceReport {
  readonly node: string
  readonly type: string
  readonly execution: ComplianceExecutionSummary
  readonly items: readonly ComplianceItemEntry[]
  readonly hash?: string
}

export const ComplianceReport = records<ComplianceReport>({ name: 'ComplianceReport', key: ['node', 'type'] })

export const nodeType = 'ManagedInstance'
const mostCustomTypes = 10

export const PutComplianceItems: Ssm['PutComplianceItems'] = async (input, call) => {
  const { ResourceId: node, ResourceType: resourceType, ComplianceType: type, Items: items, ItemContentHash: hash } = input
  checkResourceType(resourceType, call)
  if (!/^(Association|Patch|Custom:[A-Za-z0-9_.:-]+)$/.test(type)) {
    throw call.fault('ValidationException', `The compliance type ${type} is not valid. Use Association, Patch or Custom: and a name.`)
  }
  if (await managedNode(node, call) === undefined) {
    throw call.fault('InvalidResourceId', `The resource ID ${node} is not valid. It is no managed node.`)
  }
  call.transact(() => {
    const reports = call.of(ComplianceReport)
    const before = reports.get(node, type)
    if (hash !== undefined && before?.hash === hash) return
    if (before === undefined && type.startsWith('Custom:')) checkCustomTypes(type, call)
    const isPartial = input.UploadType === 'PARTIAL' && type === 'Association'
    const given = new Set(items.map(({ Id: id }) => id))
    const kept = isPartial ? (before?.items ?? []).filter(({ Id: id }) => !given.has(id)) : []
    const after = reports.put({
      node, type, execution: input.ExecutionSummary, items: [...kept, ...items], ...(hash !== undefined && { hash }),
    })
    if (before === undefined || statusOf(before) !== statusOf(after)) announce(after, call)
  })
}

/** A node complies where none of the items fails. */
export function statusOf({ items }: ComplianceReport): 'COMPLIANT' | 'NON_COMPLIANT' {
  return items.some(({ Status }) => Status === 'NON_COMPLIANT') ? 'NON_COMPLIANT' : 'COMPLIANT'
}

function announce(report: ComplianceReport, call: Call): void {
  tell('Configuration Compliance State Change', {
    'last-runtime': new Date(report.execution.ExecutionTime).toISOString(), 'compliance-status': statusOf(report).toLowerCase(),
    'resource-type': 'managed-instance', 'resource-id': report.node, 'compliance-type': report.type,
  }, [ManagedInstance.arnOf(call, { id: report.node })], call)
}

/** @throws InvalidResourceType */
export function checkResourceType(type: string, call: Call): void {
  if (type !== nodeType) throw call.fault('InvalidResourceType', `The resource type ${type} is not valid. Use ${nodeType}.`)
}

/** @throws ComplianceTypeCountLimitExceededException */
function checkCustomTypes(type: string, call: Call): void {
  const types = new Set([...call.of(ComplianceReport).scan()].map(report => report.type).filter(each => each.startsWith('Custom:')))
  if (types.has(type) || types.size < mostCustomTypes) return
  throw call.fault('ComplianceTypeCountLimitExceededException',
    `You specified too many custom compliance types. You can specify a maximum of ${mostCustomTypes} different types.`)
}

export const ListComplianceItems: Ssm['ListComplianceItems'] = function* (input, call) {
  const { ResourceIds: nodes = [], ResourceTypes: types = [], Filters: filters = [] } = input
  for (const type of types) checkResourceType(type, call)
  for (const report of call.of(ComplianceReport).scan()) {
    if (nodes.length > 0 && !nodes.includes(report.node)) continue
    for (const item of report.items) {
      const shown = shownOf(report, item)
      if (filters.every(filter => passes({ ...shown, ...shown.Details, ...report.execution }, itemKeys, filter, call))) yield shown
    }
  }
}

function shownOf({ node, type, execution }: ComplianceReport,
  { Id, Title, Severity, Status, Details }: ComplianceItemEntry): ComplianceItem {
  return {
    ComplianceType: type, ResourceType: nodeType, ResourceId: node, Severity, Status, ExecutionSummary: execution,
    ...(Id !== undefined && { Id }), ...(Title !== undefined && { Title }), Details: Details ?? {},
  }
}

const itemKeys = ['ComplianceType', 'ResourceType', 'ResourceId', 'Id', 'Title', 'Status', 'Severity', 'ExecutionId', 'ExecutionType',
  'ExecutionTime', 'DocumentName', 'DocumentVersion', 'Classification', 'PatchBaselineId', 'PatchSeverity', 'PatchState', 'PatchGroup',
  'InstalledTime', 'CVEIds']

/** @throws InvalidFilter */
export function passes(shown: object, keys: readonly string[], filter: ComplianceStringFilter, call: Call): boolean {
  const { Key: key = '', Values: values = [], Type: type } = filter
  if (!keys.includes(key)) throw call.fault('InvalidFilter', `The filter name ${key} is not valid. Use one of ${keys.join(', ')}.`)
  const value = (shown as Readonly<Record<string, unknown>>)[key]
  return compares(type, value === undefined ? undefined : textOf(value), values)
}

/** Times are compared as the API's own form writes them. */
function textOf(value: unknown): string {
  return typeof value === 'number' ? `${new Date(value).toISOString().slice(0, 19)}Z` : String(value)
}

export function forgetCompliance(node: string, call: Call): void {
  const reports = call.of(ComplianceReport)
  for (const { type } of [...reports.scan({ within: [node] })]) reports.delete(node, type)
}
