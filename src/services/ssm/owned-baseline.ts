// The patch baselines that AWS owns: one for each operating system, and two more for Windows. Their ids are ours, made of their names.
// Source: "Predefined baselines", Systems Manager User Guide, for names and rules.

import { createHash } from 'node:crypto'
import type { PatchRule } from '../../../generated/aws/ssm.ts'
import { arnTemplate } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'

export interface OwnedBaseline {
  /** An ARN: AWS's own are of its accounts. */
  readonly id: string
  readonly name: string
  readonly system: string
  readonly description: string
  readonly rules: readonly PatchRule[]
}

const arnOf = arnTemplate('arn:{partition}:ssm:{region}:075727635805:patchbaseline/{id}')

function rule(approveAfterDays: number, filters: Readonly<Record<string, readonly string[]>>, enablesNonSecurity = false): PatchRule {
  const PatchFilters = Object.entries(filters).map(([Key, Values]) => ({ Key, Values }))
  return { PatchFilterGroup: { PatchFilters }, ComplianceLevel: 'UNSPECIFIED', ApproveAfterDays: approveAfterDays,
    EnableNonSecurity: enablesNonSecurity }
}

const severe = ['Critical', 'Important']
const usual = [
  rule(7, { PRODUCT: ['*'], CLASSIFICATION: ['Security'], SEVERITY: severe }), rule(7, { PRODUCT: ['*'], CLASSIFICATION: ['Bugfix'] }),
]
const windows = { CLASSIFICATION: ['CriticalUpdates', 'SecurityUpdates'], MSRC_SEVERITY: severe }
const byPriority = [rule(0, { PRODUCT: ['*'], PRIORITY: ['Required', 'Important', 'Standard', 'Optional', 'Extra'] })]

/** Name between `AWS-` and `DefaultPatchBaseline`, operating system, rules. */
const byDefault: readonly (readonly [string, string, readonly PatchRule[]])[] = [
  ['AlmaLinux', 'ALMA_LINUX', usual], ['AmazonLinux', 'AMAZON_LINUX', usual], ['AmazonLinux2', 'AMAZON_LINUX_2', usual],
  ['AmazonLinux2022', 'AMAZON_LINUX_2022', usual], ['AmazonLinux2023', 'AMAZON_LINUX_2023', usual],
  ['CentOS', 'CENTOS', [rule(7, { PRODUCT: ['*'] }, true)]], ['Debian', 'DEBIAN', byPriority],
  ['MacOS', 'MACOS', [rule(7, { PRODUCT: ['*'], CLASSIFICATION: ['Security'] })]],
  ['OracleLinux', 'ORACLE_LINUX', [rule(7, { PRODUCT: ['*'], CLASSIFICATION: ['Security'], SEVERITY: ['Important', 'Moderate'] }),
    rule(7, { PRODUCT: ['*'], CLASSIFICATION: ['Bugfix'] })]],
  ['Raspbian', 'RASPBIAN', byPriority], ['RedHat', 'REDHAT_ENTERPRISE_LINUX', usual], ['RockyLinux', 'ROCKY_LINUX', usual],
  ['Suse', 'SUSE', [rule(7, { PRODUCT: ['*'], CLASSIFICATION: ['Security'], SEVERITY: severe })]], ['Ubuntu', 'UBUNTU', byPriority],
  ['', 'WINDOWS', [rule(7, { PRODUCT: ['*'], ...windows })]],
]

const named = [
  ...byDefault.map(([word, system, rules]) => ({ name: `AWS-${word}DefaultPatchBaseline`, system, rules })),
  { name: 'AWS-WindowsPredefinedPatchBaseline-OS', system: 'WINDOWS', rules: [rule(7, { PRODUCT: ['*'], ...windows })] },
  {
    name: 'AWS-WindowsPredefinedPatchBaseline-OS-Applications', system: 'WINDOWS',
    rules: [rule(7, { PRODUCT: ['*'], ...windows }), rule(7, { PATCH_SET: ['APPLICATION'], PRODUCT: ['*'] })],
  },
]

export function ownedBaselines(call: Call): OwnedBaseline[] {
  return named.map(({ name, system, rules }) => ({
    id: arnOf(call, { id: `pb-${createHash('sha256').update(name).digest('hex').slice(0, 17)}` }), name, system, rules,
    description: `Default Patch Baseline for ${system} Provided by AWS.`,
  }))
}

/** By the ARN, or by what follows its slash. */
export function ownedBaseline(id: string, call: Call): OwnedBaseline | undefined {
  return ownedBaselines(call).find(baseline => baseline.id === id || baseline.id.endsWith(`/${id}`))
}

export function ownedDefault(system: string, call: Call): OwnedBaseline | undefined {
  return ownedBaselines(call).find(baseline => baseline.system === system)
}
