// What is known of patches on nodes: what agents reported after a scan or an installation, in inventory (`AWS:PatchSummary`) and as
// compliance
// of type `Patch`. No catalogue of patches is here, so that what would need one is refused.
// Source: DescribeInstancePatchStates, DescribeInstancePatches, DescribePatchGroupState and their kin, Systems Manager API Reference.

import type { DescribePatchGroupStateResult, EffectivePatch, InstancePatchState, PatchComplianceData,
  Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { compares } from './comparison.ts'
import { ComplianceReport } from './compliance.ts'
import { Report } from './inventory.ts'
import { managedNode, managedNodes } from './managed-node.ts'
import { listed } from './page.ts'
import { baselineOf } from './patch-baseline.ts'

const counts = ['InstalledCount', 'InstalledOtherCount', 'InstalledPendingRebootCount', 'InstalledRejectedCount', 'MissingCount',
  'FailedCount', 'UnreportedNotApplicableCount', 'NotApplicableCount', 'CriticalNonCompliantCount', 'SecurityNonCompliantCount',
  'OtherNonCompliantCount', 'AvailableSecurityUpdateCount'] as const

type Count = (typeof counts)[number]

/** The newest report of a node; undefined for one that was never scanned. */
function stateOf(node: string, call: Call): InstancePatchState | undefined {
  const row = call.of(Report).get(node, 'AWS:PatchSummary')?.content[0]
  if (row === undefined) return undefined
  const texts = ['SnapshotId', 'InstallOverrideList', 'OwnerInformation', 'RebootOption'].filter(name => row[name])
  const numbers = counts.filter(name => row[name] !== undefined)
  return {
    InstanceId: node, PatchGroup: row.PatchGroup ?? '', BaselineId: row.BaselineId ?? '',
      Operation: row.Operation ?? row.OperationType ?? 'Scan',
    OperationStartTime: Date.parse(row.OperationStartTime ?? '') || 0, OperationEndTime: Date.parse(row.OperationEndTime ?? '') || 0,
    ...Object.fromEntries(texts.map(name => [name, row[name]])), ...Object.fromEntries(numbers.map(name => [name, Number(row[name])])),
  }
}

function states(call: Call): InstancePatchState[] {
  const nodes = [...call.of(Report).by('type').scan({ within: ['AWS:PatchSummary'] })].map(({ node }) => node)
  return nodes.flatMap(node => stateOf(node, call) ?? [])
}

export const DescribeInstancePatchStates: Ssm['DescribeInstancePatchStates'] = ({ InstanceIds: ids }, call) =>
  listed(ids.flatMap(id => stateOf(id, call) ?? []))

export const DescribeInstancePatchStatesForPatchGroup: Ssm['DescribeInstancePatchStatesForPatchGroup'] = (input, call) => {
  const { PatchGroup: group, Filters: filters = [] } = input
  for (const { Key: key, Values: values } of filters) {
    if (!counts.includes(key as Count) || !values.every(value => /^\d+$/.test(value))) {
      throw call.fault('InvalidFilter', `The filter ${key} is not valid. Use a count and a whole number.`)
    }
  }
  return listed(states(call).filter(state => state.PatchGroup === group && filters.every(({ Key: key, Type: type, Values: values }) =>
    compares(type, String(state[key as Count] ?? 0), values))))
}

export const DescribePatchGroupState: Ssm['DescribePatchGroupState'] = async ({ PatchGroup: group }, call) => {
  const members = (await managedNodes(call)).filter(({ tags }) => tags['Patch Group'] === group || tags.PatchGroup === group)
  const found = states(call).filter(state => state.PatchGroup === group)
  const having = (name: Count) => found.filter(state => (state[name] ?? 0) > 0).length
  const answer: DescribePatchGroupStateResult = {
    Instances: Math.max(members.length, found.length), InstancesWithInstalledPatches: having('InstalledCount'),
    InstancesWithInstalledOtherPatches: having('InstalledOtherCount'),
    InstancesWithInstalledPendingRebootPatches: having('InstalledPendingRebootCount'),
    InstancesWithInstalledRejectedPatches: having('InstalledRejectedCount'), InstancesWithMissingPatches: having('MissingCount'),
    InstancesWithFailedPatches: having('FailedCount'), InstancesWithNotApplicablePatches: having('NotApplicableCount'),
    InstancesWithUnreportedNotApplicablePatches: having('UnreportedNotApplicableCount'),
    InstancesWithCriticalNonCompliantPatches: having('CriticalNonCompliantCount'),
    InstancesWithSecurityNonCompliantPatches: having('SecurityNonCompliantCount'),
    InstancesWithOtherNonCompliantPatches: having('OtherNonCompliantCount'),
    InstancesWithAvailableSecurityUpdates: having('AvailableSecurityUpdateCount'),
  }
  return answer
}

const patchKeys = ['Classification', 'KBId', 'Severity', 'State'] as const

/** @throws InvalidInstanceId, InvalidFilter */
export const DescribeInstancePatches: Ssm['DescribeInstancePatches'] = async ({ InstanceId: id, Filters: filters = [] }, call) => {
  if (await managedNode(id, call) === undefined) throw call.fault('InvalidInstanceId', `The instance ${id} is not a managed node.`)
  const wrong = filters.find(({ Key: key }) => !patchKeys.includes(key as 'KBId'))
  if (wrong !== undefined) throw call.fault('InvalidFilter', `The filter ${wrong.Key} is not valid. Use one of ${patchKeys.join(', ')}.`)
  const patches = (call.of(ComplianceReport).get(id, 'Patch')?.items ?? []).map(({ Id, Title, Details = {} }): PatchComplianceData => ({
    Title: Title ?? '', KBId: Id ?? '', Classification: Details.Classification ?? '', Severity: Details.PatchSeverity ?? '',
    State: Details.PatchState ?? '', InstalledTime: Date.parse(Details.InstalledTime ?? '') || 0,
    ...(Details.CVEIds !== undefined && { CVEIds: Details.CVEIds }),
  }))
  return listed(patches.filter(patch => filters.every(({ Key: key, Values: values = [] }) => values.includes(patch[key as 'KBId']))))
}

/** Patches that a baseline names. What its rules would approve, only a catalogue could tell. */
export const DescribeEffectivePatchesForPatchBaseline: Ssm['DescribeEffectivePatchesForPatchBaseline'] = ({ BaselineId: text }, call) => {
  const baseline = baselineOf(text, call)
  if (baseline.system !== 'WINDOWS') {
    throw call.fault('UnsupportedOperatingSystem', `The operating system ${baseline.system} is not supported. Only WINDOWS is.`)
  }
  const settings = 'settings' in baseline ? baseline.settings : undefined
  if (settings === undefined || (settings.ApprovalRules?.PatchRules ?? []).length > 0) {
    throw call.fault('NotImplemented', 'What the rules of a baseline approve is not known: there is no catalogue of patches here.')
  }
  const of = (ids: readonly string[] = [], status: string): EffectivePatch[] => ids.map(id => ({
    Patch: { Id: id, KbNumber: id },
    PatchStatus: { DeploymentStatus: status, ComplianceLevel: settings.ApprovedPatchesComplianceLevel ?? 'UNSPECIFIED' },
  }))
  return listed([...of(settings.ApprovedPatches, 'EXPLICIT_APPROVED'), ...of(settings.RejectedPatches, 'EXPLICIT_REJECTED')])
}
