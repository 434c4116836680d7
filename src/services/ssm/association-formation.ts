// AWS::SSM::Association for Cloud Control and CloudFormation, by real calls of Systems Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by AssociationId.

import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'

const members = [
  'ApplyOnlyAtCronInterval', 'AssociationName', 'AutomationTargetParameterName', 'CalendarNames', 'ComplianceSeverity', 'DocumentVersion',
  'InstanceId', 'MaxConcurrency', 'MaxErrors', 'Name', 'OutputLocation', 'Parameters', 'ScheduleExpression', 'ScheduleOffset',
  'SyncCompliance', 'Targets',
]

function chosen(properties: object): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([name, value]) => members.includes(name) && value !== undefined))
}

export const associationHandlers: CloudFormationHandlers = {
  type: 'AWS::SSM::Association',
  primaryIdentifier: ['AssociationId'],
  readOnly: ['AssociationId'],
  createOnly: [],

  async create(properties, call) {
    const { AssociationDescription: made } = await call.to('ssm').CreateAssociation({ Name: String(properties.Name),
      ...chosen(properties) })
    return made!.AssociationId!
  },

  async read(AssociationId, call) {
    const { AssociationDescription: found } = await call.to('ssm').DescribeAssociation({ AssociationId })
    return { AssociationId, ...chosen(found!) }
  },

  async update(AssociationId, properties, _previous, call) {
    const { InstanceId: _, ...given } = chosen(properties)
    await call.to('ssm').UpdateAssociation({ AssociationId, ...given })
  },

  async delete(AssociationId, call) {
    await call.to('ssm').DeleteAssociation({ AssociationId })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('ssm').ListAssociations(token === undefined ? {} : { NextToken: token })
      for (const { AssociationId } of page.Associations ?? []) yield AssociationId!
      token = page.NextToken
    } while (token !== undefined)
  },
}
