// Reading documents: their content, what they are, lists of them and of their versions.
// Source: GetDocument, DescribeDocument, ListDocuments, ListDocumentVersions, Systems Manager API Reference.

import type { DocumentDescription, DocumentIdentifier, DocumentKeyValuesFilter, ListDocumentsRequest, Ssm }
  from '../../../generated/aws/ssm.ts'
import { parseArn } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { inFormat } from './document-content.ts'
import type { Format } from './document-content.ts'
import { Document, DocumentVersion, hashOf, selectDocument } from './document.ts'
import type { Selected } from './document.ts'
import { ownedDocuments } from './owned-document.ts'
import { pageOf } from './page.ts'

/** A document of another account keeps the name that its sharers know it by: the ARN. */
function nameFor({ document, owner }: Selected, asked: string, call: Call): string {
  return owner !== 'Amazon' && parseArn(asked) !== undefined && call.principal.account !== owner ? asked : document.name
}

export function described(selected: Selected, call: Call): DocumentDescription {
  const { document, version, owner } = selected
  const tags = owner === 'Amazon' ? [] : tagsOf(document.name, call)
  const { reviews, displayName, versionName, targetType, description, schemaVersion, requires, attachments, parameters } = version
  const review = reviews.at(-1)
  return {
    Hash: hashOf(version.content), HashType: 'Sha256', Name: document.name, Owner: owner, CreatedDate: version.createdAt,
    Status: document.status, DocumentVersion: String(version.version), DocumentType: document.type, DocumentFormat: version.format,
    LatestVersion: String(document.latest), DefaultVersion: String(document.defaultVersion), PlatformTypes: version.platformTypes,
      Tags: tags,
    ...(parameters.length > 0 && { Parameters: parameters }), ...(schemaVersion !== undefined && { SchemaVersion: schemaVersion }),
    ...(displayName !== undefined && { DisplayName: displayName }), ...(versionName !== undefined && { VersionName: versionName }),
    ...(targetType !== undefined && { TargetType: targetType }), ...(description !== undefined && { Description: description }),
    ...(requires !== undefined && { Requires: requires }),
    ...(attachments !== undefined && { AttachmentsInformation: attachments.map(({ Name }) => ({ Name: Name! })) }),
    ...(review !== undefined && {
      Author: document.author, ReviewStatus: review.status,
      ReviewInformation: reviews.map(({ reviewer, status, at }) => ({ Reviewer: reviewer, Status: status, ReviewedTime: at })),
    }),
  }
}

function tagsOf(name: string, call: Call): { Key: string, Value: string }[] {
  return Object.entries(call.tags(Document).get(name)).map(([Key, Value]) => ({ Key, Value }))
}

export const DescribeDocument: Ssm['DescribeDocument'] = ({ Name: name, DocumentVersion: version, VersionName: versionName }, call) => {
  const selected = selectDocument(name, { version, versionName }, call)
  return { Document: { ...described(selected, call), Name: nameFor(selected, name, call) } }
}

export const GetDocument: Ssm['GetDocument'] = async (input, call) => {
  const { Name: name, DocumentVersion: wanted, VersionName: asked, DocumentFormat: format = 'JSON' } = input
  const selected = selectDocument(name, { version: wanted, versionName: asked }, call)
  const { document, version } = selected
  const { displayName, versionName, requires, attachments, reviews } = version
  const text = version.format === 'TEXT'
  return {
    Name: nameFor(selected, name, call), CreatedDate: version.createdAt, DocumentVersion: String(version.version), Status: document.status,
    Content: await inFormat(version.content, version.format, format as Format, call), DocumentType: document.type,
    DocumentFormat: text ? 'TEXT' : format, ...(displayName !== undefined && { DisplayName: displayName }),
    ...(versionName !== undefined && { VersionName: versionName }), ...(requires !== undefined && { Requires: requires }),
    ...(attachments !== undefined && { AttachmentsContent: attachments }),
    ...(reviews.length > 0 && { ReviewStatus: reviews.at(-1)!.status }),
  }
}

