// Which baseline is whose: patch groups, and the default of an operating system, which is AWS's until the account chooses another.
// Source: RegisterPatchBaselineForPatchGroup, RegisterDefaultPatchBaseline and their kin, Systems Manager API Reference.

import type { Ssm } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { ownedDefault } from './owned-baseline.ts'
import { listed } from './page.ts'
import { DefaultBaseline, foundBaseline, identityOf, PatchGroup } from './patch-baseline.ts'

export const RegisterDefaultPatchBaseline: Ssm['RegisterDefaultPatchBaseline'] = ({ BaselineId: text }, call) => {
  const { id, system } = foundBaseline(text, call)
  call.of(DefaultBaseline).put({ system, baseline: id })
  return { BaselineId: id }
}

function defaultOf(system: string, call: Call): string {
  const id = call.of(DefaultBaseline).get(system)?.baseline ?? ownedDefault(system, call)?.id
  if (id === undefined) throw call.fault('ValidationException', `The operating system ${system} is not known.`)
  return id
}

export const GetDefaultPatchBaseline: Ssm['GetDefaultPatchBaseline'] = ({ OperatingSystem: system = 'WINDOWS' }, call) =>
  ({ BaselineId: defaultOf(system, call), OperatingSystem: system })

/** A group has one baseline for each operating system. */
export const RegisterPatchBaselineForPatchGroup: Ssm['RegisterPatchBaselineForPatchGroup'] = (input, call) => {
  const { BaselineId: text, PatchGroup: group } = input
  const { id, system } = foundBaseline(text, call)
  if (call.of(PatchGroup).get(group, system) !== undefined) {
    throw call.fault('AlreadyExistsException', `Patch Group baseline already has a baseline registered for OperatingSystem ${system}.`)
  }
  call.of(PatchGroup).put({ group, system, baseline: id })
  return { BaselineId: id, PatchGroup: group }
}

export const DeregisterPatchBaselineForPatchGroup: Ssm['DeregisterPatchBaselineForPatchGroup'] = (input, call) => {
  const { BaselineId: text, PatchGroup: group } = input
  const groups = call.of(PatchGroup)
  for (const { system, baseline } of [...groups.scan({ within: [group] })]) {
    if (baseline === text || baseline.endsWith(`/${text}`) || text.endsWith(`/${baseline}`)) groups.delete(group, system)
  }
  return { BaselineId: text, PatchGroup: group }
}

/** A group without one has the default. */
export const GetPatchBaselineForPatchGroup: Ssm['GetPatchBaselineForPatchGroup'] = (input, call) => {
  const { PatchGroup: group, OperatingSystem: system = 'WINDOWS' } = input
  const baseline = call.of(PatchGroup).get(group, system)?.baseline ?? defaultOf(system, call)
  return { BaselineId: baseline, PatchGroup: group, OperatingSystem: system }
}

export const DescribePatchGroups: Ssm['DescribePatchGroups'] = ({ Filters: filters = [] }, call) => {
  const wrong = filters.find(({ Key: key = '' }) => !['NAME_PREFIX', 'OPERATING_SYSTEM'].includes(key))
  if (wrong !== undefined) throw call.fault('ValidationException', `The filter ${wrong.Key} is not valid.`)
  const found = [...call.of(PatchGroup).scan()].filter(({ group, system }) => filters.every(({ Key: key, Values: values = [] }) =>
    key === 'NAME_PREFIX' ? values.some(prefix => group.startsWith(prefix)) : values.includes(system)))
  return listed(found.map(({ group, baseline }) =>
    ({ PatchGroup: group, BaselineIdentity: identityOf(foundBaseline(baseline, call), call) })))
}
