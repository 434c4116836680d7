// AWS::Pipes::Pipe for Cloud Control and CloudFormation, by real calls of EventBridge Pipes.
// Source: the resource type's schema in the CloudFormation registry.

import type { CreatePipeRequest, UpdatePipeRequest } from '../../../generated/aws/pipes.ts'
import { everyPage } from '../../kernel/service.ts'
import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'

const members = ['Description', 'DesiredState', 'Enrichment', 'EnrichmentParameters', 'KmsKeyIdentifier', 'LogConfiguration', 'Name',
  'RoleArn', 'Source', 'SourceParameters', 'Tags', 'Target', 'TargetParameters']

function inputOf(properties: Properties): Properties {
  return Object.fromEntries(members.filter(name => properties[name] !== undefined).map(name => [name, properties[name]]))
}

export const pipeFormation: CloudFormationHandlers = {
  type: 'AWS::Pipes::Pipe',
  primaryIdentifier: ['Name'],
  readOnly: ['Arn', 'CreationTime', 'CurrentState', 'LastModifiedTime', 'StateReason'],
  createOnly: ['Name', 'Source'],

  async create(properties, call) {
    const name = String(properties.Name ?? call.alphanumeric(26))
    await call.to('pipes').CreatePipe(inputOf({ ...properties, Name: name }) as unknown as CreatePipeRequest)
    return name
  },

  async read(name, call) {
    const { CreationTime, LastModifiedTime, Tags: tags = {}, ...pipe } = await call.to('pipes').DescribePipe({ Name: name })
    return {
      ...pipe, CreationTime: new Date(CreationTime!).toISOString(), LastModifiedTime: new Date(LastModifiedTime!).toISOString(),
      ...(Object.keys(tags).length > 0 && { Tags: tags }),
    }
  },

  async update(name, properties, previous, call) {
    const { Source: _, Tags: _tags, ...input } = inputOf({ ...properties, Name: name })
    const pipes = call.to('pipes')
    await pipes.UpdatePipe(input as unknown as UpdatePipeRequest)
    const { Arn: resourceArn = '' } = await pipes.DescribePipe({ Name: name })
    const [wanted, before] = [properties, previous].map(({ Tags = {} }) => Tags as Record<string, string>) as [Record<string, string>,
      Record<string, string>]
    const gone = Object.keys(before).filter(key => !Object.hasOwn(wanted, key))
    if (gone.length > 0) await pipes.UntagResource({ resourceArn, tagKeys: gone })
    if (Object.keys(wanted).length > 0) await pipes.TagResource({ resourceArn, tags: wanted })
  },

  async delete(name, call) {
    await call.to('pipes').DeletePipe({ Name: name })
  },

  async * list(call) {
    for await (const { Name: name } of everyPage(token => call.to('pipes').ListPipes(token), ({ Pipes }) => Pipes)) yield name!
  },
}
