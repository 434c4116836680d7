// Amazon's documents as everyone's account shows them: a selection, with AWS's names and parameters and contents in words of our own.

import type { Call } from '../../kernel/service.ts'
import type { Document, DocumentVersion } from './document.ts'
import type { Content } from './document-content.ts'
import { describedParameters, platformsOf } from './document-shape.ts'
import { ownedCommands } from './owned-command.ts'
import { ownedRunbooks } from './owned-runbook.ts'

export interface OwnedContent {
  readonly type: string
  readonly content: object
  /** Where they do not follow from its steps. */
  readonly platformTypes?: readonly string[]
}

export interface OwnedDocument { readonly document: Document, readonly version: DocumentVersion }

const owned: Readonly<Record<string, OwnedContent>> = { ...ownedCommands, ...ownedRunbooks }
const publishedAt = Date.parse('2017-05-24T00:00:00Z')

/** @param name may be that of its ARN */
export function ownedDocument(name: string, call: Pick<Call, 'cache'>): OwnedDocument | undefined {
  const found = owned[name]
  return found === undefined ? undefined : call.cache(`owned-document:${name}`, () => read(name, found))
}

export function ownedDocuments(call: Call): OwnedDocument[] {
  return Object.keys(owned).sort().map(name => ownedDocument(name, call)!)
}

function read(name: string, { type, content, platformTypes }: OwnedContent): OwnedDocument {
  const { description = '', schemaVersion = '' } = content as { description?: string, schemaVersion?: string }
  return {
    document: {
      name, type, status: 'Active', latest: 1, defaultVersion: 1, createdAt: publishedAt, sharedWith: { all: '$ALL' }, author: 'Amazon',
    },
    version: {
      name, version: 1, content: JSON.stringify(content, null, 2), format: 'JSON', createdAt: publishedAt, description, schemaVersion,
      parameters: describedParameters(content as Content), platformTypes: platformTypes ?? platformsOf(content as Content), reviews: [],
    },
  }
}