export const ListDocumentVersions: Ssm['ListDocumentVersions'] = function* ({ Name: name }, call) {
  const { document, version: only, owner } = selectDocument(name, {}, call)
  const versions = owner === 'Amazon' ? [only] : call.of(DocumentVersion).scan({ within: [document.name], reverse: true })
  for (const { version, createdAt, format, displayName, versionName, reviews } of versions) {
    yield {
      Name: document.name, DocumentVersion: String(version), CreatedDate: createdAt, IsDefaultVersion: version === document.defaultVersion,
      DocumentFormat: format, Status: version === document.latest ? document.status : 'Active',
      ...(displayName !== undefined && { DisplayName: displayName }), ...(versionName !== undefined && { VersionName: versionName }),
      ...(reviews.length > 0 && { ReviewStatus: reviews.at(-1)!.status }),
    }
  }
}

type Test = (selected: Selected, values: readonly string[], call: Call) => boolean

const filters: Readonly<Record<string, Test>> = {
  Name: ({ document }, values) => values.some(value => document.name.startsWith(value)),
  DocumentType: ({ document }, values) => values.includes(document.type),
  PlatformTypes: ({ version }, values) => values.some(value => version.platformTypes.includes(value)),
  TargetType: ({ version: { targetType = '' } }, values) => values.some(value => targetType === value || targetType === '/'),
  SearchKeyword: ({ document, version: { description = '' } }, values) =>
    values.every(value => `${document.name} ${description}`.toLowerCase().includes(value.toLowerCase())),
  ReviewStatus: ({ version }, values) => values.includes(version.reviews.at(-1)?.status ?? 'NOT_REVIEWED'),
  Owner: ({ document, owner }, values) => values.some(value => {
    const isPublic = 'all' in document.sharedWith
    switch (value.toLowerCase()) {
      case 'all': return true
      case 'amazon': return owner === 'Amazon'
      case 'self': return owner !== 'Amazon'
      case 'public': return isPublic
      case 'private': return owner !== 'Amazon' && !isPublic
      default: return false
    }
  }),
}

/** @throws InvalidFilterKey */
function testsOf({ Filters: given = [], DocumentFilterList: old = [] }: ListDocumentsRequest,
  call: Call): ((selected: Selected) => boolean)[] {
  const all: readonly DocumentKeyValuesFilter[] = [...given, ...old.map(({ key, value }) => ({ Key: key, Values: [value] }))]
  return all.map(({ Key: key = '', Values: values = [] }) => {
    if (key.startsWith('tag:')) {
      return ({ document, owner }) => {
        const found = owner === 'Amazon' ? undefined : call.tags(Document).get(document.name)[key.slice('tag:'.length)]
        return found !== undefined && (values.length === 0 || values.includes(found))
      }
    }
    const test = filters[key]
    if (test === undefined) throw call.fault('InvalidFilterKey', 'The specified key is not valid.')
    return selected => test(selected, values, call)
  })
}

function identifier({ document, version, owner }: Selected, call: Call): DocumentIdentifier {
  const { displayName, versionName, targetType, schemaVersion, requires, reviews } = version
  return {
    Name: document.name, CreatedDate: document.createdAt, Owner: owner, DocumentVersion: String(version.version),
      DocumentType: document.type,
    DocumentFormat: version.format, PlatformTypes: version.platformTypes, Tags: owner === 'Amazon' ? [] : tagsOf(document.name, call),
    ...(displayName !== undefined && { DisplayName: displayName }), ...(versionName !== undefined && { VersionName: versionName }),
    ...(targetType !== undefined && { TargetType: targetType }), ...(schemaVersion !== undefined && { SchemaVersion: schemaVersion }),
    ...(requires !== undefined && { Requires: requires }),
    ...(reviews.length > 0 && { Author: document.author, ReviewStatus: reviews.at(-1)!.status }),
  }
}

/** Amazon's come first, as they do at AWS; both are in the order of their names. */
export const ListDocuments: Ssm['ListDocuments'] = (input, call) => {
  const tests = testsOf(input, call)
  const all: Selected[] = [
    ...ownedDocuments(call).map(each => ({ ...each, owner: 'Amazon' })),
    ...[...call.of(Document).scan()].map(document =>
      ({ document, version: call.of(DocumentVersion).get(document.name, document.defaultVersion)!, owner: call.account })),
  ]
  const { items, next } = pageOf(all.filter(each => tests.every(test => test(each))),
    { limit: input.MaxResults, usual: 10, token: input.NextToken }, call)
  return { DocumentIdentifiers: items.map(each => identifier(each, call)), ...next }
}
