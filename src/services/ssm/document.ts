// Documents: their records and declaration, and how a name and a version name them. A document is one's own, Amazon's
// (`owned-document.ts`),
// or another account's that shares it, which its ARN names and a real call to that account reads.
// Source: "AWS Systems Manager Documents", User Guide; CreateDocument, API Reference.

import { createHash } from 'node:crypto'
import type { AttachmentContent, DocumentParameter, DocumentRequires } from '../../../generated/aws/ssm.ts'
import { parseArn, records, resource } from '../../kernel/service.ts'
import type { Call } from '../../kernel/service.ts'
import { documentHandlers } from './document-formation.ts'
import { readContent } from './document-content.ts'
import type { Content, Format } from './document-content.ts'
import { ownedDocument } from './owned-document.ts'

export interface Document {
  readonly name: string
  readonly type: string
  readonly status: 'Creating' | 'Active' | 'Updating'
  readonly latest: number
  readonly defaultVersion: number
  readonly createdAt: number
  /** Accounts that may use it, or `all`, with the version that each may use. */
  readonly sharedWith: Readonly<Record<string, string>>
  readonly author: string
}

export interface Review {
  readonly reviewer: string
  readonly status: 'NOT_REVIEWED' | 'PENDING' | 'APPROVED' | 'REJECTED'
  readonly comments: readonly string[]
  readonly at: number
}

export interface DocumentVersion {
  readonly name: string
  readonly version: number
  readonly content: string
  readonly format: Format
  readonly createdAt: number
  readonly displayName?: string
  readonly versionName?: string
  readonly targetType?: string
  readonly description?: string
  readonly schemaVersion?: string
  readonly parameters: readonly DocumentParameter[]
  readonly platformTypes: readonly string[]
  readonly requires?: readonly DocumentRequires[]
  readonly attachments?: readonly AttachmentContent[]
  readonly reviews: readonly Review[]
}

export const Document = resource<Document>({
  name: 'Document',
  key: 'name',
  arn: 'arn:{partition}:ssm:{region}:{account}:document/{name}',
  tags: 'list',
  notFound: { code: 'InvalidDocument', message: ([name]) => `Document with name ${name} does not exist.` },
  exists: { code: 'DocumentAlreadyExists', message: ([name]) => `Document with same name ${name} already exists` },
  lifecycle: {
    field: 'status', settles: { Creating: { to: 'Active', afterMs: 1000 }, Updating: { to: 'Active', afterMs: 1000 } },
  },
  cloudFormation: documentHandlers,
})

export const DocumentVersion = records<DocumentVersion>({ name: 'DocumentVersion', key: ['name', 'version'] })

export interface Selected {
  readonly document: Document
  readonly version: DocumentVersion
  readonly owner: string
}

export interface Selector { readonly version?: string | undefined, readonly versionName?: string | undefined }

/** The name in an ARN of a document, or the name itself. */
export function plainName(name: string): string {
  return parseArn(name)?.resource.replace(/^(?:document|automation-definition)\//, '').replace(/:[^:]*$/, '') ?? name
}

/** One's own document, or Amazon's, with the version that is meant. @throws InvalidDocument, InvalidDocumentVersion */
export function selectDocument(name: string, { version, versionName }: Selector, call: Call): Selected {
  const plain = plainName(name)
  const own = call.of(Document).get(plain)
  const owned = own === undefined ? ownedDocument(plain, call) : undefined
  if (owned !== undefined) {
    if (version !== undefined && !['$LATEST', '$DEFAULT', '1'].includes(version)) throw noVersion(call)
    return { ...owned, owner: 'Amazon' }
  }
  const document = own ?? call.of(Document).require(plain)
  const versions = call.of(DocumentVersion)
  const shared = call.principal.account !== '' && call.principal.account !== call.account
    ? document.sharedWith[call.principal.account] ?? document.sharedWith.all : undefined
  const wanted = version ?? (shared !== undefined && shared !== '$ALL' ? shared : '$DEFAULT')
  const found = versionName !== undefined ? [...versions.scan({ within: [plain] })].find(each => each.versionName === versionName)
    : versions.get(plain, wanted === '$LATEST' ? document.latest : wanted === '$DEFAULT' ? document.defaultVersion : Number(wanted))
  if (found === undefined) throw noVersion(call)
  return { document, version: found, owner: call.account }
}

function noVersion(call: Call): Error {
  return call.fault('InvalidDocumentVersion', 'The document version is not valid or does not exist.')
}

/** A document as those need it who run it. */
export interface Runnable {
  readonly name: string
  readonly type: string
  readonly version: string
  readonly content: Content
  readonly platformTypes: readonly string[]
  readonly hash: string
}

/** By name, or by the ARN of one that another account shares. @throws InvalidDocument, InvalidDocumentVersion */
export async function runnable(name: string, selector: Selector, call: Call): Promise<Runnable> {
  const place = parseArn(name)
  if (place !== undefined && place.account !== '' && place.account !== call.account) return await foreign(name, selector, call)
  const { document, version } = selectDocument(name, selector, call)
  return {
    name: document.name, type: document.type, version: String(version.version), platformTypes: version.platformTypes,
    content: await readContent(version.content, version.format, call), hash: hashOf(version.content),
  }
}

async function foreign(name: string, { version }: Selector, call: Call): Promise<Runnable> {
  const { account, region } = parseArn(name)!
  const asked = { Name: name, ...(version !== undefined && { DocumentVersion: version }) }
  const owner = call.to('ssm', { account, region, principal: call.principal })
  const { Content: text, DocumentType: type, DocumentVersion: found } = await owner.GetDocument({ ...asked, DocumentFormat: 'JSON' })
  const { Document: described } = await owner.DescribeDocument(asked)
  return {
    name, type: type!, version: found!, content: await readContent(text!, 'JSON', call), hash: described!.Hash!,
    platformTypes: described!.PlatformTypes ?? [],
  }
}

export function hashOf(content: string): string {
  return createHash('sha256').update(content).digest('hex')
}
