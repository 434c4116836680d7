// Writing documents: made, changed by new versions, a default version chosen, removed.
// Source: CreateDocument, UpdateDocument, UpdateDocumentDefaultVersion, DeleteDocument, Systems Manager API Reference.

import type { AttachmentContent, CreateDocumentRequest, Ssm, UpdateDocumentRequest } from '../../../generated/aws/ssm.ts'
import type { Call } from '../../kernel/service.ts'
import { associationsOf } from './association.ts'
import { noLongerSupported } from './change-request.ts'
import { attachmentsOf } from './document-attachment.ts'
import { checkContent, isFree } from './document-check.ts'
import { readContent } from './document-content.ts'
import type { Content, Format } from './document-content.ts'
import { described } from './document-read.ts'
import { describedParameters, platformsOf } from './document-shape.ts'
import { Document, DocumentVersion, selectDocument } from './document.ts'

const largestBytes = 65_536
const mostVersions = 1000
/** "You can't use the following strings as document name prefixes", CreateDocument. */
const reserved = /^(?:aws|amazon|amzn)/i

type Written = Pick<CreateDocumentRequest & UpdateDocumentRequest,
  'Content' | 'DocumentFormat' | 'DisplayName' | 'VersionName' | 'TargetType'>

export const CreateDocument: Ssm['CreateDocument'] = async (input, call) => {
  const { Name: name, Attachments: sources, Requires: requires, DocumentType: given } = input
  if (reserved.test(name)) {
    throw call.fault('ValidationException', `Document name ${name} begins with a prefix that is reserved by AWS.`)
  }
  if (call.of(Document).get(name) !== undefined) throw existing(name, call)
  if (given === 'Automation.ChangeTemplate') throw noLongerSupported(call)
  const version = await readVersion(name, 1, given, input, call)
  const attachments = sources === undefined ? undefined : await attachmentsOf(sources, call)
  return call.transact(() => {
    if (call.of(Document).get(name) !== undefined) throw existing(name, call)
    call.quota('Document', call.of(Document).count() + 1)
    const document = call.of(Document).insert({
      name, type: given ?? 'Command', status: 'Creating', latest: 1, defaultVersion: 1, createdAt: call.now(), sharedWith: {},
      author: call.principal.arn,
    })
    const kept = keep(version, attachments, { ...(requires !== undefined && { requires }) }, call)
    const tags = Object.fromEntries((input.Tags ?? []).map(({ Key, Value }) => [Key, Value]))
    if (Object.keys(tags).length > 0) call.tags(Document).add(tags, name)
    return { DocumentDescription: described({ document, version: kept, owner: call.account }, call) }
  })
}

function existing(name: string, call: Call<'DocumentAlreadyExists'>): Error {
  return call.fault('DocumentAlreadyExists', `Document with same name ${name} already exists`)
}

function keep(version: DocumentVersion, attachments: readonly AttachmentContent[] | undefined, more: Partial<DocumentVersion>,
  call: Call): DocumentVersion {
  return call.of(DocumentVersion).put({ ...version, ...more, ...(attachments !== undefined && { attachments }) })
}

/** @throws InvalidDocumentContent, InvalidDocumentSchemaVersion, MaxDocumentSizeExceeded */
async function readVersion(name: string, version: number, type: string | undefined, input: Written, call: Call): Promise<DocumentVersion> {
  const { Content: content, DocumentFormat: format = 'JSON', DisplayName: displayName, VersionName: versionName,
    TargetType: targetType } = input
  if (Buffer.byteLength(content) > largestBytes) throw call.fault('MaxDocumentSizeExceeded', 'The size limit of a document is 64 KB.')
  const read: Content = format === 'TEXT' ? {} : await readContent(content, format as Format, call)
  checkContent(type, format === 'TEXT' && isFree(type ?? '') ? {} : read, call)
  const { description, schemaVersion } = read
  const plain = isFree(type ?? 'Command')
  return {
    name, version, content, format: format as Format, createdAt: call.now(), reviews: [],
    parameters: plain ? [] : describedParameters(read), platformTypes: plain ? [] : platformsOf(read),
    ...(displayName !== undefined && { displayName }), ...(versionName !== undefined && { versionName }),
    ...(targetType !== undefined && { targetType }), ...(typeof description === 'string' && { description }),
    ...(schemaVersion !== undefined && { schemaVersion: String(schemaVersion) }),
  }
}

