// AWS::SSM::Document for Cloud Control and CloudFormation, by real calls of Systems Manager.
// Source: the resource type's schema in the CloudFormation registry: identified by Name; its content is replaced unless UpdateMethod is
// NewVersion.

import type { CloudFormationHandlers, Properties } from '../../kernel/service.ts'
import type { CreateDocumentRequest } from '../../../generated/aws/ssm.ts'

export const documentHandlers: CloudFormationHandlers = {
  type: 'AWS::SSM::Document',
  primaryIdentifier: ['Name'],
  readOnly: [],
  createOnly: ['Name', 'DocumentType'],

  async create(properties, call) {
    const Name = properties.Name === undefined ? `CFN-Document-${call.alphanumeric(12)}` : String(properties.Name)
    const { Attachments, DocumentType, Requires, Tags, TargetType, VersionName } = properties
    await call.to('ssm').CreateDocument({
      Name, Content: textOf(properties), DocumentFormat: formatOf(properties),
      ...defined({ Attachments, DocumentType, Requires, Tags, TargetType, VersionName }),
    })
    return Name
  },

  async read(Name, call) {
    const ssm = call.to('ssm')
    const { Document: described } = await ssm.DescribeDocument({ Name })
    const { DocumentFormat, DocumentType, TargetType, VersionName, Requires, Tags } = described!
    const { Content } = await ssm.GetDocument({ Name, ...(DocumentFormat !== undefined && { DocumentFormat }) })
    return { Name, Content, ...defined({ DocumentFormat, DocumentType, TargetType, VersionName, Requires, Tags }) }
  },

  async update(Name, properties, previous, call) {
    const ssm = call.to('ssm')
    const { TargetType, VersionName, Attachments } = properties
    if (textOf(properties) !== textOf(previous)) {
      const { DocumentDescription: made } = await ssm.UpdateDocument({
        Name, Content: textOf(properties), DocumentFormat: formatOf(properties), DocumentVersion: '$LATEST',
        ...defined({ TargetType, VersionName, Attachments }),
      })
      await ssm.UpdateDocumentDefaultVersion({ Name, DocumentVersion: made!.DocumentVersion! })
    }
    const resource = { ResourceType: 'Document', ResourceId: Name }
    const wanted = tagsOf(properties)
    const gone = tagsOf(previous).map(({ Key }) => Key).filter(key => !wanted.some(({ Key }) => Key === key))
    if (gone.length > 0) await ssm.RemoveTagsFromResource({ ...resource, TagKeys: gone })
    if (wanted.length > 0) await ssm.AddTagsToResource({ ...resource, Tags: wanted })
  },

  async delete(Name, call) {
    await call.to('ssm').DeleteDocument({ Name })
  },

  async * list(call) {
    let token: string | undefined
    do {
      const page = await call.to('ssm').ListDocuments({
        Filters: [{ Key: 'Owner', Values: ['Self'] }], ...(token !== undefined && { NextToken: token }),
      })
      for (const { Name } of page.DocumentIdentifiers ?? []) yield Name!
      token = page.NextToken
    } while (token !== undefined)
  },
}

/** Templates give content as an object or as a text. */
function textOf({ Content }: Properties): string {
  return typeof Content === 'string' ? Content : JSON.stringify(Content)
}

function formatOf({ Content, DocumentFormat }: Properties): NonNullable<CreateDocumentRequest['DocumentFormat']> {
  return typeof Content === 'string' && DocumentFormat !== undefined ? String(DocumentFormat) : 'JSON'
}

function tagsOf({ Tags = [] }: Properties): { Key: string, Value: string }[] {
  return Tags as { Key: string, Value: string }[]
}

function defined(members: Properties): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined))
}
