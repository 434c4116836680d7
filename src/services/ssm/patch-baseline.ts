// Patch baselines: which patches are approved for an operating system, by rules and by name; AWS's own beside the account's. Which are the
// defaults, and for which groups they are, is in `patch-group.ts`.
// Source: CreatePatchBaseline, UpdatePatchBaseline, DescribePatchBaselines and their kin, Systems Manager API Reference.

import type { CreatePatchBaselineRequest, GetPatchBaselineResult, PatchBaselineIdentity, Ssm, UpdatePatchBaselineRequest }
  from '../../../generated/aws/ssm.ts'
import { parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { ownedBaseline, ownedBaselines } from './owned-baseline.ts'
import type { OwnedBaseline } from './owned-baseline.ts'
import { listed } from './page.ts'
import { baselineFormation } from './patch-formation.ts'
import { patchProperties } from './patch-property.ts'
import { tagNew } from './tag-set.ts'

/** Members of the API that are kept as they are. */
type Settings = Omit<CreatePatchBaselineRequest, 'ClientToken' | 'Tags' | 'OperatingSystem'>

export interface PatchBaseline {
  readonly id: string
  readonly system: string
  readonly settings: Settings
  readonly createdAt: number
  readonly changedAt: number
}

export const PatchBaseline = resource<PatchBaseline>({
  name: 'PatchBaseline',
  key: 'id',
  arn: 'arn:{partition}:ssm:{region}:{account}:patchbaseline/{id}',
  tags: 'list',
  notFound: { code: 'DoesNotExistException', message: ([id]) => `Patch Baseline ${id} does not exist.` },
  cloudFormation: baselineFormation,
})

/** Which baseline a group of nodes has, by operating system. */
export const PatchGroup = records<{ readonly group: string, readonly system: string, readonly baseline: string }>({
  name: 'PatchGroup', key: ['group', 'system'], indexes: { baseline: ({ baseline }) => [baseline] },
})

/** What the account chose instead of AWS's. */
export const DefaultBaseline = records<{ readonly system: string, readonly baseline: string }>({ name: 'DefaultBaseline', key: 'system' })

// "Patch Manager", Systems Manager endpoints and quotas.
const mostBaselines = 50

export const CreatePatchBaseline: Ssm['CreatePatchBaseline'] = (input, call) => {
  const { ClientToken: _, Tags: tags, OperatingSystem: system = 'WINDOWS', ...settings } = input
  check(settings, system, call)
  if (call.of(PatchBaseline).count() >= mostBaselines) {
    throw call.fault('ResourceLimitExceededException', `There are ${mostBaselines} patch baselines already.`)
  }
  const now = call.now()
  const { id } = call.of(PatchBaseline).insert({ id: `pb-${call.hex(17)}`, system, settings, createdAt: now, changedAt: now })
  tagNew(PatchBaseline, tags, id, call)
  return { BaselineId: id }
}

/** @throws ValidationException */
function check({ ApprovalRules: rules, GlobalFilters: filters, Sources: sources, ApprovedPatches: approved = [],
  RejectedPatches = [] }: Settings,
  system: string, call: Call): void {
  const invalid = (message: string) => call.fault('ValidationException', message)
  if (system === 'WINDOWS' && sources !== undefined && sources.length > 0) throw invalid('Patch sources apply to Linux only.')
  const twice = approved.find(patch => RejectedPatches.includes(patch))
  if (twice !== undefined) throw invalid(`The patch ${twice} is approved and rejected at once.`)
  const groups = [...filters === undefined ? [] : [filters], ...(rules?.PatchRules ?? []).map(({ PatchFilterGroup: group }) => group)]
  const keys = ['PATCH_SET', 'NAME', 'PATCH_ID', ...patchProperties(system)]
  for (const { Key: key } of groups.flatMap(({ PatchFilters: each }) => each)) {
    if (!keys.includes(key) && !linuxKeys.includes(key)) throw invalid(`The patch filter ${key} is not valid for ${system}.`)
  }
  for (const { ApproveAfterDays: days, ApproveUntilDate: date } of rules?.PatchRules ?? []) {
    if ((days === undefined) === (date === undefined)) {
      throw invalid('A patch rule needs one of ApproveAfterDays and ApproveUntilDate.')
    }
  }
}

/** Filters of global groups that hold for packages of every Linux. */
const linuxKeys = ['ARCH', 'ADVISORY_ID', 'BUGZILLA_ID', 'CVE_ID', 'EPOCH', 'SECTION', 'REPOSITORY', 'RELEASE', 'SECURITY', 'VERSION']

export interface FoundBaseline { readonly id: string, readonly name: string, readonly system: string,
  readonly description: string | undefined }

/** One of the account's, or one of AWS's. @throws DoesNotExistException */
export function baselineOf(text: string, call: Call): PatchBaseline | OwnedBaseline {
  const owned = ownedBaseline(text, call)
  if (owned !== undefined) return owned
  const id = parseArn(text)?.resource.replace(/^patchbaseline\//, '') ?? text
  return call.of(PatchBaseline).require(id)
}

export function foundBaseline(text: string, call: Call): FoundBaseline {
  return brief(baselineOf(text, call))
}

function brief(baseline: PatchBaseline | OwnedBaseline): FoundBaseline {
  const { id, system } = baseline
  return 'settings' in baseline ? { id, system, name: baseline.settings.Name, description: baseline.settings.Description }
    : { id, system, name: baseline.name, description: baseline.description }
}

/** @throws DoesNotExistException */
function ownBaseline(text: string, call: Call): PatchBaseline {
  const found = baselineOf(text, call)
  if ('settings' in found) return found
  throw call.fault('ValidationException', `The patch baseline ${found.name} is AWS's and cannot be changed.`)
}

export const GetPatchBaseline: Ssm['GetPatchBaseline'] = ({ BaselineId: text }, call) => {
  const baseline = baselineOf(text, call)
  const groups = [...call.of(PatchGroup).by('baseline').scan({ within: [baseline.id] })].map(({ group }) => group)
  return { ...shownOf(baseline), PatchGroups: groups }
}

function shownOf(baseline: PatchBaseline | OwnedBaseline): GetPatchBaselineResult {
  const { id, system } = baseline
  if (!('settings' in baseline)) {
    return {
      BaselineId: id, Name: baseline.name, OperatingSystem: system, Description: baseline.description, GlobalFilters: { PatchFilters: [] },
      ApprovalRules: { PatchRules: baseline.rules }, ApprovedPatches: [], RejectedPatches: [],
        ApprovedPatchesComplianceLevel: 'UNSPECIFIED',
      ApprovedPatchesEnableNonSecurity: false, RejectedPatchesAction: 'ALLOW_AS_DEPENDENCY', Sources: [],
      CreatedDate: Date.UTC(2020, 0, 1), ModifiedDate: Date.UTC(2020, 0, 1),
    }
  }
  const { settings } = baseline
  return {
    BaselineId: id, OperatingSystem: system, GlobalFilters: { PatchFilters: [] }, ApprovalRules: { PatchRules: [] }, ApprovedPatches: [],
    ApprovedPatchesComplianceLevel: 'UNSPECIFIED', ApprovedPatchesEnableNonSecurity: false, RejectedPatches: [],
    RejectedPatchesAction: 'ALLOW_AS_DEPENDENCY', Sources: [], ...settings, CreatedDate: baseline.createdAt,
    ModifiedDate: baseline.changedAt,
  }
}

export const UpdatePatchBaseline: Ssm['UpdatePatchBaseline'] = (input, call) => {
  const { BaselineId: text, Replace: isReplacing = false, ...given } = input
  const before = ownBaseline(text, call)
  const settings = settingsAfter(before.settings, given, isReplacing, call)
  check(settings, before.system, call)
  const after = call.of(PatchBaseline).put({ ...before, settings, changedAt: call.now() })
  return shownOf(after)
}

function settingsAfter(before: Settings, given: Omit<UpdatePatchBaselineRequest, 'BaselineId' | 'Replace'>, isReplacing: boolean,
  call: Call):
Settings {
  const named = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined))
  if (!isReplacing) return { ...before, ...named }
  if (given.Name === undefined) throw call.fault('ValidationException', 'Replace needs what CreatePatchBaseline needs: Name.')
  return { ...named, Name: given.Name }
}

