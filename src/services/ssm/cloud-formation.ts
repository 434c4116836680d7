// AWS::SSM::Parameter for Cloud Control and CloudFormation, by real calls of Systems Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by Name; no SecureString.

import type { Call, CloudFormationHandlers, Properties } from '../../kernel/service.ts'

export const parameterHandlers: CloudFormationHandlers = {
  type: 'AWS::SSM::Parameter',
  primaryIdentifier: ['Name'],
  readOnly: [],
  createOnly: ['Name'],

  async create(properties, call) {
    const name = properties.Name === undefined ? `CFN-Parameter-${call.alphanumeric(12)}` : String(properties.Name)
    await call.to('ssm').PutParameter({ ...inputOf(name, properties), Tags: pairsOf(properties) })
    return name
  },

  async read(name, call) {
    const ssm = call.to('ssm')
    const { Parameter: parameter } = await ssm.GetParameter({ Name: name })
    const { Parameters: [metadata] = [] } = await ssm.DescribeParameters({ ParameterFilters: [{ Key: 'Name', Values: [name] }] })
    const { TagList: tags = [] } = await ssm.ListTagsForResource({ ResourceType: 'Parameter', ResourceId: name })
    const { Description, AllowedPattern, Tier, DataType } = metadata!
    return {
      Name: name, Type: parameter!.Type, Value: parameter!.Value, Tier, DataType,
      ...(Description !== undefined && { Description }), ...(AllowedPattern !== undefined && { AllowedPattern }),
      ...(tags.length > 0 && { Tags: Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value])) }),
    }
  },

  async update(name, properties, previous, call) {
    await call.to('ssm').PutParameter({ ...inputOf(name, properties), Overwrite: true })
    await retag(name, properties, previous, call)
  },

  async delete(name, call) {
    await call.to('ssm').DeleteParameter({ Name: name })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('ssm').DescribeParameters({ MaxResults: 50, ...(token !== undefined && { NextToken: token }) })
      for (const { Name: name } of page.Parameters ?? []) yield name!
      token = page.NextToken
    } while (token !== undefined)
  },
}

const texts = ['Type', 'AllowedPattern', 'DataType', 'Description', 'Policies', 'Tier'] as const

function inputOf(name: string, properties: Properties): { Name: string, Value: string } {
  const given = texts.filter(member => properties[member] !== undefined).map(member => [member, String(properties[member])])
  return { Name: name, Value: String(properties.Value), ...Object.fromEntries(given) as object }
}

function pairsOf({ Tags: tags = {} }: Properties): { Key: string, Value: string }[] {
  return Object.entries(tags as Record<string, string>).map(([Key, Value]) => ({ Key, Value }))
}

async function retag(name: string, properties: Properties, previous: Properties, call: Call): Promise<void> {
  const resource = { ResourceType: 'Parameter', ResourceId: name }
  const wanted = pairsOf(properties)
  const gone = pairsOf(previous).map(({ Key }) => Key).filter(key => !wanted.some(({ Key }) => Key === key))
  if (gone.length > 0) await call.to('ssm').RemoveTagsFromResource({ ...resource, TagKeys: gone })
  if (wanted.length > 0) await call.to('ssm').AddTagsToResource({ ...resource, Tags: wanted })
}
