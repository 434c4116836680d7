// AWS::SSM::MaintenanceWindow for Cloud Control and CloudFormation, by real calls of Systems Manager. Its targets and tasks are in
// `window-part-formation.ts`.
// Source: the resource type's schema in the CloudFormation registry: identified by WindowId.

import type { CreateMaintenanceWindowRequest, Tag } from '../../../generated/aws/ssm.ts'
import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import { retagged, shownTags } from './formation-tag.ts'

const members = ['Name', 'Description', 'StartDate', 'EndDate', 'Schedule', 'ScheduleTimezone', 'ScheduleOffset', 'Duration', 'Cutoff',
  'AllowUnassociatedTargets'] as const

function inputOf(properties: Properties): CreateMaintenanceWindowRequest {
  const given = members.filter(name => properties[name] !== undefined).map(name => [name, properties[name]])
  return Object.fromEntries(given) as unknown as CreateMaintenanceWindowRequest
}

export const windowFormation: CloudFormationHandlers = {
  type: 'AWS::SSM::MaintenanceWindow',
  primaryIdentifier: ['WindowId'],
  readOnly: ['WindowId'],
  createOnly: [],

  async create(properties, call) {
    const { Tags: tags } = properties
    const { WindowId: id } = await call.to('ssm').CreateMaintenanceWindow({
      ...inputOf(properties), ...(tags !== undefined && { Tags: tags as readonly Tag[] }),
    })
    return id!
  },

  async read(id, call) {
    const { CreatedDate: _, ModifiedDate: _modified, NextExecutionTime: _next, Enabled: _enabled, ...window } =
      await call.to('ssm').GetMaintenanceWindow({ WindowId: id })
    return { ...window, ...await shownTags('MaintenanceWindow', id, call) }
  },

  async update(id, properties, previous, call) {
    await call.to('ssm').UpdateMaintenanceWindow({ WindowId: id, ...inputOf(properties), Replace: true })
    await retagged('MaintenanceWindow', id, properties, previous, call)
  },

  async delete(id, call) {
    await call.to('ssm').GetMaintenanceWindow({ WindowId: id })
    await call.to('ssm').DeleteMaintenanceWindow({ WindowId: id })
  },

  async * list(call) {
    let NextToken: string | undefined
    do {
      const page = await call.to('ssm').DescribeMaintenanceWindows(NextToken === undefined ? {} : { NextToken })
      for (const { WindowId: id } of page.WindowIdentities ?? []) yield id!
      NextToken = page.NextToken
    } while (NextToken !== undefined)
  },
}