export const UpdateDocument: Ssm['UpdateDocument'] = async (input, call) => {
  const { Name: name, DocumentVersion: wanted = '$LATEST', Attachments: sources } = input
  const { document, version: latest } = selectDocument(name, { version: '$LATEST' }, call)
  if (document.author === 'Amazon') throw call.fault('InvalidDocumentOperation', `Document ${name} belongs to Amazon and can't be updated.`)
  if (wanted !== '$LATEST' && wanted !== String(document.latest)) {
    throw call.fault('InvalidDocumentVersion', 'The document version is not valid or does not exist.')
  }
  if (latest.schemaVersion === '1.2') {
    throw call.fault('InvalidDocumentSchemaVersion', 'Documents of schema version 1.2 can\'t be updated.')
  }
  const next = await readVersion(document.name, document.latest + 1, document.type, input, call)
  const attachments = sources === undefined ? latest.attachments : await attachmentsOf(sources, call)
  if (next.content === latest.content && next.format === latest.format && sources === undefined) {
    throw call.fault('DuplicateDocumentContent',
      'The content of the association document matches another document. Change the content of the document and try again.')
  }
  return call.transact(() => {
    const versions = call.of(DocumentVersion)
    const { versionName } = next
    if (versionName !== undefined && [...versions.scan({ within: [name] })].some(each => each.versionName === versionName)) {
      throw call.fault('DuplicateDocumentVersionName',
        'The version name has already been used in this document. Specify a different version name, and then try again.')
    }
    if (versions.count({ within: [name] }) >= mostVersions) {
      throw call.fault('DocumentVersionLimitExceeded',
        'The document has too many versions. Delete one or more document versions and try again.')
    }
    const changed = call.of(Document).put({ ...document, status: 'Updating', latest: next.version })
    const { requires, displayName } = latest
    const version = keep(next, attachments, {
      ...(requires !== undefined && { requires }), ...(displayName !== undefined && next.displayName === undefined && { displayName }),
    }, call)
    return { DocumentDescription: described({ document: changed, version, owner: call.account }, call) }
  })
}

export const UpdateDocumentDefaultVersion: Ssm['UpdateDocumentDefaultVersion'] = ({ Name: name, DocumentVersion: wanted }, call) => {
  const document = call.of(Document).require(name)
  const { version } = selectDocument(name, { version: wanted }, call)
  call.of(Document).put({ ...document, defaultVersion: version.version })
  return { Description: {
    Name: name, DefaultVersion: wanted, ...(version.versionName !== undefined && { DefaultVersionName: version.versionName }),
  } }
}

export const DeleteDocument: Ssm['DeleteDocument'] = (input, call) => {
  const { Name: name, DocumentVersion: wanted, VersionName: versionName, Force: force = false } = input
  const document = call.of(Document).require(name)
  const refused = (message: string): Error => call.fault('InvalidDocumentOperation', message)
  const versions = call.of(DocumentVersion)
  if (wanted !== undefined || versionName !== undefined) {
    const { version } = selectDocument(name, { version: wanted, versionName }, call)
    if (version.version === document.defaultVersion) throw refused('Default version of the document can\'t be deleted.')
    versions.delete(name, version.version)
    if (version.version === document.latest) {
      call.of(Document).put({ ...document, latest: versions.first({ within: [name], reverse: true })!.version })
    }
    return {}
  }
  if (Object.keys(document.sharedWith).length > 0) {
    throw refused('You attempted to delete a document while it is still shared. You must stop sharing the document before you can '
      + 'delete it.')
  }
  if (document.type === 'ApplicationConfigurationSchema' && !force) {
    throw refused('Documents of type ApplicationConfigurationSchema are deleted by force only.')
  }
  if (associationsOf(name, call).length > 0) {
    throw call.fault('AssociatedInstances', 'You must disassociate a document from all managed nodes before you can delete it.')
  }
  for (const { version } of [...versions.scan({ within: [name] })]) versions.delete(name, version)
  call.of(Document).delete(name)
  return {}
}
