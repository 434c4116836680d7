// AWS::SSM::PatchBaseline for Cloud Control and CloudFormation, by real calls of Systems Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by Id; PatchGroups and DefaultBaseline are registrations.

import type { CreatePatchBaselineRequest } from '../../../generated/aws/ssm.ts'
import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { retagged, shownTags } from './formation-tag.ts'

const members = ['Name', 'GlobalFilters', 'ApprovalRules', 'ApprovedPatches', 'ApprovedPatchesComplianceLevel',
  'ApprovedPatchesEnableNonSecurity', 'RejectedPatches', 'RejectedPatchesAction', 'Description', 'Sources',
  'AvailableSecurityUpdatesComplianceStatus'] as const

function inputOf(properties: Properties): CreatePatchBaselineRequest {
  const given = members.filter(name => properties[name] !== undefined).map(name => [name, properties[name]])
  return { ...Object.fromEntries(given) as object, Name: String(properties.Name) }
}

const groupsOf = ({ PatchGroups: groups = [] }: Properties) => groups as readonly string[]

async function group(id: string, wanted: readonly string[], present: readonly string[], call: Call): Promise<void> {
  const ssm = call.to('ssm')
  const registration = (PatchGroup: string) => ({ BaselineId: id, PatchGroup })
  for (const name of present) if (!wanted.includes(name)) await ssm.DeregisterPatchBaselineForPatchGroup(registration(name))
  for (const name of wanted) if (!present.includes(name)) await ssm.RegisterPatchBaselineForPatchGroup(registration(name))
}

export const baselineFormation: CloudFormationHandlers = {
  type: 'AWS::SSM::PatchBaseline',
  primaryIdentifier: ['Id'],
  readOnly: ['Id'],
  createOnly: ['OperatingSystem'],

  async create(properties, call) {
    const { OperatingSystem: system, DefaultBaseline: isDefault, Tags: tags } = properties
    const ssm = call.to('ssm')
    const { BaselineId: id = '' } = await ssm.CreatePatchBaseline({
      ...inputOf(properties), ...(system !== undefined && { OperatingSystem: String(system) }),
      ...(tags !== undefined && { Tags: tags as readonly { Key: string, Value: string }[] }),
    })
    await group(id, groupsOf(properties), [], call)
    if (isDefault === true) await ssm.RegisterDefaultPatchBaseline({ BaselineId: id })
    return id
  },

  async read(id, call) {
    const ssm = call.to('ssm')
    const { BaselineId: _, CreatedDate: _created, ModifiedDate: _modified, ...baseline } = await ssm.GetPatchBaseline({ BaselineId: id })
    const { BaselineId: chosen } = await ssm.GetDefaultPatchBaseline({ OperatingSystem: baseline.OperatingSystem! })
    return { Id: id, ...baseline, DefaultBaseline: chosen === id, ...await shownTags('PatchBaseline', id, call) }
  },

  async update(id, properties, previous, call) {
    await call.to('ssm').UpdatePatchBaseline({ ...inputOf(properties), BaselineId: id, Replace: true })
    await group(id, groupsOf(properties), groupsOf(previous), call)
    if (properties.DefaultBaseline === true) await call.to('ssm').RegisterDefaultPatchBaseline({ BaselineId: id })
    await retagged('PatchBaseline', id, properties, previous, call)
  },

  async delete(id, call) {
    const { PatchGroups: groups = [] } = await call.to('ssm').GetPatchBaseline({ BaselineId: id })
    await group(id, [], groups, call)
    await call.to('ssm').DeletePatchBaseline({ BaselineId: id })
  },

  async * list(call) {
    let NextToken: string | undefined
    do {
      const page = await call.to('ssm').DescribePatchBaselines({ Filters: [{ Key: 'OWNER', Values: ['Self'] }],
        ...(NextToken !== undefined && { NextToken }) })
      for (const { BaselineId: id } of page.BaselineIdentities ?? []) yield id!
      NextToken = page.NextToken
    } while (NextToken !== undefined)
  },
}