/** @throws ResourceInUseException while it is a default or a group's */
export const DeletePatchBaseline: Ssm['DeletePatchBaseline'] = ({ BaselineId: text }, call) => {
  const id = parseArn(text)?.resource.replace(/^patchbaseline\//, '') ?? text
  if (ownedBaseline(text, call) !== undefined) ownBaseline(text, call)
  if (call.of(PatchBaseline).get(id) === undefined) return { BaselineId: text }
  const isUsed = call.of(PatchGroup).by('baseline').count({ within: [id] }) > 0
    || [...call.of(DefaultBaseline).scan()].some(({ baseline }) => baseline === id)
  if (isUsed) throw call.fault('ResourceInUseException', `Patch Baseline ${id} is registered for a patch group, or a default.`)
  call.tags(PatchBaseline).clear(id)
  call.of(PatchBaseline).delete(id)
  return { BaselineId: text }
}

const listKeys = ['NAME_PREFIX', 'OWNER', 'OPERATING_SYSTEM']

export const DescribePatchBaselines: Ssm['DescribePatchBaselines'] = ({ Filters: filters = [] }, call) => {
  const wrong = filters.find(({ Key: key = '' }) => !listKeys.includes(key))
  if (wrong !== undefined) throw call.fault('ValidationException',
    `The filter ${wrong.Key} is not valid. Use one of ${listKeys.join(', ')}.`)
  const own = [...call.of(PatchBaseline).scan()].map(baseline => ({ ...brief(baseline), owner: 'Self' }))
  const all = [...own, ...ownedBaselines(call).map(baseline => ({ ...brief(baseline), owner: 'AWS' }))]
  return listed(all.filter(baseline => filters.every(({ Key: key, Values: values = [] }) => {
    if (key === 'NAME_PREFIX') return values.some(prefix => baseline.name.startsWith(prefix))
    return key === 'OWNER' ? values.some(owner => owner === baseline.owner || (owner === 'All' || owner === '*'))
      : values.includes(baseline.system)
  })).map(baseline => identityOf(baseline, call)))
}

export function identityOf({ id, name, system, description }: FoundBaseline, call: Call): PatchBaselineIdentity {
  const chosen = call.of(DefaultBaseline).get(system)?.baseline
  const isDefault = chosen === undefined ? ownedBaselines(call).find(baseline => baseline.system === system)?.id === id : chosen === id
  return {
    BaselineId: id, BaselineName: name, OperatingSystem: system, DefaultBaseline: isDefault,
    ...(description !== undefined && { BaselineDescription: description }),
  }
}
